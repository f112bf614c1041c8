"""From signals to alerts: many at once, and none again. 疑点归并为预警。"""

from collections import defaultdict
from dataclasses import dataclass, field
from datetime import date, timedelta

from django.conf import settings
from django.db import transaction
from django.utils import timezone
from django.utils.translation import override

from qinglian.web.alerts.anchors import anchor_of
from qinglian.web.alerts.competence import competences
from qinglian.web.alerts.levels import ORDER, REPEATED_WITHIN_DAYS, level_of
from qinglian.web.alerts.limits import due_of, held_due, triage_due
from qinglian.web.alerts.models import Alert, AlertSignal, SelfFound, heading
from qinglian.web.alerts.states import BEFORE_RECEIPT, Fact, Level
from qinglian.web.audit.services import record
from qinglian.web.runs.models import Run, Signal

ROWS = 2_000
Key = tuple[int, str, str]


@dataclass
class Opened:
    """What one call did."""

    opened: int = 0
    joined: int = 0
    held: int = 0


@dataclass
class _Event:
    """Signals of one event at one body that are in no alert yet."""

    key: Key
    signals: list[tuple[int, str, str, str, str]] = field(
        default_factory=list
    )  # pk, rule, pack, severity, text


@transaction.atomic
def alerts_open(run: Run) -> Opened:
    """
    Put every signal that is in no alert into one: a new one, or that of the same event where it was not
    received yet. Where it was, a new alert is linked to it. Signals of a rule under review and those no longer
    seen make none. Writes nothing when there is nothing new.
    """
    events = _events()
    done = Opened()
    if not events:
        return done
    standing = _standing(events)
    fresh: list[tuple[Alert, _Event]] = []
    joining: dict[int, list[_Event]] = defaultdict(list)
    today, now = timezone.localdate(), timezone.now()
    competent, repeated, mended = competences(today), _repeated(), _self_found()
    due = triage_due(today)
    for event in events.values():
        before = standing.get(event.key)
        if before is not None and before.status in BEFORE_RECEIPT:
            joining[before.pk].append(event)
            continue
        unit, kind, anchor = event.key
        rules = {one[1] for one in event.signals}
        level = level_of(
            (one[3] for one in event.signals),
            len(rules),
            any((rule, unit) in repeated for rule in rules),
        )
        worst = min(event.signals, key=lambda one: (ORDER.index(one[3]), one[1]))
        # Records are in Chinese, whoever reads them; `Alert.heading` says it in the reader's language.
        with override(settings.LANGUAGE_CODE):
            title = heading(worst[1], len(rules))
        fresh.append(
            (
                Alert(
                    title=title,
                    rule_id=worst[1],
                    rules=len(rules),
                    level=level,
                    level_computed=level,
                    pack=worst[2],
                    anchor_kind=kind,
                    anchor_id=anchor,
                    unit_id=unit,
                    authority_unit_id=competent(worst[1], worst[2], unit),
                    linked_to=before,
                    opened_at=now,
                    step_since=now,
                    due_on=due[level],
                    self_found=(unit, anchor) in mended,
                ),
                event,
            )
        )
    done.held = _hold([alert for alert, _ in fresh], today)
    Alert.objects.bulk_create([alert for alert, _ in fresh], batch_size=ROWS)
    links = [
        AlertSignal(alert=alert, signal_id=one[0], at=now)
        for alert, event in fresh
        for one in event.signals
    ]
    for alert_id, joined in joining.items():
        links += [
            AlertSignal(alert_id=alert_id, signal_id=one[0], at=now)
            for event in joined
            for one in event.signals
        ]
    AlertSignal.objects.bulk_create(links, batch_size=ROWS)
    _raise_levels(list(joining))
    done.opened, done.joined = (
        len(fresh),
        sum(len(event.signals) for some in joining.values() for event in some),
    )
    # Without numbers: one that no longer fits its list would tell that a matter was handed over.
    record("alerts.opened", on=run, by=run.by)
    return done


def _events() -> dict[Key, _Event]:
    """Signals in no alert, by event. One whose body is not known here waits with the body that holds the data."""
    loose = Signal.objects.filter(of_alert=None, gone_at=None, held=False).values_list(
        "pk",
        "rule_id",
        "pack",
        "severity",
        "text_zh",
        "unit_id",
        "holder_id",
        "subject",
        "subject_id",
        "evidence",
    )
    events: dict[Key, _Event] = {}
    for (
        key,
        rule,
        pack,
        severity,
        text,
        unit,
        holder,
        subject,
        subject_id,
        evidence,
    ) in loose.iterator(ROWS):
        at: Key = (unit or holder, *anchor_of(subject, subject_id, evidence))
        events.setdefault(at, _Event(at)).signals.append((key, rule, pack, severity, text))
    return events


def _standing(events: dict[Key, _Event]) -> dict[Key, Alert]:
    """The last alert of each event, where there is one."""
    found: dict[Key, Alert] = {}
    anchors = sorted({key[2] for key in events})
    for start in range(0, len(anchors), ROWS):
        rows = Alert.objects.filter(anchor_id__in=anchors[start : start + ROWS], merged_into=None)
        for alert in rows.order_by("opened_at", "pk"):
            found[alert.unit_id, alert.anchor_kind, alert.anchor_id] = alert
    return found


def _repeated() -> set[tuple[str, int]]:
    """Rules and bodies of matters settled as true within a year."""
    since = timezone.now() - timedelta(days=REPEATED_WITHIN_DAYS)
    settled = Alert.objects.filter(fact__in=(Fact.TRUE, Fact.PARTLY), closed_at__gte=since)
    return set(settled.values_list("signals__rule_id", "unit_id"))


def _self_found() -> set[tuple[int, str]]:
    """Bodies and anchors of what they found and mended themselves."""
    return set(SelfFound.objects.exclude(anchor_id="").values_list("unit_id", "anchor_id"))


def _hold(alerts: list[Alert], today: date) -> int:
    """Queue cap: at most so many wait in triage at once; the least grave wait outside, red never does."""
    cap: int = settings.TRIAGE_QUEUE
    waiting = Alert.objects.filter(status="triage", held=False).count()
    free, held, due = cap - waiting, 0, held_due(today)
    for alert in sorted(alerts, key=lambda one: ORDER.index(one.level)):
        if free > 0 or alert.level == Level.RED:
            free -= 1
        else:
            alert.held, alert.due_on, held = True, due[alert.level], held + 1
    return held


def _raise_levels(alert_ids: list[int]) -> None:
    """An alert that more signals joined may have become graver; never less."""
    alerts = Alert.objects.in_bulk(alert_ids)
    told: dict[int, list[tuple[str, str]]] = defaultdict(list)
    rows = AlertSignal.objects.filter(alert_id__in=alert_ids).values_list(
        "alert_id", "signal__severity", "signal__rule_id"
    )
    for alert_id, severity, rule in rows:
        told[alert_id].append((severity, rule))
    changed = []
    for alert_id, said in told.items():
        alert = alerts[alert_id]
        level = level_of((one[0] for one in said), len({one[1] for one in said}), False)
        if ORDER.index(level) < ORDER.index(alert.level_computed):
            if alert.level == alert.level_computed:
                alert.level = level
            alert.level_computed = level
            if alert.held and alert.level == Level.RED:
                alert.held, alert.step_since = False, timezone.now()
                alert.due_on = due_of(alert)
            changed.append(alert)
    columns = ["level", "level_computed", "held", "step_since", "due_on"]
    Alert.objects.bulk_update(changed, columns, batch_size=500)


@transaction.atomic
def queue_release() -> int:
    """
    Let held alerts into triage while there is room, the gravest and oldest first; called every minute. One that was
    held as long as it may be comes in whether there is room or not: somebody must now push or decline it by name.
    """
    today = timezone.localdate()
    room = settings.TRIAGE_QUEUE - Alert.objects.filter(status="triage", held=False).count()
    waiting = Alert.objects.filter(status="triage", held=True)
    rank = {level: number for number, level in enumerate(ORDER)}
    aged = list(waiting.filter(due_on__lt=today).values_list("pk", "level", "opened_at"))
    held = waiting.exclude(due_on__lt=today).values_list("pk", "level", "opened_at")
    room -= len(aged)
    free = sorted(held, key=lambda one: (rank[one[1]], one[2]))[:room] if room > 0 else []
    first = aged + free
    if not first:
        return 0
    due = triage_due(today)
    for level in ORDER:
        keys = [one[0] for one in first if one[1] == level]
        Alert.objects.filter(pk__in=keys).update(
            held=False, step_since=timezone.now(), due_on=due[level]
        )
    return len(first)
