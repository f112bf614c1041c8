"""
批次清单。The manifest of a batch: what came in, from whom, by whose hand, what it replaces, and whether it ties.
"""

from datetime import UTC, date, datetime, timedelta
from decimal import Decimal
from pathlib import Path
from secrets import token_hex

from pydantic import BaseModel, ConfigDict, Field, ValidationError

from qinglian.engine.outcome import SourceNote
from qinglian.model.errors import BadInput
from qinglian.model.text import Text

FORMAT = 1
NAME = "manifest.json"
STAMP = "%Y%m%dT%H%M%S%f"


class Record(BaseModel):
    """A frozen record that knows all its fields."""

    model_config = ConfigDict(extra="forbid", frozen=True, populate_by_name=True)


class Reason(Record):
    """How many rows were refused for one reason."""

    text: Text
    rows: int


class Source(Record):
    """One input file as it was understood. `rows_read == rows_kept + rows_refused`."""

    name: str
    kind: str
    sha256: str
    size: int
    rows_read: int
    rows_kept: int
    rows_refused: int
    reasons: tuple[Reason, ...] = ()
    tables: dict[str, int] = {}
    notes: tuple[Text, ...] = ()
    left_over: tuple[str, ...] = ()

    @classmethod
    def of(cls, note: SourceNote, size: int) -> "Source":
        """The record of one file; a file whose rows do not add up is refused whole."""
        if note.rows_read != note.rows_kept + note.rows_refused:
            raise BadInput(
                Text(
                    f"{note.name}：读到 {note.rows_read} 行，保留 {note.rows_kept} 行，退回 {note.rows_refused} 行，"
                    "三者对不上，未装载。请反馈此问题。",
                    f"{note.name}: {note.rows_read} rows read, {note.rows_kept} kept and {note.rows_refused} refused "
                    "do not add up; nothing was loaded. Please report this.",
                )
            )
        reasons: dict[Text, int] = {}
        for row in note.refused:
            reason = Text(row["reason_zh"], row["reason_en"])
            reasons[reason] = reasons.get(reason, 0) + 1
        return cls(
            name=note.name,
            kind=note.kind,
            sha256=note.sha256,
            size=size,
            rows_read=note.rows_read,
            rows_kept=note.rows_kept,
            rows_refused=note.rows_refused,
            reasons=tuple(Reason(text=text, rows=rows) for text, rows in reasons.items()),
            tables=dict(note.tables),
            notes=tuple(note.notes),
            left_over=tuple(note.left_over),
        )


class Stored(Record):
    """One table of a batch.

    `key`: the columns by which its rows are known again in other batches; `overlaps`: how many keys it shares with each
    batch that was live when it came.
    """

    rows: int
    size: int
    columns: dict[str, str]
    key: tuple[str, ...] = ()
    overlaps: dict[str, int] = {}


class Period(Record):
    """First and last day that the rows speak of, days after the load left aside."""

    first: date = Field(alias="from")
    last: date = Field(alias="to")


class Tie(Record):
    """One of the provider's control totals beside what was loaded; `column` is None for the count of rows."""

    table: str
    column: str | None = None
    expected: Decimal
    found: Decimal | None

    @property
    def ties(self) -> bool:
        """Whether the two numbers agree to the fen."""
        return self.found is not None and abs(self.expected - self.found) < Decimal("0.005")


class UseRegister(Record):
    """数据使用登记。The data-use register: by whose leave the data are here, what for, and until when."""

    provider: str
    authority: str
    purpose: str
    fields: tuple[str, ...] = ()
    term: str | None = None
    contact: str | None = None
    destroy_by: date


class Manifest(Record):
    """Everything about one batch; written once, never changed."""

    format: int = FORMAT
    id: str
    at: datetime
    by: str
    version: str
    zone: str
    mapping_sha256: str
    key_id: str | None
    period: Period | None
    sources: tuple[Source, ...]
    tables: dict[str, Stored]
    recorded: dict[str, list[str]]
    control: tuple[Tie, ...] = ()
    reconciled: bool | None = None
    use_register: UseRegister | None = None
    supersedes: tuple[str, ...] = ()
    corrects: bool = False

    def write(self, folder: Path) -> None:
        """Write `manifest.json` into the folder of the batch."""
        body = self.model_dump_json(indent=1, by_alias=True)
        (folder / NAME).write_text(body + "\n", encoding="utf-8")

    @classmethod
    def read(cls, folder: Path, *, rows: bool = True) -> "Manifest":
        """Read the manifest of a batch and, where it should still have its `rows`, see that they are there whole."""
        try:
            manifest = cls.model_validate_json((folder / NAME).read_bytes())
            damaged = rows and any(
                (folder / f"{table}.parquet").stat().st_size != stored.size
                for table, stored in manifest.tables.items()
            )
        except (OSError, ValidationError):
            damaged = True
        if damaged:
            raise BadInput(
                Text(
                    f"批次 {folder.name} 已损坏（{folder}），请从备份恢复该文件夹。",
                    f"Batch {folder.name} is damaged ({folder}); restore this folder from a backup.",
                )
            )
        return manifest


def batch_id(after: str | None, now: datetime | None = None) -> str:
    """Id of a new batch: the UTC time and a random tail. Always later than `after`, though the clock went back."""
    at = now or datetime.now(UTC)
    if after is not None:
        last = datetime.strptime(after.partition("-")[0], STAMP).replace(tzinfo=UTC)
        at = max(at, last + timedelta(microseconds=1))
    return f"{at:{STAMP}}-{token_hex(4)}"
