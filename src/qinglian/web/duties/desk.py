"""What difficulties and duties wait for whom. 工作台上的困难问题与责任事项。"""

from collections.abc import Iterator
from typing import Any

from django.db.models import Exists, OuterRef, Q, QuerySet
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop

from qinglian.web.clocks.models import Stage
from qinglian.web.core.desk import Counter, Part, Waiting, first_of
from qinglian.web.core.masking import mask_text
from qinglian.web.duties.models import Difficulty, DifficultyOutcome
from qinglian.web.duties.reminders import with_stage
from qinglian.web.duties.states import ANSWERING, ASKING, Outcome, Status
from qinglian.web.duties.turn_desk import counters_of_lists, parts_of_lists
from qinglian.web.runs.models import Change
from qinglian.web.runs.services.changes import PROPOSING
from qinglian.web.runs.words import rule_name
from qinglian.web.units.scope import reach, roles_of

ACTS = {
    Status.RAISED: gettext_noop("签收"),
    Status.RECEIVED: gettext_noop("答复"),
    Status.REPLIED: gettext_noop("确认是否解决"),
}


def waiting_difficulties(user: Any) -> QuerySet[Difficulty]:
    """Those whose next verb is this person's; what was joined to another is answered there."""
    scope, roles = reach(user, Difficulty.OBJECT, write=True), roles_of(user)
    turn = Q(pk__in=())
    if roles & ANSWERING:
        open_ones = Q(status__in=(Status.RAISED, Status.RECEIVED), joined_to=None)
        turn |= scope.q({"lead": "lead_unit"}) & open_ones
    if roles & ASKING:
        turn |= scope.q({"unit": "unit"}) & Q(status=Status.REPLIED, unit=user.unit_id)
    return Difficulty.objects.filter(turn)


def waiting_proposals(user: Any) -> QuerySet[DifficultyOutcome]:
    """Proposals to change a rule that nobody has followed yet, of difficulties one sees."""
    since = Change.objects.filter(rule_id=OuterRef("rule_id"), at__gte=OuterRef("at"))
    rows = DifficultyOutcome.objects.filter(
        kind=Outcome.RULE, difficulty__in=Difficulty.objects.visible_to(user)
    )
    return rows.exclude(Exists(since))


def parts(user: Any) -> Iterator[Part]:
    """The most urgent ones; rules to look at, for whoever proposes changes of parameters."""
    roles = roles_of(user)
    if roles & (ANSWERING | ASKING) and reach(user, Difficulty.OBJECT, write=True):
        yield Part(
            waiting_difficulties(user), _difficulty, related=("unit", "lead_unit"),
            order=("due_on", "pk"), adds=lambda rows: first_of(with_stage(rows)),
        )  # fmt: skip
    if roles & PROPOSING and reach(user, Difficulty.OBJECT):
        yield Part(waiting_proposals(user), _proposal, related=("difficulty",))
    yield from parts_of_lists(user)


def counters(user: Any) -> Iterator[Counter]:
    """How many of those one sees are unanswered and late."""
    if reach(user, Difficulty.OBJECT):
        late = Difficulty.objects.visible_to(user).filter(
            status__in=(Status.RAISED, Status.RECEIVED), reply_due_on__lt=timezone.localdate()
        )
        address = f"{reverse('duties:difficulties')}?state=late"
        yield Counter(late, _("逾期未答复的困难问题"), address, grave=True)
    yield from counters_of_lists(user)


def _difficulty(one: Any) -> Waiting:
    return Waiting(
        kind=one.get_kind_display(), title=mask_text(one.title), act=_(ACTS[Status(one.status)]),
        url=one.get_absolute_url(), due_on=one.due_on, room=_("困难问题"),
        unit=str(one.lead_unit if one.status == Status.REPLIED else one.unit),
        reminder=Stage(one.reminded).label if one.reminded else "",
        listed=f"{reverse('duties:difficulties')}?state=mine&status={one.status}&sort=due_on",
        of=one.of,
    )  # fmt: skip


def _proposal(one: DifficultyOutcome) -> Waiting:
    return Waiting(
        kind=_("规则建议"), title=rule_name(one.rule_id), act=_("看是否调整规则"),
        url=reverse("runs:rule", args=(one.rule_id,)), room=_("困难问题"),
        about=one.difficulty.public_id,
    )  # fmt: skip
