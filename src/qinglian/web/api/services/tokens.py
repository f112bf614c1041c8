"""Tokens: made and shown once, followed by another with an overlap, taken away at once. 访问令牌。"""

import secrets
from datetime import timedelta
from typing import Any

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from qinglian.web.accounts.roles import Role
from qinglian.web.api.models import Integration, Token
from qinglian.web.api.sealing import digest_of
from qinglian.web.api.states import OVERLAP_HOURS, State
from qinglian.web.audit.services import record
from qinglian.web.core.ids import ALPHABET
from qinglian.web.core.moves import NotAllowed, Overtaken
from qinglian.web.units.services.rights import require

MOST = 2
"""Good tokens at once: one in use and its successor."""


@transaction.atomic
def token_make(*, integration: Integration, by: Any, overlap_hours: int = 24) -> tuple[Token, str]:
    """
    A token and what it says, which is shown once and kept nowhere. Those before it are good for `overlap_hours` more,
    so that the other side can change over without a gap.
    """
    own = require(by, Role.SYSTEM_ADMIN)
    row = Integration.objects.select_for_update().get(pk=integration.pk)
    if row.state != State.OPEN:
        raise NotAllowed(_("这个对接系统%(state)s，不能发令牌。") % {"state": row.state.label})
    if overlap_hours not in OVERLAP_HOURS:
        raise NotAllowed(_("请从列出的时长中选。"))
    now = timezone.now()
    ends = now + timedelta(hours=overlap_hours)
    for one in row.tokens.filter(revoked_at=None):
        if one.ends_at is None or one.ends_at > ends:
            one.ends_at = ends
            one.save(update_fields=["ends_at"])
    if sum(one.good() for one in row.tokens.all()) >= MOST:
        raise NotAllowed(_("已有两个令牌在用，请先收回一个。"))
    prefix = "ql_" + "".join(secrets.choice(ALPHABET) for _ in range(8))
    told = f"{prefix}_{secrets.token_urlsafe(32)}"
    made = Token.objects.create(
        integration=row, prefix=prefix, digest=digest_of(told), made_by=by, made_at=now
    )
    record("token.made", on=row, by=by, role=own, prefix=prefix, overlap_hours=overlap_hours)
    return made, told


@transaction.atomic
def token_revoke(*, token: Token, by: Any, reason: str) -> Token:
    """Nothing more is answered to it, from this moment on."""
    own = require(by, Role.SYSTEM_ADMIN, Role.SECURITY_ADMIN)
    row = Token.objects.select_for_update().select_related("integration").get(pk=token.pk)
    if row.revoked_at:
        raise Overtaken(_("已收回"))
    row.revoked_at = timezone.now()
    row.save(update_fields=["revoked_at"])
    record("token.revoked", on=row.integration, by=by, role=own, reason=reason, prefix=row.prefix)
    return row


def token_of(told: str) -> Token | None:
    """The token that says this, where it is good and its integration is open."""
    found = (
        Token.objects.filter(digest=digest_of(told))
        .select_related("integration__account", "integration__unit")
        .first()
    )
    if found is None or not found.good() or found.integration.state != State.OPEN:
        return None
    return found
