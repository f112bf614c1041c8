"""Templates of checklists: versions with items. 检查单模板。"""

from functools import partial
from typing import ClassVar

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from qinglian.web.core.ids import new_id
from qinglian.web.inspections.models.plans import Matter
from qinglian.web.inspections.states import Choice, Kind
from qinglian.web.units.models import Unit
from qinglian.web.units.scope import Scoped

USER = settings.AUTH_USER_MODEL


class AnyItem(models.Model):
    """
    What is asked. `finds`: the answer that proposes a finding (是 or 否, as the question is put); `basis`: under which
    clause; `mandatory`: asked in every inspection of the matter (日常监督必检).
    """

    place = models.PositiveSmallIntegerField()
    text = models.CharField(_("检查什么"), max_length=300)
    kind = models.CharField(_("怎样回答"), max_length=8, choices=Kind, default=Kind.CHOICE)
    measure = models.CharField(_("计量单位"), max_length=12, blank=True)
    basis = models.CharField(_("依据"), max_length=200, blank=True)
    photo = models.BooleanField(_("须拍照"), default=False)
    mandatory = models.BooleanField(_("日常监督必检"), default=False)
    finds = models.CharField(
        _("哪种回答提示问题"),
        max_length=4,
        blank=True,
        choices=[(Choice.NO, _("回答“否”")), (Choice.YES, _("回答“是”"))],
    )

    class Meta:
        abstract = True
        ordering = ("place",)

    def __str__(self) -> str:
        return self.text


class Template(models.Model):
    """One version of a checklist. Once issued it stands; a change is the next version."""

    class State(models.TextChoices):
        """Whether it can be used."""

        DRAFT = "draft", _("草稿")
        ISSUED = "issued", _("启用")
        RETIRED = "retired", _("停用")

    SCOPE: ClassVar[dict[str, str]] = {"giver": "unit"}
    OBJECT = "inspection"

    public_id = models.CharField(
        _("编号"), max_length=16, unique=True, default=partial(new_id, "JC"), editable=False
    )
    version = models.PositiveIntegerField(default=0)
    family = models.CharField(max_length=16, editable=False)
    number = models.PositiveSmallIntegerField(_("版次"), default=1)
    name = models.CharField(_("检查单"), max_length=100)
    matter = models.ForeignKey(
        Matter, models.PROTECT, related_name="templates", verbose_name=_("督查事项")
    )
    unit = models.ForeignKey(Unit, models.PROTECT, related_name="+", verbose_name=_("编制单位"))
    by = models.ForeignKey(USER, models.PROTECT, related_name="+")
    at = models.DateTimeField(default=timezone.now)
    status = models.CharField(_("状态"), max_length=8, choices=State, default=State.DRAFT)

    objects = Scoped.as_manager()

    class Meta:
        ordering = ("name", "-number")
        verbose_name = _("检查单")
        constraints = (
            models.UniqueConstraint(fields=("family", "number"), name="template_version_once"),
            models.UniqueConstraint(
                fields=("family",), condition=Q(status="issued"), name="template_one_issued"
            ),
        )

    def __str__(self) -> str:
        return self.name

    def get_absolute_url(self) -> str:
        """Its page."""
        return reverse("inspections:template", args=(self.public_id,))


class TemplateItem(AnyItem):
    """An item of a version."""

    template = models.ForeignKey(Template, models.CASCADE, related_name="items")

    class Meta(AnyItem.Meta):
        constraints = (
            models.UniqueConstraint(fields=("template", "place"), name="template_item_place"),
            models.CheckConstraint(
                condition=Q(finds="") | Q(kind=Kind.CHOICE),
                name="template_item_finds",
            ),
        )
