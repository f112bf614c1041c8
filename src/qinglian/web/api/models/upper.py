"""What came from an upper platform, and what it was told. 上级平台的来件与回传。"""

from functools import partial
from typing import ClassVar, Self

from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from qinglian.web.accounts.roles import Role
from qinglian.web.alerts.states import Level
from qinglian.web.api.models.integration import Integration
from qinglian.web.core.ids import new_id
from qinglian.web.tasks.models import Task
from qinglian.web.units.models import Unit
from qinglian.web.units.scope import Scoped, reach, roles_of

HANDING_ON = frozenset({Role.PROGRAMME_OFFICE, Role.TRIAGE_OFFICER})
"""Who decides what becomes of a warning from above. The body it is about learns of it by the task it is given."""


class Warnings(Scoped):
    """Only those who hand them on see them, for the bodies along their lines."""

    def visible_to(self, user: object) -> Self:
        """Warnings a person may read and hand on."""
        if not roles_of(user) & HANDING_ON:
            return self.none()
        return self.filter(reach(user, Task.OBJECT, write=True).q({"unit": "unit"}))

    writable_by = visible_to


class Warning(models.Model):
    """
    上级平台预警: as it came, in our words where the code tables know them. It becomes a task of origin 上级批示交办
    when a person hands it on; what the task goes through is told above.
    """

    SCOPE: ClassVar[dict[str, str]] = {"unit": "unit"}
    OBJECT = "task"

    class Status(models.TextChoices):
        """What has become of it here."""

        NEW = "new", _("待交办")
        HANDED = "handed", _("已交办")
        DECLINED = "declined", _("已说明不办")

    public_id = models.CharField(
        _("编号"), max_length=16, unique=True, default=partial(new_id, "SJ"), editable=False
    )
    version = models.PositiveIntegerField(default=0)
    integration = models.ForeignKey(Integration, models.PROTECT, related_name="warnings")
    upper_id = models.CharField(_("上级平台编号"), max_length=64)
    sha256 = models.CharField(max_length=64)
    title = models.CharField(_("事项"), max_length=200)
    text = models.TextField(_("内容"))
    level = models.CharField(_("级别"), max_length=8, choices=Level)
    field = models.CharField(_("领域"), max_length=40)
    unit = models.ForeignKey(Unit, models.PROTECT, related_name="+", verbose_name=_("责任单位"))
    issued_at = models.DateTimeField(_("上级下发时间"))
    due_on = models.DateField(_("上级要求期限"))
    came_at = models.DateTimeField(_("收到时间"), default=timezone.now)
    status = models.CharField(_("状态"), max_length=8, choices=Status, default=Status.NEW)
    task = models.OneToOneField(Task, models.PROTECT, null=True, related_name="warning")
    reason = models.TextField(_("不办的理由"), blank=True)

    objects = Warnings.as_manager()

    class Meta:
        ordering = ("-came_at",)
        verbose_name = _("上级平台预警")
        constraints = (
            models.UniqueConstraint(fields=("integration", "upper_id"), name="warning_once"),
            models.CheckConstraint(
                condition=~Q(status="handed") | Q(task__isnull=False), name="warning_handed_by_task"
            ),
        )

    def __str__(self) -> str:
        return self.title

    def get_absolute_url(self) -> str:
        """Its page."""
        return reverse("api:warning", args=(self.public_id,))


class Report(models.Model):
    """回传: one change of state told above, in their codes; sent until they acknowledge it by its number."""

    class Status(models.TextChoices):
        """Where it stands."""

        WAITING = "waiting", _("待回传")
        SENT = "sent", _("已回传，未确认")
        KNOWN = "known", _("上级已确认")
        REFUSED = "refused", _("上级退回")
        DEAD = "dead", _("未送达")

    public_id = models.CharField(
        _("编号"), max_length=16, unique=True, default=partial(new_id, "HC"), editable=False
    )
    warning = models.ForeignKey(Warning, models.CASCADE, related_name="reports")
    body = models.JSONField()
    made_at = models.DateTimeField(_("发生时间"), default=timezone.now)
    status = models.CharField(_("状态"), max_length=8, choices=Status, default=Status.WAITING)
    next_at = models.DateTimeField(default=timezone.now)
    tries = models.JSONField(default=list)
    known_at = models.DateTimeField(_("确认时间"), null=True)

    class Meta:
        ordering = ("made_at", "pk")
        verbose_name = _("回传")
