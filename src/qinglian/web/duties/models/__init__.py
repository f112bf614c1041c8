"""Programmes, lists, what was sent down, and difficulties. 方案、清单、下发与困难问题。"""

from qinglian.web.duties.models.difficulty import Difficulty as Difficulty
from qinglian.web.duties.models.difficulty import DifficultyOutcome as DifficultyOutcome
from qinglian.web.duties.models.difficulty import DifficultyPaper as DifficultyPaper
from qinglian.web.duties.models.difficulty import DifficultyReminder as DifficultyReminder
from qinglian.web.duties.models.difficulty import DifficultyStep as DifficultyStep
from qinglian.web.duties.models.items import Item as Item
from qinglian.web.duties.models.lists import DutyList as DutyList
from qinglian.web.duties.models.lists import ListPaper as ListPaper
from qinglian.web.duties.models.lists import ListStep as ListStep
from qinglian.web.duties.models.lists import ListVersion as ListVersion
from qinglian.web.duties.models.programme import Action as Action
from qinglian.web.duties.models.programme import Clause as Clause
from qinglian.web.duties.models.programme import Programme as Programme
from qinglian.web.duties.models.programme import ProgrammePaper as ProgrammePaper
from qinglian.web.duties.models.programme import ProgrammeStep as ProgrammeStep
from qinglian.web.duties.models.sending import ItemCap as ItemCap
from qinglian.web.duties.models.sending import Sending as Sending
from qinglian.web.duties.models.sending import SentItem as SentItem
from qinglian.web.duties.models.turns import Draw as Draw
from qinglian.web.duties.models.turns import Duty as Duty
from qinglian.web.duties.models.turns import Turn as Turn
from qinglian.web.duties.models.turns import TurnPaper as TurnPaper
from qinglian.web.duties.models.turns import TurnReminder as TurnReminder
from qinglian.web.duties.models.turns import TurnStep as TurnStep
