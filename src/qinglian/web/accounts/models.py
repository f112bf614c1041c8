"""People, and the roles they hold for bodies. 人员与任职角色。"""

from typing import ClassVar

from django.contrib.auth.models import AbstractBaseUser, BaseUserManager
from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from qinglian.web.accounts.roles import Role
from qinglian.web.core.dated import Dated
from qinglian.web.core.masking import mask_phone


class UserManager(BaseUserManager["User"]):
    """Makes people."""

    def create_user(self, username: str, password: str | None = None, **fields: object) -> "User":
        """A person who may sign in; without a password only through another sign-in."""
        user = self.model(username=username, **fields)
        user.set_password(password)
        user.save(using=self._db)
        return user


class User(AbstractBaseUser):
    """A person who signs in. There is no superuser: what a person may do follows from roles alone."""

    username = models.CharField(_("用户名"), max_length=64, unique=True)
    name = models.CharField(_("姓名"), max_length=40)
    unit = models.ForeignKey(
        "units.Unit",
        models.PROTECT,
        null=True,
        blank=True,
        related_name="people",
        verbose_name=_("所在单位"),
    )
    phone = models.CharField(_("手机"), max_length=20, blank=True)
    email = models.EmailField(_("邮箱"), blank=True)
    is_active = models.BooleanField(_("可以登录"), default=True)
    date_joined = models.DateTimeField(default=timezone.now)
    must_change_password = models.BooleanField(default=False)

    USERNAME_FIELD = "username"
    REQUIRED_FIELDS: ClassVar[list[str]] = ["name"]
    SCOPE: ClassVar[dict[str, str]] = {"unit": "unit"}
    OBJECT = "person"

    objects = UserManager()

    class Meta:
        ordering = ("username",)
        verbose_name = _("人员")

    def __str__(self) -> str:
        return self.name or self.username

    def get_absolute_url(self) -> str:
        """The page of the person, in the room of bodies."""
        return reverse("units:person", args=[self.username])

    @property
    def public_id(self) -> str:
        """What records call this person."""
        return self.username

    @property
    def masked_phone(self) -> str:
        """The number as lists and pages show it: 139****0000."""
        return mask_phone(self.phone)


class Assignment(Dated):
    """
    A role a person holds for a body during an interval. It opens nothing before a second person approved it.

    It is never deleted: refused or taken back on its first day, its interval is empty and holds no day.
    """

    class State(models.TextChoices):
        """What has become of it."""

        WAITING = "waiting", _("待第二人批准")
        HELD = "held", _("已生效")
        COMING = "coming", _("未到起始日")
        ENDED = "ended", _("已结束")
        REFUSED = "refused", _("未批准")

    user = models.ForeignKey(
        User, models.CASCADE, related_name="assignments", verbose_name=_("人员")
    )
    role = models.CharField(_("角色"), max_length=24, choices=Role)
    unit = models.ForeignKey(
        "units.Unit", models.PROTECT, related_name="+", verbose_name=_("对哪个单位")
    )
    granted_by = models.ForeignKey(User, models.PROTECT, null=True, related_name="+")
    granted_at = models.DateTimeField(default=timezone.now)
    approved_by = models.ForeignKey(User, models.PROTECT, null=True, related_name="+")
    refused_by = models.ForeignKey(User, models.PROTECT, null=True, related_name="+")
    revoked_by = models.ForeignKey(User, models.PROTECT, null=True, related_name="+")
    decided_at = models.DateTimeField(null=True)

    class Meta:
        ordering = ("user", "role", "unit")
        constraints = (
            models.CheckConstraint(
                condition=Q(valid_to=None) | Q(valid_to__gte=models.F("valid_from")),
                name="assignment_interval",
            ),
            models.UniqueConstraint(
                fields=("user", "role", "unit"), condition=Q(valid_to=None), name="assignment_once"
            ),
            models.CheckConstraint(
                condition=Q(approved_by=None) | ~Q(approved_by=models.F("granted_by")),
                name="assignment_second_person",
            ),
        )

    def get_absolute_url(self) -> str:
        """Where it is approved, refused or taken back."""
        return reverse("units:role", args=[self.pk])

    @property
    def state(self) -> "Assignment.State":
        """What has become of it, today."""
        today = timezone.localdate()
        if self.refused_by_id:
            return self.State.REFUSED
        if self.valid_to is not None and self.valid_to <= max(today, self.valid_from):
            return self.State.ENDED
        if not self.approved_by_id:
            return self.State.WAITING
        return self.State.HELD if self.valid_from <= today else self.State.COMING


class Unmasking(models.Model):
    """
    Leave to see the names of one object for a time: who, what for, approved by a second person.

    `object_type` and `object_id` are as in records. It opens nothing before it was approved and nothing after
    `until`.
    """

    user = models.ForeignKey(
        User, models.PROTECT, related_name="unmaskings", verbose_name=_("谁要看")
    )
    object_type = models.CharField(_("对象"), max_length=32)
    object_id = models.CharField(_("对象编号"), max_length=64)
    purpose = models.TextField(_("用途"))
    asked_at = models.DateTimeField(_("申请时间"), default=timezone.now)
    approved_by = models.ForeignKey(
        User, models.PROTECT, null=True, related_name="+", verbose_name=_("批准人")
    )
    declined_by = models.ForeignKey(
        User, models.PROTECT, null=True, related_name="+", verbose_name=_("不同意的人")
    )
    until = models.DateTimeField(_("有效至"), null=True)

    class Meta:
        ordering = ("-asked_at",)
        indexes = (models.Index(fields=("user", "object_type", "object_id")),)
        constraints = (
            models.CheckConstraint(
                condition=Q(approved_by=None) | ~Q(approved_by=models.F("user")),
                name="unmasking_second_person",
            ),
            models.CheckConstraint(
                condition=Q(approved_by=None, until=None)
                | Q(approved_by__isnull=False, until__isnull=False),
                name="unmasking_limited",
            ),
            models.CheckConstraint(
                condition=Q(approved_by=None) | Q(declined_by=None), name="unmasking_one_answer"
            ),
        )

    @property
    def public_id(self) -> str:
        """What records call it."""
        return f"{self.object_type}:{self.object_id}:{self.pk}"


class Certificate(models.Model):
    """
    A client certificate (UKey) of a person: who gave it, under which number. It lets nobody in before a second person
    approved it, and is one person's only.
    """

    class State(models.TextChoices):
        """What has become of it."""

        WAITING = "waiting", _("待第二人批准")
        GOOD = "good", _("可以登录")
        EXPIRED = "expired", _("已到期")
        REVOKED = "revoked", _("已停用")

    user = models.ForeignKey(
        User, models.PROTECT, related_name="certificates", verbose_name=_("人员")
    )
    issuer = models.CharField(_("颁发者"), max_length=300)
    serial = models.CharField(_("序列号"), max_length=64)
    ends_on = models.DateField(_("有效至"))
    asked_by = models.ForeignKey(User, models.PROTECT, related_name="+", verbose_name=_("登记人"))
    asked_at = models.DateTimeField(_("登记时间"), default=timezone.now)
    approved_by = models.ForeignKey(
        User, models.PROTECT, null=True, related_name="+", verbose_name=_("批准人")
    )
    revoked_by = models.ForeignKey(User, models.PROTECT, null=True, related_name="+")
    revoked_at = models.DateTimeField(null=True)

    class Meta:
        ordering = ("-asked_at",)
        verbose_name = _("登录证书")
        constraints = (
            models.UniqueConstraint(
                fields=("issuer", "serial"), condition=Q(revoked_at=None), name="certificate_of_one"
            ),
            models.CheckConstraint(
                condition=Q(approved_by=None)
                | ~Q(approved_by=models.F("asked_by")) & ~Q(approved_by=models.F("user")),
                name="certificate_second_person",
            ),
        )

    def get_absolute_url(self) -> str:
        """Where it is approved or taken out of use."""
        return reverse("accounts:certificate", args=(self.pk,))

    @property
    def state(self) -> "Certificate.State":
        """What has become of it, today."""
        if self.revoked_at:
            return self.State.REVOKED
        if not self.approved_by_id:
            return self.State.WAITING
        return self.State.GOOD if timezone.localdate() <= self.ends_on else self.State.EXPIRED
