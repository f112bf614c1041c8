"""
案例即测试。Cases of a card, said aloud in YAML, asked of the engine as any data are.

A file is a list of `{name, as_of, <table>: [rows], expect: [...]}`. Rows of `event` may be short: `at` is a local day
or time, `case_id` is C, `process` that of the card, the order of the rows their position. Every activity counts as
recorded unless the case says `unrecorded`. An expected row names the subject's key and any of `value`, `flagged`,
`state`, `due_on`, `missing` (columns that coverage must name, as `table.column` or `table`).
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from pathlib import Path
from typing import Any

import pyarrow as pa
import pyarrow.compute as pc
import yaml

from qinglian.engine import catalog, run
from qinglian.engine.ask import RESULT, Formula, ask
from qinglian.engine.case_rows import RESERVED, dataset_of
from qinglian.engine.dataset import Dataset
from qinglian.engine.missing import of_formula, of_process
from qinglian.engine.params import variants
from qinglian.engine.process.plan import answers, question
from qinglian.engine.process.prepare import CASES
from qinglian.engine.process.states import NAMES
from qinglian.engine.processes import prepared_events
from qinglian.model.check import Check
from qinglian.model.errors import BadCard
from qinglian.model.rule import Rule, line_of
from qinglian.model.table import tables
from qinglian.model.text import Text

PROJECT_CASES = Path("tests") / "packs"
MARK = "\x1f"


@dataclass
class Verdict:
    """What the engine said of one subject."""

    key: dict[str, Any]
    value: float | None
    flagged: bool | None
    state: str | None
    due_on: date | None
    missing: set[str] = field(default_factory=set)


@dataclass
class Outcome:
    """One case of one card: what did not agree; empty when all did."""

    rule: Rule
    path: Path
    name: str
    line: int
    wrong: list[Text]


def case_file(rule: Rule) -> Path:
    """`tests/packs/<pack>/<rule>.yaml` for the project's packs, `<pack>/cases/<rule>.yaml` for others."""
    if rule.path.is_relative_to(catalog.HOME):
        for home in (catalog.HOME.parents[2], Path.cwd()):
            path = home / PROJECT_CASES / rule.pack / f"{rule.path.stem}.yaml"
            if path.exists():
                return path
    return rule.path.parent / "cases" / f"{rule.path.stem}.yaml"


def outcomes(rule: Rule) -> Iterator[Outcome]:
    """Ask every case of a card. Raises BadCard for a card or case file with a mistake."""
    path = case_file(rule)
    if not path.exists():
        return
    raw = path.read_bytes()
    try:
        cases = yaml.load(raw, Loader=yaml.CSafeLoader)
    except yaml.YAMLError as error:
        mark = getattr(error, "problem_mark", None)
        raise BadCard(
            path, mark.line + 1 if mark else 1, Text("不是合法的 YAML", "not valid YAML")
        ) from None
    check = catalog.check(rule.card.check)
    lines = [line_of(raw, (number,)) for number in range(len(cases or []))]
    for line, case in zip(lines, cases or [], strict=True):
        _must_be_case(path, line, case)
    said = _asked_together(rule, check, cases or [])
    for line, case, found in zip(lines, cases or [], said, strict=True):
        yield Outcome(rule, path, case["name"], line, list(_disagreements(check, case, found)))


def _must_be_case(path: Path, line: int, case: Any) -> None:
    if not isinstance(case, Mapping) or not {"name", "expect"} <= set(case):
        raise BadCard(
            path, line, Text("案例须有 name 与 expect", "a case has a name and what is expected")
        )
    for name in case:
        if name not in RESERVED and name not in tables():
            raise BadCard(path, line, Text(f"没有表 {name}", f"no table {name}"))


def _asked_together(
    rule: Rule, check: Check, cases: Sequence[Mapping[str, Any]]
) -> list[list[Verdict]]:
    """Verdicts of each case. Cases of a process that differ in nothing but their events are asked as one log."""
    groups: dict[str, list[int]] = {}
    for number, case in enumerate(cases):
        groups.setdefault(_shape(check, case, number), []).append(number)
    found: list[list[Verdict]] = [[] for _ in cases]
    for numbers in groups.values():
        if len(numbers) == 1:
            found[numbers[0]] = verdicts(rule, check, cases[numbers[0]])
            continue
        together = dict(cases[numbers[0]])
        together["event"] = [
            {**row, "case_id": f"{number}{MARK}{row.get('case_id', 'C')}", "event_id": f"{number}{MARK}{place}",
             "position": row.get("position", place)}
            for number in numbers
            for place, row in enumerate(cases[number]["event"], start=1)
        ]  # fmt: skip
        for verdict in verdicts(rule, check, together):
            number, _, case_id = verdict.key["case_id"].partition(MARK)
            verdict.key["case_id"] = case_id
            found[int(number)].append(verdict)
    return found


def _shape(check: Check, case: Mapping[str, Any], number: int) -> str:
    """What cases must have in common to be asked as one log; the number itself where they cannot be."""
    given = [name for name in case if name not in RESERVED and case[name]]
    if not check.is_process or given != ["event"]:
        return str(number)
    filled = sorted(
        {name for row in case["event"] for name, value in row.items() if value is not None}
    )
    told = {name: case.get(name) for name in ("as_of", "unrecorded", "params", "zone")}
    return f"{filled} {told}"


def _disagreements(check: Check, case: Mapping[str, Any], said: list[Verdict]) -> Iterator[Text]:
    for expected in case["expect"]:
        key = {name: expected[name] for name in check.key if name in expected}
        found = [
            verdict for verdict in said if all(verdict.key.get(k) == v for k, v in key.items())
        ]
        if not found:
            if expected.get("flagged", "") is None and "value" not in expected and not said:
                continue
            yield Text(f"没有问到 {key}，只有 {[v.key for v in said]}", f"{key} was not asked")
            continue
        yield from _differences(expected, found[0])
    if not case["expect"] and said:
        asked = [verdict.key for verdict in said]
        yield Text(f"本不应问到，却问了 {asked}", f"nothing should be asked, but {asked} was")


def _differences(expected: Mapping[str, Any], verdict: Verdict) -> Iterator[Text]:
    for name in ("value", "flagged", "state", "due_on"):
        if name in expected and getattr(verdict, name) != expected[name]:
            got = getattr(verdict, name)
            yield Text(
                f"{name} 应为 {expected[name]}，却是 {got}",
                f"{name}: {expected[name]} expected, got {got}",
            )
    lacking = set(expected.get("missing", ())) - verdict.missing
    if lacking:
        got = sorted(verdict.missing)
        yield Text(
            f"应说明缺 {sorted(lacking)}，却说 {got}", f"should name {sorted(lacking)}, named {got}"
        )


def verdicts(rule: Rule, check: Check, case: Mapping[str, Any]) -> list[Verdict]:
    """Ask one case; one verdict a subject, though it was asked in two stretches of time or by two rows of one key."""
    of_subject: dict[tuple[Any, ...], list[Verdict]] = {}
    for place, verdict in enumerate(_answers(rule, check, case)):
        key = tuple(verdict.key.values())
        of_subject.setdefault((place,) if None in key else key, []).append(verdict)
    return [_together(said, check) for said in of_subject.values()]


def _together(said: list[Verdict], check: Check) -> Verdict:
    """As a run merges them: a breach decides, then what is not known, then what is open."""
    flags = [verdict.flagged for verdict in said]
    worst = True if True in flags else None if None in flags else False
    first = next(verdict for verdict in said if verdict.flagged is worst)
    values = [verdict.value for verdict in said if verdict.value is not None]
    due = [verdict.due_on for verdict in said if verdict.due_on is not None]
    return replace(
        first,
        value=sum(values) if check.is_process and values else first.value,
        due_on=min(due, default=None),
        missing=set().union(*(verdict.missing for verdict in said)),
    )


def _answers(rule: Rule, check: Check, case: Mapping[str, Any]) -> list[Verdict]:
    as_of = case.get("as_of") or date.today()
    dataset = dataset_of(rule, check, case)
    stretches = variants(rule, check, case.get("params"))
    found: list[Verdict] = []
    if check.is_process:
        parsed = [(stretch, run.constraint_of(rule, stretch)) for stretch in stretches]
        prepared = prepared_events(dataset, [c for _, c in parsed], as_of)
        assert check.template is not None
        asked = [question(rule.id, check.template, stretch, c) for stretch, c in parsed]
        for answer in answers(dataset.backend, prepared, asked):
            undecided = pc.any(pc.equal(answer.verdicts["state"], 4)).as_py()
            names = set(of_process(answer) if undecided or answer.missing else ())
            found += _process_verdicts(dataset, answer.verdicts, names)
        return found
    for stretch in stretches:
        one = Formula(check, stretch, as_of)
        ask(dataset, one)
        rows = dataset.con.sql(f"from {RESULT}").to_arrow_table().to_pylist()
        names = {name for *_, lacks in of_formula(dataset, one).each(dataset) for name in lacks}
        found += [
            Verdict(
                {key: row[key] for key in check.key},
                row["value"],
                row["flagged"],
                row["state"],
                row["due_on"],
                names,
            )
            for row in rows
        ]
    return found


def _process_verdicts(dataset: Dataset, rows: pa.Table, names: set[str]) -> list[Verdict]:
    ids = dict(dataset.con.execute(f"select case_no, case_id from {CASES}").fetchall())
    found = []
    for row in rows.to_pylist():
        flagged = None if row["state"] == 4 else row["value"] > 0
        due = None if row["due_day"] is None else date.fromordinal(row["due_day"] + 719_163)
        key = {"case_id": ids[row["case_no"]]}
        found.append(Verdict(key, row["value"], flagged, NAMES[row["state"]], due, names))
    return found
