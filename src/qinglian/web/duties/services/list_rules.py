"""Who writes programmes and lists, and what is written down of it. 方案与清单的办理规则。"""

from collections.abc import Iterable
from typing import TYPE_CHECKING, Any

from django.db.models import QuerySet
from django.utils.translation import gettext as _

from qinglian.web.audit.services import record
from qinglian.web.core.moves import NotAllowed, locked
from qinglian.web.core.papers import must_prove
from qinglian.web.duties.list_states import ISSUING, MAKING
from qinglian.web.duties.models import (
    DutyList,
    ListPaper,
    ListStep,
    ListVersion,
    Programme,
    ProgrammePaper,
    ProgrammeStep,
)
from qinglian.web.units.models import Unit
from qinglian.web.units.scope import reach, roles_of

if TYPE_CHECKING:
    from qinglian.web.core.uploads import Stored

    Papers = Iterable[Stored]


def owner_units(by: Any) -> QuerySet[Unit]:
    """Bodies for which a person writes programmes and lists."""
    if not roles_of(by) & MAKING:
        return Unit.objects.none()
    rows = Unit.objects.filter(reach(by, "programme", write=True).q({"giver": "pk"}))
    return rows.filter(valid_to=None)


def makes(row: DutyList | Programme, by: Any) -> bool:
    """Whether a person writes in a programme or list."""
    return bool(
        roles_of(by) & MAKING and type(row).objects.writable_by(by).filter(pk=row.pk).exists()
    )


def issues(row: DutyList, by: Any) -> bool:
    """Whether a person issues versions of a list, where it is somebody else's draft."""
    return bool(
        roles_of(by) & ISSUING and DutyList.objects.writable_by(by).filter(pk=row.pk).exists()
    )


def must(condition: object) -> None:
    """Stop where it is not this person's to do."""
    if not condition:
        raise NotAllowed(_("您的角色不办理这件事。"))


def take_list(row: DutyList, by: Any, seen: int | None = None) -> DutyList:
    """The list for oneself, to write in."""
    must(makes(row, by))
    fresh: DutyList = locked(row, seen)
    return fresh


def take_programme(row: Programme, by: Any, seen: int | None = None) -> Programme:
    """The programme for oneself, to write in."""
    must(makes(row, by))
    fresh: Programme = locked(row, seen)
    return fresh


def list_noted(
    row: DutyList, verb: str, by: Any, text: str = "", *, version: ListVersion | None = None,
    papers: "Papers" = (), offline: bool = False, **data: Any,
) -> ListStep:  # fmt: skip
    """Write a list that was taken, the step, its papers and the record."""
    papers = list(papers)
    must_prove(papers, offline=offline)
    row.version += 1
    row.save()
    if version is not None:
        data = {"number": version.number, **data}
    made = ListStep.objects.create(
        of=row, version_of=version, verb=verb, by=by, text=text, offline=offline, data=data
    )
    ListPaper.file(made, papers)
    record(f"list.{verb}", on=row, by=by, reason=text, **data)
    return made


def programme_noted(
    row: Programme, verb: str, by: Any, text: str = "", *, papers: "Papers" = (),
    offline: bool = False, **data: Any,
) -> ProgrammeStep:  # fmt: skip
    """The same for a programme."""
    papers = list(papers)
    must_prove(papers, offline=offline)
    row.version += 1
    row.save()
    made = ProgrammeStep.objects.create(
        programme=row, verb=verb, by=by, text=text, offline=offline, data=data
    )
    ProgrammePaper.file(made, papers)
    record(f"programme.{verb}", on=row, by=by, reason=text, **data)
    return made
