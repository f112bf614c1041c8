"""Difficulties; lists and items join them later. 困难问题。"""

from qinglian.web.duties.models.difficulty import Difficulty as Difficulty
from qinglian.web.duties.models.difficulty import DifficultyOutcome as DifficultyOutcome
from qinglian.web.duties.models.difficulty import DifficultyPaper as DifficultyPaper
from qinglian.web.duties.models.difficulty import DifficultyReminder as DifficultyReminder
from qinglian.web.duties.models.difficulty import DifficultyStep as DifficultyStep
