"""Projects that come as OC4IDS. 从 OC4IDS 文件登记项目。"""

import json
from collections.abc import Iterator
from datetime import date
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from qinglian.web.audit.services import record
from qinglian.web.core.moves import NotAllowed
from qinglian.web.core.wording import listed
from qinglian.web.units.models import Unit
from qinglian.web.works.lifecycle import codes, findings, kinds
from qinglian.web.works.line import reached_of
from qinglian.web.works.models import Node, Party, Project, Section
from qinglian.web.works.oc4ids import ORIGIN, PREFIX, day_of, faults, fen_of
from qinglian.web.works.services.places import alignment_add
from qinglian.web.works.services.projects import project_make, section_make
from qinglian.web.works.states import Side, Template

MOST = 20
"""Faults that are said; a file that has more is mended from these on."""
FROM_TYPE = {"construction": Template.NEW, "expansion": Template.NEW, "replacement": Template.NEW}
FROM_ROLE = {"supplier": Side.CONTRACTOR, "buyer": Side.OWNER}
READ = {
    "id", "title", "status", "type", "sector", "description", "period", "locations", "budget", "parties",
    "publicAuthority", "contractingProcesses", "milestones", "updated",
}  # fmt: skip


def read(data: bytes) -> dict[str, Any]:
    """The package in a file; `NotAllowed` says what is wrong with it, and where."""
    try:
        package = json.loads(data.decode("utf-8-sig"))
    except (UnicodeDecodeError, json.JSONDecodeError, RecursionError) as error:
        raise NotAllowed(_("这不是 JSON 文件。")) from error
    wrong = faults(package)
    if wrong:
        more = _("还有 %(n)d 处。") % {"n": len(wrong) - MOST} if len(wrong) > MOST else ""
        said = _("文件不合 OC4IDS 0.9：%(faults)s。%(more)s")
        raise NotAllowed(said % {"faults": listed(wrong[:MOST]), "more": more})
    return dict(package)


def not_taken(package: dict[str, Any]) -> list[str]:
    """Fields of the projects for which there is no place here: said, so that nobody believes they came along."""
    found = {
        name
        for one in package["projects"]
        for name in one
        if name not in READ and not name.startswith(ORIGIN)
    }
    return sorted(found)


@transaction.atomic
def projects_import(
    *, package: dict[str, Any], owner_unit: Unit, authority_unit: Unit, by: Any
) -> list[Project]:
    """
    Enter the projects of a package for a body: all or none. Nodes come as they happened elsewhere: also what the law
    forbids is entered then, and marked, for it has happened. Persons never come along; they are entered by contract.
    """
    return [_project(one, owner_unit, authority_unit, by) for one in package["projects"]]


def _project(said: dict[str, Any], owner: Unit, authority: Unit, by: Any) -> Project:
    template = said.get(f"{ORIGIN}_template")
    if template not in Template.values:
        template = FROM_TYPE.get(said.get("type", ""), Template.UPKEEP)
    code = said.get(f"{ORIGIN}_code", "" if f"{ORIGIN}_template" in said else said["id"])
    made = project_make(
        by=by, name=_text(said.get("title") or said["id"], 120), code=_text(code.removeprefix(f"{PREFIX}-"), 40),
        template=template, owner_unit=owner, authority_unit=authority, scale=_text(said.get("description", ""), 300),
        route=_text(said.get(f"{ORIGIN}_route", ""), 24), budget_fen=fen_of(said.get("budget", {}).get("amount")),
        estimate_fen=fen_of(said.get(f"{ORIGIN}_estimate")),
    )  # fmt: skip
    for place in said.get("locations", ()):
        if f"{ORIGIN}_first" in place:
            alignment_add(
                project=made, prefix=place["id"], first=place[f"{ORIGIN}_first"], last=place[f"{ORIGIN}_last"],
                name=place.get(f"{ORIGIN}_name", ""), breaks=place.get(f"{ORIGIN}_breaks", ()), by=by,
            )  # fmt: skip
    sections: dict[str, Section] = {}
    for process in said.get("contractingProcesses", ()):
        section = _section(made, process, by)
        sections[section.code] = section
    for party in said.get("parties", ()):
        _party(party, sections)
    for section, stone in _stones(said, sections):
        _node(made, section, stone, by)
    record("project.imported", on=made, by=by, source=said["id"])
    return made


def _text(said: str, most: int) -> str:
    """A text that fits; one that does not is refused, not cut."""
    if len(said) > most:
        raise NotAllowed(_("“%(text)s…”超过 %(most)d 字。") % {"text": said[:20], "most": most})
    return said


def _section(project: Project, process: dict[str, Any], by: Any) -> Section:
    said = process.get("summary", {})
    signed, period = said.get(f"{ORIGIN}_signed"), said.get("contractPeriod", {})
    price, begins = fen_of(said.get("contractValue")), day_of(period.get("startDate"))
    on = date.fromisoformat(signed) if signed else begins
    if not price or on is None:
        raise NotAllowed(
            _("合同“%(name)s”没有合同价或日期，不能登记为标段。") % {"name": process["id"]}
        )
    return section_make(
        project=project, by=by, code=_text(said.get(f"{ORIGIN}_code", process["id"]), 24),
        name=_text(said.get("title") or process["id"], 120), price_fen=price, signed_on=on, begins_on=begins,
        contract_number=_text(said.get("externalReference", ""), 60), ends_on=day_of(period.get("endDate")),
        small=bool(said.get(f"{ORIGIN}_small", False)),
    )  # fmt: skip


def _party(said: dict[str, Any], sections: dict[str, Section]) -> None:
    side = said.get(f"{ORIGIN}_side") or next(
        (FROM_ROLE[role] for role in said.get("roles", ()) if role in FROM_ROLE), ""
    )
    code = said.get(f"{ORIGIN}_section")
    named = (
        [sections[code]]
        if code in sections
        else list(sections.values())[:1]
        if code is None
        else []
    )
    if side not in Side.values or str(said["id"]).startswith("unit-"):
        return
    for section in named:
        Party.objects.create(
            section=section, side=side, name=_text(said.get("name", ""), 120),
            uscc=_text(str(said.get("identifier", {}).get("id", "")), 18),
            contract_number=_text(said.get(f"{ORIGIN}_contract", section.contract_number), 60),
            valid_from=_day(said.get(f"{ORIGIN}_from")) or section.signed_on, valid_to=_day(said.get(f"{ORIGIN}_to")),
        )  # fmt: skip


def _day(text: str | None) -> date | None:
    return date.fromisoformat(text) if text else None


def _stones(
    said: dict[str, Any], sections: dict[str, Section]
) -> Iterator[tuple[Section | None, dict[str, Any]]]:
    """Milestones that were met, the earliest first."""
    found = [(None, one) for one in said.get("milestones", ())]
    for process, section in zip(
        said.get("contractingProcesses", ()), sections.values(), strict=True
    ):
        found += [(section, one) for one in process.get("summary", {}).get("milestones", ())]
    known = kinds()
    met = [
        (section, one)
        for section, one in found
        if one.get("dateMet") and one.get("code") in known and known[one["code"]].of_section == (section is not None)
    ]  # fmt: skip
    order = {code: place for place, code in enumerate(known)}
    yield from sorted(met, key=lambda one: (one[1]["dateMet"], order[one[1]["code"]]))


def _node(project: Project, section: Section | None, said: dict[str, Any], by: Any) -> None:
    on, amount = day_of(said["dateMet"]), fen_of(said.get(f"{ORIGIN}_amount"))
    code = said["code"]
    if on is None or code not in codes(project.template):
        return
    against = findings(
        project.template, code, section.pk if section else None, on, amount, reached_of(project),
        frozenset(project.sections.values_list("pk", flat=True)),
    )  # fmt: skip
    marks = {one.guard.key for one in against} | set(said.get(f"{ORIGIN}_doubts", ()))
    Node.objects.create(
        project=project, section=section, code=code, on=on, amount_fen=amount, by=by,
        number=_text(said.get(f"{ORIGIN}_number", ""), 80), note=_text(said.get("description", ""), 300),
        doubts=sorted(marks),
    )  # fmt: skip
