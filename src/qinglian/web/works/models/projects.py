"""
Projects, contract sections, and who takes part by contract. 项目、标段、参建方。

The section 标段 is the unit of everything: bill, signing chain, period, certificate (works.md 8). Who works on site
signs in by contract: a `Participant` of a `Party` of the section, for the time the contract gives. The owner's body,
the transport authority and the supervision team see along their lines (`SCOPE`).
"""

from functools import partial
from typing import Any, ClassVar, Self

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from qinglian.web.core.dated import Dated, in_force, ordered
from qinglian.web.core.ids import new_id
from qinglian.web.units.models import Unit
from qinglian.web.units.scope import Scoped, reach
from qinglian.web.works.states import POSTS, Post, Side, Template

USER = settings.AUTH_USER_MODEL
WATCHED = {
    "unit": "owner_unit",
    "authority": "authority_unit",
    "office": "owner_unit",
    "watched": "owner_unit",
}
"""The columns of a project that hold bodies."""


def taken_part(user: Any) -> models.QuerySet[Any]:
    """The sections in which a person takes part today, by contract."""
    now = Participant.objects.filter(
        in_force(), user=user.pk, confirmed_by__isnull=False, ended_at=None
    )
    return now.values("party__section")


class Projects(Scoped):
    """Seen by its parties, by the owner's body, by the authority of the field, by who supervises these."""

    def visible_to(self, user: Any) -> Self:
        """The projects a person may read."""
        if not getattr(user, "is_authenticated", False):
            return self.none()
        scope = reach(user, Project.OBJECT)
        own = Section.objects.filter(pk__in=taken_part(user)).values("project")
        return self.filter(scope.q(Project.SCOPE) | Q(pk__in=own))


class Project(models.Model):
    """
    工程项目. `owner_unit`: 建设单位; `authority_unit`: the transport authority. Money in fen: `estimate` 估算,
    `budget` 概算 as approved. A project follows one of three process templates (works.md 6).
    """

    SCOPE: ClassVar[dict[str, str]] = WATCHED
    OBJECT = "works"

    public_id = models.CharField(
        _("编号"), max_length=16, unique=True, default=partial(new_id, "XM"), editable=False
    )
    version = models.PositiveIntegerField(default=0)
    code = models.CharField(_("项目代码"), max_length=40, blank=True)
    name = models.CharField(_("项目名称"), max_length=120)
    template = models.CharField(
        _("流程模板"), max_length=8, choices=Template, default=Template.RURAL
    )
    owner_unit = models.ForeignKey(
        Unit, models.PROTECT, related_name="+", verbose_name=_("建设单位")
    )
    authority_unit = models.ForeignKey(
        Unit, models.PROTECT, related_name="+", verbose_name=_("行业主管部门")
    )
    scale = models.CharField(_("建设规模"), max_length=300, blank=True)
    route = models.CharField(_("路线编码"), max_length=24, blank=True)
    estimate_fen = models.BigIntegerField(_("批准估算"), null=True, blank=True)
    budget_fen = models.BigIntegerField(_("批准概算"), null=True, blank=True)
    by = models.ForeignKey(USER, models.PROTECT, related_name="+")
    at = models.DateTimeField(default=timezone.now)
    closed_at = models.DateTimeField(_("归档时间"), null=True)

    objects = Projects.as_manager()

    class Meta:
        ordering = ("-at", "pk")
        verbose_name = _("工程项目")
        constraints = (
            models.UniqueConstraint(
                fields=("code",), condition=~Q(code=""), name="project_code_once"
            ),
        )

    def __str__(self) -> str:
        return self.name

    def get_absolute_url(self) -> str:
        """Its page."""
        return reverse("works:project", args=(self.public_id,))


class Sections(Scoped):
    """Seen by its parties alone and by those who see its project along their lines."""

    def visible_to(self, user: Any) -> Self:
        """The sections a person may read."""
        if not getattr(user, "is_authenticated", False):
            return self.none()
        scope = reach(user, Section.OBJECT)
        return self.filter(scope.q(Section.SCOPE) | Q(pk__in=taken_part(user)))


class Section(models.Model):
    """
    标段. `terms`: 合同数据表 as JSON (keys of `roadworks.certificate.Terms`), dated by `Terms` rows of `measurement`;
    `price_fen` 签约合同价; `small`: under the set sum, where 编制 and 复核 may be one person by recorded exemption.
    """

    SCOPE: ClassVar[dict[str, str]] = {key: f"project__{column}" for key, column in WATCHED.items()}
    OBJECT = "works"

    public_id = models.CharField(
        _("编号"), max_length=16, unique=True, default=partial(new_id, "BD"), editable=False
    )
    version = models.PositiveIntegerField(default=0)
    project = models.ForeignKey(
        Project, models.PROTECT, related_name="sections", verbose_name=_("工程项目")
    )
    code = models.CharField(_("标段号"), max_length=24)
    name = models.CharField(_("标段名称"), max_length=120)
    contract_number = models.CharField(_("合同编号"), max_length=60, blank=True)
    price_fen = models.BigIntegerField(_("签约合同价"))
    signed_on = models.DateField(_("签约日期"))
    begins_on = models.DateField(_("计划开工"), null=True, blank=True)
    ends_on = models.DateField(_("计划完工"), null=True, blank=True)
    small = models.BooleanField(_("小型工程"), default=False)
    by = models.ForeignKey(USER, models.PROTECT, related_name="+")
    at = models.DateTimeField(default=timezone.now)

    objects = Sections.as_manager()

    class Meta:
        ordering = ("project", "code")
        verbose_name = _("标段")
        constraints = (
            models.UniqueConstraint(fields=("project", "code"), name="section_code_once"),
            models.CheckConstraint(condition=Q(price_fen__gt=0), name="section_price"),
        )

    def __str__(self) -> str:
        return self.name

    def get_absolute_url(self) -> str:
        """Its page."""
        return reverse("works:section", args=(self.public_id,))


class Party(Dated):
    """A firm or body that takes part in a section on one side, by which contract, since when."""

    section = models.ForeignKey(Section, models.CASCADE, related_name="parties")
    side = models.CharField(_("哪一方"), max_length=12, choices=Side)
    name = models.CharField(_("名称"), max_length=120)
    uscc = models.CharField(_("统一社会信用代码"), max_length=18, blank=True)
    unit = models.ForeignKey(Unit, models.PROTECT, null=True, blank=True, related_name="+")
    contract_number = models.CharField(_("合同编号"), max_length=60, blank=True)

    class Meta:
        ordering = ("section", "side", "valid_from")
        verbose_name = _("参建方")
        constraints = (
            ordered("party"),
            models.UniqueConstraint(
                fields=("section", "side", "name", "valid_from"), name="party_once"
            ),
        )

    def __str__(self) -> str:
        return self.name


class Participant(Dated):
    """
    A person of a party: in which post, from when to when. It opens nothing before a second person confirmed it, and
    nothing after it ended. One person stands on one side of a section only (trigger in `0002`).
    """

    party = models.ForeignKey(Party, models.CASCADE, related_name="people")
    user = models.ForeignKey(
        USER, models.PROTECT, related_name="takes_part", verbose_name=_("人员")
    )
    post = models.CharField(_("岗位"), max_length=24, choices=Post)
    added_by = models.ForeignKey(USER, models.PROTECT, related_name="+")
    added_at = models.DateTimeField(default=timezone.now)
    confirmed_by = models.ForeignKey(USER, models.PROTECT, null=True, related_name="+")
    confirmed_at = models.DateTimeField(null=True)
    ended_at = models.DateTimeField(null=True)

    class Meta:
        ordering = ("party", "post", "pk")
        verbose_name = _("参建人员")
        constraints = (
            ordered("participant"),
            models.UniqueConstraint(
                fields=("party", "user", "post"),
                condition=Q(ended_at=None),
                name="participant_once",
            ),
            models.CheckConstraint(
                condition=Q(confirmed_by=None) | ~Q(confirmed_by=F("added_by")),
                name="participant_second_person",
            ),
        )

    @staticmethod
    def posts(side: str) -> tuple[str, ...]:
        """Posts of a side."""
        return POSTS[side]
