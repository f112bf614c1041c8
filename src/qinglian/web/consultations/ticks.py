"""What the clock does by itself: write down silence, remind."""

from qinglian.web.consultations.reminders import asked_remind
from qinglian.web.consultations.services.opinions import silences_note

EVERY_DAY = [silences_note, asked_remind]
