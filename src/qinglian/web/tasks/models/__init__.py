"""
Tasks, guidance, meetings and matters. 督办、督导、会议与工作事项。
"""

from qinglian.web.tasks.models.guidance import Guidance as Guidance
from qinglian.web.tasks.models.matter import Column as Column
from qinglian.web.tasks.models.matter import Decision as Decision
from qinglian.web.tasks.models.matter import Matter as Matter
from qinglian.web.tasks.models.matter import MatterLink as MatterLink
from qinglian.web.tasks.models.matter import MatterPaper as MatterPaper
from qinglian.web.tasks.models.matter import MatterStep as MatterStep
from qinglian.web.tasks.models.meeting import AgendaItem as AgendaItem
from qinglian.web.tasks.models.meeting import Attending as Attending
from qinglian.web.tasks.models.meeting import Frozen as Frozen
from qinglian.web.tasks.models.meeting import Meeting as Meeting
from qinglian.web.tasks.models.meeting import MeetingKind as MeetingKind
from qinglian.web.tasks.models.meeting import MeetingPaper as MeetingPaper
from qinglian.web.tasks.models.meeting import MeetingStep as MeetingStep
from qinglian.web.tasks.models.meeting import kind_choices as kind_choices
from qinglian.web.tasks.models.meeting import kind_names as kind_names
from qinglian.web.tasks.models.task import Assistant as Assistant
from qinglian.web.tasks.models.task import Paper as Paper
from qinglian.web.tasks.models.task import Reminder as Reminder
from qinglian.web.tasks.models.task import Request as Request
from qinglian.web.tasks.models.task import Step as Step
from qinglian.web.tasks.models.task import Task as Task
