"""A campaign, its topics and fields. 专项整治、专题、领域。"""

from functools import partial
from typing import TYPE_CHECKING, ClassVar, Self

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from qinglian.web.campaigns.states import UNSENT, Status
from qinglian.web.core.ids import new_id
from qinglian.web.units.models import Unit
from qinglian.web.units.scope import Scoped, reach

if TYPE_CHECKING:
    from django.db.models import QuerySet

USER = settings.AUTH_USER_MODEL


class Campaigns(Scoped):
    """Seen by who leads and who urges; by those who take part once it has begun."""

    def visible_to(self, user: object) -> Self:
        """The campaigns a person may read."""
        return self._within(user, write=False)

    def writable_by(self, user: object) -> Self:
        """The campaigns on which a person may act."""
        return self._within(user, write=True)

    def _within(self, user: object, *, write: bool) -> Self:
        from qinglian.web.campaigns.models.parts import Part

        scope = reach(user, Campaign.OBJECT, write=write)
        taking = Part.objects.filter(scope.q(Part.SCOPE)).values("campaign_id")
        return self.filter(
            scope.q(Campaign.SCOPE) | Q(pk__in=taking) & ~Q(status__in=[str(one) for one in UNSENT])
        )


class Campaign(models.Model):
    """
    专项整治. The lead body acts, the team urges. `year` is the one whose quota it uses; the first topic may be the main
    one. Beyond the quota somebody of another body agrees (`approved_by`).
    """

    SCOPE: ClassVar[dict[str, str]] = {"lead": "lead_unit", "urging": "urging_unit"}
    OBJECT = "campaign"

    public_id = models.CharField(
        _("编号"), max_length=16, unique=True, default=partial(new_id, "ZX"), editable=False
    )
    version = models.PositiveIntegerField(default=0)
    title = models.CharField(_("名称"), max_length=200)
    text = models.TextField(_("整治什么、达到什么"))
    status = models.CharField(_("状态"), max_length=12, choices=Status, default=Status.DRAFT)
    lead_unit = models.ForeignKey(
        Unit, models.PROTECT, related_name="+", verbose_name=_("牵头单位")
    )
    urging_unit = models.ForeignKey(
        Unit, models.PROTECT, related_name="+", verbose_name=_("督促的派驻组")
    )
    year = models.PositiveSmallIntegerField(_("年度"))
    begins_on = models.DateField(_("开始"))
    ends_on = models.DateField(_("结束"))
    due_on = models.DateField(_("自查期限"), null=True)
    made_by = models.ForeignKey(USER, models.PROTECT, related_name="+", verbose_name=_("起草人"))
    made_at = models.DateTimeField(_("起草时间"), default=timezone.now)
    beyond = models.TextField(_("超出年度数的理由"), blank=True)
    approved_by = models.ForeignKey(
        USER, models.PROTECT, null=True, related_name="+", verbose_name=_("批准人")
    )
    approved_at = models.DateTimeField(null=True)
    started_by = models.ForeignKey(USER, models.PROTECT, null=True, related_name="+")
    started_at = models.DateTimeField(_("启动时间"), null=True)
    closed_at = models.DateTimeField(_("结束时间"), null=True)

    objects = Campaigns.as_manager()

    class Meta:
        ordering = ("-begins_on", "pk")
        indexes = (models.Index(fields=("lead_unit", "year", "status")),)
        constraints = (
            models.CheckConstraint(
                condition=Q(ends_on__gte=F("begins_on")), name="campaign_interval"
            ),
            models.CheckConstraint(
                condition=~Q(urging_unit=F("lead_unit")), name="campaign_urged_by_another"
            ),
            models.CheckConstraint(
                condition=Q(approved_by=None)
                | ~Q(approved_by=F("started_by")) & ~Q(approved_by=F("made_by")),
                name="campaign_approved_by_another",
            ),
            models.CheckConstraint(
                condition=~Q(status=Status.RUNNING) | Q(beyond="") | Q(approved_by__isnull=False),
                name="campaign_beyond_quota_approved",
            ),
        )

    def __str__(self) -> str:
        return self.title

    def get_absolute_url(self) -> str:
        """Its page."""
        return reverse("campaigns:campaign", args=(self.public_id,))

    @property
    def unit(self) -> Unit:
        """The body that records of it belong to."""
        return self.lead_unit

    @property
    def late(self) -> bool:
        """Whether it runs beyond its last day."""
        return self.status == Status.RUNNING and self.ends_on < timezone.localdate()

    @property
    def field_keys(self) -> "QuerySet[CampaignField, str]":
        """The fields of business it reaches."""
        return self.fields.order_by("field").values_list("field", flat=True)


class Topic(models.Model):
    """专题: one main and any number of others. What counts as the problem, and by which law."""

    campaign = models.ForeignKey(Campaign, models.CASCADE, related_name="topics")
    number = models.PositiveSmallIntegerField(_("序号"))
    main = models.BooleanField(_("主专题"), default=False)
    name = models.CharField(_("专题"), max_length=120)
    criteria = models.TextField(_("什么算问题"))
    basis = models.CharField(_("依据"), max_length=200)

    class Meta:
        ordering = ("campaign", "-main", "number")
        constraints = (
            models.UniqueConstraint(fields=("campaign", "number"), name="topic_number_once"),
            models.UniqueConstraint(
                fields=("campaign",), condition=Q(main=True), name="topic_one_main"
            ),
        )

    def __str__(self) -> str:
        return self.name


class CampaignField(models.Model):
    """领域: a field of business a campaign reaches, as `fields.py` names them."""

    campaign = models.ForeignKey(Campaign, models.CASCADE, related_name="fields")
    field = models.CharField(max_length=40, db_index=True)

    class Meta:
        constraints = (
            models.UniqueConstraint(fields=("campaign", "field"), name="campaign_field_once"),
        )


class Field(models.Model):
    """领域 that the programme office added to those of the rule packs: what has no rule shows on the map as well."""

    key = models.CharField(max_length=40, unique=True)
    name = models.CharField(_("领域"), max_length=40, unique=True)
    by = models.ForeignKey(USER, models.PROTECT, related_name="+")
    at = models.DateTimeField(default=timezone.now)

    class Meta:
        ordering = ("pk",)


class FieldMatter(models.Model):
    """Which matters of inspection 督查事项 lie in which field: inspections name matters, the map names fields."""

    field = models.CharField(max_length=40, db_index=True)
    matter = models.CharField(max_length=100)

    class Meta:
        constraints = (
            models.UniqueConstraint(fields=("field", "matter"), name="field_matter_once"),
        )
