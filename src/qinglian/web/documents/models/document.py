"""One paper, its versions, steps and countersigning bodies. 文书本身。"""

from functools import partial
from typing import Any, ClassVar, Self

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from qinglian.web.alerts.models import Alert
from qinglian.web.core.drafts import kinds
from qinglian.web.core.ids import new_id
from qinglian.web.core.steps import AnyStep
from qinglian.web.documents.codes import short_code
from qinglian.web.documents.states import Status
from qinglian.web.units.models import Unit
from qinglian.web.units.scope import Scoped, reach

USER = settings.AUTH_USER_MODEL
ALERT = Alert._meta.label_lower


class Documents(Scoped):
    """
    Papers are seen in the body that drafts them and, once they are asked, in those that countersign. One about an alert
    is seen by nobody who may not see the alert (practice.md 3.2).
    """

    def visible_to(self, user: Any) -> Self:
        """The papers a person may read."""
        scope = reach(user, Document.OBJECT)
        asked = Countersign.objects.filter(scope.q({"unit": "unit", "giver": "unit"}))
        asked = asked.exclude(document__status=Status.DRAFT).values("document_id")
        return self.filter(scope.q(Document.SCOPE) | Q(pk__in=asked)).about_visible(user)

    def writable_by(self, user: Any) -> Self:
        """The papers that a person works on, in the body that drafts."""
        scope = reach(user, Document.OBJECT, write=True)
        return self.filter(scope.q(Document.SCOPE)).about_visible(user)

    def about_visible(self, user: Any) -> Self:
        """Without those about alerts that the person may not see."""
        seen = Alert.objects.visible_to(user).values("public_id")
        return self.filter(~Q(about_type=ALERT) | Q(about_id__in=seen))


class Document(models.Model):
    """
    文书. `content` is what stands in it now (`content.py`), frozen when it was drafted and changed only by a person,
    each time as a new `Version`. `about` names the matter by kind and public id. `number` is that of the office system.
    """

    SCOPE: ClassVar[dict[str, str]] = {"unit": "unit", "giver": "unit"}
    OBJECT = "document"

    public_id = models.CharField(
        _("编号"), max_length=16, unique=True, default=partial(new_id, "WS"), editable=False
    )
    version = models.PositiveIntegerField(default=0)
    kind = models.CharField(_("文种"), max_length=40)
    title = models.CharField(_("标题"), max_length=200)
    status = models.CharField(_("状态"), max_length=12, choices=Status, default=Status.DRAFT)
    unit = models.ForeignKey(
        Unit, models.PROTECT, related_name="documents", verbose_name=_("拟稿单位")
    )
    about_type = models.CharField(max_length=40, blank=True)
    about_id = models.CharField(max_length=64, blank=True)
    about_url = models.CharField(max_length=200, blank=True)
    begins = models.DateField(null=True)
    ends = models.DateField(null=True)
    content = models.JSONField()
    sha256 = models.CharField(max_length=64)
    edition = models.PositiveSmallIntegerField(_("版次"), default=1)
    site = models.CharField(max_length=200, blank=True)
    batch = models.ForeignKey("Batch", models.SET_NULL, null=True, related_name="documents")
    master = models.ForeignKey("Master", models.PROTECT, null=True, related_name="+")

    drafter = models.ForeignKey(USER, models.PROTECT, related_name="+", verbose_name=_("拟稿人"))
    drafted_at = models.DateTimeField(_("拟稿时间"), default=timezone.now)
    checker = models.ForeignKey(
        USER, models.PROTECT, null=True, related_name="+", verbose_name=_("核稿人")
    )
    checked_at = models.DateTimeField(null=True)
    signer = models.ForeignKey(
        USER, models.PROTECT, null=True, related_name="+", verbose_name=_("签发人")
    )
    signed_at = models.DateTimeField(_("签发时间"), null=True)
    turn_due_on = models.DateField(_("期限"), null=True)
    number = models.CharField(_("发文字号"), max_length=80, blank=True)
    issued_on = models.DateField(_("成文日期"), null=True)

    objects = Documents.as_manager()

    class Meta:
        ordering = ("-drafted_at", "-pk")
        indexes = (
            models.Index(fields=("unit", "status", "-drafted_at")),
            models.Index(fields=("about_type", "about_id")),
        )
        constraints = (
            models.CheckConstraint(
                condition=Q(checker=None) | ~Q(checker=F("drafter")),
                name="document_checked_by_another",
            ),
            models.CheckConstraint(
                condition=Q(signer=None) | ~Q(signer=F("drafter")),
                name="document_signed_by_another",
            ),
            models.CheckConstraint(
                condition=Q(signer=None) | Q(checker=None) | ~Q(signer=F("checker")),
                name="document_signed_by_a_third",
            ),
            models.CheckConstraint(
                condition=~Q(status__in=("signed", "issued"))
                | Q(signer__isnull=False, checker__isnull=False),
                name="document_signed_by_somebody",
            ),
            models.CheckConstraint(
                condition=~Q(status="issued") | ~Q(number=""), name="document_issued_with_number"
            ),
        )

    def __str__(self) -> str:
        return self.title

    def get_absolute_url(self) -> str:
        """Its page."""
        return reverse("documents:document", args=(self.public_id,))

    @property
    def code(self) -> str:
        """The short code on each of its sheets."""
        return short_code(self.public_id, self.sha256)

    @property
    def kind_title(self) -> Any:
        """What kind of paper it is, in words."""
        known = kinds().get(self.kind)
        return known.title if known else self.kind


class Version(models.Model):
    """What a paper said from one change to the next: who changed it, when and why. The first is as it was drafted."""

    document = models.ForeignKey(Document, models.CASCADE, related_name="versions")
    number = models.PositiveSmallIntegerField()
    content = models.JSONField()
    sha256 = models.CharField(max_length=64)
    by = models.ForeignKey(USER, models.PROTECT, related_name="+")
    at = models.DateTimeField(default=timezone.now)
    why = models.TextField(blank=True)

    class Meta:
        ordering = ("number",)
        constraints = (
            models.UniqueConstraint(fields=("document", "number"), name="document_version_once"),
        )


class Step(AnyStep):
    """One thing that happened to a paper. `person`: who signed on paper, where somebody else filed the sheet."""

    document = models.ForeignKey(Document, models.CASCADE, related_name="steps")
    was = models.CharField(max_length=12, choices=Status, blank=True)
    now = models.CharField(max_length=12, choices=Status, blank=True)
    person = models.ForeignKey(USER, models.PROTECT, null=True, related_name="+")


class Countersign(models.Model):
    """会签: a body that is asked before the paper is signed."""

    document = models.ForeignKey(Document, models.CASCADE, related_name="countersigns")
    unit = models.ForeignKey(Unit, models.PROTECT, related_name="+", verbose_name=_("会签单位"))
    by = models.ForeignKey(USER, models.PROTECT, null=True, related_name="+")
    at = models.DateTimeField(null=True)
    agreed = models.BooleanField(null=True)
    opinion = models.TextField(blank=True)

    class Meta:
        ordering = ("pk",)
        constraints = (
            models.UniqueConstraint(fields=("document", "unit"), name="countersign_once"),
        )
