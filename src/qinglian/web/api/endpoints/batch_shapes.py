"""What is said of batches, both ways. 送数据的格式。"""

from datetime import date
from typing import Annotated, Any, Literal

from ninja import Schema
from pydantic import Field, StringConstraints

from qinglian.model.table import tables
from qinglian.web.api.paging import Paged
from qinglian.web.api.schemas import Instant, Word
from qinglian.web.api.services.pushing import MOST_PARTS

Said = Annotated[str, StringConstraints(pattern=r"^[^\x00-\x1f]*$", max_length=200)]
Told = Annotated[str, StringConstraints(pattern=r"^[^\x00-\x1f]+$", max_length=200)]
Name = Annotated[
    str,
    StringConstraints(pattern=r'^[^\x00-\x1f\x7f/\\:*?"<>|.%][^\x00-\x1f\x7f/\\:*?"<>|%]{0,79}$'),
]
Sum = Annotated[str, StringConstraints(pattern=r"^-?\d{1,20}(\.\d{1,2})?$")]
Sha256 = Annotated[str, StringConstraints(pattern=r"^[0-9a-fA-F]{64}$")]
SUMMED = ("money", "number")
TableName = Literal[tuple(tables())]  # type: ignore[valid-type]


class RegisterIn(Schema):
    """数据使用登记: by whose leave, what for, until when."""

    provider: Annotated[str, StringConstraints(pattern=r"^[^\x00-\x1f]+$", max_length=120)]
    authority: Told
    purpose: Told
    fields: list[Said] = Field(default_factory=list, max_length=200)
    term: Annotated[str, StringConstraints(pattern=r"^[^\x00-\x1f]*$", max_length=80)] = ""
    contact: Annotated[str, StringConstraints(pattern=r"^[^\x00-\x1f]*$", max_length=80)] = ""
    destroy_by: date = Field(description="a day to come")

    def as_register(self) -> dict[str, Any]:
        """As the lake wants it."""
        return {**self.dict(), "destroy_by": self.destroy_by.isoformat()}


class TotalsIn(Schema):
    """数据交接清单: the provider's own count of rows and sums of columns, of one table."""

    rows: int | None = Field(None, ge=0, le=10**12)
    sum: dict[str, Sum] = Field(default_factory=dict, description="column → yuan")


class PushIn(Schema):
    """A batch begins."""

    register_: RegisterIn = Field(alias="register")
    control: dict[TableName, TotalsIn] = Field(default_factory=dict, description="table → totals")
    source: Literal["", "workbook", "ocds", "events", "xes", "tables"] = ""
    supersedes: Word = Field("", description="the batch that this one corrects")
    confirm: Literal["system", "person"] = Field(
        "system", description="person: somebody looks at what was understood before it is loaded"
    )
    internal: bool = Field(False, description="papers marked 内部资料 may lie in this system")


class FileIn(Schema):
    """A file that is complete. `table`: it is JSON Lines of this table of the dictionary."""

    name: Name
    parts: int = Field(1, ge=1, le=MOST_PARTS)
    sha256: Sha256
    table: Word = ""


class CompleteIn(Schema):
    """All files of the batch."""

    files: list[FileIn] = Field(min_length=1, max_length=100)


class PartOut(Schema):
    """A part as it was kept."""

    name: str
    number: int
    size: int
    sha256: str


class FileOut(Schema):
    """What was understood of a file: `read = kept + refused`."""

    name: str
    kind: str
    read: int
    kept: int
    refused: int
    tables: dict[str, int]
    left_over: list[str]


class TieOut(Schema):
    """The provider's total beside what was loaded."""

    table: str
    column: str
    expected: str
    found: str | None
    ties: bool


class TwinOut(Schema):
    """A file that a batch holds already."""

    name: str
    batch: str
    at: str


class PushOut(Schema):
    """Where a batch stands. `read = kept + refused`, once it was read."""

    id: str
    status: Literal["open", "reading", "understood", "loading", "loaded", "refused", "withdrawn"]
    begun_at: Instant
    batch: str | None
    read: int | None
    kept: int | None
    refused: int | None
    files: list[FileOut]
    control: list[TieOut]
    twins: list[TwinOut]
    trouble: str
    trouble_en: str


class RefusedOut(Schema):
    """A row that was not taken, and why."""

    file: str
    sheet: str | None
    row: int | None
    column: str | None
    value: str | None
    reason: str
    reason_en: str


class Pushes(Paged):
    """A page of batches."""

    items: list[PushOut]


class RefusedRows(Schema):
    """Rows that were not taken; `next` says from which to go on."""

    items: list[RefusedOut]
    next: int | None
