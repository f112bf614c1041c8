"""What a list sent down made: duties, their turns, and how turns are looked at. 责任事项、每次落实、抽样复核。"""

from functools import partial
from typing import Any, ClassVar, Self

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from qinglian.web.clocks.models import Reminder as AnyReminder
from qinglian.web.core.ids import new_id
from qinglian.web.core.papers import FiledPaper
from qinglian.web.core.steps import AnyStep
from qinglian.web.duties.kinds import WAITING, TurnStatus
from qinglian.web.duties.models.items import Item
from qinglian.web.duties.models.sending import Sending
from qinglian.web.units.models import Unit
from qinglian.web.units.scope import Scoped

USER = settings.AUTH_USER_MODEL


class Duty(models.Model):
    """责任事项: one item for one unit, from one sending; `level` counts hand-downs, 1 for the first."""

    SCOPE: ClassVar[dict[str, str]] = {"unit": "unit", "giver": "giver_unit"}
    OBJECT = "duty"

    public_id = models.CharField(
        _("编号"), max_length=16, unique=True, default=partial(new_id, "ZR"), editable=False
    )
    version = models.PositiveIntegerField(default=0)
    sending = models.ForeignKey(Sending, models.PROTECT, related_name="duties")
    item = models.ForeignKey(Item, models.PROTECT, related_name="duties", verbose_name=_("事项"))
    unit = models.ForeignKey(Unit, models.PROTECT, related_name="+", verbose_name=_("责任单位"))
    giver_unit = models.ForeignKey(
        Unit, models.PROTECT, related_name="+", verbose_name=_("下发单位")
    )
    level = models.PositiveSmallIntegerField(default=1)
    minutes = models.PositiveSmallIntegerField(default=0)
    later_days = models.PositiveSmallIntegerField(default=0)
    received_at = models.DateTimeField(_("签收时间"), null=True)
    received_by = models.ForeignKey(USER, models.PROTECT, null=True, related_name="+")
    person = models.ForeignKey(
        USER, models.PROTECT, null=True, related_name="+", verbose_name=_("具体责任人")
    )
    ended_on = models.DateField(_("不再要求之日"), null=True)

    objects = Scoped.as_manager()

    class Meta:
        ordering = ("unit", "item__place", "pk")
        indexes = (
            models.Index(fields=("unit", "ended_on")),
            models.Index(fields=("unit", "received_at")),
        )
        constraints = (
            models.UniqueConstraint(fields=("sending", "item", "unit"), name="duty_once"),
        )

    def __str__(self) -> str:
        return f"{self.unit} {self.item}"

    def get_absolute_url(self) -> str:
        """Its page."""
        return reverse("duties:duty", args=(self.public_id,))


class Draw(models.Model):
    """
    抽样复核: which turns of a body that gave them were drawn for a look (`core.draws`), with the seed said before and
    the hash of what was drawn from. Once all drawn ones held, the others may be accepted, said to be so.
    """

    SCOPE: ClassVar[dict[str, str]] = {"giver": "giver_unit"}
    OBJECT = "duty"

    public_id = models.CharField(
        _("编号"), max_length=16, unique=True, default=partial(new_id, "CC"), editable=False
    )
    giver_unit = models.ForeignKey(
        Unit, models.PROTECT, related_name="+", verbose_name=_("下发单位")
    )
    seed = models.PositiveIntegerField(_("种子"))
    population = models.CharField(max_length=64)
    eligible = models.PositiveIntegerField(_("待复核的次数"))
    size = models.PositiveIntegerField(_("抽取的次数"))
    by = models.ForeignKey(USER, models.PROTECT, related_name="+", verbose_name=_("抽取人"))
    at = models.DateTimeField(_("抽取时间"), default=timezone.now)
    accepted_by = models.ForeignKey(USER, models.PROTECT, null=True, related_name="+")
    accepted_at = models.DateTimeField(null=True)

    objects = Scoped.as_manager()

    class Meta:
        ordering = ("-at", "pk")

    def __str__(self) -> str:
        return self.public_id

    def get_absolute_url(self) -> str:
        """Its page."""
        return reverse("duties:draw", args=(self.public_id,))

    @property
    def unit(self) -> Unit:
        """The body that records of it belong to."""
        return self.giver_unit


class Turn(models.Model):
    """
    One turn of a duty: 2026年第二季度. `unit` and `giver_unit` are those of the duty, kept here for the desk.
    `deployed_on`, `urged_on`, `inspected_on`: 三个亲自 (B05). A late one is allowed and marked (`late_days`, working
    days). `draw`: the draw it was part of; `drawn`, that it was drawn. Accepted unseen is a state of its own, with the
    draw it rests on.
    """

    SCOPE: ClassVar[dict[str, str]] = {"unit": "unit", "giver": "giver_unit"}
    OBJECT = "duty"

    public_id = models.CharField(
        _("编号"), max_length=16, unique=True, default=partial(new_id, "LS"), editable=False
    )
    version = models.PositiveIntegerField(default=0)
    duty = models.ForeignKey(Duty, models.CASCADE, related_name="turns")
    unit = models.ForeignKey(Unit, models.PROTECT, related_name="+", verbose_name=_("责任单位"))
    giver_unit = models.ForeignKey(
        Unit, models.PROTECT, related_name="+", verbose_name=_("下发单位")
    )
    begins_on = models.DateField()
    ends_on = models.DateField()
    due_on = models.DateField(_("期限"))
    status = models.CharField(_("状态"), max_length=10, choices=TurnStatus, default=TurnStatus.OPEN)
    text = models.TextField(_("做了什么、结果如何"), blank=True)
    number = models.DecimalField(_("完成数"), max_digits=14, decimal_places=2, null=True)
    deployed_on = models.DateField(_("亲自部署"), null=True)
    urged_on = models.DateField(_("亲自督促"), null=True)
    inspected_on = models.DateField(_("亲自检验"), null=True)
    done_by = models.ForeignKey(USER, models.PROTECT, null=True, related_name="+")
    done_at = models.DateTimeField(null=True)
    late_days = models.PositiveSmallIntegerField(default=0)
    reviewed_by = models.ForeignKey(USER, models.PROTECT, null=True, related_name="+")
    reviewed_at = models.DateTimeField(null=True)
    returned = models.PositiveSmallIntegerField(default=0)
    draw = models.ForeignKey(Draw, models.PROTECT, null=True, related_name="turns")
    drawn = models.BooleanField(default=False)

    objects = Scoped.as_manager()

    class Meta:
        ordering = ("due_on", "pk")
        indexes = (
            models.Index(fields=("unit", "status", "due_on")),
            models.Index(fields=("giver_unit", "status", "due_on")),
            models.Index(fields=("status", "due_on")),
        )
        constraints = (
            models.UniqueConstraint(fields=("duty", "begins_on"), name="turn_once"),
            models.CheckConstraint(
                condition=Q(reviewed_by=None) | ~Q(reviewed_by=F("done_by")),
                name="turn_reviewed_by_another",
            ),
            models.CheckConstraint(
                condition=~Q(status="reviewed")
                | Q(reviewed_by__isnull=False, done_by__isnull=False),
                name="turn_reviewed",
            ),
            models.CheckConstraint(
                condition=~Q(status="accepted")
                | Q(reviewed_by=None, draw__isnull=False, drawn=False, done_by__isnull=False),
                name="turn_accepted_unseen",
            ),
            models.CheckConstraint(
                condition=~Q(status="done") | Q(done_by__isnull=False, done_at__isnull=False),
                name="turn_done_by_somebody",
            ),
        )

    def __str__(self) -> str:
        return f"{self.duty.item} {self.begins_on:%Y-%m}"

    def get_absolute_url(self) -> str:
        """Its page."""
        return reverse("duties:turn", args=(self.public_id,))

    @property
    def waits(self) -> bool:
        """Whether the unit has still to do it."""
        return self.status in WAITING

    @property
    def proves_for(self) -> Any:
        """The programme that its evidence serves, if its list belongs to one."""
        return self.duty.item.of.of.programme

    @property
    def overdue(self) -> bool:
        """Whether its day has passed and it is not done."""
        return self.waits and self.due_on < timezone.localdate()


class TurnStep(AnyStep):
    """One thing that happened to a turn."""

    turn = models.ForeignKey(Turn, models.CASCADE, related_name="steps")
    was = models.CharField(max_length=10, choices=TurnStatus, blank=True)
    now = models.CharField(max_length=10, choices=TurnStatus, blank=True)


class TurnReminder(AnyReminder):
    """催办 of a turn: some working days before, on the day, after it, and then whoever leads the unit."""

    turn = models.ForeignKey(Turn, models.CASCADE, related_name="reminders")

    class Meta(AnyReminder.Meta):
        constraints = (
            models.UniqueConstraint(
                fields=("turn", "step", "due_on", "stage"), name="turn_reminded_once"
            ),
        )


class TurnPapers(models.QuerySet["TurnPaper"]):
    """With the turn."""

    def visible_to(self, user: object) -> Self:
        """The papers a person may fetch."""
        return self.filter(step__turn__in=Turn.objects.visible_to(user))


class TurnPaper(FiledPaper):
    """A file of a step."""

    step = models.ForeignKey(TurnStep, models.CASCADE, related_name="papers")

    objects = TurnPapers.as_manager()
