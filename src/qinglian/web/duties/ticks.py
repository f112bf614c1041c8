"""What the clock does by itself: remind, and let the turns of duties come. It closes nothing."""

from qinglian.web.duties.reminders import difficulties_remind
from qinglian.web.duties.turn_reminders import turns_come, turns_remind

EVERY_DAY = [difficulties_remind, turns_come, turns_remind]
