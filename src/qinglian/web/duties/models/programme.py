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
from qinglian.web.core.papers import FiledPaper
from qinglian.web.core.steps import AnyStep
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

    def get_status_display(self) -> str:
        """What whoever comes second is told of it."""
        return self.title


class Clause(models.Model):
    """
    One heading or sentence of the text. `label`: 二（三）; `level`: of a heading, 1 for 一、; `asks`: whether it asks
    something of somebody, as the reader proposed (`why_asks` says from which words) and people decided (`decided_by`);
    `named`: bodies that the text itself names as lead; `set_aside`: why nobody needs to own it.
    """

    programme = models.ForeignKey(Programme, models.CASCADE, related_name="clauses")
    place = models.PositiveSmallIntegerField()
    label = models.CharField(max_length=40, blank=True)
    heading = models.BooleanField(default=False)
    level = models.PositiveSmallIntegerField(default=0)
    text = models.TextField()
    asks = models.BooleanField(default=False)
    why_asks = models.CharField(max_length=120, blank=True)
    named = models.CharField(max_length=200, blank=True)
    decided_by = models.ForeignKey(USER, models.PROTECT, null=True, related_name="+")
    set_aside = models.CharField(_("不需责任单位的理由"), max_length=200, blank=True)

    class Meta:
        ordering = ("programme", "place")
        constraints = (
            models.UniqueConstraint(fields=("programme", "place"), name="clause_place_once"),
        )

    def __str__(self) -> str:
        return f"{self.label} {self.text}".strip()


class Action(models.Model):
    """行动 or 工程 of a programme (四大行动), with the body that leads it; `clauses`: the sentences it carries out."""

    programme = models.ForeignKey(Programme, models.CASCADE, related_name="actions")
    number = models.PositiveSmallIntegerField(_("序号"))
    title = models.CharField(_("行动"), max_length=120)
    lead_unit = models.ForeignKey(
        Unit, models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("牵头单位")
    )
    clauses = models.ManyToManyField(Clause, related_name="actions", blank=True)

    class Meta:
        ordering = ("programme", "number")
        constraints = (
            models.UniqueConstraint(fields=("programme", "number"), name="action_number_once"),
        )

    def __str__(self) -> str:
        return self.title


class ProgrammeStep(AnyStep):
    """One thing that happened to a programme."""

    programme = models.ForeignKey(Programme, models.CASCADE, related_name="steps")


class ProgrammePaper(FiledPaper):
    """The text as it was issued, signed or scanned."""

    SCOPE: ClassVar[dict[str, str]] = {"giver": "step__programme__owner_unit"}
    OBJECT = "programme"

    step = models.ForeignKey(ProgrammeStep, models.CASCADE, related_name="papers")

    objects = Scoped.as_manager()
