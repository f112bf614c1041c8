"""What is published of a campaign: text without names, two signatures. 曝光。"""

from functools import partial
from typing import ClassVar

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from qinglian.web.campaigns.models.campaign import Campaign
from qinglian.web.campaigns.states import NoticeStatus
from qinglian.web.core.ids import new_id
from qinglian.web.units.scope import Scoped

USER = settings.AUTH_USER_MODEL
SIGNED = (NoticeStatus.APPROVED, NoticeStatus.PUBLISHED)


class Notice(models.Model):
    """
    公开通报. The platform publishes nothing itself: it keeps what was signed, where it stood and when. Neither
    who wrote it signs, nor does one person sign twice (政府信息公开条例: 公开前审查).
    """

    SCOPE: ClassVar[dict[str, str]] = {
        "lead": "campaign__lead_unit", "urging": "campaign__urging_unit",
    }  # fmt: skip
    OBJECT = "campaign"

    public_id = models.CharField(
        _("编号"), max_length=16, unique=True, default=partial(new_id, "BG"), editable=False
    )
    version = models.PositiveIntegerField(default=0)
    campaign = models.ForeignKey(
        Campaign, models.CASCADE, related_name="notices", verbose_name=_("专项整治")
    )
    status = models.CharField(
        _("状态"), max_length=10, choices=NoticeStatus, default=NoticeStatus.DRAFT
    )
    title = models.CharField(_("标题"), max_length=200)
    text = models.TextField(_("内容（不写姓名）"))
    written_by = models.ForeignKey(USER, models.PROTECT, related_name="+")
    written_at = models.DateTimeField(default=timezone.now)
    reviewed_by = models.ForeignKey(
        USER, models.PROTECT, null=True, related_name="+", verbose_name=_("保密审查人")
    )
    reviewed_at = models.DateTimeField(null=True)
    approved_by = models.ForeignKey(
        USER, models.PROTECT, null=True, related_name="+", verbose_name=_("公开审批人")
    )
    approved_at = models.DateTimeField(null=True)
    place = models.CharField(_("公开在哪里"), max_length=200, blank=True)
    published_on = models.DateField(_("公开日期"), null=True)

    objects = Scoped.as_manager()

    class Meta:
        ordering = ("-written_at",)
        constraints = (
            models.CheckConstraint(
                condition=Q(reviewed_by=None) | ~Q(reviewed_by=F("written_by")),
                name="notice_reviewed_by_another",
            ),
            models.CheckConstraint(
                condition=Q(approved_by=None)
                | ~Q(approved_by=F("written_by")) & ~Q(approved_by=F("reviewed_by")),
                name="notice_two_signatures_two_people",
            ),
            models.CheckConstraint(
                condition=~Q(status__in=SIGNED)
                | Q(reviewed_by__isnull=False, approved_by__isnull=False),
                name="notice_signed_twice",
            ),
            models.CheckConstraint(
                condition=~Q(status=NoticeStatus.PUBLISHED)
                | Q(published_on__isnull=False) & ~Q(place=""),
                name="notice_where_and_when",
            ),
        )

    def __str__(self) -> str:
        return self.title

    def get_absolute_url(self) -> str:
        """Its page."""
        return reverse("campaigns:notice", args=(self.public_id,))
