"""Integrations, their tokens, hooks, pushes, and what comes from and goes to an upper platform."""

from qinglian.web.api.models.hooks import Delivery as Delivery
from qinglian.web.api.models.hooks import Hook as Hook
from qinglian.web.api.models.integration import Integration as Integration
from qinglian.web.api.models.integration import Token as Token
from qinglian.web.api.models.integration import state_q as state_q
from qinglian.web.api.models.push import Push as Push
from qinglian.web.api.models.upper import HANDING_ON as HANDING_ON
from qinglian.web.api.models.upper import Report as Report
from qinglian.web.api.models.upper import Warning as Warning
