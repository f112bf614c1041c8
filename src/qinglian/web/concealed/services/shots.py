"""
Pictures arrive: announced, sent in pieces, recorded once. 照片送达：先报、分段传、只记一次。

A picture has an id made on the phone and the SHA-256 of its bytes; whatever is sent twice is one record. What breaks
off half way goes on where it stopped. The server says of each which state it is in, and the phone keeps it until it is
`arrived`.
"""

import hashlib
import re
import secrets
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from django.core.files.base import ContentFile
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from qinglian.web.audit.services import record
from qinglian.web.concealed import clock
from qinglian.web.concealed.chain import hash_of
from qinglian.web.concealed.kinds import kinds_of
from qinglian.web.concealed.models import Arriving, Shot
from qinglian.web.concealed.models.shot import FIRST
from qinglian.web.concealed.services.sets import set_of
from qinglian.web.concealed.states import Source
from qinglian.web.core import uploads
from qinglian.web.core.ids import new_id
from qinglian.web.core.kinds import PICTURES, Refused
from qinglian.web.works.models import Section
from qinglian.web.works.people import must_stand
from qinglian.web.works.states import Side

MOST = 12 * 1024 * 1024
"""Bytes of a picture."""
PIECE = 256 * 1024
"""Bytes sent at once: on a poor line a piece is lost, not the picture."""
CLIENT_ID = re.compile(r"[0-9a-f-]{16,40}")
SHA256 = re.compile(r"[0-9a-f]{64}")
SENDERS = (Side.CONTRACTOR, Side.SUPERVISOR)
KEPT = (
    "challenge", "device_at_challenge", "device_taken", "device_sent", "ran_ms", "source", "set", "kind", "shot",
    "part", "said", "process", "place", "board",
)  # fmt: skip
TEXT = 200


class Conflict(Exception):
    """What was sent does not go with what is here; the message says why, `state` which of them."""

    def __init__(self, state: str, said: str) -> None:
        super().__init__(said)
        self.state = state


@dataclass(frozen=True, slots=True)
class Answer:
    """What the server has of a picture: `waiting` with so many bytes, or `arrived` as which record."""

    client_id: str
    state: str
    have: int = 0
    number: int = 0
    hash: str = ""
    url: str = ""

    @property
    def said(self) -> dict[str, Any]:
        """As JSON."""
        return {key: getattr(self, key) for key in self.__slots__}


def _arrived(shot: Shot) -> Answer:
    return Answer(
        shot.client_id, "arrived", shot.size, shot.number, shot.hash, shot.get_absolute_url()
    )


def folder() -> Path:
    """Where pieces lie until a picture is whole."""
    return uploads.folder().parent / "arriving"


def plain(said: Any, depth: int = 0) -> Any:
    """What a phone said, without anything two databases could write in two ways: texts, whole numbers, yes and no."""
    if said is None or isinstance(said, (bool, int)):
        return said if said is None or abs(said) < 2**53 else str(said)
    if isinstance(said, float):
        return f"{said:.7f}".rstrip("0").rstrip(".")
    if isinstance(said, str):
        return said.replace("\x00", "")[: TEXT * 5]
    if isinstance(said, Mapping) and depth < 3:
        return {str(key)[:40]: plain(value, depth + 1) for key, value in list(said.items())[:40]}
    return None


def _known(section: Section, client_id: str, sha256: str) -> Shot | None:
    """The record of this picture, where there is one; `Conflict` where id and bytes belong to two."""
    rows = Shot.objects.filter(section=section)
    mine = rows.filter(client_id=client_id).first()
    if mine is not None:
        if mine.sha256 != sha256:
            raise Conflict("differs", _("这个编号已经送达另一张照片。"))
        return mine
    same = rows.filter(sha256=sha256).first()
    if same is not None:
        raise Conflict("same", _("这张照片已作为第 %(n)d 号记录送达。") % {"n": same.number})
    return None


@transaction.atomic
def shot_announce(
    *, section: Section, client_id: str, sha256: str, size: int, facts: Mapping[str, Any], by: Any
) -> Answer:
    """Say that a picture is coming. Again is the same: the answer says how much of it is here."""
    must_stand(by, section, SENDERS)
    if not CLIENT_ID.fullmatch(client_id) or not SHA256.fullmatch(sha256):
        raise Conflict("refused", _("编号或散列值的写法不对。"))
    if not 0 < size <= MOST:
        raise Conflict("refused", _("照片超过 %(mb)d MB。") % {"mb": MOST // 1024 // 1024})
    Section.objects.select_for_update().get(pk=section.pk)
    known = _known(section, client_id, sha256)
    if known is not None:
        return _arrived(known)
    _must_fit(section, facts)
    kept = {key: facts[key] for key in KEPT if key in facts}
    kept["found"], kept["place_sure"] = map(str, clock.place(kept))
    row, _new = Arriving.objects.get_or_create(
        section=section, client_id=client_id,
        defaults={
            "by": by, "sha256": sha256, "size": size, "facts": plain(kept), "token": secrets.token_hex(16),
        },
    )  # fmt: skip
    if row.sha256 != sha256 or row.size != size or row.by_id != by.pk:
        raise Conflict("differs", _("这个编号正在送另一张照片。"))
    # Both clocks at one moment, anew each time: a picture may have waited half way for days.
    row.facts["device_sent"] = plain(facts.get("device_sent"))
    row.facts["server_sent"] = round(timezone.now().timestamp() * 1000)
    row.save(update_fields=["facts"])
    return Answer(client_id, "waiting", _have(row))


def _must_fit(section: Section, facts: Mapping[str, Any]) -> None:
    kind = kinds_of(section.project).get(str(facts.get("kind", "")))
    if kind is None:
        raise Conflict("refused", _("本项目没有这类部位模板，请更新后重选。"))
    if str(facts.get("shot", "")) not in {one.key for one in kind.shots}:
        raise Conflict("refused", _("模板里没有这个镜头，请更新后重选。"))
    if facts.get("source") not in Source.values:
        raise Conflict("refused", _("没有说明照片来源。"))
    if not CLIENT_ID.fullmatch(str(facts.get("set", ""))):
        raise Conflict("refused", _("没有说明属于哪一次验收。"))


def _path(row: Arriving) -> Path:
    return folder() / row.token


def _have(row: Arriving) -> int:
    path = _path(row)
    return path.stat().st_size if path.is_file() else 0


def piece_take(*, section: Section, client_id: str, begins: int, content: bytes, by: Any) -> Answer:
    """
    Take a piece that begins at a byte. One that is here already, or that leaves a gap, changes nothing: the answer says
    where to go on. The last piece makes the record.
    """
    must_stand(by, section, SENDERS)
    shot = Shot.objects.filter(section=section, client_id=client_id).first()
    if shot is not None:
        return _arrived(shot)
    with transaction.atomic():
        row = (
            Arriving.objects.select_for_update()
            .filter(section=section, client_id=client_id, by=by)
            .first()
        )
        if row is None:
            raise Conflict("unknown", _("请先报告这张照片。"))
        have = _have(row)
        if begins == have and content and have + len(content) <= row.size:
            folder().mkdir(parents=True, exist_ok=True, mode=0o700)
            path = _path(row)
            path.touch(mode=0o600, exist_ok=True)
            with path.open("ab") as out:
                out.write(content)
            have += len(content)
        if have < row.size:
            return Answer(client_id, "waiting", have)
    return _whole(row)


def _whole(row: Arriving) -> Answer:
    """All bytes are here: look at them, and make the record."""
    path = _path(row)
    content = path.read_bytes() if path.is_file() else b""
    if hashlib.sha256(content).hexdigest() != row.sha256:
        # Not the bytes that were announced: begin anew rather than keep a picture nobody vouches for.
        path.unlink(missing_ok=True)
        raise Conflict("damaged", _("照片在路上损坏了，请重新送。"))
    try:
        stored = uploads.upload_store(
            ContentFile(content, name=f"{row.client_id}.{_ending(content)}"), by=row.by, kinds=PICTURES
        )  # fmt: skip
    except Refused as error:
        if error.why == "often":
            return Answer(row.client_id, "later", row.size)
        path.unlink(missing_ok=True)
        row.delete()
        raise Conflict("refused", str(error)) from error
    try:
        shot, new = _record(row, stored)
    except BaseException:
        uploads.forget(stored)
        raise
    if not new:
        uploads.forget(stored)
    path.unlink(missing_ok=True)
    return _arrived(shot)


def _ending(content: bytes) -> str:
    return "png" if content.startswith(b"\x89PNG") else "jpg"


@transaction.atomic
def _record(row: Arriving, stored: uploads.Stored) -> tuple[Shot, bool]:
    section = Section.objects.select_for_update().get(pk=row.section_id)
    known = _known(section, row.client_id, row.sha256)
    if known is not None:
        row.delete()
        return known, False
    facts, received = dict(row.facts), timezone.now()
    acceptance = set_of(section, facts, by=row.by)
    found, place_sure = facts.pop("found"), facts.pop("place_sure")
    time = clock.reckon(facts, user=row.by, section=section, received=received)
    # The token is a secret of the server no longer needed; that it was good is said by `time_sure`.
    facts["challenge"] = hashlib.sha256(str(facts.get("challenge", "")).encode()).hexdigest()
    last = Shot.objects.filter(section=section).order_by("-number").first()
    shot = Shot(
        public_id=new_id("ZP"), section=section, acceptance=acceptance, number=last.number + 1 if last else 1,
        client_id=row.client_id, shot=facts["shot"], source=facts["source"], by=row.by, taken_at=time.at,
        time_sure=time.sure, drift_ms=time.drift_ms, found=found, place_sure=place_sure, facts=facts,
        received_at=received, sha256=row.sha256, kept_sha256=stored.sha256, size=row.size, path=stored.path,
        kind=stored.kind, previous=last.hash if last else FIRST,
    )  # fmt: skip
    shot.hash = hash_of(shot)
    shot.save(force_insert=True)
    record("shot.arrived", on=shot, by=row.by, number=shot.number, hash=shot.hash)
    row.delete()
    return shot, True
