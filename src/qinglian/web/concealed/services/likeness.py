"""
New pictures are compared with all others, of every project and year. 比对新照片。

In the background each minute; what resembles an earlier one is put before people as a pair. Within one acceptance two
pictures of one thing are as it should be.
"""

from typing import Any

import numpy as np
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from qinglian.likeness import pictures
from qinglian.likeness.pictures import Fingerprint
from qinglian.web.audit.services import record
from qinglian.web.concealed.models import Alike, Print, Shot
from qinglian.web.core import uploads
from qinglian.web.core.moves import NotAllowed, Overtaken
from qinglian.web.units.scope import reach
from qinglian.web.works.people import sides
from qinglian.web.works.states import Side

AT_ONCE = 50
"""Pictures a minute; a flood of them waits its turn."""
DECIDING = frozenset({Side.SUPERVISOR, Side.OWNER, Side.QUALITY, Side.AUDITOR})


def shots_compare(most: int = AT_ONCE) -> int:
    """Make prints of pictures that have none and look for what they resemble; returns how many. Safe to call again."""
    fresh = list(Shot.objects.filter(print=None).order_by("pk")[:most])
    if not fresh:
        return 0
    with transaction.atomic():
        marks: list[tuple[str, Fingerprint]] = []
        for one in fresh:
            found = pictures.of_bytes(uploads.content(one.path) or b"")
            said: dict[str, Any] = {}
            if found is not None and not found.empty:
                said = {"windows": found.windows.tobytes(), "small": found.small.tobytes()}
                marks.append((str(one.pk), found))
            Print.objects.get_or_create(shot=one, defaults=said)
        new = {one.pk for one in fresh}
        rows = Print.objects.exclude(shot__in=new).values_list("shot", "windows", "small")
        known = [
            (str(pk), _read(windows, small)) for pk, windows, small in rows.iterator() if small
        ]
        _pairs(list(pictures.pairs(marks, against=known)))
        _same(fresh)
    return len(fresh)


def _read(windows: Any, small: Any) -> Fingerprint:
    hashes = np.frombuffer(bytes(windows), dtype=np.uint64)
    greys = np.frombuffer(bytes(small), dtype=np.uint8).reshape(pictures.SIDE, pictures.SIDE)
    return Fingerprint(int(hashes[0]), hashes, greys)


def _pairs(found: list[pictures.Pair]) -> None:
    wanted = Shot.objects.in_bulk({int(name) for pair in found for name in (pair.one, pair.other)})
    for pair in found:
        _pair(wanted[int(pair.one)], wanted[int(pair.other)], round(pair.fits * 100))


def _same(fresh: list[Shot]) -> None:
    """The same file in another section, also where it shows nothing."""
    for one in fresh:
        other = Shot.objects.filter(sha256=one.sha256, pk__lt=one.pk).order_by("pk").first()
        if other is not None:
            _pair(other, one, 100)


def _pair(one: Shot, other: Shot, fits: int) -> None:
    if one.acceptance_id == other.acceptance_id:
        return
    earlier, later = sorted((one, other), key=lambda row: row.pk)
    made, new = Alike.objects.get_or_create(one=earlier, other=later, defaults={"fits": fits})
    if new:
        record("alike.found", on=made, fits=fits)


def may_decide(alike: Alike, by: Any) -> bool:
    """Who stands for the supervisor, owner, quality authority or auditor of the later one, or acts for the owner."""
    section = alike.other.section
    if sides(by, section) & DECIDING:
        return True
    scope = reach(by, Shot.OBJECT, write=True)
    return Shot.objects.filter(scope.q(Shot.SCOPE), pk=alike.other_id).exists()


@transaction.atomic
def alike_decide(*, alike: Alike, answer: str, text: str, by: Any) -> Alike:
    """Say what two pictures are, once, with the reason. Who took one of them does not say it."""
    fresh = Alike.objects.select_for_update().get(pk=alike.pk)
    if fresh.answer:
        raise Overtaken(fresh.get_answer_display(), fresh.decided_by or "")
    if not may_decide(alike, by) or by.pk in (alike.one.by_id, alike.other.by_id):
        raise NotAllowed(_("由监理人、发包人、质监或跟踪审计认定，拍摄人不认定。"))
    if not text.strip():
        raise NotAllowed(_("请写明情况或理由。"))
    fresh.answer, fresh.text, fresh.decided_by, fresh.decided_at = answer, text, by, timezone.now()
    fresh.save()
    record("alike.decided", on=fresh, by=by, reason=text, answer=answer)
    return fresh
