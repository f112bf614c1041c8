"""
Nodes of a project or section: entered with paper, withdrawn with a reason. 全过程节点的登记与撤回。

What the law forbids is refused, in its words; what it makes doubtful needs a reason and stays marked.
"""

from collections.abc import Iterable
from datetime import date
from typing import TYPE_CHECKING, Any

from django.db import IntegrityError, transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from qinglian.web.audit.services import record
from qinglian.web.core.moves import NotAllowed, Overtaken
from qinglian.web.core.papers import must_prove
from qinglian.web.core.wording import listed
from qinglian.web.works.lifecycle import (
    DOUBTS,
    FORBIDS,
    Kind,
    Reached,
    codes,
    findings,
    guards_of,
    kinds,
)
from qinglian.web.works.line import reached_of
from qinglian.web.works.models import Node, NodePaper, Project, Section
from qinglian.web.works.people import sides
from qinglian.web.works.services.projects import registers
from qinglian.web.works.states import Side

if TYPE_CHECKING:
    from qinglian.web.core.uploads import Stored

LAST = "archived"


def enters(user: Any, project: Project, kind: Kind, section: Section | None = None) -> bool:
    """Whether a person enters this node: of the owner's body or the authority, or of a side that does by contract."""
    if registers(user, project):
        return True
    sections = [section] if section is not None else project.sections.all()
    return any(sides(user, one) & set(kind.by) for one in sections)


def entered_by(user: Any, project: Project) -> set[str]:
    """The nodes of a project that a person enters, for a page that shows them all."""
    here = [kinds()[code] for code in codes(project.template) if not kinds()[code].given]
    if registers(user, project):
        return {kind.code for kind in here}
    mine = {side for one in project.sections.all() for side in sides(user, one)}
    return {kind.code for kind in here if mine & set(kind.by)}


@transaction.atomic
def node_reach(
    *, project: Project, code: str, on: date, by: Any, section: Section | None = None, number: str = "",
    amount_fen: int | None = None, note: str = "", papers: "Iterable[Stored]" = (), offline: bool = False,
) -> Node:  # fmt: skip
    """
    Enter a node. The project is locked meanwhile: two people cannot enter what excludes one another. `NotAllowed` says
    which law forbids it and what is missing.
    """
    fresh = Project.objects.select_for_update().get(pk=project.pk)
    papers = list(papers)
    kind = _known(fresh, code, section)
    if not enters(by, fresh, kind, section):
        who = listed([str(Side(one).label) for one in kind.by])
        raise NotAllowed(_("“%(node)s”由%(who)s登记。") % {"node": kind.name, "who": who})
    _whole(kind, on, number, amount_fen, papers)
    must_prove(papers, offline=offline)
    said = findings(
        fresh.template, code, section.pk if section else None, on, amount_fen, reached_of(fresh),
        frozenset(fresh.sections.values_list("pk", flat=True)),
    )  # fmt: skip
    against = [str(one) for one in said if one.guard.kind == FORBIDS]
    if against:
        raise NotAllowed(" ".join(against))
    doubts = [one for one in said if one.guard.kind == DOUBTS]
    if doubts and not note.strip():
        asked = " ".join(str(one) for one in doubts)
        raise NotAllowed(asked + _("请在“说明”里写明依据。"))
    try:
        with transaction.atomic():
            made = Node.objects.create(
                project=fresh, section=section, code=code, on=on, number=number, amount_fen=amount_fen,
                note=note, doubts=sorted({one.guard.key for one in doubts}), by=by,
            )  # fmt: skip
    except IntegrityError as error:
        raise Overtaken(_("已登记")) from error
    NodePaper.file(made, papers)
    if code == LAST:
        fresh.closed_at = timezone.now()
        fresh.save(update_fields=["closed_at"])
    record(
        "project.node_reached", on=section or fresh, by=by, node=kind.name.zh, day=on.isoformat(),
        doubts=len(made.doubts),
    )  # fmt: skip
    return made


def _known(project: Project, code: str, section: Section | None) -> Kind:
    if code not in codes(project.template):
        raise NotAllowed(_("这个项目的流程里没有这个节点。"))
    kind = kinds()[code]
    if kind.given:
        raise NotAllowed(_("“%(node)s”取自标段登记，不另外登记。") % {"node": kind.name})
    if kind.of_section != (section is not None):
        raise NotAllowed(
            _("“%(node)s”按标段登记。") % {"node": kind.name}
            if kind.of_section
            else _("“%(node)s”按项目登记。") % {"node": kind.name}
        )
    if section is not None and section.project_id != project.pk:
        raise NotAllowed(_("标段不在这个项目里。"))
    return kind


def _whole(kind: Kind, on: date, number: str, amount_fen: int | None, papers: list[Any]) -> None:
    if on > timezone.localdate():
        raise NotAllowed(_("日期不能晚于今天。"))
    if kind.number and not number.strip():
        raise NotAllowed(_("“%(node)s”要写文号。") % {"node": kind.name})
    if kind.amount and not amount_fen:
        raise NotAllowed(_("“%(node)s”要写金额。") % {"node": kind.name})
    if kind.paper and not papers:
        raise NotAllowed(_("“%(node)s”要附证书或鉴定书。") % {"node": kind.name})


@transaction.atomic
def node_withdraw(*, node: Node, by: Any, reason: str) -> Node:
    """Take back a node that was entered wrongly; not while others lean on it. It stays, with the reason."""
    project = Project.objects.select_for_update().get(pk=node.project_id)
    fresh = Node.objects.select_for_update().get(pk=node.pk)
    if fresh.withdrawn_at:
        raise Overtaken(_("已撤回"), fresh.withdrawn_by or "")
    kind = kinds()[fresh.code]
    if not enters(by, project, kind, fresh.section):
        raise NotAllowed(_("谁登记的一方才能撤回。"))
    if not reason.strip():
        raise NotAllowed(_("请写明理由。"))
    leaning = _leaning(project, fresh)
    if leaning:
        raise NotAllowed(_("请先撤回：%(nodes)s。") % {"nodes": listed(leaning)})
    fresh.withdrawn_by, fresh.withdrawn_at, fresh.why_withdrawn = by, timezone.now(), reason
    fresh.save()
    if fresh.code == LAST:
        project.closed_at = None
        project.save(update_fields=["closed_at"])
    record(
        "project.node_withdrawn", on=fresh.section or project, by=by, reason=reason, node=kind.name.zh
    )  # fmt: skip
    return fresh


def _leaning(project: Project, node: Node) -> list[str]:
    """The nodes that could not have been entered without this one."""
    names = {node.code, *kinds()[node.code].counts_as}
    found = []
    for one in reached_of(project):
        if one.row is None or one.row.pk == node.pk or not _near(one, node):
            continue
        asked = guards_of(project.template, one.code)
        if any(guard.kind == FORBIDS and guard.needs in names for guard in asked):
            found.append(str(kinds()[one.code].name))
    return list(dict.fromkeys(found))


def _near(one: Reached, node: Node) -> bool:
    return one.section_id is None or node.section_id is None or one.section_id == node.section_id
