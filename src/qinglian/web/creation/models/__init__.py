"""Tables of creation. 创建的数据表。"""

from qinglian.web.creation.models.application import (
    Answer,
    Application,
    Assessor,
    Draw,
    Mark,
    Notice,
    Objection,
    Participant,
)
from qinglian.web.creation.models.base import Paper, Step
from qinglian.web.creation.models.brands import Brand, Practice, Trial
from qinglian.web.creation.models.naming import Condition, Naming, Review, ReviewRound, TierChange
from qinglian.web.creation.models.points import Point, PointCheck, PointVisit
from qinglian.web.creation.models.reminders import ApplicationReminder, ReviewReminder
from qinglian.web.creation.models.standards import (
    Clause,
    Negative,
    Standard,
    StandardVersion,
    TierRule,
)
from qinglian.web.creation.models.subsidy import SubsidyRule

__all__ = [
    "Answer",
    "Application",
    "ApplicationReminder",
    "Assessor",
    "Brand",
    "Clause",
    "Condition",
    "Draw",
    "Mark",
    "Naming",
    "Negative",
    "Notice",
    "Objection",
    "Paper",
    "Participant",
    "Point",
    "PointCheck",
    "PointVisit",
    "Practice",
    "Review",
    "ReviewReminder",
    "ReviewRound",
    "Standard",
    "StandardVersion",
    "Step",
    "SubsidyRule",
    "TierChange",
    "TierRule",
    "Trial",
]
