"""
量：规则在造好的城里找到了多少埋下的差错，冤枉了多少形似而无过的。How often the rules are right, in a city made for it.

A label says of one subject of one rule that it is a fault, an honest look-alike, met beside (the deed of another plant
rightly meets this rule too) or one of a bad import. Found and missed count faults, false alarms honest look-alikes;
signals on subjects without a label are counted apart. Intervals are Wilson's at 95 %.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date
from math import sqrt
from pathlib import Path
from typing import Literal

import pyarrow as pa
import pyarrow.parquet as pq
import yaml

from qinglian.engine.catalog import check
from qinglian.engine.identity import Hasher
from qinglian.engine.inputs import open_inputs
from qinglian.engine.outcome import Outcome
from qinglian.engine.run import run
from qinglian.model.check import Check
from qinglian.model.errors import BadInput
from qinglian.model.rule import Rule
from qinglian.model.text import Text

Z = 1.959963984540054
STATISTICAL = ("group", "population")


@dataclass(frozen=True)
class Interval:
    """A share with Wilson's interval; None of nothing."""

    share: float
    low: float
    high: float


@dataclass
class Measured:
    """What one rule did. `wrong` lists subjects to look at: missed faults and false alarms, with shape and rows."""

    rule_id: str
    pack: str
    status: str
    kind: Literal["deterministic", "statistical"]
    planted: int = 0
    honest: int = 0
    found: int = 0
    false_alarms: int = 0
    asked: int = 0
    decided: int = 0
    flagged: int = 0
    beside: int = 0
    bad_import: int = 0
    unlabelled: int = 0
    wrong: list["Wrong"] = field(default_factory=list)
    error: str | None = None

    @property
    def missed(self) -> int:
        """Faults that gave no signal."""
        return self.planted - self.found

    @property
    def precision(self) -> Interval | None:
        """Share of faults among the labelled subjects flagged."""
        return wilson(self.found, self.found + self.false_alarms)

    @property
    def recall(self) -> Interval | None:
        """Share of the faults that gave a signal."""
        return wilson(self.found, self.planted)

    @property
    def f1(self) -> float | None:
        """Harmonic mean of precision and recall."""
        asked = 2 * self.found + self.false_alarms + self.missed
        return 2 * self.found / asked if asked else None


@dataclass(frozen=True)
class Wrong:
    """One subject of which the rule and the label disagree; `label` is `fault` (missed), `honest`, or None."""

    label: str | None
    shape: str | None
    subject: str
    subject_id: str
    rows: tuple[tuple[str, str], ...] = ()


def wilson(hits: int, of: int) -> Interval | None:
    """Share and Wilson score interval, 95 % (Wilson 1927)."""
    if not of:
        return None
    share = hits / of
    middle = share + Z * Z / (2 * of)
    spread = Z * sqrt(share * (1 - share) / of + Z * Z / (4 * of * of))
    scale = 1 + Z * Z / of
    return Interval(share, max(0.0, (middle - spread) / scale), min(1.0, (middle + spread) / scale))


def measure(folder: Path, rules: list[Rule]) -> list[Measured]:
    """Run rules over a city and hold what they flag against its labels; one entry a rule, in the order of ids.

    Raises BadInput where the folder is no city.
    """
    about = _about(folder)
    hasher = Hasher(key=b"measured in memory, kept nowhere")
    dataset = open_inputs(table_files(folder), hasher=hasher, kind="tables")
    outcome = run(dataset, rules, as_of=date.fromisoformat(str(about["as_of"])))
    return held_against(outcome, pq.read_table(folder / "labels.parquet"), hasher)


def table_files(folder: Path) -> list[Path]:
    """Parquet files of a city, parts of a table included."""
    return sorted((folder / "tables").glob("**/*.parquet"))


def held_against(outcome: Outcome, labels: pa.Table, hasher: Hasher) -> list[Measured]:
    """Signals of a run against labels (columns of `labels.parquet`)."""
    said = _by_rule(
        labels, {item.rule.id: check(item.rule.card.check) for item in outcome.coverage}, hasher
    )
    flagged = _flagged(outcome.signals)
    found = []
    for item in outcome.coverage:
        rule = item.rule
        one = Measured(
            rule_id=rule.id,
            pack=rule.pack,
            status=rule.card.status,
            kind="statistical" if _statistical(check(rule.card.check)) else "deterministic",
            asked=item.asked,
            decided=item.decided,
            error=item.error.en if item.error else None,
        )
        _count(one, said.get(rule.id, {}), flagged.get(rule.id, {}))
        found.append(one)
    return sorted(found, key=lambda one: one.rule_id)


def _statistical(check: Check) -> bool:
    """Whether a check sets its subjects against others, or measures chance within one."""
    return check.statistical or check.scope in STATISTICAL


@dataclass(frozen=True)
class _Said:
    kind: str
    shape: str
    subject: str
    rows: tuple[tuple[str, str], ...]


def _count(one: Measured, said: Mapping[str, _Said], flagged: Mapping[str, str]) -> None:
    one.flagged = len(flagged)
    for subject_id, label in said.items():
        hit = subject_id in flagged
        wrong = Wrong(label.kind, label.shape, label.subject, subject_id, label.rows)
        if label.kind == "fault":
            one.planted += 1
            one.found += hit
            if not hit:
                one.wrong.append(wrong)
        elif label.kind == "honest":
            one.honest += 1
            one.false_alarms += hit
            if hit:
                one.wrong.append(wrong)
        elif hit and label.kind == "also":
            one.beside += 1
        elif hit:
            one.bad_import += 1
    strangers = [subject_id for subject_id in flagged if subject_id not in said]
    one.unlabelled = len(strangers)
    one.wrong += [Wrong(None, None, flagged[number], number) for number in sorted(strangers)]


def _by_rule(
    labels: pa.Table, asked: Mapping[str, Check], hasher: Hasher
) -> dict[str, dict[str, _Said]]:
    """Labels by rule and subject id as a signal writes it; what is planted goes before what is met beside."""
    order = {"fault": 0, "honest": 1, "bad_import": 2, "also": 3}
    found: dict[str, dict[str, _Said]] = {}
    for row in sorted(labels.to_pylist(), key=lambda row: order[row["kind"]]):
        rows = tuple((cited["table"], cited["id"]) for cited in row["rows"])
        key = asked[row["rule_id"]].key if row["rule_id"] in asked else ()
        said = _Said(row["kind"], row["shape"], row["subject"], rows)
        subject_id = _as_signalled(row["subject_id"], key, hasher)
        found.setdefault(row["rule_id"], {}).setdefault(subject_id, said)
    return found


def _as_signalled(subject_id: str, key: tuple[str, ...], hasher: Hasher) -> str:
    """The id of a subject, persons in it hashed as the load hashes them."""
    parts = subject_id.split("/") if len(key) > 1 else [subject_id]
    if len(parts) != len(key):
        return subject_id
    return "/".join(
        hasher.hashed("person", part) or part if name == "person_id" else part
        for name, part in zip(key, parts, strict=True)
    )


def _flagged(signals: pa.Table) -> dict[str, dict[str, str]]:
    found: dict[str, dict[str, str]] = {}
    columns = (signals.column(name).to_pylist() for name in ("rule_id", "subject", "subject_id"))
    for rule_id, subject, subject_id in zip(*columns, strict=True):
        found.setdefault(rule_id, {})[subject_id] = subject
    return found


def pooled(runs: Iterable[list[Measured]]) -> list[Measured]:
    """Several cities as one: counts added, rule by rule."""
    total: dict[str, Measured] = {}
    for one in (one for found in runs for one in found):
        if one.rule_id not in total:
            total[one.rule_id] = Measured(one.rule_id, one.pack, one.status, one.kind)
        into = total[one.rule_id]
        for name in COUNTS:
            setattr(into, name, getattr(into, name) + getattr(one, name))
        into.wrong += one.wrong
        into.error = into.error or one.error
    return [total[rule_id] for rule_id in sorted(total)]


COUNTS = (
    "planted", "honest", "found", "false_alarms", "asked", "decided", "flagged", "beside", "bad_import", "unlabelled",
)  # fmt: skip


def _about(folder: Path) -> dict[str, object]:
    try:
        about = yaml.safe_load((folder / "city.yaml").read_text("utf-8"))
        assert isinstance(about, dict)
        return about
    except (OSError, AssertionError, yaml.YAMLError):
        raise BadInput(
            Text(
                f"{folder} 不是造好的城：没有可读的 city.yaml",
                f"{folder} is no city: no readable city.yaml",
            )
        ) from None
