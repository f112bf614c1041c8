"""
One piece of work before it is covered: notice, who came, what was found, what was proved later. 隐蔽工程验收。

Which ledger rows it opens for measurement is said by `Covers`; how, by `way`. A row never changes its kind silently:
each step stands in `steps`, each later look in `uncoverings` and `proofs`.
"""

from functools import partial
from typing import Any, ClassVar, Self

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from qinglian.web.bills.models import LedgerRow
from qinglian.web.bills.models.bill import OfSection
from qinglian.web.concealed.states import OPENING, PROVING, Kind, Method, Status
from qinglian.web.core.dated import Dated, ordered
from qinglian.web.core.ids import new_id
from qinglian.web.core.papers import FiledPaper
from qinglian.web.core.steps import AnyStep
from qinglian.web.units.scope import Scoped
from qinglian.web.works.models import Located, Project, Section
from qinglian.web.works.states import Side

USER = settings.AUTH_USER_MODEL


class PartKind(models.Model):
    """
    A template of a project that stands in place of the one of the house (`kinds.yaml`), or beside it. `shots`, `board`,
    `tests`: lists of `{key, name, …}` as there. The last one of a key counts; none is ever changed.
    """

    project = models.ForeignKey(Project, models.CASCADE, related_name="part_kinds")
    key = models.CharField(_("类别代码"), max_length=24)
    name = models.CharField(_("类别名称"), max_length=60)
    said = models.JSONField()
    off = models.BooleanField(_("停用"), default=False)
    by = models.ForeignKey(USER, models.PROTECT, related_name="+")
    at = models.DateTimeField(default=timezone.now)

    class Meta:
        ordering = ("project", "key", "pk")
        verbose_name = _("部位模板")


class Agreed(Dated):
    """How long after a notice the supervisor has to come, as the contract of the section says, since when."""

    class Unit(models.TextChoices):
        """What is counted."""

        HOURS = "hours", _("小时")
        DAYS = "days", _("工作日")

    section = models.ForeignKey(Section, models.CASCADE, related_name="attendance")
    amount = models.PositiveSmallIntegerField(_("时限"))
    unit = models.CharField(_("单位"), max_length=5, choices=Unit, default=Unit.HOURS)
    clause = models.CharField(_("合同条款"), max_length=120)
    by = models.ForeignKey(USER, models.PROTECT, related_name="+")
    at = models.DateTimeField(default=timezone.now)

    class Meta:
        ordering = ("section", "-valid_from", "-pk")
        verbose_name = _("约定到场时限")
        constraints = (
            ordered("attendance"),
            models.CheckConstraint(condition=Q(amount__gte=1), name="attendance_some"),
            models.UniqueConstraint(
                fields=("section",), condition=Q(valid_to=None), name="attendance_one_open"
            ),
        )


class Acceptance(Located):
    """
    隐蔽工程验收. `client_id`: made on the phone, so that one begun without a signal is one. `due_at`: frozen when the
    notice is given. `noticed_by` and `handled_by` are of two sides, so never one person.
    """

    SCOPE: ClassVar[dict[str, str]] = {
        key: f"section__{column}" for key, column in Section.SCOPE.items()
    }
    OBJECT = "works"

    public_id = models.CharField(
        _("编号"), max_length=16, unique=True, default=partial(new_id, "YB"), editable=False
    )
    client_id = models.CharField(max_length=40, blank=True)
    version = models.PositiveIntegerField(default=0)
    section = models.ForeignKey(Section, models.PROTECT, related_name="acceptances")
    kind = models.CharField(_("隐蔽工程类别"), max_length=24)
    process = models.CharField(_("工序"), max_length=80, blank=True)
    status = models.CharField(_("状态"), max_length=12, choices=Status, default=Status.DRAFT)
    way = models.CharField(_("计量依据"), max_length=12, choices=Kind, blank=True)
    way_at = models.DateTimeField(null=True)
    rows = models.ManyToManyField(LedgerRow, through="Covers", related_name="acceptances")
    by = models.ForeignKey(USER, models.PROTECT, related_name="+")
    at = models.DateTimeField(_("开始"), default=timezone.now)
    noticed_by = models.ForeignKey(USER, models.PROTECT, null=True, related_name="+")
    noticed_at = models.DateTimeField(_("通知时间"), null=True)
    due_at = models.DateTimeField(_("应到场时间"), null=True)
    handled_by = models.ForeignKey(USER, models.PROTECT, null=True, related_name="+")
    handled_at = models.DateTimeField(_("办理时间"), null=True)
    record_text = models.TextField(_("承包人检查记录"), blank=True)
    signed_by = models.ForeignKey(USER, models.PROTECT, null=True, related_name="+")
    """Who of the supervisor signed for the contractor's own record."""
    signed_at = models.DateTimeField(null=True)
    covered_privately = models.BooleanField(_("未通知自行覆盖"), default=False)

    objects = OfSection.as_manager()

    class Meta:
        ordering = ("-at", "pk")
        verbose_name = _("隐蔽工程验收")
        indexes = (models.Index(fields=("section", "status")),)
        constraints = (
            Located.whole("acceptance"),
            models.UniqueConstraint(
                fields=("section", "client_id"), condition=~Q(client_id=""), name="acceptance_client_once"
            ),
            models.CheckConstraint(
                condition=Q(handled_by=None) | Q(noticed_by=None) | ~Q(handled_by=F("noticed_by")),
                name="acceptance_second_person",
            ),
            models.CheckConstraint(
                condition=Q(way="", way_at=None) | (~Q(way="") & Q(way_at__isnull=False)),
                name="acceptance_way_at",
            ),
            models.CheckConstraint(
                condition=~Q(way="") | ~Q(status__in=("accepted", "covered", "proved")),
                name="acceptance_status_has_way",
            ),
            models.CheckConstraint(
                condition=Q(way="")
                | Q(status__in=("accepted", "covered", "proved", "uncovering")),
                name="acceptance_way_fits",
            ),
        )  # fmt: skip

    def __str__(self) -> str:
        return " ".join(one for one in (self.said or str(self.part or ""), self.process) if one)

    def get_absolute_url(self) -> str:
        """Its page."""
        return reverse("concealed:acceptance", args=(self.public_id,))

    @property
    def late(self) -> bool:
        """Whether the agreed time is over and nobody of the supervisor has come."""
        waits = self.status == Status.NOTICED and self.due_at is not None
        return waits and timezone.now() > self.due_at


class Covers(models.Model):
    """A ledger row that an acceptance opens for measurement."""

    acceptance = models.ForeignKey(Acceptance, models.CASCADE, related_name="covers")
    row = models.ForeignKey(LedgerRow, models.PROTECT, related_name="covered_by")

    class Meta:
        constraints = (models.UniqueConstraint(fields=("acceptance", "row"), name="covers_once"),)


class Step(AnyStep):
    """What happened to an acceptance."""

    acceptance = models.ForeignKey(Acceptance, models.CASCADE, related_name="steps")
    was = models.CharField(max_length=12, blank=True)
    now = models.CharField(max_length=12, blank=True)
    side = models.CharField(max_length=12, choices=Side, blank=True)


class OfAcceptance(Scoped):
    """Seen by whoever sees the section."""

    def visible_to(self, user: Any) -> Self:
        """Those of acceptances that a person may read."""
        seen = Acceptance.objects.visible_to(user).values("pk")
        return self.filter(step__acceptance__in=seen)


class Paper(FiledPaper):
    """A signed sheet, a report."""

    step = models.ForeignKey(Step, models.CASCADE, related_name="papers")

    objects = OfAcceptance.as_manager()


class Uncovering(models.Model):
    """
    重新检查: asked for by the supervisor or the owner, opened or drilled. Who bears the cost follows from the result:
    the owner where it is sound, the contractor where it is not, and the contractor in any case where it was covered
    without notice (标准文件 13.5.3, 13.5.4).
    """

    acceptance = models.ForeignKey(Acceptance, models.CASCADE, related_name="uncoverings")
    method = models.CharField(
        _("方式"), max_length=12, choices=[(one.value, one.label) for one in OPENING]
    )
    reason = models.TextField(_("理由"))
    was = models.CharField(max_length=12, choices=Status)
    by = models.ForeignKey(USER, models.PROTECT, related_name="+")
    at = models.DateTimeField(default=timezone.now)
    sound = models.BooleanField(_("合格"), null=True)
    result = models.TextField(_("结果"), blank=True)
    cost_side = models.CharField(_("费用承担"), max_length=12, choices=Side, blank=True)
    cost_fen = models.BigIntegerField(_("费用"), null=True, blank=True)
    done_by = models.ForeignKey(USER, models.PROTECT, null=True, related_name="+")
    done_at = models.DateTimeField(null=True)

    class Meta:
        ordering = ("at", "pk")
        constraints = (
            models.UniqueConstraint(
                fields=("acceptance",), condition=Q(sound=None), name="uncovering_one_open"
            ),
            models.CheckConstraint(
                condition=Q(sound=None, cost_side="") | (Q(sound__isnull=False) & ~Q(cost_side="")),
                name="uncovering_cost",
            ),
        )


class Proof(models.Model):
    """事后证明: a test after covering, put in by the contractor or a laboratory, confirmed by the supervisor."""

    acceptance = models.ForeignKey(Acceptance, models.CASCADE, related_name="proofs")
    method = models.CharField(
        _("方式"), max_length=12, choices=[(one.value, one.label) for one in PROVING]
    )
    laboratory = models.CharField(_("检测单位"), max_length=120)
    report_number = models.CharField(_("报告编号"), max_length=80)
    sound = models.BooleanField(_("合格"))
    text = models.TextField(_("结论"))
    step = models.ForeignKey(Step, models.PROTECT, related_name="+")
    by = models.ForeignKey(USER, models.PROTECT, related_name="+")
    at = models.DateTimeField(default=timezone.now)
    agreed = models.BooleanField(null=True)
    answer = models.TextField(blank=True)
    decided_by = models.ForeignKey(USER, models.PROTECT, null=True, related_name="+")
    decided_at = models.DateTimeField(null=True)

    class Meta:
        ordering = ("at", "pk")
        constraints = (
            models.CheckConstraint(
                condition=Q(decided_by=None) | ~Q(decided_by=F("by")), name="proof_second_person"
            ),
        )

    @property
    def method_name(self) -> str:
        """The method in words."""
        return str(Method(self.method).label)
