"""Addresses of integrations, of warnings from above, and of the calls."""

from datetime import date, timedelta
from typing import Any

from django.utils import timezone

from qinglian.web.accounts.models import User
from qinglian.web.api.calls import api
from qinglian.web.api.models import Delivery, Hook, Integration, Report, Token, Warning
from tests.web.addressing import EVERYONE, RELATIONS, Address, Audience, World

ADMINS: Audience = {"system_admin": "*", "security_admin": "*"}
SYSTEM: Audience = {"system_admin": "*"}
SECURITY: Audience = {"security_admin": "*"}
HANDING: Audience = {"programme_office": "own belongs", "triage_officer": "own belongs"}
HANDS: Audience = {"programme_office": "own", "triage_officer": "own"}


def integration(world: World, relation: str) -> dict[str, Any]:
    """A system that was let in for the body."""

    def make() -> Integration:
        account = User.objects.create(username=f"of-{relation}-system", is_active=False)
        return Integration.objects.create(
            name=f"示例系统{relation}", unit=world.bodies[relation], role="programme_office",
            scopes=["alerts:read", "webhooks:manage", "upper:exchange"], purpose="示例用途",
            authority="示例〔2026〕1号", contact="示例联系人", account=account,
            expires_on=timezone.localdate() + timedelta(days=90), asked_by=world.person("granter"),
            approved_by=world.person("approver"), decided_at=timezone.now(),
        )  # fmt: skip

    return {"public_id": world.once(("integration", relation), make).public_id}


def _integration(world: World, relation: str) -> Integration:
    return Integration.objects.get(**integration(world, relation))


def waiting(world: World, relation: str) -> dict[str, Any]:
    """One that waits for the second person."""
    row = _integration(world, relation)
    Integration.objects.filter(pk=row.pk).update(approved_by=None, decided_at=None)
    return {"public_id": row.public_id}


def token(world: World, relation: str) -> dict[str, Any]:
    """A token of it."""

    def make() -> Token:
        return Token.objects.create(
            integration=_integration(world, relation), prefix=f"99{RELATIONS.index(relation)}",
            digest=f"{relation:0>64}", made_by=world.person("granter"),
        )  # fmt: skip

    return {"pk": world.once(("token", relation), make).pk}


def hook(world: World, relation: str) -> dict[str, Any]:
    """A subscription of it."""

    def make() -> Hook:
        row = _integration(world, relation)
        url = "https://hooks.example.test/"
        return Hook.objects.create(integration=row, url=url, events=["alert.pushed"], sealed="")

    return {"public_id": world.once(("hook", relation), make).public_id}


def delivery(world: World, relation: str) -> dict[str, Any]:
    """A message that was not delivered."""

    def make() -> Delivery:
        return Delivery.objects.create(
            hook=Hook.objects.get(**hook(world, relation)), event="alert.pushed", status="dead",
            data={"id": "YJ-00000-00000", "status": "pushed"},
            tries=[{"at": "2026-03-01T08:00", "status": 500, "said": "", "said_en": ""}],
        )  # fmt: skip

    return {"public_id": world.once(("delivery", relation), make).public_id}


def warning(world: World, relation: str) -> dict[str, Any]:
    """A warning from above about the body."""

    def make() -> Warning:
        made = Warning.objects.create(
            integration=_integration(world, "own"), upper_id=f"990{len(relation)}{relation}",
            title=f"示例预警-{relation}-", text="示例内容", level="red", field="示例领域",
            unit=world.bodies[relation], issued_at=timezone.now(), due_on=date(2099, 12, 31),
        )  # fmt: skip
        Report.objects.create(warning=made, body={"status_code": "10"})
        return made

    return {"public_id": world.once(("warning", relation), make).public_id}


def placed(pattern: Any) -> Any:
    """Any arguments of a call."""
    said = {"number": 1}
    given = {name: said.get(name, "YJ-00000-00000") for name in pattern.pattern.converters}
    return (lambda world, relation: given) if given else None


CALLS = {
    pattern.name: Address(f"api:{pattern.name}", placed(pattern), anonymous=True)
    for pattern in api.urls[0]
    if pattern.name not in ("api-root", "openapi-json")
}
"""Whoever brings no token is told 401, signed in or not; `anonymous` only says that no sign-in is offered."""

ADDRESSES = [
    *CALLS.values(),
    Address("api:openapi-json", get=EVERYONE, anonymous=True),
    Address("api:absent", anonymous=True),
    Address("api:integrations", get=ADMINS),
    Address("api:docs", get=EVERYONE),
    Address("api:integration_new", get=SYSTEM, post=SYSTEM),
    Address("api:integration", integration, ADMINS),
    Address("api:integration_approve", waiting, {}, SECURITY),
    Address("api:integration_refuse", waiting, SECURITY, SECURITY),
    Address("api:integration_end", integration, ADMINS, ADMINS),
    Address("api:token_new", integration, SYSTEM, SYSTEM),
    Address("api:token_revoke", token, ADMINS, ADMINS),
    Address("api:hook_new", integration, SYSTEM, SYSTEM),
    Address("api:hook_page", hook, ADMINS),
    Address("api:hook_rotate", hook, SYSTEM, SYSTEM),
    Address("api:hook_end", hook, {}, ADMINS),
    Address("api:deliveries", get=ADMINS),
    Address("api:delivery", delivery, ADMINS),
    Address("api:delivery_resend", delivery, {}, SYSTEM),
    Address("api:warnings", warning, HANDS, rows=HANDING, text=lambda w, r: f"示例预警-{r}-"),
    Address("api:warning", warning, HANDING),
    Address("api:warning_hand", warning, HANDING, HANDING),
    Address("api:warning_decline", warning, HANDING, HANDING),
    Address("api:warning_sheet", get=HANDS, post=HANDS),
    Address("api:reports", get=ADMINS),
    Address("api:reports_again", get={}, post=SYSTEM),
]
