"""
The duty list of the county, sent to its bureaus and handed on to their stations, and two years of turns: done in time,
late, returned, left open. 县里的责任清单：下发、转发与两年的落实。

What is sent goes through the services, with the people whose turn it is; the clock is moved from outside, and the turns
of the two years are written at once.
"""

import random
from datetime import date, datetime, time, timedelta
from typing import Any

from django.db import transaction
from django.utils import timezone

from qinglian.web.accounts.models import User
from qinglian.web.core.workdays import add_working_days, working_days_between
from qinglian.web.duties.kinds import Cycle, Holder, ListKind, TurnStatus
from qinglian.web.duties.models import Duty, DutyList, Sending, Turn, TurnStep
from qinglian.web.duties.services.lists import item_put, list_make, version_issue
from qinglian.web.duties.services.sending import sending_make, sending_receive, sending_send
from qinglian.web.duties.services.turns_made import turns_make
from qinglian.web.duties.turn_reminders import turns_remind
from qinglian.web.units.models import Holding, Line, Unit

YEARS = 2
SEED = 11
HANDED = 4
"""How many bureaus hand something on."""
OWNERS = {
    "principal": "县直单位党组", "supervisory": "派驻纪检监察组", "first_person": "党组书记",
    "dual_duty": "分管副局长",
}  # fmt: skip
SAID = (
    "当季研究一次，定了三件事，都有人、有日期。", "谈话五人，两人有提醒，已记入本单位谈话记录。",
    "抽查两个站所的票据二十份，退回一份。", "公开采购结果六项，群众问询两次，都答复了。",
    "核对权力清单，减少一个环节。", "会后三项要求全部落实，附会议记录。",
)  # fmt: skip
"""Words of reports; every body writes what it did of these, some copy the very same."""
ITEMS: tuple[dict[str, Any], ...] = (
    {
        "title": "每季度研究一次党风廉政建设", "cycle": Cycle.QUARTER, "minutes": 90, "weight": 3,
        "target": "每季度至少研究1次，定下的事项逐项有人办", "holder": Holder.COMMITTEE,
        "measure": "党组书记主持召开党组会研究，形成纪要", "check_by": "年底由派驻组查4次纪要",
        "feedback": "每季度向县委书面报告", "evidence": ["tasks.minutes", "file"],
    },
    {
        "title": "与下级一把手谈心谈话", "cycle": Cycle.HALF, "minutes": 60, "weight": 2,
        "target": "每半年与每名下级主要负责人谈话1次", "holder": Holder.SECRETARY, "in_person": True,
        "measure": "党组书记逐人谈话，谈廉政内容", "check_by": "派驻组核对谈话名单",
        "feedback": "每半年向县委报告谈话人数", "evidence": ["evidence.talk"],
        "applies_levels": ["county"],
    },
    {
        "title": "每月抽查一次票据", "cycle": Cycle.MONTH, "minutes": 30, "weight": 2,
        "target": "每月抽查不少于10份，问题票据当月退回", "holder": Holder.MEMBER,
        "measure": "分管副局长带人抽查报销票据", "check_by": "派驻组每季度复查5份",
        "feedback": "每季度在党组会上通报", "evidence": ["file"],
    },
    {
        "title": "行政处罚案卷自查", "cycle": Cycle.QUARTER, "minutes": 120, "weight": 3,
        "target": "每季度抽查案卷不少于5件，发现问题全部整改", "holder": Holder.DEPARTMENT,
        "measure": "法制机构抽查案卷", "check_by": "派驻组抽看2件", "feedback": "每季度书面报告",
        "applies_powers": ["CF-01"], "evidence": ["rectification.struck", "alerts.closed"],
    },
    {
        "title": "公开行政许可办理结果", "cycle": Cycle.MONTH, "minutes": 20, "weight": 1,
        "target": "办结5个工作日内公开，公开率100%", "holder": Holder.DEPARTMENT,
        "measure": "窗口逐件公开", "check_by": "每月比对10件", "feedback": "每月在公开栏公布",
        "applies_powers": ["XK-01"], "evidence": ["file"],
    },
    {
        "title": "年度述责述廉", "cycle": Cycle.YEAR, "minutes": 240, "weight": 2,
        "target": "班子成员每年述责述廉1次，测评结果公布", "holder": Holder.SECRETARY,
        "measure": "召开述责述廉会议", "check_by": "县委派员参加", "feedback": "年底报县委",
        "evidence": ["tasks.minutes"], "applies_levels": ["county"],
    },
)  # fmt: skip


def sending_made(
    bodies: dict[str, Unit], people: dict[str, User], staff: dict[int, dict[str, User]]
) -> None:
    """The list, what bodies hold, the sending and its hand-downs, and the turns."""
    rng, today = random.Random(SEED), timezone.localdate()
    county, office = bodies["county"], people["qinglianban"]
    bureaus = list(
        Unit.objects.filter(
            lines_up__kind=Line.Kind.BELONGS, lines_up__upper=county, valid_to=None, pk__in=staff
        ).order_by("code")
    )
    holdings_made(bureaus)
    begun = date(today.year - YEARS, 1, 1)
    of = _list(office, people["qinglianban2"], begun)
    # The county's own head answers for its items; there is nobody else of that body in the county.
    heads = [county] if "xianzhang" in people else []
    staff = {
        **staff,
        **{one.pk: dict.fromkeys(("zy", "jb", "fz"), people["xianzhang"]) for one in heads},
    }
    sent = _sent(of, [*heads, *bureaus], office, people["qinglianban2"], begun, today)
    for unit in [*heads, *bureaus[:-1]]:
        sending_receive(sending=sent, unit=unit, by=staff[unit.pk]["zy"])
    for unit in bureaus[:HANDED]:
        _handed(sent, unit, staff)
    _named(sent, staff)
    _years(sent, begun, today, rng, staff, office)
    turns_remind()


def holdings_made(bureaus: list[Unit]) -> None:
    """Powers of penalty and permit; the last body has registered nothing yet, as happens."""
    since = date(2020, 1, 1)
    stations = Unit.objects.filter(lines_up__upper__in=bureaus, valid_to=None)
    Holding.objects.bulk_create(
        Holding(unit=unit, kind=kind, code=code, name=name, valid_from=since)
        for number, unit in enumerate([*bureaus[:-1], *stations.distinct()])
        for kind, code, name in (
            ("power", "CF-01", "行政处罚"), ("power", "XK-01", "行政许可"), ("post", "GW-01", "窗口岗位"),
        )
        if code != "XK-01" or number % 2 == 0
    )  # fmt: skip


def _list(office: User, second: User, begun: date) -> DutyList:
    assert office.unit is not None
    made = list_make(
        title="县直单位党风廉政建设责任清单", kind=ListKind.DUTY, owner_unit=office.unit, by=office
    )
    version = made.versions.get()
    for item in ITEMS:
        item_put(version, by=office, **{**OWNERS, "basis": "示例〔2024〕1号", **item})
    version_issue(version, by=second, valid_from=begun, why="年度印发（示例）")
    made.refresh_from_db()
    return made


def _sent(
    of: DutyList, bureaus: list[Unit], office: User, second: User, begun: date, today: date
) -> Sending:
    version = of.versions.get()
    made = sending_make(
        of=version, items=version.items.all(), units=bureaus, begins_on=begun,
        ends_on=date(today.year, 12, 31), by=office, plan_number="示例督查计划第3号",
        approver=second, note="示例：各单位照单落实，只报结果。",
    )  # fmt: skip
    return sending_send(sending=made, by=second)


def _handed(sent: Sending, unit: Unit, staff: dict[int, dict[str, User]]) -> None:
    """The bureau hands on what applies to stations, with less time asked; every second station signs for it."""
    below = Unit.objects.filter(
        lines_up__kind=Line.Kind.BELONGS, lines_up__upper=unit, valid_to=None, pk__in=staff
    )
    stations = list(below.exclude(pk=unit.pk).order_by("code")[:6])
    had = {
        one.item_id: one
        for one in Duty.objects.filter(sending=sent, unit=unit).select_related("item")
    }
    items = [one.item for one in had.values() if not one.item.applies_levels]
    if not stations or not items:
        return
    made = sending_make(
        of=sent.of, parent=sent, items=items, units=stations, begins_on=sent.begins_on,
        ends_on=sent.ends_on, by=staff[unit.pk]["zy"],
        shrunk={one.pk: (one.minutes // 2, 2) for one in items}, plan_number=sent.plan_number,
    )  # fmt: skip
    sending_send(sending=made, by=staff[unit.pk]["fz"])
    for station in stations[::2]:
        sending_receive(sending=made, unit=station, by=staff[station.pk]["zy"])


def _named(sent: Sending, staff: dict[int, dict[str, User]]) -> None:
    """Heads are named for what is theirs."""
    rows = Duty.objects.filter(sending=sent, item__holder=Holder.SECRETARY)
    named = [one for one in rows if one.unit_id in staff]
    for one in named:
        one.person = staff[one.unit_id]["fz"]
    Duty.objects.bulk_update(named, ["person"])


@transaction.atomic
def _years(
    sent: Sending, begun: date, today: date, rng: random.Random,
    staff: dict[int, dict[str, User]], office: User,
) -> None:  # fmt: skip
    """The clock goes back to the beginning; the turns of each month come, and are done by each body in its way."""
    chain = Sending.objects.filter(pk=sent.pk) | Sending.objects.filter(top=sent)
    for number, one in enumerate(chain.order_by("level", "pk")):
        day = begun + timedelta(days=4 + 9 * (number > 0) + number)
        one.sent_at = _at(day)
        one.save(update_fields=["sent_at"])
        received = _at(add_working_days(day, 1 + number % 4))
        Duty.objects.filter(sending=one, received_at__isnull=False).update(received_at=received)
    Turn.objects.filter(duty__sending__in=chain).delete()
    month = begun
    while month <= today:
        turns_make(today=month)
        month = (month + timedelta(days=32)).replace(day=1)
    turns_make(today=today)
    steps: list[TurnStep] = []
    rows = list(Turn.objects.filter(duty__sending__in=chain).select_related("duty__item"))
    for turn in rows:
        if turn.unit_id in staff and turn.due_on <= today + timedelta(days=20):
            steps += _done(turn, today, rng, staff[turn.unit_id], office)
    Turn.objects.bulk_update(
        rows,
        [
            "status", "text", "done_by", "done_at", "late_days", "reviewed_by", "reviewed_at",
            "returned", "deployed_on", "urged_on", "inspected_on",
        ],
        500,
    )  # fmt: skip
    TurnStep.objects.bulk_create(steps, 500)


def _done(
    turn: Turn, today: date, rng: random.Random, own: dict[str, User], office: User
) -> list[TurnStep]:
    """One turn: most in time, some late, some returned once, the latest partly open."""
    lot = rng.random()
    slow = turn.unit_id % 5 == 0
    if (turn.due_on > today - timedelta(days=5) and lot < 0.6) or lot > 0.97:
        return []
    after = rng.randint(2, 12) if lot < (0.4 if slow else 0.12) else -rng.randint(0, 8)
    day = turn.due_on + timedelta(days=after)
    if day >= today:
        return []
    said = (
        SAID[rng.randrange(len(SAID))]
        if slow
        else f"{SAID[rng.randrange(len(SAID))]}（{turn.due_on:%Y-%m}）"
    )
    turn.done_by, turn.done_at, turn.text = own["zy"], _at(day), said
    turn.late_days = max(0, working_days_between(turn.due_on, day))
    if turn.duty.item.in_person:
        days = (turn.begins_on, day - timedelta(days=20), day)
        turn.deployed_on, turn.urged_on, turn.inspected_on = days
    steps = [_step(turn, "done", TurnStatus.OPEN, TurnStatus.DONE, own["zy"], day, said)]
    turn.status = TurnStatus.DONE
    reviewer = office if turn.giver_unit_id == office.unit_id else None
    if day > today - timedelta(days=30) or reviewer is None:
        return steps
    if lot > 0.92:
        turn.status, turn.returned = TurnStatus.RETURNED, 1
        why = "只写了开会，没有写定了什么、办了没有。"
        return [
            *steps, _step(turn, "return", TurnStatus.DONE, TurnStatus.RETURNED, reviewer, day, why)
        ]  # fmt: skip
    turn.status, turn.reviewed_by, turn.reviewed_at = TurnStatus.REVIEWED, reviewer, _at(day)
    steps.append(_step(turn, "review", TurnStatus.DONE, TurnStatus.REVIEWED, reviewer, day, ""))
    return steps


def _step(turn: Turn, verb: str, was: str, now: str, by: User, day: date, text: str) -> TurnStep:
    return TurnStep(
        turn=turn, verb=verb, was=was, now=now, by=by, at=_at(day), text=text,
        late_days=turn.late_days if verb == "done" else 0,
    )  # fmt: skip


def _at(day: date) -> datetime:
    return timezone.make_aware(datetime.combine(day, time(10)))
