"""
工程量清单: the bill of a section as signed. Quantities in it are an estimate (单价合同).

Source: works.md 1. Unit prices in fen, line amounts in fen but rounded as the contract says (whole yuan by default);
quantities with the decimals of their unit. A bill is never edited: what changes it is the review and the variations.
"""

from functools import partial
from typing import Any, ClassVar, Self

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from qinglian.web.core.ids import new_id
from qinglian.web.units.scope import Scoped
from qinglian.web.works.models import Section

USER = settings.AUTH_USER_MODEL


def figure(label: object, **more: object) -> models.DecimalField:
    """A quantity, up to four decimals."""
    return models.DecimalField(label, max_digits=18, decimal_places=4, **more)


class OfSection(Scoped):
    """Rows of a section: seen by whoever sees the section."""

    def visible_to(self, user: Any) -> Self:
        """Rows of the sections a person may read."""
        return self.filter(section__in=Section.objects.visible_to(user).values("pk"))


class BilledSection(Section):
    """A section as this app lists it: its address is the page of its bills and ledgers."""

    class Meta:
        proxy = True

    def get_absolute_url(self) -> str:
        """Bills and ledgers of the section."""
        return reverse("bills:section", args=(self.public_id,))


class Kind(models.TextChoices):
    """Kinds of line, kept apart (works.md 1)."""

    UNIT = "unit", _("单价子目")
    LUMP = "lump", _("总额子目")
    DAYWORK = "daywork", _("计日工")
    PROVISIONAL = "provisional", _("暂列金额")
    ESTIMATED = "estimated", _("暂估价")
    PRICE = "price", _("价格调整")
    CLAIM = "claim", _("索赔")
    BONUS = "bonus", _("奖罚")


class Bill(models.Model):
    """One imported bill of a section: the tender's, or the contract's (the one in force)."""

    class State(models.TextChoices):
        """Whether it counts."""

        DRAFT = "draft", _("待确认")
        IN_FORCE = "in_force", _("在用")
        REPLACED = "replaced", _("已被替换")

    SCOPE: ClassVar[dict[str, str]] = {
        key: f"section__{column}" for key, column in Section.SCOPE.items()
    }
    OBJECT = "works"

    public_id = models.CharField(
        _("编号"), max_length=16, unique=True, default=partial(new_id, "QD"), editable=False
    )
    version = models.PositiveIntegerField(default=0)
    section = models.ForeignKey(Section, models.CASCADE, related_name="bills")
    number = models.PositiveSmallIntegerField(_("版次"), default=1)
    status = models.CharField(_("状态"), max_length=12, choices=State, default=State.DRAFT)
    source = models.CharField(_("来源文件"), max_length=200, blank=True)
    sha256 = models.CharField(max_length=64, blank=True)
    total_fen = models.BigIntegerField(_("投标报价"))
    settings = models.JSONField(default=dict)
    by = models.ForeignKey(USER, models.PROTECT, related_name="+")
    at = models.DateTimeField(default=timezone.now)
    confirmed_by = models.ForeignKey(USER, models.PROTECT, null=True, related_name="+")
    confirmed_at = models.DateTimeField(null=True)

    objects = OfSection.as_manager()

    class Meta:
        ordering = ("section", "-number")
        verbose_name = _("工程量清单")
        constraints = (
            models.UniqueConstraint(fields=("section", "number"), name="bill_number"),
            models.UniqueConstraint(
                fields=("section",), condition=Q(status="in_force"), name="bill_one_in_force"
            ),
        )

    def get_absolute_url(self) -> str:
        """Its page."""
        return reverse("bills:bill", args=(self.public_id,))


class Chapter(models.Model):
    """A chapter of a bill with the total that was written and the one that was found."""

    bill = models.ForeignKey(Bill, models.CASCADE, related_name="chapters")
    code = models.CharField(_("章"), max_length=8)
    name = models.CharField(_("名称"), max_length=60)
    total_fen = models.BigIntegerField(_("合计"))

    class Meta:
        ordering = ("bill", "code")
        constraints = (models.UniqueConstraint(fields=("bill", "code"), name="chapter_once"),)


class BillItem(models.Model):
    """
    子目. `code` is whole (203-1-a-1). Items that a variation adds stand in the bill with `added_by_order` (its number)
    and no quantity of the contract.
    """

    bill = models.ForeignKey(Bill, models.CASCADE, related_name="items")
    section = models.ForeignKey(Section, models.CASCADE, related_name="+")
    place = models.PositiveIntegerField()
    chapter = models.CharField(_("章"), max_length=8, db_index=True)
    code = models.CharField(_("子目号"), max_length=40)
    name = models.CharField(_("子目名称"), max_length=160)
    kind = models.CharField(_("类别"), max_length=12, choices=Kind, default=Kind.UNIT)
    unit = models.CharField(_("单位"), max_length=16, blank=True)
    quantity = figure(_("合同数量"), default=0)
    price_fen = models.BigIntegerField(_("单价"), default=0)
    amount_fen = models.BigIntegerField(_("金额"), default=0)
    ceiling_fen = models.BigIntegerField(_("控制价单价"), null=True, blank=True)
    reviewed = figure(_("复核数量"), null=True, blank=True)
    added_by_order = models.CharField(_("变更令号"), max_length=40, blank=True)

    objects = OfSection.as_manager()

    class Meta:
        ordering = ("bill", "place")
        verbose_name = _("子目")
        constraints = (
            models.UniqueConstraint(fields=("bill", "code"), name="bill_item_code_once"),
        )
        indexes = (models.Index(fields=("section", "code")),)

    def __str__(self) -> str:
        return f"{self.code} {self.name}"

    def get_absolute_url(self) -> str:
        """Its page, with its rows."""
        return reverse("bills:item", args=(self.pk,))
