"""
Messages signed as Standard Webhooks says (`webhook-id`, `webhook-timestamp`, `webhook-signature`). 消息签名。

`v1,` and the base64 of HMAC-SHA256 over `id.timestamp.body`, with the 32 bytes that stand in base64 behind `whsec_`.
While a secret is changed over, two signatures stand side by side.
"""

import base64
import hashlib
import hmac
from collections.abc import Iterable


def signature(secret: str, message: str, at: int, body: bytes) -> str:
    """Of one secret."""
    key = base64.b64decode(secret.removeprefix("whsec_"))
    said = f"{message}.{at}.".encode() + body
    return "v1," + base64.b64encode(hmac.new(key, said, hashlib.sha256).digest()).decode()


def signed(secrets: Iterable[str], message: str, at: int, body: bytes) -> dict[str, str]:
    """The headers of a message."""
    return {
        "Content-Type": "application/json",
        "webhook-id": message,
        "webhook-timestamp": str(at),
        "webhook-signature": " ".join(signature(one, message, at, body) for one in secrets if one),
    }
