"""Who must have a second factor. 谁必须用动态口令。"""

from typing import Any

from allauth.mfa.models import Authenticator
from django.conf import settings

from qinglian.web.core.access import roles_of


def must_have(user: Any) -> bool:
    """Whether a role of the person asks for it (`second_factor` of the configuration)."""
    asked = set(settings.SECOND_FACTOR)
    return bool(asked) and ("all" in asked or bool(asked & roles_of(user)))


def has(user: Any) -> bool:
    """Whether the person has one."""
    return Authenticator.objects.filter(user=user, type=Authenticator.Type.TOTP).exists()
