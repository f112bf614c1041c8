"""What other apps ask of consultations. 其他应用问什么。"""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db.models import Count, Q

from qinglian.web.consultations.models import Asked, Consultation
from qinglian.web.consultations.states import Kind, Status


@dataclass(frozen=True, slots=True)
class Block:
    """One body in the 会签 block of a paper: who said what, when. `at` is None where nothing was said yet."""

    unit: str
    said: Any
    text: str
    person: str
    at: datetime | None
    offline: bool
    round: int


def about(about_type: str, about_id: str) -> Consultation | None:
    """The last countersign of a thing that was not withdrawn."""
    rows = Consultation.objects.filter(
        about_type=about_type, about_id=about_id, kind=Kind.COUNTERSIGN
    )
    return rows.exclude(status=Status.WITHDRAWN).order_by("-opened_at", "-pk").first()


def blocks(about_type: str, about_id: str) -> list[Block]:
    """
    会签栏: the bodies asked in the last round about a thing, in their order, also those that have said nothing: a
    missing consent is shown as missing. Nothing where none was asked. The caller shows it to those alone who may see
    the thing.
    """
    whole = about(about_type, about_id)
    return [] if whole is None else blocks_of(whole)


def blocks_of(whole: Consultation) -> list[Block]:
    """The same of one consultation."""
    last = whole.rounds.last()
    if last is None:
        return []
    rows = last.asked.select_related("unit", "signed_by")
    return [_block(one, last.number) for one in rows]


def _block(asked: Asked, number: int) -> Block:
    spoken = asked.answered_at is not None
    return Block(
        unit=str(asked.unit),
        said=asked.get_stance_display() if spoken and not asked.by_clock else asked.get_status_display(),
        text=asked.text if spoken else "",
        person=str(asked.signed_by or ""),
        at=asked.answered_at,
        offline=asked.offline,
        round=number,
    )  # fmt: skip


def tally(whole: Consultation) -> dict[str, int]:
    """How the last round stands: asked, spoken, silent."""
    last = whole.rounds.last()
    rows = Asked.objects.filter(round=last)
    return rows.aggregate(
        all=Count("pk"),
        said=Count("pk", filter=Q(status="answered")),
        silent=Count("pk", filter=Q(status="silent")),
    )
