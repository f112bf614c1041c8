"""A programme, its actions, and the sentences of its text. 方案、行动、条款。"""

from functools import partial
from typing import ClassVar

from django.conf import settings
from django.db import models
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from qinglian.web.core.dated import Dated, ordered
from qinglian.web.core.ids import new_id
from qinglian.web.units.models import Unit
from qinglian.web.units.scope import Scoped

USER = settings.AUTH_USER_MODEL


class Programme(Dated):
    """实施意见 or 方案 of a body, as it was issued: 文号, day, whole text. Lists and actions carry it out."""

    SCOPE: ClassVar[dict[str, str]] = {"giver": "owner_unit"}
    OBJECT = "programme"

    public_id = models.CharField(
        _("编号"), max_length=16, unique=True, default=partial(new_id, "FA"), editable=False
    )
    version = models.PositiveIntegerField(default=0)
    title = models.CharField(_("名称"), max_length=200)
    doc_no = models.CharField(_("文号"), max_length=80, blank=True)
    issued_on = models.DateField(_("印发日期"))
    owner_unit = models.ForeignKey(
        Unit, models.PROTECT, related_name="+", verbose_name=_("印发单位")
    )
    text = models.TextField(_("全文"))
    made_by = models.ForeignKey(USER, models.PROTECT, related_name="+")
    made_at = models.DateTimeField(default=timezone.now)

    objects = Scoped.as_manager()

    class Meta:
        ordering = ("-issued_on", "pk")
        constraints = (ordered("programme"),)

    def __str__(self) -> str:
        return self.title

    def get_absolute_url(self) -> str:
        """Its page."""
        return reverse("duties:programme", args=(self.public_id,))

    @property
    def unit(self) -> Unit:
        """The body that records of it belong to."""
        return self.owner_unit


class Action(models.Model):
    """行动 or 工程 of a programme (四大行动), with the body that leads it."""

    programme = models.ForeignKey(Programme, models.CASCADE, related_name="actions")
    number = models.PositiveSmallIntegerField(_("序号"))
    title = models.CharField(_("行动"), max_length=120)
    lead_unit = models.ForeignKey(
        Unit, models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("牵头单位")
    )

    class Meta:
        ordering = ("programme", "number")
        constraints = (
            models.UniqueConstraint(fields=("programme", "number"), name="action_number_once"),
        )

    def __str__(self) -> str:
        return self.title


class Clause(models.Model):
    """
    One heading or sentence of the text. `label`: 二（三）; `asks`: whether it asks something of somebody, as the reader
    proposed and people decided; `set_aside`: why nobody needs to own it.
    """

    programme = models.ForeignKey(Programme, models.CASCADE, related_name="clauses")
    place = models.PositiveSmallIntegerField()
    label = models.CharField(max_length=40, blank=True)
    heading = models.BooleanField(default=False)
    text = models.TextField()
    asks = models.BooleanField(default=False)
    set_aside = models.CharField(_("不需责任单位的理由"), max_length=200, blank=True)

    class Meta:
        ordering = ("programme", "place")
        constraints = (
            models.UniqueConstraint(fields=("programme", "place"), name="clause_place_once"),
        )

    def __str__(self) -> str:
        return f"{self.label} {self.text}".strip()
