"""
Pictures from the site, each holding the hash of the one before it. 现场照片的记录链。

A record is only ever added (triggers in `0002`). Its hash is over what was recorded and the hash of the previous record
of the section, so that whoever changes, takes out or puts in one is found by anybody who reckons the chain again.
"""

from functools import partial
from typing import ClassVar

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from qinglian.web.bills.models.bill import OfSection
from qinglian.web.concealed.models.acceptance import Acceptance
from qinglian.web.concealed.states import Found, Source, Sure
from qinglian.web.core.ids import new_id
from qinglian.web.works.models import Section

USER = settings.AUTH_USER_MODEL
FIRST = "0" * 64
"""What stands before the first record of a section."""


class Shot(models.Model):
    """
    One picture. `sha256`: of the file as it was taken and sent; `kept_sha256`: of the file that lies here, another one
    where a place was taken out of a gallery picture. `facts`: what the phone said, as sent: board, device clock,
    challenge, position. `taken_at`: the instant as the server reckons it, `time_sure` how well.
    """

    SCOPE: ClassVar[dict[str, str]] = Acceptance.SCOPE
    OBJECT = "works"

    public_id = models.CharField(
        _("编号"), max_length=16, unique=True, default=partial(new_id, "ZP"), editable=False
    )
    section = models.ForeignKey(Section, models.PROTECT, related_name="shots")
    number = models.PositiveIntegerField(_("序号"))
    acceptance = models.ForeignKey(Acceptance, models.PROTECT, related_name="shots")
    client_id = models.CharField(max_length=40)
    shot = models.CharField(_("镜头"), max_length=24)
    source = models.CharField(_("来源"), max_length=8, choices=Source)
    by = models.ForeignKey(USER, models.PROTECT, related_name="+")
    taken_at = models.DateTimeField(_("拍摄时间"))
    time_sure = models.CharField(_("时间可信度"), max_length=8, choices=Sure)
    drift_ms = models.BigIntegerField(_("设备时钟偏差（毫秒）"), null=True)
    found = models.CharField(_("定位方式"), max_length=12, choices=Found)
    place_sure = models.CharField(_("位置可信度"), max_length=8, choices=Sure)
    facts = models.JSONField()
    received_at = models.DateTimeField(_("送达时间"), default=timezone.now)
    sha256 = models.CharField(_("照片散列值"), max_length=64)
    kept_sha256 = models.CharField(max_length=64)
    size = models.PositiveIntegerField()
    path = models.CharField(max_length=200)
    kind = models.CharField(max_length=12)
    previous = models.CharField(_("上一条散列值"), max_length=64)
    hash = models.CharField(_("本条散列值"), max_length=64)

    objects = OfSection.as_manager()

    class Meta:
        ordering = ("section", "number")
        verbose_name = _("现场照片")
        constraints = (
            models.UniqueConstraint(fields=("section", "number"), name="shot_number"),
            models.UniqueConstraint(fields=("section", "previous"), name="shot_follows_once"),
            models.UniqueConstraint(fields=("section", "client_id"), name="shot_client_once"),
            models.UniqueConstraint(fields=("section", "sha256"), name="shot_picture_once"),
            models.CheckConstraint(condition=Q(number__gte=1), name="shot_number_from_one"),
            models.CheckConstraint(
                condition=~Q(source="gallery") | Q(time_sure="low"), name="shot_gallery_is_declared"
            ),
        )

    def __str__(self) -> str:
        return f"#{self.number}"

    def get_absolute_url(self) -> str:
        """Its page."""
        return reverse("concealed:shot", args=(self.public_id,))

    @property
    def name(self) -> str:
        """What the file is called when it leaves."""
        return (
            f"{self.section.code}-{self.number:05d}.{'jpg' if self.kind == 'jpeg' else self.kind}"
        )


class Arriving(models.Model):
    """A picture on its way, of which a part is here. It is gone once the record stands."""

    section = models.ForeignKey(Section, models.CASCADE, related_name="+")
    client_id = models.CharField(max_length=40)
    by = models.ForeignKey(USER, models.CASCADE, related_name="+")
    sha256 = models.CharField(max_length=64)
    size = models.PositiveIntegerField()
    token = models.CharField(max_length=32, unique=True)
    facts = models.JSONField()
    at = models.DateTimeField(default=timezone.now)

    class Meta:
        constraints = (
            models.UniqueConstraint(fields=("section", "client_id"), name="arriving_client_once"),
        )
