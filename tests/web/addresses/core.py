"""Addresses of the frame, of one's own account, and of the sign-in library."""

from tests.web.addressing import EVERYONE, NOBODY, Address, World

THEIRS = {"uidb36": "1", "key": "a-b"}


def _unknown(world: World, relation: str) -> dict[str, str]:
    return THEIRS


def _key(world: World, relation: str) -> dict[str, str]:
    return {"key": "a-b"}


def _provider(world: World, relation: str) -> dict[str, str]:
    return {"provider_id": "oidc"}


def _open(name: str, **more: object) -> Address:
    """A page of the sign-in library that one needs before, or instead of, signing in."""
    return Address(name, get=EVERYONE, post=EVERYONE, anonymous=True, **more)


def _own(name: str) -> Address:
    """A page of the sign-in library about one's own account."""
    return Address(name, get=EVERYONE, post=EVERYONE)


ADDRESSES = [
    Address("home", get=EVERYONE),
    Address("health", get=EVERYONE, anonymous=True),
    Address("language", get=NOBODY, post=EVERYONE, anonymous=True),
    Address("accounts:me", get=EVERYONE),
]
LIBRARY = [
    "account_login account_logout account_inactive account_signup account_email_verification_sent "
    "account_set_password account_reset_password account_reset_password_done account_confirm_email "
    "account_reset_password_from_key account_reset_password_from_key_done account_confirm_login_code "
    "mfa_authenticate openid_connect_login openid_connect_callback socialaccount_login_cancelled "
    "socialaccount_login_error socialaccount_signup",
    "account_reauthenticate account_request_login_code account_email "
    "account_change_password mfa_index mfa_reauthenticate mfa_activate_totp "
    "mfa_deactivate_totp mfa_view_recovery_codes mfa_generate_recovery_codes "
    "mfa_download_recovery_codes socialaccount_connections",
]
