"""One inspection: who goes, with what questions, to whom. 一次督查：谁去、查什么、到哪些单位。"""

from functools import partial
from typing import Any, ClassVar, Self

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from qinglian.web.core.ids import new_id
from qinglian.web.inspections.models.checklists import AnyItem, Template
from qinglian.web.inspections.models.plans import Matter, PlanLine
from qinglian.web.inspections.states import Breadth, Mode, Stage
from qinglian.web.units.models import Unit
from qinglian.web.units.scope import Scope, Scoped, held_by, reach

USER = settings.AUTH_USER_MODEL


def own_bodies(user: Any) -> set[int]:
    """The body a person works in and those whose roles they hold: of a hidden visit there they must not learn."""
    if not getattr(user, "is_authenticated", False):
        return set()
    bodies = {unit for _role, unit, _since in held_by(user, timezone.localdate())}
    return bodies | {user.unit_id} - {None}


def of_givers(scope: Scope, row: str = "") -> Q:
    """Rows of inspections that one's bodies give or take part in. `row`: the way from the row to its inspection."""
    joint = JointBody.objects.filter(scope.q({"giver": "unit"}), left_at=None)
    return scope.q({"giver": f"{row}giver_unit"}) | Q(
        **{f"{row}pk__in": joint.values("inspection")}
    )


class Inspections(Scoped):
    """Seen by who gives, who takes part, who oversees a visited body, and the approver who was named; by no body
    that is to be visited unannounced.
    """

    def visible_to(self, user: Any) -> Self:
        """The inspections a person may read."""
        from qinglian.web.inspections.models.steps import Request
        from qinglian.web.inspections.models.visits import Visit

        scope = reach(user, Inspection.OBJECT)
        overseen = Visit.objects.filter(scope.q({"office": "unit", "watched": "unit"}))
        seen = of_givers(scope) | Q(pk__in=overseen.values("inspection"))
        if scope:
            named = Request.objects.filter(approver=user.pk)
            seen |= Q(pk__in=named.values("inspection"))
        hidden = Visit.objects.filter(hidden=True, unit__in=own_bodies(user))
        return self.filter(seen).exclude(pk__in=hidden.values("inspection"))

    def writable_by(self, user: Any) -> Self:
        """The inspections a person prepares and leads: those of the giving body."""
        scope = reach(user, Inspection.OBJECT, write=True)
        return self.visible_to(user).filter(scope.q({"giver": "giver_unit"}))


class Inspection(models.Model):
    """
    督查. `line`: where in the yearly plan it stands; `beyond`: outside the plan, over its quota or its months, and then
    it goes out only with a named approver. Joint bodies make it 联合督查: one team, one visit, one report.
    """

    SCOPE: ClassVar[dict[str, str]] = {"giver": "giver_unit"}
    OBJECT = "inspection"

    public_id = models.CharField(
        _("编号"), max_length=16, unique=True, default=partial(new_id, "DC"), editable=False
    )
    version = models.PositiveIntegerField(default=0)
    title = models.CharField(_("督查名称"), max_length=120)
    matter = models.ForeignKey(
        Matter, models.PROTECT, related_name="inspections", verbose_name=_("督查事项")
    )
    line = models.ForeignKey(
        PlanLine, models.PROTECT, null=True, blank=True, related_name="inspections",
        verbose_name=_("年度计划中的哪一项"),
    )  # fmt: skip
    mode = models.CharField(_("方式"), max_length=12, choices=Mode, default=Mode.OPEN)
    breadth = models.CharField(_("范围"), max_length=8, choices=Breadth, default=Breadth.SAMPLE)
    giver_unit = models.ForeignKey(
        Unit, models.PROTECT, related_name="+", verbose_name=_("督查单位")
    )
    by = models.ForeignKey(USER, models.PROTECT, related_name="+", verbose_name=_("提出人"))
    at = models.DateTimeField(default=timezone.now)
    begins_on = models.DateField(_("起始日期"))
    ends_on = models.DateField(_("终止日期"))
    status = models.CharField(_("状态"), max_length=12, choices=Stage, default=Stage.PREPARING)
    template = models.ForeignKey(
        Template, models.PROTECT, null=True, related_name="+", verbose_name=_("检查单")
    )
    beyond = models.BooleanField(_("计划外"), default=False)
    beyond_approved_by = models.ForeignKey(USER, models.PROTECT, null=True, related_name="+")
    issued_at = models.DateTimeField(_("启动时间"), null=True)
    report = models.TextField(_("督查报告"), blank=True)
    closed_at = models.DateTimeField(null=True)

    objects = Inspections.as_manager()

    class Meta:
        ordering = ("-begins_on", "pk")
        verbose_name = _("督查")
        indexes = (
            models.Index(fields=("giver_unit", "status")),
            models.Index(fields=("matter", "begins_on")),
        )
        constraints = (
            models.CheckConstraint(
                condition=Q(ends_on__gte=F("begins_on")), name="inspection_period"
            ),
            models.CheckConstraint(
                condition=Q(line__isnull=False) | Q(beyond=True) | Q(issued_at=None),
                name="inspection_without_line_is_beyond",
            ),
            models.CheckConstraint(
                condition=Q(issued_at=None) | Q(beyond=False) | Q(beyond_approved_by__isnull=False),
                name="inspection_beyond_approved",
            ),
            models.CheckConstraint(
                condition=Q(beyond_approved_by=None) | ~Q(beyond_approved_by=F("by")),
                name="inspection_beyond_second_person",
            ),
            models.CheckConstraint(
                condition=Q(issued_at__isnull=False) | Q(status__in=("preparing", "withdrawn")),
                name="inspection_issued_once_out",
            ),
        )

    def __str__(self) -> str:
        return self.title

    def get_absolute_url(self) -> str:
        """Its page."""
        return reverse("inspections:inspection", args=(self.public_id,))

    @property
    def joint(self) -> bool:
        """Whether several bodies go together."""
        return any(one.left_at is None for one in self.bodies.all())


class JointBody(models.Model):
    """A body that goes along: 联合督查."""

    SCOPE: ClassVar[dict[str, str]] = {"giver": "unit"}

    inspection = models.ForeignKey(Inspection, models.CASCADE, related_name="bodies")
    unit = models.ForeignKey(Unit, models.PROTECT, related_name="+")
    left_at = models.DateTimeField(null=True)

    class Meta:
        ordering = ("pk",)
        constraints = (
            models.UniqueConstraint(fields=("inspection", "unit"), name="joint_body_once"),
        )


class Member(models.Model):
    """Who goes. One leads."""

    inspection = models.ForeignKey(Inspection, models.CASCADE, related_name="members")
    user = models.ForeignKey(USER, models.PROTECT, related_name="+", verbose_name=_("组员"))
    lead = models.BooleanField(_("组长"), default=False)

    class Meta:
        ordering = ("-lead", "pk")
        constraints = (
            models.UniqueConstraint(fields=("inspection", "user"), name="member_once"),
            models.UniqueConstraint(
                fields=("inspection",), condition=Q(lead=True), name="member_one_lead"
            ),
        )


class Item(AnyItem):
    """What this inspection asks: its own copy, which no later version of a template changes."""

    inspection = models.ForeignKey(Inspection, models.CASCADE, related_name="items")
    origin = models.CharField(max_length=140)

    class Meta(AnyItem.Meta):
        constraints = (
            models.UniqueConstraint(fields=("inspection", "place"), name="inspection_item_place"),
        )


class Draw(models.Model):
    """
    What was drawn from, with which seed, and who came out. Seed and population are on record before anybody is drawn;
    there is one draw, so that nobody draws until they like the outcome.
    """

    inspection = models.OneToOneField(Inspection, models.CASCADE, related_name="draw")
    filters = models.JSONField(default=dict)
    codes = models.JSONField(default=list)
    sha256 = models.CharField(max_length=64)
    seed = models.PositiveBigIntegerField()
    size = models.PositiveIntegerField()
    by = models.ForeignKey(USER, models.PROTECT, related_name="+")
    at = models.DateTimeField(default=timezone.now)
    drawn = models.JSONField(default=list)
    drawn_by = models.ForeignKey(USER, models.PROTECT, null=True, related_name="+")
    drawn_at = models.DateTimeField(null=True)
