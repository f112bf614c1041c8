"""Tables of inspections. 督查的数据表。"""

from qinglian.web.inspections.models.checklists import Template, TemplateItem
from qinglian.web.inspections.models.inspection import (
    Draw,
    Inspection,
    Item,
    JointBody,
    Member,
)
from qinglian.web.inspections.models.papers import Paper
from qinglian.web.inspections.models.plans import Matter, Plan, PlanLine
from qinglian.web.inspections.models.steps import Objection, Proposal, Request, Step
from qinglian.web.inspections.models.visits import Answer, Finding, Visit

__all__ = [
    "Answer",
    "Draw",
    "Finding",
    "Inspection",
    "Item",
    "JointBody",
    "Matter",
    "Member",
    "Objection",
    "Paper",
    "Plan",
    "PlanLine",
    "Proposal",
    "Request",
    "Step",
    "Template",
    "TemplateItem",
    "Visit",
]
