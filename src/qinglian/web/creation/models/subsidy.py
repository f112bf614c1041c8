"""The rule by which a result of creation makes eligible for a subsidy (A08). 奖补资格规则。"""

from functools import partial
from typing import Any, ClassVar, Self

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from qinglian.web.core.ids import new_id
from qinglian.web.creation.models.base import Matter
from qinglian.web.creation.models.standards import Standard
from qinglian.web.creation.words import Tier, VersionStatus
from qinglian.web.units.models import Unit
from qinglian.web.units.scope import Scoped, reach

USER = settings.AUTH_USER_MODEL


class Rules(Scoped):
    """An issued rule is read by everybody, so that each body can redo its own line."""

    def visible_to(self, user: Any) -> Self:
        """The rules a person may read."""
        scope = reach(user, SubsidyRule.OBJECT)
        if not scope:
            return self.none()
        return self.filter(scope.q({"lead": "lead_unit"}) | Q(status=VersionStatus.ISSUED))


class SubsidyRule(Matter):
    """
    For one year: which tier at least, which share of the points, no negative condition upheld, named before a day. It
    says who is eligible and why; nothing is paid here.
    """

    SCOPE: ClassVar[dict[str, str]] = {"lead": "lead_unit"}
    ROOM = "subsidies"

    public_id = models.CharField(
        _("编号"), max_length=16, unique=True, default=partial(new_id, "JB"), editable=False
    )
    title = models.CharField(_("规则名称"), max_length=120)
    year = models.PositiveSmallIntegerField(_("年度"))
    standard = models.ForeignKey(
        Standard, models.PROTECT, related_name="subsidies", verbose_name=_("创建标准")
    )
    lead_unit = models.ForeignKey(
        Unit, models.PROTECT, related_name="+", verbose_name=_("制定单位")
    )
    basis = models.CharField(_("依据"), max_length=200)
    tier = models.CharField(_("梯次不低于"), max_length=10, choices=Tier)
    share = models.PositiveSmallIntegerField(_("评审得分率不低于（%）"))
    status = models.CharField(max_length=8, choices=VersionStatus, default=VersionStatus.DRAFT)
    made_by = models.ForeignKey(USER, models.PROTECT, related_name="+")
    made_at = models.DateTimeField(default=timezone.now)
    issued_by = models.ForeignKey(USER, models.PROTECT, null=True, related_name="+")
    issued_on = models.DateField(_("印发日期"), null=True)

    objects = Rules.as_manager()

    class Meta:
        ordering = ("-year", "title")
        constraints = (
            models.CheckConstraint(
                condition=Q(status="draft", issued_by=None)
                | Q(status="issued", issued_by__isnull=False) & ~Q(issued_by=F("made_by")),
                name="creation_subsidy_issued_by_another",
            ),
            models.CheckConstraint(condition=Q(share__lte=100), name="creation_subsidy_share"),
        )

    def __str__(self) -> str:
        return self.title

    def get_absolute_url(self) -> str:
        """Its page."""
        return reverse("creation:subsidy", args=(self.public_id,))

    @property
    def unit(self) -> Unit:
        """The body that records of it belong to."""
        return self.lead_unit
