"""建章立制, and the rule's re-run as its proof. 建章立制与验证。"""

from datetime import date
from typing import Any, Unpack

from django.db import transaction
from django.utils.translation import gettext as _

from qinglian.web.core.moves import NotAllowed
from qinglian.web.core.papers import Sheet
from qinglian.web.rectification.models import Problem, Proof, SystemFix
from qinglian.web.rectification.services.rules import (
    needs,
    noted,
    on_side,
    take,
    taken_by,
    took_part,
)
from qinglian.web.rectification.states import WRITABLE, Outcome
from qinglian.web.runs.services.proving import Said, rule_said
from qinglian.web.runs.words import known_field
from qinglian.web.units.models import Unit


@transaction.atomic
def fix_add(
    *, problem: Problem, by: Any, title: str, doc_no: str, effective_on: date, of: Unit | None = None,
    rule_id: str = "", version: int | None = None, **sheet: Unpack[Sheet],
) -> SystemFix:  # fmt: skip
    """建章立制: the document under its number, with the day it is in force and the paper itself."""
    fresh = taken_by(problem, by, "unit", WRITABLE, version)
    needs(title)
    if not doc_no.strip():
        raise NotAllowed(_("建章立制要有文号。"))
    sheet["papers"] = papers = list(sheet.get("papers", ()))
    if not papers:
        raise NotAllowed(_("请附制度文件。"))
    if rule_id and not known_field(rule_id):
        raise NotAllowed(_("规则目录里没有这条规则。"))
    if fresh.fixes.filter(doc_no=doc_no.strip()).exists():
        raise NotAllowed(_("这份制度已登记。"))
    made = SystemFix.objects.create(
        problem=fresh, title=title, doc_no=doc_no.strip(), effective_on=effective_on, rule_id=rule_id,
        of=of or fresh.unit, by=by,
    )  # fmt: skip
    took_part(fresh, by)
    noted(fresh, "fixed", by=by, text=doc_no, fix=made.pk, rule_id=rule_id, **sheet)
    return made


@transaction.atomic
def fix_prove(*, fix: SystemFix, by: Any) -> Proof:
    """
    验证: what the last run since says of the rule on the body. Whoever answers, leads or supervises may ask, as often
    as data come in; each answer is kept.
    """
    problem = take(fix.problem)
    if not any(on_side(problem, by, side) for side in ("unit", "lead", "supervisor")):
        raise NotAllowed(_("您的角色不办理这件事。"))
    if not fix.rule_id:
        raise NotAllowed(_("这份制度没有选用来验证的规则。"))
    said = rule_said(rule_id=fix.rule_id, unit=fix.of, since=fix.effective_on)
    made = Proof.objects.create(
        fix=fix, run=said.run, as_of=said.run.as_of if said.run else None, outcome=outcome_of(said), before=said.before,
        after=said.after, undated=said.undated, asked=said.asked, decided=said.decided, by=by,
    )  # fmt: skip
    noted(
        problem, "proved", by=by, text=made.get_outcome_display(), fix=fix.pk, outcome=made.outcome
    )
    return made


def outcome_of(said: Said) -> Outcome:
    """A lead is a lead; nothing judged is not clean."""
    if said.run is None:
        return Outcome.NOT_RUN
    if said.after:
        return Outcome.SEEN
    if said.undated:
        return Outcome.UNDATED
    return Outcome.CLEAN if said.decided else Outcome.NO_DATA
