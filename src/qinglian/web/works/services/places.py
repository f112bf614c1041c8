"""
Where works lie: lines with their breaks, layers, structures by part, operating stakes with dates. 位置的登记。

A line is never changed under what lies on it: distances would stay and their stakes move. While nothing refers to it,
it is removed and entered anew.
"""

from collections.abc import Iterable, Sequence
from datetime import date
from decimal import Decimal
from typing import Any

from django.db import IntegrityError, transaction
from django.db.models import ProtectedError
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from qinglian.roadworks import alignment as roads
from qinglian.roadworks.errors import Refused
from qinglian.roadworks.operating import OperatingMap, Pair
from qinglian.roadworks.span import layers as known_layers
from qinglian.roadworks.stake import PREFIXES, Stake, parse
from qinglian.web.audit.services import record
from qinglian.web.core.moves import NotAllowed
from qinglian.web.core.wording import listed
from qinglian.web.works.divisions import Division, divisions
from qinglian.web.works.models import (
    Alignment,
    Break,
    Layer,
    OperatingPiece,
    Part,
    Project,
    Section,
)
from qinglian.web.works.services.projects import registers

MOST_LAYERS = 60


def refused(error: Refused) -> NotAllowed:
    """What the arithmetic of roads refuses, in the reader's language."""
    text = error.text
    return NotAllowed(text.en if (get_language() or "").startswith("en") else text.zh)


def road(line: Alignment) -> roads.Alignment:
    """The line for reckoning: stakes to distances and back."""
    return roads.Alignment(
        str(line),
        Stake(line.prefix, line.first),
        Stake(line.prefix, line.last),
        tuple(
            roads.Break(Stake(line.prefix, one.back), Stake(line.prefix, one.ahead))
            for one in line.breaks.all()
        ),
    )


def must_keep(user: Any, project: Project) -> None:
    """Lines, layers and operating stakes are entered by who keeps the register."""
    if not registers(user, project):
        raise NotAllowed(_("路线、层位和运营桩号由建设单位或行业主管部门登记。"))


@transaction.atomic
def alignment_add(
    *, project: Project, prefix: str, first: str, last: str, by: Any, name: str = "",
    breaks: Sequence[str] = (),
) -> Alignment:  # fmt: skip
    """Enter a line: its letters, first and last stake, breaks as `K12+345.678=K12+300` in the order one meets them."""
    must_keep(by, project)
    prefix = prefix.strip().upper()
    if prefix not in PREFIXES:
        raise NotAllowed(_("线形代号请用：%(known)s。") % {"known": listed(PREFIXES)})
    try:
        line = roads.Alignment(
            name or prefix,
            parse(first, prefix=prefix),
            parse(last, prefix=prefix),
            tuple(roads.parse_break(one) for one in breaks if one.strip()),
        )
    except Refused as error:
        raise refused(error) from error
    try:
        with transaction.atomic():
            made = Alignment.objects.create(
                project=project, prefix=prefix, name=name, first=line.first.metres, last=line.last.metres
            )  # fmt: skip
    except IntegrityError as error:
        raise NotAllowed(_("本项目已有这条线。")) from error
    Break.objects.bulk_create(
        Break(alignment=made, place=place, back=one.back.metres, ahead=one.ahead.metres)
        for place, one in enumerate(line.breaks, 1)
    )
    record("project.alignment_added", on=project, by=by, line=str(made), breaks=len(line.breaks))
    return made


@transaction.atomic
def alignment_remove(*, alignment: Alignment, by: Any, reason: str) -> None:
    """Remove a line on which nothing lies yet."""
    project = alignment.project
    must_keep(by, project)
    if alignment.operating.exists():
        raise NotAllowed(_("这条线已有运营桩号对照，不能删除。"))
    name = str(alignment)
    try:
        with transaction.atomic():
            alignment.delete()
    except ProtectedError as error:
        raise NotAllowed(_("已有台账、计量或验收落在这条线上，不能删除。")) from error
    record("project.alignment_removed", on=project, by=by, reason=reason, line=name)


@transaction.atomic
def layers_set(*, project: Project, names: Iterable[str], by: Any) -> list[Layer]:
    """The layers from the ground up; those that are named stay what they are, whatever lies in them."""
    must_keep(by, project)
    wanted = list(dict.fromkeys(name for one in names if (name := one.strip())))
    if not wanted or len(wanted) > MOST_LAYERS or any(len(one) > 40 for one in wanted):
        raise NotAllowed(_("每行写一个层位，自下而上，最多 %(n)d 个。") % {"n": MOST_LAYERS})
    project.layers.all().delete()
    made = Layer.objects.bulk_create(
        Layer(project=project, place=place, name=name) for place, name in enumerate(wanted, 1)
    )
    record("project.layers_set", on=project, by=by, number=len(made))
    return made


def default_layers() -> list[str]:
    """The usual layers of a road, from the ground up."""
    return [one.text.zh for one in known_layers().values()]


def pairs(project: Project) -> list[Pair]:
    """Operating stakes of a project as the arithmetic takes them: both days counted."""
    rows = OperatingPiece.objects.filter(alignment__project=project).select_related("alignment")
    return [
        Pair(
            one.alignment.prefix, one.start, one.end, one.route, one.from_stake, one.to_stake,
            one.valid_from, one.last_day,
        )
        for one in rows
    ]  # fmt: skip


@transaction.atomic
def operating_add(
    *, alignment: Alignment, start: str, end: str, route: str, from_stake: str, to_stake: str,
    valid_from: date, by: Any,
) -> OperatingPiece:  # fmt: skip
    """Which route and operating stakes a stretch has since a day. On no day may two claim the same."""
    project = Project.objects.select_for_update().get(pk=alignment.project_id)
    must_keep(by, project)
    try:
        line = road(alignment)
        begins, ends = (line.distance(parse(one, prefix=line.prefix)) for one in (start, end))
        first, last = (parse(one).metres for one in (from_stake, to_stake))
        new = Pair(alignment.prefix, begins, ends, route, first, last, valid_from)
        OperatingMap([*pairs(project), new])
    except Refused as error:
        raise refused(error) from error
    made = OperatingPiece.objects.create(
        alignment=alignment, start=begins, end=ends, route=route, from_stake=first, to_stake=last,
        valid_from=valid_from,
    )  # fmt: skip
    record("project.operating_added", on=project, by=by, route=route, day=valid_from.isoformat())
    return made


@transaction.atomic
def operating_end(*, piece: OperatingPiece, valid_to: date, by: Any, reason: str) -> OperatingPiece:
    """End a row, as where a route is numbered anew; the day named is no longer in it."""
    project = piece.alignment.project
    must_keep(by, project)
    fresh = OperatingPiece.objects.select_for_update().get(pk=piece.pk)
    if fresh.valid_to is not None:
        raise NotAllowed(_("这段对照已经终止。"))
    if valid_to <= fresh.valid_from:
        raise NotAllowed(_("终止日期要在起始日期之后。"))
    fresh.valid_to = valid_to
    fresh.save(update_fields=["valid_to"])
    record("project.operating_ended", on=project, by=by, reason=reason, route=fresh.route)
    return fresh


@transaction.atomic
def parts_import(*, section: Section, unit: str, name: str, by: Any) -> Part:
    """A 单位工程 with its 分部 and 分项 as JTG F80/1 divides works of its kind; the number after the last one."""
    section = Section.objects.select_for_update().get(pk=section.pk)
    must_keep(by, section.project)
    kind = divisions().get(unit)
    if kind is None:
        raise NotAllowed(_("没有这类单位工程。"))
    top = Part.objects.create(
        section=section, rank=Part.Rank.UNIT, path=_next(section, None), name=name.strip() or kind.name
    )  # fmt: skip
    for number, division in enumerate(kind.parts, 1):
        upper = _part(section, top, Part.Rank.DIVISION, number, division)
        Part.objects.bulk_create(
            Part(
                section=section, upper=upper, rank=Part.Rank.ITEM, path=f"{upper.path}.{at:02d}",
                name=item.name, kind=item.kind,
            )
            for at, item in enumerate(division.parts, 1)
        )  # fmt: skip
    record("section.parts_imported", on=section, by=by, part=top.name)
    return top


def _part(section: Section, upper: Part, rank: str, number: int, said: Division) -> Part:
    path = f"{upper.path}.{number:02d}"
    return Part.objects.create(
        section=section, upper=upper, rank=rank, path=path, name=said.name, kind=said.kind
    )


@transaction.atomic
def part_add(
    *, section: Section, rank: str, name: str, by: Any, upper: Part | None = None, kind: str = ""
) -> Part:
    """One part: a member such as 1#墩 1-2#桩 under its item, or a unit of its own."""
    section = Section.objects.select_for_update().get(pk=section.pk)
    must_keep(by, section.project)
    order = list(Part.Rank.values)
    if upper is None and rank != Part.Rank.UNIT:
        raise NotAllowed(_("只有单位工程没有上级部位。"))
    if upper is not None and (
        upper.section_id != section.pk or order.index(rank) <= order.index(upper.rank)
    ):
        raise NotAllowed(_("下级部位的层级要低于上级。"))
    made = Part.objects.create(
        section=section, upper=upper, rank=rank, path=_next(section, upper), name=name.strip(), kind=kind
    )  # fmt: skip
    record("section.part_added", on=section, by=by, part=made.name)
    return made


def _next(section: Section, upper: Part | None) -> str:
    taken = Part.objects.filter(section=section, upper=upper).values_list("path", flat=True)
    ends = [path.rpartition(".")[2] for path in taken]
    number = max((int(end) for end in ends if end.isdecimal()), default=0) + 1
    return f"{upper.path}.{number:02d}" if upper else f"{number:02d}"


def length(line: Alignment) -> Decimal:
    """Metres of a line, its breaks counted."""
    return road(line).length
