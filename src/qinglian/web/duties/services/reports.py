"""A report is made: what the records say now is kept as it stands. 生成报告。"""

import hashlib
import json
from datetime import date
from typing import Any

from django.db import transaction
from django.utils import translation
from django.utils.translation import gettext as _

from qinglian.web.audit.services import record
from qinglian.web.core.moves import NotAllowed
from qinglian.web.duties.models import Duty, DutyList, Report
from qinglian.web.duties.report_facts import of_list, of_unit
from qinglian.web.duties.report_kinds import HEADS, MAKING, ReportKind, Span
from qinglian.web.duties.report_person import of_person
from qinglian.web.units.models import Unit
from qinglian.web.units.scope import reach, roles_of

RECORDS = "zh-hans"
"""What is kept is in the language of the records, whoever makes it."""
LONGEST = 366


def digest(facts: dict[str, Any]) -> str:
    """SHA-256 over the canonical JSON."""
    said = json.dumps(facts, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
    return hashlib.sha256(said.encode()).hexdigest()


def gaps_of(facts: dict[str, Any]) -> list[dict[str, Any]]:
    """Everything that is missing, with what it is missing of."""
    found = [
        {**gap, "item": row["item"], "url": row["url"]}
        for part in ("items", "duties", "in_person")
        for row in facts.get(part, ())
        for gap in row["gaps"]
    ]
    return found + [
        {"gap": "no_data", "of": "", "key": one["key"], "url": one["url"]}
        for one in facts["numbers"]
        if one["number"] is None and not one["part"]
    ]


def own_unit(user: Any) -> Unit | None:
    """The body that a person writes reports of: their own, where they act for it."""
    if not roles_of(user) & MAKING or not user.unit_id:
        return None
    acts = reach(user, Duty.OBJECT, write=True).q({"unit": "pk", "giver": "pk"})
    return Unit.objects.filter(acts, pk=user.unit_id).first()


def lists_of(user: Any) -> Any:
    """Lists that a person may report on: those of the body they act for."""
    unit = own_unit(user)
    rows = DutyList.objects.visible_to(user)
    return rows.filter(owner_unit=unit) if unit else rows.none()


def kinds_of(user: Any) -> list[ReportKind]:
    """What a person may make."""
    if own_unit(user) is None:
        return []
    heads = [ReportKind.PERSON] if roles_of(user) & HEADS else []
    return [ReportKind.UNIT, ReportKind.LIST, *heads]


def period_name(begins: date, ends: date) -> str:
    """2026年上半年 where it is one, else from when to when."""
    months = ends.month - begins.month + 1
    whole = (
        begins.year == ends.year and begins.day == 1 and begins.month % months == 1 % months
        and months in (3, 6, 12) and date.fromordinal(ends.toordinal() + 1).day == 1
    )  # fmt: skip
    return str(Span(begins, ends)) if whole else f"{begins}至{ends}"


@transaction.atomic
def report_make(
    *, kind: str, begins: date, ends: date, by: Any, of: DutyList | None = None
) -> Report:
    """
    生成报告: of one's body, of a list it made, or of oneself. What `by` sees now is kept; it is the paper drafted from
    it that is edited.
    """
    unit = own_unit(by)
    if unit is None or kind not in kinds_of(by):
        raise NotAllowed(_("您的角色不写这种报告。"))
    if begins > ends or (ends - begins).days > LONGEST:
        raise NotAllowed(_("起在前、止在后，最长一年。"))
    name = period_name(begins, ends)
    with translation.override(RECORDS):
        if kind == ReportKind.LIST:
            if of is None or not lists_of(by).filter(pk=of.pk).exists():
                raise NotAllowed(_("请选一份本单位制定的清单。"))
            facts, title = of_list(by, of, begins, ends), f"“{of.title}”{name}落实报告"
        elif kind == ReportKind.PERSON:
            facts, title = of_person(by, begins, ends), f"{by.name}{name}述职述责述廉报告"
        else:
            facts, title = of_unit(by, unit, begins, ends), f"{unit}{name}责任落实报告"
    made = Report.objects.create(
        kind=kind, title=title, unit=unit, of=of if kind == ReportKind.LIST else None,
        person=by if kind == ReportKind.PERSON else None, begins=begins, ends=ends, facts=facts,
        gaps=len(gaps_of(facts)), sha256=digest(facts), made_by=by,
    )  # fmt: skip
    record("report.make", on=made, by=by, kind=kind, begins=str(begins), ends=str(ends))
    return made
