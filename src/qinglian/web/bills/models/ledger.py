"""
清单复核 and 0号台账: what may be measured, row by row. 分解台账。

控制量 of a row = reviewed design quantity + approved variations; what is measured in all never passes it and never
falls below nothing. Both stand as a constraint of the database: the running total is kept on the row and moved with
the lines, so that no two people at once, and no import, can break it (works.md 1).
"""

from functools import partial
from typing import ClassVar

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from qinglian.web.bills.models.bill import BillItem, OfSection, figure
from qinglian.web.core.ids import new_id
from qinglian.web.works.models import Located, Section

USER = settings.AUTH_USER_MODEL


class Ledger(models.Model):
    """One version of the ledger of a section. The one in force is measured on; a new version carries its rows on."""

    class State(models.TextChoices):
        """Where it stands: drawn up, being signed by 承包/监理/设计/业主, in force, replaced."""

        DRAFT = "draft", _("编制中")
        SIGNING = "signing", _("会签中")
        IN_FORCE = "in_force", _("在用")
        REPLACED = "replaced", _("已被替换")
        REFUSED = "refused", _("未通过")

    SCOPE: ClassVar[dict[str, str]] = {
        key: f"section__{column}" for key, column in Section.SCOPE.items()
    }
    OBJECT = "works"

    public_id = models.CharField(
        _("编号"), max_length=16, unique=True, default=partial(new_id, "TZ"), editable=False
    )
    version = models.PositiveIntegerField(default=0)
    section = models.ForeignKey(Section, models.CASCADE, related_name="ledgers")
    number = models.PositiveSmallIntegerField(_("版次"), default=1)
    status = models.CharField(_("状态"), max_length=12, choices=State, default=State.DRAFT)
    review_number = models.CharField(_("清单复核文号"), max_length=60, blank=True)
    note = models.CharField(_("说明"), max_length=300, blank=True)
    by = models.ForeignKey(USER, models.PROTECT, related_name="+")
    at = models.DateTimeField(default=timezone.now)
    in_force_at = models.DateTimeField(null=True)

    objects = OfSection.as_manager()

    class Meta:
        ordering = ("section", "-number")
        verbose_name = _("0号台账")
        constraints = (
            models.UniqueConstraint(fields=("section", "number"), name="ledger_number"),
            models.UniqueConstraint(
                fields=("section",), condition=Q(status="in_force"), name="ledger_one_in_force"
            ),
        )

    def get_absolute_url(self) -> str:
        """Its page."""
        return reverse("bills:ledger", args=(self.public_id,))


class Review(models.Model):
    """A signature under the review of one ledger version: one of each side (承包 监理 设计 业主)."""

    ledger = models.ForeignKey(Ledger, models.CASCADE, related_name="reviews")
    side = models.CharField(max_length=12)
    by = models.ForeignKey(USER, models.PROTECT, related_name="+")
    at = models.DateTimeField(default=timezone.now)
    agreed = models.BooleanField(default=True)
    text = models.CharField(max_length=300, blank=True)

    class Meta:
        ordering = ("ledger", "at")
        constraints = (
            models.UniqueConstraint(
                fields=("ledger", "side"), condition=Q(agreed=True), name="review_side_once"
            ),
        )


class LedgerRow(Located):
    """
    台账行: WBS part × item × location × design quantity × drawing. `key` stays the same over versions of the ledger and
    is what lines, photographs and laboratory results refer to in words; the row itself is carried on (same pk), so the
    running totals never move. `covers`: what it builds is covered afterwards and needs one of the three lawful ways.
    """

    section = models.ForeignKey(Section, models.CASCADE, related_name="rows")
    key = models.CharField(_("台账编号"), max_length=40)
    since = models.ForeignKey(Ledger, models.PROTECT, related_name="rows_added")
    until = models.ForeignKey(Ledger, models.PROTECT, null=True, related_name="rows_ended")
    item = models.ForeignKey(BillItem, models.PROTECT, related_name="rows")
    drawing = models.CharField(_("图号"), max_length=80, blank=True)
    design = figure(_("设计量"))
    reviewed = figure(_("复核量"))
    varied = figure(_("已批变更量"), default=0)
    measured = figure(_("累计计量"), default=0)
    """Everything applied for and not returned: what is in the signing chain holds its place."""
    certified = figure(_("累计签认"), default=0)
    """What stands on certificates; more than `measured` only while a correction is on its way."""
    covers = models.BooleanField(_("隐蔽"), default=False)
    order_number = models.CharField(_("变更令号"), max_length=40, blank=True)

    objects = OfSection.as_manager()

    class Meta:
        ordering = ("section", "key")
        verbose_name = _("台账行")
        indexes = (
            models.Index(fields=("section", "item")),
            models.Index(fields=("section", "alignment", "start")),
        )
        constraints = (
            models.UniqueConstraint(fields=("section", "key"), name="ledger_row_key"),
            Located.whole("ledger_row"),
            models.CheckConstraint(
                condition=Q(measured__gte=0) & Q(measured__lte=F("reviewed") + F("varied")),
                name="ledger_row_within_control",
            ),
            models.CheckConstraint(
                condition=Q(certified__gte=0) & Q(certified__lte=F("reviewed") + F("varied")),
                name="ledger_row_certified",
            ),
        )

    def __str__(self) -> str:
        return self.key

    def get_absolute_url(self) -> str:
        """Its page, with everything that stands behind its figures."""
        return reverse("bills:row", args=(self.pk,))

    @property
    def control(self) -> object:
        """控制量: what may be measured in all."""
        return self.reviewed + self.varied

    @property
    def left(self) -> object:
        """What may still be measured."""
        return self.control - self.measured


class DraftRow(Located):
    """A row of a ledger that is not in force yet; once all four sides signed it becomes a row, or changes one."""

    ledger = models.ForeignKey(Ledger, models.CASCADE, related_name="drawn")
    place = models.PositiveIntegerField()
    key = models.CharField(_("台账编号"), max_length=40)
    item = models.ForeignKey(BillItem, models.PROTECT, related_name="+")
    drawing = models.CharField(_("图号"), max_length=80, blank=True)
    design = figure(_("设计量"))
    reviewed = figure(_("复核量"))
    covers = models.BooleanField(_("隐蔽"), default=False)

    class Meta:
        ordering = ("ledger", "place")
        verbose_name = _("台账行")
        constraints = (
            models.UniqueConstraint(fields=("ledger", "key"), name="draft_row_key"),
            Located.whole("draft_row"),
        )

    def __str__(self) -> str:
        return self.key
