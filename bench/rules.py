"""The process rules that are timed: the ten of process.md and forty different ones."""

from typing import Any

from qinglian.engine.catalog import check
from qinglian.engine.params import Variant
from qinglian.engine.process.plan import Question, question
from qinglian.model.process import Constraint

CREATE, SEND, NOTIFY = "Create Fine", "Send Fine", "Insert Fine Notification"
PENALTY, PAY, COLLECT = "Add penalty", "Payment", "Send for Credit Collection"
APPEAL = "Insert Date Appeal to Prefecture"

TEN: dict[str, tuple[str, dict[str, Any]]] = {
    "r01": ("response", {"activation": CREATE, "target": SEND}),
    "r02": (
        "response",
        {"activation": SEND, "target": NOTIFY, "within": {"at_most": 2160, "unit": "hours"}},
    ),
    "r03": ("precedence", {"activation": PENALTY, "target": NOTIFY}),
    "r04": (
        "precedence",
        {"activation": APPEAL, "target": NOTIFY, "within": {"at_most": 1440, "unit": "hours"}},
    ),
    "r05": ("chain_response", {"activation": CREATE, "target": SEND}),
    "r06": ("alternate_response", {"activation": PAY, "target": COLLECT}),
    "r07": ("absence", {"activation": PAY, "n": 2}),
    "r08": ("exactly", {"activation": CREATE, "n": 1}),
    "r09": (
        "response",
        {
            "activation": CREATE,
            "target": COLLECT,
            "where_activation": [{"column": "amount", "more_than": 100}],
        },
    ),
    "r10": ("not_response", {"activation": PAY, "target": COLLECT}),
}
EXPECTED = {
    "r01": (150_370, 46_383, 46_383), "r02": (103_987, 24_525, 24_525), "r03": (79_860, 0, 0),
    "r04": (4_188, 790, 790), "r05": (150_370, 46_978, 46_978), "r06": (77_601, 75_475, 67_611),
    "r07": (None, None, 7_542), "r08": (None, None, 0), "r09": (7_492, 2_961, 2_961), "r10": (77_601, 2_160, 2_126),
}  # fmt: skip
"""Activations, violations, violated cases of process.md."""

PAIRS = [
    (CREATE, SEND), (SEND, NOTIFY), (NOTIFY, PENALTY), (PENALTY, COLLECT), (PAY, COLLECT), (CREATE, PAY),
    (NOTIFY, PAY), (SEND, PAY), (CREATE, COLLECT), (NOTIFY, APPEAL),
]  # fmt: skip


def forty() -> dict[str, tuple[str, dict[str, Any]]]:
    """Ten without a window, thirty with working-day windows, half of those with a lower bound."""
    found = dict(TEN)
    templates = ("response", "precedence", "alternate_response")
    for number in range(30):
        a, b = PAIRS[number % len(PAIRS)]
        template = templates[number // len(PAIRS)]
        window: dict[str, Any] = {"at_most": 20 + 7 * number, "unit": "working_days"}
        if number % 2:
            window["at_least"] = 1 + number // 3
        ends = (
            {"activation": b, "target": a}
            if template == "precedence"
            else {"activation": a, "target": b}
        )
        found[f"w{number:02}"] = (template, {**ends, "within": window})
    return found


def questions(rules: dict[str, tuple[str, dict[str, Any]]]) -> list[Question]:
    """Bind rules to their templates."""
    made = []
    for name, (template, params) in rules.items():
        shape = check(f"sequence.{template}").template
        assert shape is not None
        made.append(
            question(name, shape, Variant(None, None, {}), Constraint.model_validate(params))
        )
    return made
