"""
Alerts and what happens to them. 预警及其办理过程。

An alert is about one real event: one responsible body, one anchor (a tender, case, project, contract or post).
Its conclusion has two fields, what is so and why it looked so, and one or more handlings; no single verdict.
Whoever strikes off is neither a handler nor of a handler's body: `trust.py` has the triggers, the constraints
stand here, and both hold on SQLite and PostgreSQL.
"""

from qinglian.web.alerts.models.alert import Alert as Alert
from qinglian.web.alerts.models.alert import Alerts as Alerts
from qinglian.web.alerts.models.alert import AlertSignal as AlertSignal
from qinglian.web.alerts.models.alert import Competence as Competence
from qinglian.web.alerts.models.alert import Hand as Hand
from qinglian.web.alerts.models.alert import Reminder as Reminder
from qinglian.web.alerts.models.alert import Step as Step
from qinglian.web.alerts.models.alert import heading as heading
from qinglian.web.alerts.models.asked import BatchCheck as BatchCheck
from qinglian.web.alerts.models.asked import Drawn as Drawn
from qinglian.web.alerts.models.asked import Request as Request
from qinglian.web.alerts.models.papers import Paper as Paper
from qinglian.web.alerts.models.registers import Lookback as Lookback
from qinglian.web.alerts.models.registers import LookedAt as LookedAt
from qinglian.web.alerts.models.registers import SelfFound as SelfFound
from qinglian.web.alerts.models.registers import TeamKey as TeamKey
from qinglian.web.alerts.models.registers import Transfer as Transfer
