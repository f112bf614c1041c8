"""
A project as the Open Contracting for Infrastructure Data Standard (OC4IDS 0.9) says it, out and in. OC4IDS 导出与导入。

Money is exact: fen as two decimals. What OC4IDS has no field for travels under names that begin with `x_qinglian`, as
the standard allows additional fields; a reader that does not know them loses our codes, no fact. Persons never travel:
parties are firms and bodies.
"""

import json
from collections.abc import Iterable
from datetime import date, datetime
from decimal import Decimal
from functools import cache
from importlib.resources import files
from typing import Any

from django.utils import timezone
from jsonschema import Draft202012Validator

from qinglian.web.units.models import Unit
from qinglian.web.works.lifecycle import kinds
from qinglian.web.works.line import reached_of
from qinglian.web.works.models import Party, Project, Section
from qinglian.web.works.services.places import road
from qinglian.web.works.states import Side, Template

VERSION = "0.9"
PREFIX = "oc4ids-qinglian"
"""No prefix is registered for this installation: whoever publishes asks the Open Contracting Partnership for one."""
SCHEME = "CN-USCC"
TYPES = {
    Template.NEW: "construction",
    Template.RURAL: "construction",
    Template.UPKEEP: "rehabilitation",
}
ROLES = {
    Side.CONTRACTOR: "supplier", Side.SUPERVISOR: "supplier", Side.OWNER: "buyer", Side.DESIGNER: "supplier",
    Side.LABORATORY: "supplier", Side.AUDITOR: "supplier", Side.QUALITY: "administrativeEntity",
}  # fmt: skip
"""What a side is called in the code list partyRole; which side it was stands in `x_qinglian_side`."""
NATURES = {Side.CONTRACTOR: "construction", Side.SUPERVISOR: "supervision", Side.DESIGNER: "design"}
STATUS = (
    ("archived", "completed"), ("final", "completed"), ("joint", "completion"), ("accepted", "completion"),
    ("handover", "completion"), ("started", "implementation"), ("contract", "implementation"),
)  # fmt: skip
ORIGIN = "x_qinglian"


@cache
def validator() -> Draft202012Validator:
    """The check of what leaves and what comes (`oc4ids.json`)."""
    text = files("qinglian.web.works").joinpath("oc4ids.json").read_text("utf-8")
    return Draft202012Validator(json.loads(text))


def faults(package: Any) -> list[str]:
    """What is wrong with a package, each with where; nothing where it is right."""
    return [
        f"{'/'.join(str(part) for part in one.absolute_path) or '/'}: {one.message[:200]}"
        for one in sorted(validator().iter_errors(package), key=lambda one: list(map(str, one.absolute_path)))
    ]  # fmt: skip


def instant(day: date | None) -> str | None:
    """A day as the standard wants it: an instant at midnight of China."""
    return None if day is None else f"{day:%Y-%m-%d}T00:00:00+08:00"


def day_of(text: str | None) -> date | None:
    """The day of an instant, in China."""
    if not text:
        return None
    at = datetime.fromisoformat(text.replace("Z", "+00:00"))
    return timezone.localtime(at).date() if timezone.is_aware(at) else at.date()


def value(fen: int | None) -> dict[str, Any] | None:
    """A sum; exact as a float up to far beyond any project."""
    return None if fen is None else {"amount": float(Decimal(fen) / 100), "currency": "CNY"}


def fen_of(said: dict[str, Any] | None) -> int | None:
    """Fen of a sum."""
    if not said or said.get("amount") is None:
        return None
    return int((Decimal(str(said["amount"])) * 100).to_integral_value())


def package(projects: Iterable[Project], *, sections: Any = None) -> dict[str, Any]:
    """Projects as a package that leaves. `sections`: which of them, where not all may be seen."""
    return {
        "uri": "urn:qinglian:oc4ids", "version": VERSION, "publishedDate": instant(timezone.localdate()),
        "publisher": {"name": "清廉 qinglian"},
        "projects": [told(one, sections) for one in projects],
    }  # fmt: skip


def told(project: Project, sections: Any = None) -> dict[str, Any]:
    """One project."""
    rows = project.sections.prefetch_related("parties") if sections is None else sections
    shown = [one for one in rows if one.project_id == project.pk]
    reached = reached_of(project)
    had = {name for one in reached for name in (one.code, *kinds()[one.code].counts_as)}
    status = next(
        (said for code, said in STATUS if code in had), "preparation" if had else "identification"
    )
    said: dict[str, Any] = {
        "id": f"{PREFIX}-{project.code or project.public_id}", "title": project.name, "status": status,
        "type": TYPES[Template(project.template)], "sector": ["transport", "transport.road"],
        "description": project.scale, "period": _period(shown),
        "locations": [_location(one) for one in project.alignments.prefetch_related("breaks")],
        "budget": _budget(project, reached),
        "parties": [*_bodies(project), *(_party(one) for section in shown for one in section.parties.all())],
        "publicAuthority": _unit(project.owner_unit),
        "contractingProcesses": [_process(one, reached) for one in shown],
        "milestones": [
            _milestone(one) for one in reached
            if one.section_id is None and one.row is not None
        ],
        f"{ORIGIN}_template": project.template, f"{ORIGIN}_code": project.code, f"{ORIGIN}_route": project.route,
        f"{ORIGIN}_estimate": value(project.estimate_fen),
    }  # fmt: skip
    return pruned(said)


def pruned(said: Any) -> Any:
    """Without what is empty: the standard asks that an unknown field be left out."""
    if isinstance(said, dict):
        found = {name: pruned(one) for name, one in said.items()}
        return {name: one for name, one in found.items() if one not in (None, "", [], {})}
    if isinstance(said, list):
        return [one for one in map(pruned, said) if one not in (None, "", [], {})]
    return said


def _period(sections: list[Section]) -> dict[str, Any]:
    begins = [one.begins_on for one in sections if one.begins_on]
    ends = [one.ends_on for one in sections if one.ends_on]
    return {
        "startDate": instant(min(begins, default=None)),
        "endDate": instant(max(ends, default=None)),
    }


def _location(line: Any) -> dict[str, Any]:
    whole = road(line)
    return {
        "id": line.prefix, "description": f"{line} {whole.first}~{whole.last}",
        f"{ORIGIN}_name": line.name, f"{ORIGIN}_first": str(whole.first), f"{ORIGIN}_last": str(whole.last),
        f"{ORIGIN}_breaks": [f"{one.back}={one.ahead}" for one in whole.breaks],
    }  # fmt: skip


def _budget(project: Project, reached: list[Any]) -> dict[str, Any]:
    approved = [one.on for one in reached if one.code in ("prelim", "approval", "plan")]
    if project.budget_fen is None:
        return {}
    return {
        "amount": value(project.budget_fen),
        "approvalDate": instant(min(approved, default=None)),
    }


def _bodies(project: Project) -> list[dict[str, Any]]:
    units = {
        project.owner_unit_id: project.owner_unit,
        project.authority_unit_id: project.authority_unit,
    }
    roles = (
        ("publicAuthority", project.owner_unit_id),
        ("administrativeEntity", project.authority_unit_id),
    )
    return [
        {**_unit(unit), "roles": [role for role, key in roles if key == unit.pk]}
        for unit in units.values()
    ]


def _unit(unit: Unit) -> dict[str, Any]:
    return {"id": f"unit-{unit.code}", "name": unit.name}


def party_id(one: Party) -> str:
    """A firm in one section: the same firm in two sections stands twice, for its contract is another."""
    return f"{one.section.code}-{one.side}-{one.uscc or one.name}"


def _party(one: Party) -> dict[str, Any]:
    return {
        "id": party_id(one), "name": one.name, "roles": [ROLES[Side(one.side)]],
        "identifier": {"scheme": SCHEME, "id": one.uscc, "legalName": one.name} if one.uscc else None,
        f"{ORIGIN}_side": one.side, f"{ORIGIN}_section": one.section.code,
        f"{ORIGIN}_contract": one.contract_number,
        f"{ORIGIN}_from": one.valid_from.isoformat(), f"{ORIGIN}_to": one.valid_to and one.valid_to.isoformat(),
    }  # fmt: skip


def _process(section: Section, reached: list[Any]) -> dict[str, Any]:
    own = [one for one in reached if one.section_id == section.pk]
    had = {one.code for one in own}
    closed = had & {"final_certificate", "settlement"}
    final = next((one.amount_fen for one in own if one.code == "settlement"), None)
    return {
        "id": f"{section.project.code or section.project.public_id}-{section.code}",
        "summary": {
            "externalReference": section.contract_number, "title": section.name,
            "nature": ["construction"], "status": "closed" if closed else "active",
            "tender": {"procuringEntity": _unit(section.project.owner_unit)},
            "suppliers": [
                {"id": party_id(one), "name": one.name} for one in section.parties.all() if one.side == Side.CONTRACTOR
            ],
            "contractValue": value(section.price_fen),
            "contractPeriod": {"startDate": instant(section.begins_on), "endDate": instant(section.ends_on)},
            "finalValue": value(final),
            "milestones": [_milestone(one) for one in own if one.row is not None],
            f"{ORIGIN}_code": section.code, f"{ORIGIN}_signed": section.signed_on.isoformat(),
            f"{ORIGIN}_small": section.small,
        },
    }  # fmt: skip


def _milestone(one: Any) -> dict[str, Any]:
    kind = kinds()[one.code]
    return {
        "id": one.code, "title": kind.name.zh, "type": "approval" if kind.number else "delivery", "code": one.code,
        "status": "met", "dateMet": instant(one.on), "description": one.row.note,
        f"{ORIGIN}_number": one.row.number, f"{ORIGIN}_amount": value(one.amount_fen),
        f"{ORIGIN}_doubts": one.row.doubts,
    }  # fmt: skip
