"""A check of oneself before a visit: lines, what may answer them, and what people say of it. 迎检自查。"""

from datetime import date
from typing import Any

from django.db import transaction
from django.utils import timezone, translation
from django.utils.translation import gettext as _

from qinglian.web.audit.services import record
from qinglian.web.core.masking import mask_text
from qinglian.web.core.moves import NotAllowed
from qinglian.web.core.proofs import kinds, proofs_of
from qinglian.web.duties.models import CheckLine, CheckMatch, Duty, SelfCheck, Turn
from qinglian.web.duties.report_facts import duties_in
from qinglian.web.duties.report_matching import lines_of, proposals
from qinglian.web.duties.services.reports import LONGEST, RECORDS, own_unit
from qinglian.web.evidence.models import Use
from qinglian.web.evidence.states import Status as UseStatus
from qinglian.web.units.models import Unit

MOST_LINES = 200
MOST_OF_A_KIND = 400
Found = dict[str, Any]


def held_by_unit(user: Any, unit: Unit, begins: date, ends: date) -> list[tuple[str, Found]]:
    """What a body has, each with the text by which it is found: items, accepted evidence, records."""
    found: dict[str, tuple[str, Found]] = {}

    def add(kind: str, title: str, url: str, text: str, on: date | None = None) -> None:
        said = {"kind": kind, "title": mask_text(title)[:260], "url": url, "on": on}
        found.setdefault(url, (text, said))

    rows = duties_in(Duty.objects.visible_to(user).filter(unit=unit), begins, ends)
    done = Turn.objects.visible_to(user).filter(duty__in=rows.values("pk")).exclude(text="")
    texts: dict[int, list[str]] = {}
    for duty, text in done.values_list("duty_id", "text"):
        texts.setdefault(duty, []).append(text)
    for duty in rows.select_related("item"):
        item = duty.item
        text = " ".join((item.title, item.target, item.measure, *texts.get(duty.pk, ())))
        add(CheckMatch.Kind.ITEM, item.title, duty.get_absolute_url(), text)
    uses = Use.objects.visible_to(user).filter(unit=unit, status=UseStatus.ACCEPTED)
    for use in uses.select_related("piece").order_by("-piece__on")[:MOST_OF_A_KIND]:
        piece = use.piece
        text = f"{piece.title} {piece.told} {use.on_title}"
        add(CheckMatch.Kind.PIECE, piece.title, piece.get_absolute_url(), text, piece.on)
    for code in kinds():
        for one in proofs_of(user, unit, (code,), begins, ends)[:MOST_OF_A_KIND]:
            add(CheckMatch.Kind.RECORD, one.title, one.url, f"{one.title} {one.told}", one.on)
    return list(found.values())


@transaction.atomic
def self_check_make(
    *,
    title: str,
    visitor: str,
    text: str,
    begins: date,
    ends: date,
    by: Any,
    visit_on: date | None = None,
) -> SelfCheck:
    """起草自查: the visitor's lines, each with what the system has that may answer it. Nothing is filed anew."""
    unit, lines = own_unit(by), lines_of(text)
    if unit is None:
        raise NotAllowed(_("您的角色不办理这件事。"))
    if begins > ends or (ends - begins).days > 3 * LONGEST:
        raise NotAllowed(_("起在前、止在后，最长三年。"))
    if not 0 < len(lines) <= MOST_LINES:
        raise NotAllowed(_("检查单一行一条，至少一条，最多 %(n)d 条。") % {"n": MOST_LINES})
    made = SelfCheck.objects.create(
        title=title, visitor=visitor, visit_on=visit_on, unit=unit, begins=begins, ends=ends,
        made_by=by,
    )  # fmt: skip
    rows = CheckLine.objects.bulk_create(
        CheckLine(of=made, place=place, text=one) for place, one in enumerate(lines, 1)
    )
    with translation.override(RECORDS):
        held = held_by_unit(by, unit, begins, ends)
    found = proposals(lines, [text for text, _said in held])
    CheckMatch.objects.bulk_create(
        CheckMatch(
            line=row, **held[at][1], score=round(100 * like.score),
            why="、".join(like.shared)[:120],
        )
        for row, best in zip(rows, found, strict=True)
        for at, like in best
    )  # fmt: skip
    record("self_check.make", on=made, by=by, lines=len(lines))
    return made


def may_say(check: SelfCheck, by: Any) -> bool:
    """Whether a person acts for the body that checks itself."""
    return own_unit(by) == check.unit


@transaction.atomic
def match_say(*, match: CheckMatch, fits: bool, by: Any) -> CheckMatch:
    """Say that something answers a line, or that it does not; said again, the last word counts."""
    check = SelfCheck.objects.visible_to(by).filter(lines=match.line_id).first()
    if check is None or not may_say(check, by):
        raise NotAllowed(_("您的角色不办理这件事。"))
    fresh = CheckMatch.objects.select_for_update().get(pk=match.pk)
    fresh.fits, fresh.by, fresh.at = fits, by, timezone.now()
    fresh.save()
    record(
        "self_check.fits" if fits else "self_check.other", on=check, by=by, line=match.line.place
    )
    return fresh
