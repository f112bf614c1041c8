"""What a run says: answers per rule, signals, coverage. Plain data, so that reports need no engine."""

from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any

import pyarrow as pa

from qinglian.model.rule import Rule
from qinglian.model.text import Text


@dataclass
class Missing:
    """Why subjects could not be decided: a table or column that is not there or empty, and for how many."""

    table: str
    column: str | None
    subjects: int
    text: Text


@dataclass
class Coverage:
    """How far a rule could be asked. `asked == decided + undecided`; pending and at risk count as decided.

    `fence`: least and greatest limit that the data themselves drew, where subjects are judged beside each other.
    """

    rule: Rule
    asked: int = 0
    decided: int = 0
    undecided: int = 0
    flagged: int = 0
    pending: int = 0
    at_risk: int = 0
    next_due_on: date | None = None
    missing: list[Missing] = field(default_factory=list)
    notes: list[Text] = field(default_factory=list)
    error: Text | None = None
    seconds: float = 0.0
    fence: tuple[float, float] | None = None


@dataclass
class ColumnFill:
    """One column of the dictionary: in how many rows it carries a value, and the rules that wait for one."""

    name: str
    text: Text
    filled: int
    waiting: list[str]


@dataclass
class TableFill:
    """One table that the sources became, and how its columns are filled."""

    table: str
    title: Text
    rows: int
    columns: list[ColumnFill]


@dataclass
class SourceNote:
    """What was understood of one input file."""

    name: str
    kind: str
    sha256: str
    rows_read: int
    rows_kept: int
    rows_refused: int
    tables: dict[str, int]
    notes: list[Text]
    left_over: list[str]
    refused: list[dict[str, Any]]  # row, sheet, column, value, reason_zh, reason_en
    control: dict[str, Any] = field(default_factory=dict)  # provider's totals and whether they tie


@dataclass
class Outcome:
    """Everything a report needs.

    `signals` is an Arrow table with the columns of `model.signal.FIELDS`. `rows` maps (table, id) of cited evidence
    to the whole row, for display. `names` gives the names of units by id. `reviews` lists rules that flagged more than
    their share: each is one note "rule needs review" in reports. `clear` maps hashes of identities to what they stood
    for; it is empty unless a purpose was given. `filled` says which columns carry values, where that was counted.
    `zone` is that of local days. A run over a lake also has the `verdicts` of rules that judge each subject alone
    (`engine.verdicts.SCHEMA`), and what the answers of each of these hang on, hashed (`depends`).
    """

    signals: pa.Table
    coverage: list[Coverage]
    sources: list[SourceNote]
    as_of: date
    started_at: datetime
    engine: str
    version: str
    rows: dict[tuple[str, str], dict[str, Any]] = field(default_factory=dict)
    reviews: list[str] = field(default_factory=list)
    completeness: list[dict[str, Any]] = field(default_factory=list)
    masked: bool = True
    purpose: str | None = None
    params: dict[str, Any] = field(default_factory=dict)
    clear: dict[str, str] = field(default_factory=dict)
    warnings: list[Text] = field(default_factory=list)
    names: dict[str, str] = field(default_factory=dict)
    filled: list[TableFill] = field(default_factory=list)
    zone: str = "Asia/Shanghai"
    verdicts: pa.Table | None = None
    depends: dict[str, str] = field(default_factory=dict)
