"""Reads across a campaign, within what one may see. 专项整治的查询。"""

from dataclasses import dataclass, field
from typing import Any

from django.conf import settings
from django.db.models import Count, Q, QuerySet
from django.utils import timezone

from qinglian.web.campaigns.mending import problems_of
from qinglian.web.campaigns.models import Answer, Campaign, Found, Notice, Part, Step, Topic
from qinglian.web.campaigns.states import COUNTED, NoticeStatus, PartStatus
from qinglian.web.core.dated import in_force
from qinglian.web.rectification.states import Status as Struck
from qinglian.web.units.models import Line, Reach, Unit
from qinglian.web.units.scope import Scope, reach, visible_units


def reasons(campaign: Campaign, user: Any) -> list[str]:
    """Why one sees it: as who leads or urges, or for a body that takes part."""
    scope: Scope = reach(user, Campaign.OBJECT)
    said = scope.reasons(campaign)
    if not said:
        first = Part.objects.visible_to(user).filter(campaign=campaign).select_related("unit")
        for part in first[:3]:
            said += scope.reasons(part)
    return list(dict.fromkeys(said))


@dataclass(slots=True)
class Cell:
    """One body and one topic: answered or not, how many problems, of them found by a re-check, struck off."""

    topic: Topic
    answered: bool = False
    found: int = 0
    rechecked: int = 0
    struck: int = 0


@dataclass(slots=True)
class Row:
    """One body."""

    part: Part
    cells: list[Cell]
    total: int = 0


@dataclass(slots=True)
class Matrix:
    """Bodies × topics."""

    topics: list[Any]
    rows: list[Row] = field(default_factory=list)


SHOWN = 200
"""Bodies on the page of a campaign; the list has all of them."""


def matrix(campaign: Campaign, parts: Any, user: Any) -> Matrix:
    """What each body answered of each topic: five statements however many bodies."""
    topics = list(campaign.topics.all())
    place = {topic.pk: number for number, topic in enumerate(topics)}
    rows: dict[int, Row] = {}
    shown = parts.select_related("unit").order_by("unit__code")[:SHOWN]
    for part in shown:
        rows[part.pk] = Row(part, [Cell(topic) for topic in topics])
    answered = Answer.objects.filter(part__in=list(rows)).values_list("part", "topic")
    for pk, topic in answered:
        rows[pk].cells[place[topic]].answered = True
    said = Found.objects.filter(part__in=list(rows)).values_list(
        "part", "topic", "sampled", "problem_id"
    )
    struck = set(
        problems_of(campaign, user).filter(status=Struck.STRUCK).values_list("public_id", flat=True)
    )
    for pk, topic, sampled, problem in said:
        cell = rows[pk].cells[place[topic]]
        cell.found += 1
        cell.rechecked += sampled is not None
        cell.struck += problem in struck
        rows[pk].total += 1
    return Matrix(topics, list(rows.values()))


@dataclass(frozen=True, slots=True)
class Progress:
    """How far self-checks are."""

    parts: int
    asked: int
    answered: int
    late: int
    nothing: int
    found: int
    corrections: int
    published: int
    unsigned: int

    @property
    def share(self) -> float | None:
        """自查发现率: of the bodies that answered, how many found anything (mission J02)."""
        return (self.answered - self.nothing) / self.answered if self.answered else None


def progress(campaign: Campaign, parts: Any, user: Any) -> Progress:
    """The numbers of the streams, of the bodies one sees."""
    today = timezone.localdate()
    waiting = Q(status__in=(PartStatus.ASKED, PartStatus.REPORTED))
    said = parts.aggregate(
        parts=Count("pk"),
        asked=Count("pk", filter=~Q(status=PartStatus.NAMED)),
        answered=Count("pk", filter=Q(status=PartStatus.ANSWERED)),
        late=Count("pk", filter=waiting & Q(due_on__lt=today)),
        nothing=Count("pk", filter=Q(nothing=True)),
    )
    notices = Notice.objects.visible_to(user).filter(campaign=campaign)
    steps = Step.objects.filter(campaign=campaign, stream="correct")
    return Progress(
        **said,
        found=Found.objects.filter(part__in=parts).count(),
        corrections=steps.filter(Q(part=None) | Q(part__in=parts)).count(),
        published=Notice.objects.filter(campaign=campaign, status=NoticeStatus.PUBLISHED).count(),
        unsigned=notices.filter(status__in=(NoticeStatus.DRAFT, NoticeStatus.REVIEWED)).count(),
    )


KINDS = (*Line.Kind.values, Reach.SELF)
"""Ways along which bodies are chosen."""


def choosable(
    campaign: Campaign, origin: str, kind: str, level: str = "", words: str = ""
) -> QuerySet[Unit]:
    """Bodies that can take part: along a kind of line from who leads or urges, not in it yet."""
    upper = campaign.urging_unit_id if origin == "urging" else campaign.lead_unit_id
    reached = Reach.objects.filter(in_force(), upper=upper, kind=kind).values("lower")
    rows = Unit.objects.filter(pk__in=reached, valid_to=None)
    if level:
        rows = rows.filter(level=level)
    if words:
        rows = rows.filter(Q(name__icontains=words) | Q(code=words))
    return rows.exclude(pk__in=campaign.parts.values("unit")).order_by("code")


@dataclass(frozen=True, slots=True)
class Leading:
    """How many campaigns a lead body has in a year."""

    unit: Unit
    number: int
    quota: int

    @property
    def beyond(self) -> bool:
        """More than the number of the year."""
        return self.number > self.quota


def leading(user: Any, year: int) -> list[Leading]:
    """Each lead body one sees, with its number of the year; 0 is shown as well (mission B14)."""
    seen = Campaign.objects.visible_to(user)
    led = Line.objects.filter(in_force(), kind=Line.Kind.LEADS).values("upper")
    units = Unit.objects.filter(
        Q(pk__in=led, valid_to=None) & Q(pk__in=visible_units(user).values("pk"))
        | Q(pk__in=seen.values("lead_unit"))
    )
    rows = seen.filter(year=year, status__in=COUNTED).values_list("lead_unit")
    counts = dict(rows.annotate(n=Count("pk", distinct=True)).order_by())
    return [
        Leading(one, counts.get(one.pk, 0), settings.CAMPAIGNS_A_YEAR)
        for one in units.order_by("code")
    ]
