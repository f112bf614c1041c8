"""A list, its versions, and their items. 清单、版本、事项。"""

from functools import partial
from typing import ClassVar

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from qinglian.web.core.ids import new_id
from qinglian.web.duties.kinds import Cycle, Holder, ListKind, VersionStatus
from qinglian.web.duties.models.programme import Action, Clause, Programme
from qinglian.web.units.models import Unit
from qinglian.web.units.scope import Scoped

USER = settings.AUTH_USER_MODEL


class DutyList(models.Model):
    """清单 of a body; `template_for` names the unit type (model/unit_types.yaml) it is a template of, if it is one."""

    SCOPE: ClassVar[dict[str, str]] = {"giver": "owner_unit"}
    OBJECT = "programme"

    public_id = models.CharField(
        _("编号"), max_length=16, unique=True, default=partial(new_id, "QD"), editable=False
    )
    version = models.PositiveIntegerField(default=0)
    title = models.CharField(_("清单名称"), max_length=200)
    kind = models.CharField(_("种类"), max_length=10, choices=ListKind)
    programme = models.ForeignKey(
        Programme, models.PROTECT, null=True, blank=True, related_name="lists",
        verbose_name=_("所属方案"),
    )  # fmt: skip
    action = models.ForeignKey(
        Action, models.PROTECT, null=True, blank=True, related_name="lists", verbose_name=_("行动")
    )
    owner_unit = models.ForeignKey(
        Unit, models.PROTECT, related_name="+", verbose_name=_("制定单位")
    )
    template_for = models.CharField(_("适用的单元类型（模板）"), max_length=24, blank=True)
    made_by = models.ForeignKey(USER, models.PROTECT, related_name="+")
    made_at = models.DateTimeField(default=timezone.now)

    objects = Scoped.as_manager()

    class Meta:
        ordering = ("-made_at", "pk")

    def __str__(self) -> str:
        return self.title

    def get_absolute_url(self) -> str:
        """Its page."""
        return reverse("duties:list", args=(self.public_id,))

    @property
    def unit(self) -> Unit:
        """The body that records of it belong to."""
        return self.owner_unit


class ListVersion(models.Model):
    """
    One version: a draft until somebody else issues it, then for ever as it is. It holds from `valid_from` until the
    next one; `why` says what changed and on whose word (C03).
    """

    of = models.ForeignKey(DutyList, models.CASCADE, related_name="versions")
    number = models.PositiveSmallIntegerField(_("版本"))
    status = models.CharField(max_length=8, choices=VersionStatus, default=VersionStatus.DRAFT)
    valid_from = models.DateField(_("自哪天起施行"), null=True)
    valid_to = models.DateField(null=True)
    why = models.TextField(_("为什么改"), blank=True)
    made_by = models.ForeignKey(USER, models.PROTECT, related_name="+")
    made_at = models.DateTimeField(default=timezone.now)
    issued_by = models.ForeignKey(USER, models.PROTECT, null=True, related_name="+")
    issued_at = models.DateTimeField(null=True)

    class Meta:
        ordering = ("of", "-number")
        constraints = (
            models.UniqueConstraint(fields=("of", "number"), name="list_version_once"),
            models.UniqueConstraint(
                fields=("of",), condition=Q(status="draft"), name="list_one_draft"
            ),
            models.CheckConstraint(
                condition=~Q(status="issued")
                | Q(issued_by__isnull=False, valid_from__isnull=False) & ~Q(issued_by=F("made_by")),
                name="list_issued_by_another",
            ),
        )

    def __str__(self) -> str:
        return f"{self.of} v{self.number}"


class Item(models.Model):
    """
    清单事项. `key` stays through all versions of its list. 目标、举措、考核、反馈 are `target`, `measure`, `check_by`,
    `feedback` (E04). The four owners are kinds of duty-holders in words (主体、监督、第一责任人、一岗双责, B08): where one is
    missing the version cannot be issued, except in lists of norms. `evidence` holds codes of `core.proofs` and `file`;
    `applies_*` are empty where it concerns everybody. `minutes`: what one turn costs a unit, estimated.
    """

    of = models.ForeignKey(ListVersion, models.CASCADE, related_name="items")
    key = models.CharField(max_length=16, default=partial(new_id, "SX"), db_index=True)
    place = models.PositiveSmallIntegerField()
    title = models.CharField(_("事项"), max_length=200)
    target = models.TextField(_("目标（数量、比例或结果）"), blank=True)
    measure = models.TextField(_("举措"), blank=True)
    check_by = models.TextField(_("怎么考核"), blank=True)
    feedback = models.TextField(_("怎么反馈"), blank=True)
    holder = models.CharField(
        _("责任主体"), max_length=12, choices=Holder, default=Holder.COMMITTEE
    )
    principal = models.CharField(_("主体责任"), max_length=60, blank=True)
    supervisory = models.CharField(_("监督责任"), max_length=60, blank=True)
    first_person = models.CharField(_("第一责任人责任"), max_length=60, blank=True)
    dual_duty = models.CharField(_("一岗双责"), max_length=60, blank=True)
    cycle = models.CharField(_("周期"), max_length=8, choices=Cycle, default=Cycle.ONCE)
    due_on = models.DateField(_("期限（一次性）"), null=True, blank=True)
    due_day = models.PositiveSmallIntegerField(_("周期末前几个工作日"), default=0)
    minutes = models.PositiveSmallIntegerField(_("每次约需分钟"), default=30)
    weight = models.PositiveSmallIntegerField(_("风险权重（1–3）"), default=1)
    in_person = models.BooleanField(_("三个亲自"), default=False)
    evidence = models.JSONField(_("材料"), default=list)
    applies_types = models.JSONField(_("适用的单元类型"), default=list)
    applies_levels = models.JSONField(_("适用的层级"), default=list)
    applies_powers = models.JSONField(_("须有的权力"), default=list)
    applies_posts = models.JSONField(_("须有的岗位"), default=list)
    basis = models.CharField(_("依据"), max_length=200, blank=True)
    clauses = models.ManyToManyField(Clause, related_name="items", blank=True)

    class Meta:
        ordering = ("of", "place")
        constraints = (
            models.UniqueConstraint(fields=("of", "key"), name="item_key_once"),
            models.CheckConstraint(condition=Q(weight__gte=1, weight__lte=3), name="item_weight"),
        )

    def __str__(self) -> str:
        return self.title
