"""Changes of time limits, and what every reminder holds. 时限变更与催办。"""

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from qinglian.web.units.models import Unit

USER = settings.AUTH_USER_MODEL


class Limit(models.Model):
    """
    A change of a term: asked by the system administrator, in force once the security administrator agreed, from a day
    that was still to come. What began before keeps the days it had. The last change in force counts.
    """

    class State(models.TextChoices):
        """What has become of it."""

        WAITING = "waiting", _("待第二人批准")
        COMING = "coming", _("已批准，未到起始日")
        HELD = "held", _("已生效")
        REFUSED = "refused", _("未批准")

    term = models.CharField(_("时限"), max_length=40)
    level = models.CharField(_("级别"), max_length=8, blank=True)
    days_before = models.PositiveSmallIntegerField(_("原为（工作日）"))
    days = models.PositiveSmallIntegerField(_("改为（工作日）"))
    valid_from = models.DateField(_("自哪天起"))
    reason = models.TextField(_("依据或理由"))
    by = models.ForeignKey(USER, models.PROTECT, related_name="+", verbose_name=_("提出人"))
    at = models.DateTimeField(_("提出时间"), default=timezone.now)
    decided_by = models.ForeignKey(
        USER, models.PROTECT, null=True, related_name="+", verbose_name=_("批准人")
    )
    decided_at = models.DateTimeField(null=True)
    agreed = models.BooleanField(null=True)
    answer = models.TextField(blank=True)

    class Meta:
        ordering = ("-at",)
        verbose_name = _("时限")
        indexes = (models.Index(fields=("term", "level", "valid_from")),)
        constraints = (
            models.CheckConstraint(
                condition=Q(decided_by=None) | ~Q(decided_by=F("by")), name="limit_second_person"
            ),
            models.UniqueConstraint(
                fields=("term", "level"), condition=Q(agreed=None), name="limit_once_at_a_time"
            ),
        )

    def get_absolute_url(self) -> str:
        """Where it is agreed to or not."""
        return reverse("clocks:change", args=(self.pk,))

    @property
    def state(self) -> "Limit.State":
        """What has become of it, today."""
        if self.agreed is None:
            return self.State.WAITING
        if not self.agreed:
            return self.State.REFUSED
        held = self.valid_from <= timezone.localdate()
        return self.State.HELD if held else self.State.COMING


class Stage(models.TextChoices):
    """Steps of reminding, the mildest first: before the day, on it, after it, and then whoever leads."""

    BEFORE = "before", _("即将到期")
    TODAY = "today", _("今天到期")
    OVERDUE = "overdue", _("已逾期")
    LEADER = "leader", _("逾期，已报负责人")


class Reminder(models.Model):
    """
    催办: a step of a matter is nearly due, due, or late. It is shown on the desk and nowhere else, to whom the matter
    itself is visible. A row of each kind of matter, gone with it: what is handed over leaves none behind.
    """

    step = models.CharField(max_length=12)
    due_on = models.DateField()
    stage = models.CharField(max_length=8, choices=Stage)
    on = models.DateField(default=timezone.localdate)
    told_unit = models.ForeignKey(Unit, models.PROTECT, null=True, related_name="+")

    class Meta:
        abstract = True
        ordering = ("on", "pk")
