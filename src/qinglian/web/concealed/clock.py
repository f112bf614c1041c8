"""
When a picture was taken, and how far that can be believed. 拍摄时间的可信度。

A phone's clock can be set. The server hands out a challenge: a signed token with its own time, for one person and one
section. The phone keeps the token with what its clock said on receipt and how long it ran since (a monotonic counter
that nobody sets). So a picture is no older than its challenge, and no younger than its arrival; the drift of the clock
at both ends says whether it was set in between. Offline a token is long past its short life and still bounds the time.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from django.core import signing
from django.utils import timezone

from qinglian.web.concealed.states import Found, Source, Sure

SALT = "qinglian.concealed.challenge"
LIVES = timedelta(minutes=10)
"""A picture so soon after its challenge is as good as the server's clock."""
BOUNDS = timedelta(days=7)
"""A token older than this bounds nothing any more."""
STEADY_MS = 60_000
"""Drift may change so much between fetching the challenge and sending."""
SLACK = timedelta(seconds=5)


def challenge(user: Any, section: Any) -> tuple[str, datetime]:
    """A token for one person and one section, and the server's time in it."""
    now = timezone.now()
    said = {"u": user.pk, "s": section.public_id, "t": now.isoformat()}
    return signing.dumps(said, salt=SALT, compress=False), now


def issued_at(token: str, user: Any, section: Any) -> datetime | None:
    """When a token was handed out to this person for this section; None where it never was, or too long ago."""
    try:
        said = signing.loads(token, salt=SALT)
    except signing.BadSignature:
        return None
    if said.get("u") != user.pk or said.get("s") != section.public_id:
        return None
    at = datetime.fromisoformat(said["t"])
    return at if at > timezone.now() - BOUNDS else None


@dataclass(frozen=True, slots=True)
class Time:
    """The instant as reckoned, how sure, and by how much the phone's clock was off."""

    at: datetime
    sure: str
    drift_ms: int | None


def _number(said: Any) -> int | None:
    return int(said) if isinstance(said, (int, float)) and abs(said) < 1e15 else None


def reckon(facts: Mapping[str, Any], *, user: Any, section: Any, received: datetime) -> Time:
    """
    What the phone said against the server's clock. Keys: `challenge`, `device_at_challenge`, `device_taken`,
    `device_sent` (ms since 1970 on the phone), `ran_ms` (monotonic, from challenge to shutter, absent after the page
    was closed), `source`; `server_sent`: the server's clock when it read `device_sent`.
    """
    begun = issued_at(str(facts.get("challenge", "")), user, section)
    then, taken, sent = (
        _number(facts.get(key)) for key in ("device_at_challenge", "device_taken", "device_sent")
    )
    heard = _number(facts.get("server_sent"))
    drift_end = None if sent is None or heard is None else sent - heard
    drift = None
    if begun is not None and then is not None:
        drift = then - round(begun.timestamp() * 1000)
    off = drift if drift is not None else drift_end
    at = received
    if taken is not None:
        at = _instant(taken - (off or 0), received)
    if facts.get("source") == Source.GALLERY or taken is None or begun is None or drift is None:
        return Time(min(at, received), Sure.LOW, off)
    if not begun - SLACK <= at <= received + SLACK:
        return Time(min(max(at, begun), received), Sure.LOW, off)
    ran = _number(facts.get("ran_ms"))
    monotonic = None if ran is None else abs((at - begun).total_seconds() * 1000 - ran)
    if monotonic is not None and monotonic > STEADY_MS:
        return Time(min(at, received), Sure.LOW, off)
    steady = drift_end is not None and abs(drift_end - drift) <= STEADY_MS
    if at - begun <= LIVES and (monotonic is not None or steady):
        return Time(min(at, received), Sure.HIGH, off)
    return Time(min(at, received), Sure.MIDDLE if steady else Sure.LOW, off)


def _instant(ms: int, fallback: datetime) -> datetime:
    try:
        return datetime.fromtimestamp(ms / 1000, tz=fallback.tzinfo)
    except (OverflowError, ValueError, OSError):
        return fallback


GOOD_METRES = 30
"""Accuracy of a fix from which on it is high."""


def place(facts: Mapping[str, Any]) -> tuple[str, str]:
    """How the place was known, and how sure. Never a refusal: what is not known is declared (works.md 5)."""
    said = facts.get("place")
    said = said if isinstance(said, Mapping) else {}
    kind = said.get("kind")
    if kind == Found.GNSS and all(_number(said.get(key)) is not None for key in ("lat", "lon")):
        accuracy = said.get("accuracy")
        good = isinstance(accuracy, (int, float)) and 0 < accuracy <= GOOD_METRES
        return Found.GNSS, Sure.HIGH if good else Sure.MIDDLE
    if kind == Found.QR and str(said.get("point", "")).strip():
        return Found.QR, Sure.MIDDLE
    if kind == Found.PORTAL and str(said.get("portal", "")).strip() and said.get("face"):
        return Found.PORTAL, Sure.MIDDLE
    return Found.DECLARED, Sure.LOW
