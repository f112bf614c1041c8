"""From arguments to an outcome: open inputs or lake, choose rules, run them."""

import getpass
import json
import os
import sys
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from datetime import UTC, date, datetime
from importlib import import_module
from pathlib import Path
from threading import Thread
from typing import TYPE_CHECKING, Any

from qinglian.engine.asked import switched_on
from qinglian.engine.catalog import Catalog, catalog, check
from qinglian.engine.dataset import Dataset
from qinglian.engine.filled import filled
from qinglian.engine.identity import Hasher, read_key
from qinglian.engine.inputs import open_inputs
from qinglian.engine.needed import needed
from qinglian.engine.outcome import Outcome
from qinglian.engine.statements import statements
from qinglian.engine.unmask import unmasked
from qinglian.model.errors import BadInput, BadUsage
from qinglian.model.rule import Rule
from qinglian.model.text import Text

if TYPE_CHECKING:
    from qinglian.engine.backends.spark import Spark


def answered(
    *,
    inputs: list[Path],
    lake: Path | None,
    packs: list[str] | None,
    folders: list[Path],
    params: dict[str, Any],
    mapping: Path | None,
    source: str | None,
    zone: str | None,
    as_of: date,
    statuses: tuple[str, ...],
    key: Path | None,
    unmask: str | None,
    columns: bool = False,
    signals_only: bool = False,
    spark: bool = False,
) -> Outcome:
    """Read what was given, ask the rules chosen, and say what was understood; with `columns`, which are filled.

    Where signals alone will be shown, sources need not be read further than the rules look.
    """
    session = _spark() if spark else None
    if session is None:
        _no_pandas()
    if unmask is not None:
        _may_unmask(unmask, lake)
    known = catalog(tuple(folders))
    rules = known.chosen(packs, statuses)
    hasher = Hasher(read_key(key, lake=lake), keep_clear=unmask is not None)
    said = _of_these(params, rules, known)
    with busy("读入 reading"):
        wanted = _needed(rules, said) if signals_only else None
        Thread(target=_made_ready, args=(rules,), daemon=True).start()
        hashed = columns or unmask is not None
        dataset = _dataset(inputs, lake, hasher, mapping, source, zone, wanted, hashed)
    with busy("逐条问规则 asking the rules"):
        if session is not None:
            outcome = _run_on_spark(dataset, session, rules, as_of, said)
        else:
            ask = _run_files if lake is None else _run_lake
            outcome = ask(dataset, rules, as_of=as_of, params=said)
    if lake is not None:
        _keep(outcome, dataset)
    _say_broken(outcome, known, packs)
    if packs is None:
        _drop_unasked(outcome, known)
    if columns:
        outcome.filled = filled(dataset, outcome.coverage)
    if unmask is not None:
        outcome.signals = unmasked(outcome.signals, hasher.clear)
        outcome.clear = hasher.clear
        outcome.masked = False
        outcome.purpose = unmask
        _log_unmasking(unmask, outcome)
    return outcome


def _needed(rules: list[Rule], said: dict[str, Any]) -> dict[str, frozenset[str]] | None:
    """Columns that the rules look at, remembered: finding out takes importing every check before anything is read."""

    def found() -> dict[str, list[str]] | None:
        columns = needed(switched_on(rules, said))
        if columns is None:
            return None
        return {name: sorted(names) for name, names in columns.items()}

    asked = [[rule.sha256, rule.card.check] for rule in rules]
    columns: dict[str, list[str]] | None = statements(["needed", asked, said], found)
    if columns is None:
        return None
    return {name: frozenset(names) for name, names in columns.items()}


def _made_ready(rules: list[Rule]) -> None:
    """Import what asks, and the checks, while files are being read; what is wrong with one is said when it is asked."""
    import_module("qinglian.engine.run")
    for rule in rules:
        with suppress(Exception):
            check(rule.card.check)


class _Absent:
    """Says of a module that it is not there."""

    def __init__(self, name: str) -> None:
        self.name = name

    def find_spec(self, name: str, *_: Any) -> None:
        """Leave other modules to those who know them."""
        if name == self.name:
            raise ModuleNotFoundError(name)


def _no_pandas() -> None:
    """Let pyarrow find no pandas: its first array would import it, a quarter of a second for what nobody here uses."""
    import pyarrow

    if "pandas" not in sys.modules:
        absent = _Absent("pandas")
        sys.meta_path.insert(0, absent)
        try:
            pyarrow.scalar(0)
        finally:
            sys.meta_path.remove(absent)


def dataset_for(
    inputs: list[Path],
    lake: Path | None,
    key: Path | None,
    mapping: Path | None,
    source: str | None,
    zone: str | None,
) -> Dataset:
    """The tables of the inputs, or of a lake, identities hashed."""
    with busy("读入 reading"):
        return _dataset(inputs, lake, Hasher(read_key(key, lake=lake)), mapping, source, zone)


def _dataset(
    inputs: list[Path],
    lake: Path | None,
    hasher: Hasher,
    mapping: Path | None,
    source: str | None,
    zone: str | None,
    wanted: dict[str, frozenset[str]] | None = None,
    hashed: bool = True,
) -> Dataset:
    if lake is not None:
        if inputs:
            raise BadUsage(
                Text("--lake 与输入文件不能同时给", "Give either inputs or --lake, not both")
            )
        from qinglian.engine.lake import open_lake

        return open_lake(lake)
    if not inputs:
        raise BadUsage(
            Text("请给出至少一个输入文件，或用 --lake", "Name at least one input file, or --lake")
        )
    no_folders(inputs)
    return open_inputs(
        inputs, hasher=hasher, kind=source, mapping=mapping, zone=zone, wanted=wanted, hashed=hashed
    )


def _run_files(
    dataset: Dataset, rules: list[Rule], *, as_of: date, params: dict[str, Any]
) -> Outcome:
    from qinglian.engine.run import run

    return run(dataset, rules, as_of=as_of, params=params)


def _run_lake(
    dataset: Dataset, rules: list[Rule], *, as_of: date, params: dict[str, Any]
) -> Outcome:
    """Ask only what changed since the last run over the lake, where that says the same."""
    from qinglian.engine.incremental import run_lake
    from qinglian.engine.lake import LakeDataset

    assert isinstance(dataset, LakeDataset)
    return run_lake(dataset, rules, as_of, params)


def _spark() -> "Spark":
    """The Spark session of the environment; a run that wants one and has none ends before anything is read."""
    from qinglian.engine.backends.session import spark

    with busy("启动 Spark starting Spark"):
        return spark()


def _run_on_spark(
    dataset: Dataset, session: "Spark", rules: list[Rule], as_of: date, params: dict[str, Any]
) -> Outcome:
    """Ask everything anew on Spark; what an earlier run over a lake said is not built on."""
    from qinglian.engine.spark import SparkDataset, run_on_spark

    try:
        return run_on_spark(SparkDataset(dataset, session), rules, as_of=as_of, params=params)
    except Exception as error:
        if type(error).__module__.partition(".")[0] not in ("pyspark", "py4j"):
            raise
        why = next((line for line in str(error).splitlines() if line.strip()), "")[:300]
        raise BadUsage(Text(f"Spark 上没有算完：{why}", f"Spark did not finish: {why}")) from None


def _of_these(params: dict[str, Any], rules: list[Rule], known: Catalog) -> dict[str, Any]:
    """Leave out what is said of rules that exist and were not chosen: one file serves every pack."""

    ids = {rule.id for rule in known.rules}

    def named(code: Any, among: list[Rule]) -> bool:
        if code in ids:
            return any(rule.id == code for rule in among)
        return any(rule.id.startswith(f"{code}-") for rule in among)

    return {
        code: said
        for code, said in params.items()
        if named(code, rules) or not named(code, known.rules)
    }


def no_folders(inputs: list[Path]) -> None:
    """Refuse a folder in place of a file, and say how to name what is in it."""
    for path in inputs:
        if path.is_dir():
            raise BadInput(
                Text(
                    f"{path} 是文件夹，请写出其中的文件，如 {path}/*.xlsx",
                    f"{path} is a folder; name the files in it, such as {path}/*.xlsx",
                )
            )


def _may_unmask(purpose: str, lake: Path | None) -> None:
    if not purpose.strip():
        raise BadUsage(Text("--unmask 须写明用途", "--unmask needs a purpose"))
    if lake is not None:
        raise BadUsage(
            Text(
                "数据湖中没有标识原值，--unmask 只用于输入文件",
                "A lake holds no clear identities; --unmask is for files",
            )
        )


def _keep(outcome: Outcome, dataset: Dataset) -> None:
    """Keep a run over a lake beside its batches, and say what became of the signals of the last one."""
    from qinglian.engine.lake import LakeDataset, NotWritten, compare, last_run, save_run

    assert isinstance(dataset, LakeDataset)
    outcome.warnings += dataset.warnings
    before = last_run(dataset.lake, asked=[item.rule.id for item in outcome.coverage])
    if before is not None:
        found = compare(before, outcome, dataset)
        numbers = len(found.new), len(found.changed), len(found.same), len(found.gone)
        outcome.warnings.append(
            Text(
                "与上次运行相比：新增 {}，有变化 {}，相同 {}，不再出现 {}".format(*numbers),
                "Beside the last run: {} new, {} changed, {} the same, {} no longer seen".format(
                    *numbers
                ),
            )
        )
        outcome.warnings += [
            Text(f"规则 {rule_id} 的{said.zh}", f"Of rule {rule_id} {said.en}")
            for rule_id, said in found.moved
        ]
    try:
        save_run(outcome, dataset)
    except NotWritten as error:
        outcome.warnings.append(
            Text(
                f"这次运行没有留存在数据湖中，结果照常给出。{error.text.zh}",
                f"This run was not kept in the lake; here is its answer all the same. {error.text.en}",
            )
        )


def _say_broken(outcome: Outcome, known: Catalog, packs: list[str] | None) -> None:
    for card in known.broken:
        if packs is None or card.path.parent.name in packs:
            outcome.warnings.append(card.text)


def _drop_unasked(outcome: Outcome, known: Catalog) -> None:
    """Where no pack was named, leave out packs of which these data could answer nothing, and say so."""
    asked = {item.rule.pack for item in outcome.coverage if item.asked or item.error}
    dropped = sorted({item.rule.pack for item in outcome.coverage} - asked)
    if dropped and asked:
        outcome.coverage = [item for item in outcome.coverage if item.rule.pack in asked]
        titles = [known.packs[name].title for name in dropped]
        outcome.warnings.append(
            Text(
                f"数据中没有可问的内容，略去规则包{''.join(f'“{title.zh}”' for title in titles)}",
                f"Nothing to ask in these packs: {'; '.join(title.en for title in titles)}",
            )
        )


def _log_unmasking(purpose: str, outcome: Outcome) -> None:
    """Write who showed identities, of what and why, to the user's own log."""
    home = Path(os.environ.get("XDG_STATE_HOME") or Path.home() / ".local" / "state")
    path = home / "qinglian" / "unmasked.jsonl"
    path.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
    entry = {
        "at": datetime.now(UTC).isoformat(),
        "by": getpass.getuser(),
        "purpose": purpose,
        "inputs": [{"name": note.name, "sha256": note.sha256} for note in outcome.sources],
    }
    with path.open("a", encoding="utf-8") as log:
        log.write(json.dumps(entry, ensure_ascii=False) + "\n")
    print(f"已留痕 Logged: {path}", file=sys.stderr)


@contextmanager
def busy(said: str) -> Iterator[None]:
    """Show that work is going on, on a terminal only."""
    if not sys.stderr.isatty():
        yield
        return
    from rich.console import Console

    with Console(stderr=True).status(said):
        yield
