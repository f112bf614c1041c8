"""
An acceptance begun on the phone or at the desk: part, place, rows. 一次隐蔽验收的资料。

A picture names the set it belongs to by an id made on the phone; the first one that arrives opens it.
"""

from collections.abc import Iterable, Mapping
from decimal import Decimal
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from qinglian.roadworks import alignment as lines
from qinglian.roadworks.errors import Refused
from qinglian.roadworks.stake import Stake, parse, parse_range
from qinglian.web.audit.services import record
from qinglian.web.bills.models import LedgerRow
from qinglian.web.concealed.models import Acceptance, Covers, Step
from qinglian.web.concealed.states import Status
from qinglian.web.core.moves import NotAllowed, locked
from qinglian.web.core.wording import listed
from qinglian.web.works.models import Alignment, Part, Section
from qinglian.web.works.people import must_stand
from qinglian.web.works.states import Side

MOST_SAID = 160


def line_of(row: Alignment) -> lines.Alignment:
    """The alignment with its breaks, for arithmetic."""
    at = row.prefix
    return lines.Alignment(
        str(row), Stake(at, row.first), Stake(at, row.last),
        tuple(lines.Break(Stake(at, one.back), Stake(at, one.ahead)) for one in row.breaks.all()),
    )  # fmt: skip


def placed(section: Section, said: str) -> dict[str, Any]:
    """
    Columns of a place as written: `K1+200`, `K1+200～K1+260`. What is no stake stays as words: a part and a sentence
    are a place too. Raises `NotAllowed` where a stake is written that does not exist or occurs twice.
    """
    known = {row.prefix: row for row in section.project.alignments.prefetch_related("breaks")}
    text = said.strip()
    if not known or not any(one.isdigit() for one in text) or "+" not in text.replace("＋", "+"):
        return {}
    prefix = "K" if "K" in known else next(iter(known))
    try:
        try:
            first, last = parse_range(text, prefix=prefix, prefixes=tuple(known))
        except Refused:
            first = last = parse(text, prefix=prefix, prefixes=tuple(known))
        row = known[first.prefix]
        line = line_of(row)
        start, end = line.distance(first), line.distance(last)
    except Refused as error:
        raise NotAllowed(str(error)) from error
    if end < start:
        raise NotAllowed(_("止点桩号在起点之前。"))
    return {"alignment": row, "start": Decimal(start), "end": Decimal(end)}


def set_of(section: Section, facts: Mapping[str, Any], *, by: Any) -> Acceptance:
    """The acceptance of a picture, begun with it where there is none. A place that cannot be read stays as words."""
    client_id = str(facts["set"])
    found = Acceptance.objects.filter(section=section, client_id=client_id).first()
    if found is None and client_id.upper().startswith("YB-"):
        found = Acceptance.objects.filter(section=section, public_id=client_id.upper()).first()
    if found is not None:
        return found
    said = str(facts.get("said") or "")[:MOST_SAID]
    try:
        where = placed(section, said)
    except NotAllowed:
        where = {}
    part = Part.objects.filter(section=section, path=str(facts.get("part") or "")).first()
    return acceptance_open(
        section=section, kind=str(facts["kind"]), part=part, said=said, process=str(facts.get("process") or ""),
        client_id=client_id, by=by, **where,
    )  # fmt: skip


@transaction.atomic
def acceptance_open(
    *,
    section: Section,
    kind: str,
    by: Any,
    part: Part | None = None,
    said: str = "",
    process: str = "",
    client_id: str = "",
    rows: Iterable[LedgerRow] = (),
    **where: Any,
) -> Acceptance:
    """Begin: which part, which kind. By the contractor, or by the supervisor who photographs what he finds."""
    standing = must_stand(by, section, (Side.CONTRACTOR, Side.SUPERVISOR))
    made = Acceptance.objects.create(
        section=section, kind=kind, part=part, said=said[:MOST_SAID], process=process[:80], client_id=client_id,
        by=by, **where,
    )  # fmt: skip
    Covers.objects.bulk_create(Covers(acceptance=made, row=row) for row in _own(section, rows))
    Step.objects.create(
        acceptance=made, verb="open", by=by, now=Status.DRAFT, side=standing.side, text=process
    )
    record("acceptance.opened", on=made, by=by, kind=kind)
    return made


def _own(section: Section, rows: Iterable[LedgerRow]) -> list[LedgerRow]:
    found = list(rows)
    if any(one.section_id != section.pk for one in found):
        raise NotAllowed(_("台账行不在本标段。"))
    return found


@transaction.atomic
def covers_set(
    *, acceptance: Acceptance, rows: Iterable[LedgerRow], by: Any, version: int | None = None
) -> Acceptance:
    """Say which ledger rows it opens, before the notice is given."""
    fresh: Acceptance = locked(acceptance, version)
    must_stand(by, fresh.section, Side.CONTRACTOR)
    if fresh.status not in (Status.DRAFT, Status.RETURNED, Status.PRIVATE, Status.FAILED):
        raise NotAllowed(_("报验以后不再改对应的台账行；请退回后再改。"))
    found = _own(fresh.section, rows)
    fresh.covers.all().delete()
    Covers.objects.bulk_create(Covers(acceptance=fresh, row=row) for row in found)
    fresh.version += 1
    fresh.save(update_fields=["version"])
    Step.objects.create(
        acceptance=fresh, verb="rows", by=by, was=fresh.status, now=fresh.status, side=Side.CONTRACTOR,
        text=listed([one.key for one in found]),
    )  # fmt: skip
    record("acceptance.rows", on=fresh, by=by, rows=[one.key for one in found])
    return fresh
