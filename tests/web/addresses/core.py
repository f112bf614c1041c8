"""Addresses of the frame and of the sign-in library."""

from tests.web.addressing import EVERYONE, NOBODY, Address

ADDRESSES = [
    Address("home", get=EVERYONE),
    Address("desk", get=EVERYONE),
    Address("health", get=EVERYONE, anonymous=True),
    Address("language", get=NOBODY, post=EVERYONE, anonymous=True),
]
LIBRARY = [
    # Before one is signed in.
    "account_login account_logout account_inactive mfa_authenticate openid_connect_login openid_connect_callback",
    "socialaccount_login_cancelled socialaccount_login_error",
    # One's own account.
    "account_reauthenticate account_change_password mfa_index mfa_reauthenticate mfa_activate_totp",
    "mfa_deactivate_totp mfa_view_recovery_codes mfa_generate_recovery_codes mfa_download_recovery_codes",
]
NOT_OFFERED = [
    "account_signup account_email account_email_verification_sent account_set_password account_reset_password",
    "account_reset_password_done account_reset_password_from_key_done account_confirm_login_code",
    "account_request_login_code socialaccount_signup socialaccount_connections account_confirm_email",
    "account_reset_password_from_key",
]
"""Names that the library links to; they answer 404."""
