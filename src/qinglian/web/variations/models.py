"""
Variations: the matter, its lines, its steps with papers, the owner's tables. 工程变更的数据表。

Source: works.md 3. A line never touches the ledger before the order; what was approved is kept as it was approved.
"""

from functools import partial
from typing import Any, ClassVar

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from qinglian.web.bills.models import BillItem, LedgerRow
from qinglian.web.bills.models.bill import OfSection, figure
from qinglian.web.core.dated import Dated, ordered
from qinglian.web.core.ids import new_id
from qinglian.web.core.papers import FiledPaper
from qinglian.web.core.steps import AnyStep
from qinglian.web.variations.states import Grade, Kind, Reason, Rule, Status
from qinglian.web.works.models import Located, Section
from qinglian.web.works.states import Side

USER = settings.AUTH_USER_MODEL


class Table(Dated):
    """
    The owner's own table of a section: who approves which sum, who approves which grade. `levels`: rising sums in fen
    (None: all above), each with sides and posts that must all agree.
    """

    section = models.ForeignKey(Section, models.CASCADE, related_name="variation_tables")
    levels = models.JSONField()
    approvers = models.JSONField()
    source = models.CharField(_("依据"), max_length=200)
    by = models.ForeignKey(USER, models.PROTECT, related_name="+")

    class Meta:
        ordering = ("section", "-valid_from")
        verbose_name = _("变更审批权限")
        constraints = (ordered("variation_table"),)


class Variation(models.Model):
    """One variation, from the suggestion to the order. `number`: of the order, gap-free in the section."""

    SCOPE: ClassVar[dict[str, str]] = {
        key: f"section__{column}" for key, column in Section.SCOPE.items()
    }
    OBJECT = "works"

    public_id = models.CharField(
        _("编号"), max_length=16, unique=True, default=partial(new_id, "BG"), editable=False
    )
    version = models.PositiveIntegerField(default=0)
    section = models.ForeignKey(Section, models.PROTECT, related_name="variations")
    title = models.CharField(_("变更事项"), max_length=160)
    text = models.TextField(_("内容和理由"), blank=True)
    reason = models.CharField(_("变更原因"), max_length=12, choices=Reason)
    side = models.CharField(_("提出方"), max_length=12, choices=Side)
    features = models.JSONField(default=list)
    grade = models.CharField(_("设计变更等级"), max_length=8, choices=Grade, default=Grade.MINOR)
    scheme_grade = models.CharField(max_length=8, choices=Grade, blank=True)
    scheme_by = models.CharField(_("方案批准机关"), max_length=80, blank=True)
    status = models.CharField(_("环节"), max_length=12, choices=Status, default=Status.SUGGESTED)
    urgent = models.BooleanField(_("紧急抢险先实施"), default=False)
    papers_due_on = models.DateField(_("补办期限"), null=True)
    amount_fen = models.BigIntegerField(_("变更金额"), default=0)
    level = models.JSONField(null=True)
    number = models.CharField(_("变更令号"), max_length=40, blank=True)
    place = models.PositiveIntegerField(null=True)
    ordered_on = models.DateField(_("变更令日期"), null=True)
    by = models.ForeignKey(USER, models.PROTECT, related_name="+")
    at = models.DateTimeField(default=timezone.now)

    objects = OfSection.as_manager()

    class Meta:
        ordering = ("-at", "pk")
        verbose_name = _("工程变更")
        constraints = (
            models.UniqueConstraint(
                fields=("section", "number"), condition=~Q(number=""), name="variation_number_once"
            ),
            models.UniqueConstraint(fields=("section", "place"), name="variation_place_once"),
            models.CheckConstraint(
                condition=Q(status__in=("ordered", "done"), number__gt="")
                | (~Q(status__in=("ordered", "done")) & Q(number="")),
                name="variation_order_has_number",
            ),
        )

    def __str__(self) -> str:
        return self.title

    def get_absolute_url(self) -> str:
        """Its page."""
        return reverse("variations:variation", args=(self.public_id,))

    @property
    def late(self) -> bool:
        """Urgent work went ahead and its papers are overdue."""
        return bool(
            self.urgent
            and self.papers_due_on
            and not self.number
            and self.status != Status.REFUSED
            and timezone.localdate() > self.papers_due_on
        )


class Change(Located):
    """
    A line: more or less of a row, a new row, or a new item with its row. `computed`: all three price computations as
    they stood when it was approved; `rule`: the one that was used.
    """

    variation = models.ForeignKey(Variation, models.CASCADE, related_name="changes")
    kind = models.CharField(_("类别"), max_length=8, choices=Kind)
    row = models.ForeignKey(
        LedgerRow, models.PROTECT, null=True, blank=True, related_name="changes"
    )
    item = models.ForeignKey(
        BillItem, models.PROTECT, null=True, blank=True, related_name="changes"
    )
    key = models.CharField(_("台账编号"), max_length=40, blank=True)
    code = models.CharField(_("子目号"), max_length=40, blank=True)
    name = models.CharField(_("子目名称"), max_length=160, blank=True)
    unit = models.CharField(_("单位"), max_length=16, blank=True)
    drawing = models.CharField(_("图号"), max_length=80, blank=True)
    covers = models.BooleanField(_("隐蔽"), default=False)
    quantity = figure(_("增减数量"))
    rule = models.CharField(_("单价依据"), max_length=12, choices=Rule)
    price_fen = models.BigIntegerField(_("单价"))
    amount_fen = models.BigIntegerField(_("金额"))
    computed = models.JSONField(default=dict)
    calculation = models.TextField(_("计算式"), blank=True)

    class Meta:
        ordering = ("variation", "pk")
        verbose_name = _("变更明细")
        constraints = (
            Located.whole("change"),
            models.CheckConstraint(
                condition=Q(kind="vary", row__isnull=False)
                | (Q(kind="add", item__isnull=False) & ~Q(key=""))
                | (Q(kind="item") & ~Q(code="") & ~Q(key="")),
                name="change_says_what",
            ),
        )

    @property
    def what(self) -> Any:
        """The item in words."""
        return self.item or f"{self.code} {self.name}"


class Step(AnyStep):
    """One step of a variation, with its own day and number of paper; `side`: for which party."""

    variation = models.ForeignKey(Variation, models.CASCADE, related_name="steps")
    side = models.CharField(max_length=12, choices=Side)
    on = models.DateField(_("日期"), default=timezone.localdate)
    number = models.CharField(_("文号"), max_length=80, blank=True)


class Paper(FiledPaper):
    """A paper or photograph of a step."""

    step = models.ForeignKey(Step, models.CASCADE, related_name="papers")


class Approval(models.Model):
    """Agreed to quantities and prices: one of each post that the owner's table names; never by who drew them up."""

    variation = models.ForeignKey(Variation, models.CASCADE, related_name="approvals")
    side = models.CharField(max_length=12, choices=Side)
    post = models.CharField(max_length=24)
    by = models.ForeignKey(USER, models.PROTECT, related_name="+")
    priced_by = models.ForeignKey(USER, models.PROTECT, related_name="+")
    at = models.DateTimeField(default=timezone.now)

    class Meta:
        ordering = ("variation", "at")
        constraints = (
            models.UniqueConstraint(
                fields=("variation", "side", "post"), name="variation_approval_once"
            ),
            models.CheckConstraint(
                condition=~Q(by=F("priced_by")), name="variation_approval_second_person"
            ),
        )
