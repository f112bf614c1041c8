"""催办 of applications and re-checks."""

from django.db import models

from qinglian.web.clocks.models import Reminder as AnyReminder
from qinglian.web.creation.models.application import Application
from qinglian.web.creation.models.naming import Review


class ApplicationReminder(AnyReminder):
    """Whose turn it is: the body that applies, or the lead body."""

    application = models.ForeignKey(Application, models.CASCADE, related_name="reminders")

    class Meta(AnyReminder.Meta):
        constraints = (
            models.UniqueConstraint(
                fields=("application", "step", "due_on", "stage"),
                name="creation_application_reminded_once",
            ),
        )


class ReviewReminder(AnyReminder):
    """A re-check whose day comes near."""

    review = models.ForeignKey(Review, models.CASCADE, related_name="reminders")

    class Meta(AnyReminder.Meta):
        constraints = (
            models.UniqueConstraint(
                fields=("review", "step", "due_on", "stage"), name="creation_review_reminded_once"
            ),
        )
