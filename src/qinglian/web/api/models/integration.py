"""对接系统 and its tokens."""

from datetime import date
from functools import partial
from ipaddress import ip_address, ip_network
from typing import Any, ClassVar

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from qinglian.web.accounts.roles import Role
from qinglian.web.api.states import KINDS, Scope, State
from qinglian.web.core.ids import new_id
from qinglian.web.units.callers import Caller
from qinglian.web.units.models import Unit
from qinglian.web.units.scope import Scoped

USER = settings.AUTH_USER_MODEL


class Integrations(Scoped):
    """Integrations by where they stand."""

    def in_state(self, state: str) -> "Integrations":
        """Those in a state of `State`, as the property says it."""
        return self.filter(state_q(state))


def state_q(state: str) -> Q:
    """The condition of a state."""
    today = timezone.localdate()
    agreed = Q(approved_by__isnull=False, ended_by=None)
    return {
        State.WAITING: Q(approved_by=None, refused_by=None, ended_by=None),
        State.OPEN: agreed & Q(expires_on__gte=today),
        State.EXPIRED: agreed & Q(expires_on__lt=today),
        State.REFUSED: Q(refused_by__isnull=False, ended_by=None),
        State.ENDED: Q(ended_by__isnull=False),
    }[State(state)]


class Integration(models.Model):
    """
    对接系统: a system that calls for a body. It sees what `role` opens to `unit`, cut down to `scopes`; asked for by
    the system administrator, approved by the security administrator. `account` stands for it in records and as who
    brought data; it can never sign in. The register of use is as that of data that come (数据使用登记), for data that
    go.
    """

    SCOPE: ClassVar[dict[str, str]] = {}
    OBJECT = "integration"

    public_id = models.CharField(
        _("编号"), max_length=16, unique=True, default=partial(new_id, "DJ"), editable=False
    )
    version = models.PositiveIntegerField(default=0)
    name = models.CharField(_("系统名称"), max_length=80)
    unit = models.ForeignKey(
        Unit, models.PROTECT, related_name="+", verbose_name=_("以哪个单位的名义")
    )
    role = models.CharField(_("看得见什么，同哪个角色"), max_length=24, choices=Role)
    scopes = models.JSONField(_("权限"), default=list)
    purpose = models.CharField(_("用途"), max_length=200)
    authority = models.CharField(_("依据文件"), max_length=200)
    fields = models.CharField(_("字段范围"), max_length=200, blank=True)
    contact = models.CharField(_("联系人"), max_length=80)
    addresses = models.JSONField(_("来源地址"), default=list)
    account = models.OneToOneField(USER, models.PROTECT, related_name="integration")
    expires_on = models.DateField(_("有效至"))

    asked_by = models.ForeignKey(USER, models.PROTECT, related_name="+", verbose_name=_("申请人"))
    asked_at = models.DateTimeField(_("申请时间"), default=timezone.now)
    approved_by = models.ForeignKey(
        USER, models.PROTECT, null=True, related_name="+", verbose_name=_("批准人")
    )
    refused_by = models.ForeignKey(USER, models.PROTECT, null=True, related_name="+")
    decided_at = models.DateTimeField(null=True)
    ended_by = models.ForeignKey(USER, models.PROTECT, null=True, related_name="+")
    ended_at = models.DateTimeField(null=True)

    objects = Integrations.as_manager()

    class Meta:
        ordering = ("-asked_at",)
        verbose_name = _("对接系统")
        constraints = (
            models.CheckConstraint(
                condition=Q(approved_by=None) | ~Q(approved_by=F("asked_by")),
                name="integration_second_person",
            ),
            models.CheckConstraint(
                condition=Q(approved_by=None) | Q(refused_by=None), name="integration_one_answer"
            ),
        )

    def __str__(self) -> str:
        return self.name

    def get_absolute_url(self) -> str:
        """Its page."""
        return reverse("api:integration", args=(self.public_id,))

    @property
    def state(self) -> State:
        """Where it stands, today."""
        if self.ended_by_id:
            return State.ENDED
        if self.refused_by_id:
            return State.REFUSED
        if not self.approved_by_id:
            return State.WAITING
        return State.OPEN if timezone.localdate() <= self.expires_on else State.EXPIRED

    @property
    def status(self) -> str:
        """The state, as lists and races call it."""
        return str(self.state)

    def get_status_display(self) -> str:
        """The state in words."""
        return str(self.state.label)

    @property
    def scope_names(self) -> list[str]:
        """Its scopes in words."""
        return [str(Scope(one).label) for one in self.scopes]

    @property
    def caller(self) -> Caller:
        """Who calls, as `reach` knows it."""
        kinds: dict[str, bool] = {}
        for scope in self.scopes:
            kinds |= KINDS.get(scope, {})
        since = timezone.localdate(self.decided_at) if self.decided_at else date.max
        return Caller(self.account, self.role, self.unit_id, since, self.expires_on, kinds)

    def calls_from(self, address: str) -> bool:
        """Whether a call may come from an address; from anywhere where none is named."""
        if not self.addresses:
            return True
        try:
            here = ip_address(address)
        except ValueError:
            return False
        return any(here in ip_network(one) for one in self.addresses)


class Token(models.Model):
    """
    A secret a system calls with. Only its hash is kept: 256 random bits need no slow hash. `ends_at` is set when a
    successor was made: until then both are good.
    """

    integration = models.ForeignKey(Integration, models.CASCADE, related_name="tokens")
    prefix = models.CharField(_("开头"), max_length=12, unique=True)
    digest = models.CharField(max_length=64, unique=True)
    made_by = models.ForeignKey(USER, models.PROTECT, related_name="+")
    made_at = models.DateTimeField(_("发放时间"), default=timezone.now)
    ends_at = models.DateTimeField(null=True)
    revoked_at = models.DateTimeField(null=True)
    used_on = models.DateField(_("最近使用日"), null=True)

    class Meta:
        ordering = ("-made_at",)

    def good(self, at: Any = None) -> bool:
        """Whether one may call with it now, whatever became of its integration."""
        at = at or timezone.now()
        return self.revoked_at is None and (self.ends_at is None or at < self.ends_at)
