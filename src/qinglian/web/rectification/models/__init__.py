"""Rows of rectification. 整改的数据。"""

from qinglian.web.rectification.models.fixes import Proof, SystemFix
from qinglian.web.rectification.models.incoming import ProblemList
from qinglian.web.rectification.models.measures import Look, Measure, Stage
from qinglian.web.rectification.models.money import Amount
from qinglian.web.rectification.models.problem import Hand, Problem, Sighting
from qinglian.web.rectification.models.rounds import Lookback, LookedAt, Objection
from qinglian.web.rectification.models.steps import Paper, Reminder, Request, Step

__all__ = [
    "Amount",
    "Hand",
    "Look",
    "Lookback",
    "LookedAt",
    "Measure",
    "Objection",
    "Paper",
    "Problem",
    "ProblemList",
    "Proof",
    "Reminder",
    "Request",
    "Sighting",
    "Stage",
    "Step",
    "SystemFix",
]
