"""Experts and the assessment of risk, before the decision; and who evaluates after it."""

from typing import Any

from qinglian.city.draw import Ints
from qinglian.city.plant import Scene
from qinglian.city.policy.marks import MAJOR
from qinglian.city.policy.moves import (
    ALL,
    NORMATIVE,
    STOPPED,
    Shapes,
    both,
    days,
    docs,
    gone,
    same,
    told,
)  # fmt: skip

experts = Shapes("POL-004", "expert", among=docs(*MAJOR, steps=("expert",), yes=("technical",)))
experts.fault("没有论证", "No expert is asked.", gone("expert"))
experts.fault("会后才论证", "Experts meet after the decision.", days("expert", "deliberated", 1, 6))
experts.fault("印发后补论证", "Experts sign after issue.", days("expert", "signed", 3, 20))
experts.honest(
    "专业性不强", "The matter is not technical, and marked so.",
    both(told(technical=False), gone("expert")),
)  # fmt: skip
experts.honest(
    "送审当日论证", "Argued on the day it is sent for review.", same("expert", "requested")
)
experts.honest(
    "一般规范性文件", "A technical rule that is no major decision.", told(technical=True),
    among=docs(*NORMATIVE),
)  # fmt: skip

risky = docs(*MAJOR, steps=("risk",))
risk = Shapes("POL-005", "risk", among=risky)
risk.fault("没有评估", "The risk is not assessed.", gone("risk"))
risk.fault("会后才评估", "Assessed after the meeting.", days("risk", "deliberated", 1, 6))
risk.fault("印发后补评估", "Assessed after issue.", days("risk", "signed", 3, 20))
risk.honest(
    "已按规定评估",
    "Assessed already under other rules.",
    both(told(risk_before=True), gone("risk")),
)
risk.honest(
    "不致不利影响", "Found unlikely to do harm.", both(told(risk_likely=False), gone("risk"))
)
risk.honest("送审当日出报告", "The report is of the day of sending.", same("risk", "requested"))

grave = told(risk_result="uncontrollable")
out = Shapes("POL-005-2", "risk", among=risky)
out.fault("不可控照样出台", "Found uncontrollable, issued all the same.", grave)
out.fault(
    "会后评出不可控仍印发", "Assessed the day after the meeting, uncontrollable, and issued.",
    both(days("risk", "deliberated", 1), grave), also=("POL-005",),
)  # fmt: skip
out.fault(
    "自行评过又评不可控", "Said to be assessed before, assessed again as uncontrollable.",
    both(grave, told(risk_before=True)),
)  # fmt: skip
out.honest("高风险但可控", "High, and kept under control.", told(risk_result="high"))
out.honest("中风险有预案", "Medium, with a plan.", told(risk_result="medium"))
out.honest(
    "不可控未出台", "Found uncontrollable and not issued.", both(grave, STOPPED), touches=ALL
)

evaluated = docs(*MAJOR, steps=("evaluated", "expert", "risk"))
after = Shapes("POL-019", "evaluation", among=evaluated)
after.fault("论证机构又作后评估", "The experts of before evaluate.", same("_evaluator", "_experts"))
after.fault(
    "风评机构又作后评估", "The assessor of before evaluates.", same("_evaluator", "_assessor")
)
after.fault(
    "一家做到底", "One firm argues, assesses and evaluates.",
    both(same("_assessor", "_experts"), same("_evaluator", "_experts")),
)  # fmt: skip


def elsewhere(scene: Scene, at: Ints) -> None:
    """The evaluator assessed another decision before."""
    policy: Any = scene.story["policy"]
    other = policy["_assessor"][(at + 1) % len(policy)]
    here = policy["_assessor"][at]
    policy["_evaluator"][at] = (other == here) * policy["_evaluator"][at] + (other != here) * other


after.honest("前期评的是另一件", "It assessed another decision.", elsewhere)
after.honest(
    "论证风评同一家", "One firm argues and assesses, another evaluates.",
    same("_assessor", "_experts"),
)  # fmt: skip
