"""
案件台账、检查台账与支付明细。The stories as ledgers: cases, inspections, payments.
"""

import numpy as np

from qinglian.city.days import END, NEVER, add_months, at_office, day_of
from qinglian.city.draw import Bools, Draw, as_column
from qinglian.city.enforcement.course import AT, STEPS, course
from qinglian.city.plant import Story
from qinglian.city.rows import Rows
from qinglian.city.world import World

_SAME = (
    "penalty_id", "unit_id", "unit_name", "party_type", "party_id", "party_name", "person_name", "person_id_no",
    "legal_rep_name", "cause", "violation_type", "legal_basis", "event_key", "officers", "statement_waived",
    "crime_flag", "police_declined", "cross_region", "remark", "status", "repaired", "preserve_approved",
)  # fmt: skip
_SAID = {
    "handler_id": "lead", "handler2_id": "second", "hearing_eligible": "eligible", "hearing_waived": "waived",
    "legal_review_required": "review_required", "legal_review_passed": "review_passed",
    "deliberation_required": "grave", "collected_on_spot": "on_spot", "collected_on_water": "on_water",
    "remote_request": "remote", "suspension_doc_no": "suspension_doc", "extension_doc_no": "extension_doc",
    "assistance_doc_no": "assistance", "undisclosed_flag": "withheld", "dishonesty_grade": "grade",
    "discretion_level": "level", "discretion_reason": "reason", "discretion_min_yuan": "band_min",
    "discretion_max_yuan": "band_max", "amount_yuan": "amount", "confiscated_yuan": "gain", "penalty_kinds": "kinds",
    "account_kind": "account",
}  # fmt: skip
_DECIDED = (
    "amount_yuan", "confiscated_yuan", "discretion_min_yuan", "discretion_max_yuan", "penalty_kinds", "account_kind",
    "discretion_level", "discretion_reason", "collected_on_spot", "collected_on_water", "remote_request",
)  # fmt: skip
"""Columns that are filled in with the decision."""


def write(world: World, story: Story) -> dict[str, Rows]:
    """The three ledgers."""
    draw = Draw(world.seed, world.number, "enforcement", "write")
    return {
        "penalty": _penalty(world, story["penalty"], draw.at("steps")),
        "inspection": _inspection(story["inspection"], draw.at("visits")),
        "payment": _payment(story["payment"], draw.at("paid")),
    }


def _penalty(world: World, told: Rows, draw: Draw) -> Rows:
    when = course(told, draw)
    rows = Rows(len(told), {f"{step}_at": when[:, AT[step]] for step in STEPS})
    for column in _SAME:
        rows[column] = told[column]
    for column, name in _SAID.items():
        rows[column] = told[name]
    decided = when[:, AT["decided"]] != NEVER
    for column in _DECIDED:
        rows[column] = _where(decided, rows[column])
    simple = told["simple"].astype(bool)
    rows["region_code"] = world.region_code
    rows["procedure"] = as_column(np.where(simple, "simple", "ordinary").tolist())
    rows["officers_certified"] = _where(
        told["ticked"].astype(bool), as_column((told["lapsed"] == 0).tolist())
    )
    rows["decided_by"] = _where(decided, told["head"])
    for step, role in (("legal_reviewed", "reviewer"), ("heard", "chair")):
        rows[f"{step}_by"] = _where(when[:, AT[step]] != NEVER, told[role])
    open_ = (when[:, AT["closed"]] == NEVER) & ~decided & (told["outcome"] != "transferred")
    rows["outcome"] = as_column(np.where(open_, "pending", told["outcome"]).tolist())
    numbers = [f"示罚决〔2024〕{order + 1}号" for order in range(len(told))]
    rows["decision_doc_no"] = _where(decided, as_column(numbers))
    published = day_of(when[:, AT["published"]])
    shown = published != NEVER
    until = add_months(np.where(shown, published, END), told["shown_months"]) + told["shown_days"]
    rows["published_until_on"] = np.where(shown, until, NEVER)
    rows["dishonesty_grade"] = _where(shown, rows["dishonesty_grade"])
    return rows.take(np.argsort(told["began"], kind="stable"))


def _where(mask: Bools, column: np.ndarray) -> np.ndarray:
    """A column that is filled only where the mask says so."""
    kept = column.copy()
    kept[~mask] = NEVER if column.dtype.kind == "i" else None
    return kept


def _inspection(told: Rows, draw: Draw) -> Rows:
    same = {
        name: told[name]
        for name in told
        if name in ("inspection_id", "unit_id", "unit_name", "party_id", "party_name", "kind", "yearly_limit")
    }  # fmt: skip
    return Rows(len(told), same, inspected_at=at_office(draw, told["day"]))


def _payment(told: Rows, draw: Draw) -> Rows:
    same = {
        name: told[name] for name in ("payment_id", "unit_id", "unit_name", "purpose", "status")
    }
    paid = np.where(told["status"] == "pending", NEVER, at_office(draw, told["day"]))
    return Rows(len(told), same, amount_yuan=told["amount"], paid_at=paid, kind="regular")
