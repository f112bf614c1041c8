"""The shapes of what is read. 读到的内容的格式。"""

from datetime import date, datetime
from decimal import Decimal
from typing import Annotated, Any

from django.utils import timezone
from ninja import Schema
from pydantic import AwareDatetime, Field, PlainSerializer, StringConstraints, WithJsonSchema

from qinglian.web.units.models import Unit


def _said(at: datetime) -> str:
    return timezone.localtime(at).isoformat(timespec="seconds")


Instant = Annotated[
    datetime,
    PlainSerializer(_said, return_type=str),
    WithJsonSchema({"type": "string", "format": "date-time"}, mode="serialization"),
]
"""ISO 8601 with the zone of the site."""
Since = Annotated[AwareDatetime, Field(description="ISO 8601 with zone")]
Word = Annotated[str, StringConstraints(pattern=r"^[^\x00-\x20\x7f/?#]{0,64}$")]
"""A code in a filter."""
Id = Annotated[str, StringConstraints(pattern=r"^[0-9A-Za-z-]{1,40}$")]
"""An id in an address."""


class Body(Schema):
    """A body (单位)."""

    code: str
    name: str


class Money(Schema):
    """Yuan as a decimal string."""

    amount: str = Field(pattern=r"^-?\d+\.\d\d$", examples=["12345.60"])
    currency: str = Field("CNY", pattern="^CNY$")


class Code(Schema):
    """A code and its word in the reader's language."""

    code: str
    name: str


class Cell(Schema):
    """One cell of a cited row, masked as on the page."""

    head: str
    text: str


class CitedRow(Schema):
    """A row of data that a lead cites."""

    table: str
    id: str
    cells: list[Cell]


class SignalOut(Schema):
    """A lead (疑点): a row that deserves a look, never a finding."""

    id: str
    rule: Code
    pack: str
    severity: Code
    subject_kind: str
    subject: str
    period: str
    body: Body | None = Field(description="the body, where it is known here")
    body_text: str = Field(description="the body as the data name it, masked")
    text: str
    as_of: date
    due_on: date | None
    first_seen_at: Instant
    seen_at: Instant
    changed_at: Instant | None
    gone_at: Instant | None
    gone_why: str
    url: str


class SignalDetail(SignalOut):
    """A lead with its law, its lawful explanations and its rows."""

    basis: list[dict[str, Any]]
    exceptions: list[str]
    evidence: list[CitedRow]


class AlertOut(Schema):
    """An alert (预警) that was pushed."""

    id: str
    title: str
    level: Code
    status: Code
    rule: Code
    pack: str
    subject_kind: str
    subject: str
    body: Body
    authority: Body | None
    opened_at: Instant
    due_on: date | None
    late: bool
    paused_on: date | None
    reopened: int
    self_found: bool
    fact: Code | None
    cause: Code | None
    handling: list[Code]
    amount: Money | None = Field(description="recovered or refunded")
    closed_at: Instant | None
    changed_at: Instant
    url: str


class StepOut(Schema):
    """One step: what happened and when. Who, and what was written, stays here."""

    verb: str
    at: Instant
    was: str
    now: str


class AlertDetail(AlertOut):
    """An alert with its leads and its steps."""

    signals: list[str]
    steps: list[StepOut]


class TaskOut(Schema):
    """A supervised task (督办事项)."""

    id: str
    title: str
    requirement: str
    origin: Code
    origin_id: str
    status: Code
    body: Body
    giver: Body
    parent: str | None
    assigned_at: Instant
    due_on: date
    turn_due_on: date | None
    late: bool
    promised: str
    promised_on: date | None
    done: str
    done_on: date | None
    outcome: str
    achieved: bool | None
    finished_at: Instant | None
    changed_at: Instant
    url: str


class TaskDetail(TaskOut):
    """A task with its steps and those who assist."""

    steps: list[StepOut]
    assisting: list[Body]


class Me(Schema):
    """Who calls, and what is open to it."""

    id: str
    name: str
    body: Body
    scopes: list[str]
    expires_on: date
    token: str = Field(description="its beginning")
    token_ends_at: Instant | None


def body(unit: Unit | None) -> dict[str, str] | None:
    """A body."""
    return None if unit is None else {"code": unit.code, "name": unit.name}


def money(fen: int | None) -> dict[str, str] | None:
    """Fen inside, yuan outside."""
    return None if fen is None else {"amount": f"{Decimal(fen) / 100:.2f}", "currency": "CNY"}


def coded(value: str, label: Any) -> dict[str, str] | None:
    """A code with its word; nothing where there is none."""
    return {"code": value, "name": str(label)} if value else None
