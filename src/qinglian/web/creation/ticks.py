"""What the clock does by itself: find negative conditions the same day, open re-checks, let run out, remind."""

from qinglian.web.creation.finding import conditions_find
from qinglian.web.creation.reminders import applications_remind, reviews_remind
from qinglian.web.creation.services.points import points_expire
from qinglian.web.creation.services.reviews import namings_expire, reviews_due

EVERY_MINUTE = [conditions_find]
EVERY_DAY = [namings_expire, points_expire, reviews_due, applications_remind, reviews_remind]
