"""Compare new pieces with all others. 比对新录入的材料。"""

import hashlib
from collections.abc import Iterable
from typing import Any

import numpy as np
from django.db import transaction
from django.db.models import Count

from qinglian.likeness import pictures, texts
from qinglian.likeness.pictures import Fingerprint
from qinglian.web.audit.services import record
from qinglian.web.core import uploads
from qinglian.web.core.kinds import PICTURES
from qinglian.web.evidence.concern_states import Sort
from qinglian.web.evidence.models import Bounds, Concern, Piece, Sentence, Signature
from qinglian.web.evidence.reading import text_of
from qinglian.web.evidence.states import Kind
from qinglian.web.evidence.unfound import all_quoted

AT_ONCE = 50
"""Pieces a minute; a flood of them waits its turn."""
LEAST = 100
"""Characters that must be left of a text without what is quoted: of less nobody can say who wrote it."""
QUOTED = 8
"""Characters of a sentence from which on it is counted who writes it."""


def bounds() -> Bounds:
    """The bounds in force."""
    return Bounds.objects.first() or Bounds()


def pieces_compare(most: int = AT_ONCE) -> int:
    """
    Make signatures of pieces that have none and look for what they resemble; returns how many. Safe to call again: a
    signature and what was found with it are written together.
    """
    waiting = Piece.objects.filter(kind=Kind.FILE, signature=None, file__isnull=False)
    fresh = list(waiting.select_related("file", "unit").order_by("pk")[:most])
    if not fresh:
        return 0
    with transaction.atomic():
        made = [_signed(one) for one in fresh]
        for one in made:
            Signature.objects.get_or_create(piece=one.piece, defaults=_columns(one))
            _same(one.piece)
        _texts([one for one in made if one.kind == "text"])
        _pictures([one for one in made if one.kind == "picture"])
    return len(fresh)


def _columns(one: Signature) -> dict[str, Any]:
    return {name: getattr(one, name) for name in ("kind", "text", "minhash", "windows", "small")}


def _signed(piece: Piece) -> Signature:
    file = piece.file
    if file.kind in PICTURES:
        found = pictures.of_bytes(uploads.content(file.path) or b"")
        if found is None or found.empty:
            return Signature(piece=piece, kind="none")
        return Signature(
            piece=piece,
            kind="picture",
            windows=found.windows.tobytes(),
            small=found.small.tobytes(),
        )
    said = text_of(file.path, file.kind)
    plain = texts.normal(said)
    if len(plain) < LEAST:
        return Signature(piece=piece, kind="none", text=said)
    keys = {_key(one) for one in texts.sentences(said) if len(one) >= QUOTED}
    Sentence.objects.bulk_create(
        [Sentence(key=key, unit_id=piece.unit_id) for key in keys], ignore_conflicts=True
    )
    return Signature(
        piece=piece, kind="text", text=said,
        minhash=texts.signature(texts.grams(plain)).tobytes(),
    )  # fmt: skip


def _key(sentence: str) -> int:
    return int.from_bytes(hashlib.sha256(sentence.encode()).digest()[:8]) >> 1


def _same(piece: Piece) -> None:
    """The same file of another unit; within a unit it is one piece."""
    others = Piece.objects.filter(kind=Kind.FILE, sha256=piece.sha256, made_at__lte=piece.made_at)
    other = others.exclude(unit=piece.unit_id).order_by("made_at", "pk").first()
    if other is not None:
        found(Sort.SAME, piece, other, {"share": 100})


def _texts(fresh: list[Signature]) -> None:
    if not fresh:
        return
    rows = list(Signature.objects.filter(kind="text").values_list("piece", "minhash"))
    signatures = np.stack([np.frombuffer(one, dtype=np.uint32) for _piece, one in rows])
    share = bounds().share / 100
    new = {one.piece.pk for one in fresh}
    couples = [
        (rows[one][0], rows[other][0])
        for one, other in texts.candidates(texts.band_keys(signatures, share)).tolist()
        if rows[one][0] in new or rows[other][0] in new
    ]
    if not couples:
        return
    official = {one for text in all_quoted() for one in texts.sentences(text)}
    said = dict(
        Signature.objects.filter(piece__in={pk for both in couples for pk in both}).values_list(
            "piece", "text"
        )
    )
    pieces = Piece.objects.select_related("unit").in_bulk(list(said))
    common = official | _quoted_by_many(said.values())
    left = {pk: texts.without(text, common) for pk, text in said.items()}
    for one, other in couples:
        earlier, later = sorted((pieces[one], pieces[other]), key=lambda row: (row.made_at, row.pk))
        if min(len(left[one]), len(left[other])) < LEAST or _its_own(earlier, later):
            continue
        alike = texts.jaccard(texts.grams(left[one]), texts.grams(left[other]))
        if alike >= share:
            found(Sort.TEXT, later, earlier, {"share": round(alike * 100)})


def _quoted_by_many(said: Iterable[str]) -> set[str]:
    sentences = {one for text in said for one in texts.sentences(text) if len(one) >= QUOTED}
    by_key = {_key(one): one for one in sentences}
    keys, many = list(by_key), set()
    for begins in range(0, len(keys), 500):
        rows = Sentence.objects.filter(key__in=keys[begins : begins + 500]).values("key")
        wide = rows.annotate(units=Count("unit")).filter(units__gte=bounds().quoted)
        many |= {by_key[row["key"]] for row in wide}
    return many


def _its_own(earlier: Piece, later: Piece) -> bool:
    """Two versions of one's own text in one year are work, not copying."""
    return earlier.unit_id == later.unit_id and earlier.on.year == later.on.year


def _pictures(fresh: list[Signature]) -> None:
    if not fresh:
        return
    new = {one.piece.pk for one in fresh}
    rows = Signature.objects.filter(kind="picture").values_list("piece", "windows", "small")
    marks = {str(pk): _fingerprint(windows, small) for pk, windows, small in rows}
    known = [(name, one) for name, one in marks.items() if int(name) not in new]
    seen = [(name, one) for name, one in marks.items() if int(name) in new]
    pairs = list(pictures.pairs(seen, against=known))
    wanted = {int(name) for pair in pairs for name in (pair.one, pair.other)}
    pieces = Piece.objects.select_related("unit").in_bulk(list(wanted))
    for pair in pairs:
        both = pieces[int(pair.one)], pieces[int(pair.other)]
        earlier, later = sorted(both, key=lambda row: (row.made_at, row.pk))
        found(Sort.PICTURE, later, earlier, {"share": round(pair.fits * 100)})


def _fingerprint(windows: bytes, small: bytes) -> Fingerprint:
    hashes = np.frombuffer(windows, dtype=np.uint64)
    greys = np.frombuffer(small, dtype=np.uint8).reshape(pictures.SIDE, pictures.SIDE)
    return Fingerprint(int(hashes[0]), hashes, greys)


def found(kind: str, later: Piece, earlier: Piece, data: dict[str, Any]) -> None:
    """Put a pair before people, once; a file that is the same is not also alike."""
    if later.sha256 == earlier.sha256 and kind != Sort.SAME:
        return
    use = later.uses.select_related("giver_unit").order_by("made_at").first()
    noticed(
        f"{kind}:{earlier.pk}:{later.pk}", kind=kind, title=later.title, unit=later.unit,
        url=later.get_absolute_url(), giver_unit=use.giver_unit if use else None, piece=later,
        other=earlier, data=data,
    )  # fmt: skip


def noticed(key: str, **said: Any) -> None:
    """One more, unless it is there already."""
    made, new = Concern.objects.get_or_create(key=key, defaults=said)
    if new:
        record("concern.found", on=made, kind=made.kind)
