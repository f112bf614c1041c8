"""One Spark for the whole suite, and what two engines said, made comparable."""

import json
import math
from collections import Counter
from collections.abc import Mapping
from datetime import date
from functools import cache
from pathlib import Path
from typing import Any

import pyarrow as pa
import pytest
import yaml
from ibis import Table

from qinglian.engine import cases
from qinglian.engine.ask import EVIDENCE, RESULT, Formula, ask
from qinglian.engine.backends.session import JAVA, java_version, spark
from qinglian.engine.backends.spark import Spark
from qinglian.engine.case_rows import RESERVED, dataset_of
from qinglian.engine.catalog import check
from qinglian.engine.missing import of_formula
from qinglian.engine.params import variants
from qinglian.engine.process.plan import answers, question
from qinglian.engine.process.prepare import CASES, DAYS, EVENTS
from qinglian.engine.processes import prepared_events
from qinglian.engine.run import constraint_of
from qinglian.engine.spark import SparkDataset
from qinglian.engine.spark.lacks import LACK, lacks
from qinglian.model.rule import Rule
from qinglian.model.table import tables

QUICK = """
master: local[2]
conf:
  spark.driver.memory: 2g
  spark.sql.shuffle.partitions: 1
  spark.sql.adaptive.enabled: false
  spark.sql.codegen.wholeStage: false
  spark.sql.codegen.factoryMode: NO_CODEGEN
"""
"""A session for tables of ten rows: no code is compiled for them, and none is shuffled."""


class Lazy(Spark):
    """As few jobs as can be: results pass through here, and the steps of a question are one query."""

    def materialise(self, name: str, expression: Any, *, order: str = "") -> Table:
        return self.put(name, self.arrow(expression))

    def _keep(self, name: str, rows: Any) -> None:
        self._view(name, rows)


@cache
def why_not() -> str | None:
    """Why Spark cannot run here."""
    try:
        import pyspark  # noqa: F401
    except ImportError:
        return "pyspark is not installed: answers on Spark are not compared"
    if (java_version() or 0) < JAVA:
        return f"no Java {JAVA}: answers on Spark are not compared"
    return None


@pytest.fixture(scope="session")
def session(tmp_path_factory: pytest.TempPathFactory) -> Any:
    """The one Spark session."""
    if reason := why_not():
        pytest.skip(reason)
    conf = tmp_path_factory.mktemp("spark") / "spark.yaml"
    conf.write_text(QUICK, "utf-8")
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("QINGLIAN_SPARK_CONF", str(conf))
        started = spark()
    yield started.session
    started.session.stop()


def all_cases(rule: Rule) -> dict[str, Any]:
    """Every case of a card as one: ids are told apart by the number of the case.

    The commonest day and the commonest parameters are those of all.
    """
    said = yaml.safe_load(cases.case_file(rule).read_text("utf-8"))
    days = Counter(case.get("as_of", date(2024, 6, 30)) for case in said)
    params = Counter(json.dumps(case.get("params") or {}, default=str) for case in said)
    together: dict[str, Any] = {
        "name": rule.id,
        "as_of": days.most_common(1)[0][0],
        "params": json.loads(params.most_common(1)[0][0]),
        "expect": [],
    }
    for number, case in enumerate(said):
        for name in set(case) - set(RESERVED):
            rows = [dict(row) for row in case[name] or ()]
            if name == "event":
                for place, row in enumerate(rows, start=1):
                    row.setdefault("case_id", "C")
                    row.setdefault("event_id", f"E{place}")
                    row.setdefault("position", place)
            if name == "calendar_day" and name in together:
                continue
            together.setdefault(name, []).extend(_told_apart(name, row, number) for row in rows)
    return together


def _told_apart(table: str, row: Mapping[str, Any], number: int) -> dict[str, Any]:
    spec = tables()[table]
    return {
        name: f"{number}:{value}"
        if isinstance(value, str)
        and name.endswith("_id")
        and not (name in spec.columns and spec.columns[name].identifies)
        else value
        for name, value in row.items()
    }


def both_said(rule: Rule, backend: Spark) -> list[tuple[str, Any, Any]]:
    """What DuckDB and Spark say of all cases of a card: pairs to be equal, each with what it is."""
    asked, case = check(rule.card.check), all_cases(rule)
    here = dataset_of(rule, asked, case)
    stretches = variants(rule, asked, case["params"])
    if asked.is_process:
        parsed = [(stretch, constraint_of(rule, stretch)) for stretch in stretches]
        prepared = prepared_events(here, [c for _, c in parsed], case["as_of"])
        for name in (EVENTS, CASES, DAYS):
            backend.put(name, here.backend.arrow(f"from {name}"))
        assert asked.template is not None
        put = [question(rule.id, asked.template, stretch, c) for stretch, c in parsed]
        pairs = zip(
            answers(here.backend, prepared, put), answers(backend, prepared, put), strict=True
        )
        return [
            (what, plain(getattr(one, what)), plain(getattr(other, what)))
            for one, other in pairs
            for what in ("verdicts", "evidence")
        ]
    there = SparkDataset(here, backend)
    found = []
    for stretch in stretches:
        of_one, of_other = (Formula(asked, stretch, case["as_of"]) for _ in range(2))
        ask(here, of_one)
        ask(there, of_other)
        found.append(("proved", of_one.proved, of_other.proved))
        for what in (RESULT, EVIDENCE)[: 1 + of_one.proved]:
            rows = here.backend.arrow(f"from {what}")
            found.append((what, plain(rows), plain(backend.arrow(f"select * from {what}"))))
        answered = here.backend.arrow(f"from {RESULT} where flagged is null")
        if answered.num_rows:
            lacked = of_formula(here, of_one).each(here)
            result = backend.table(RESULT)
            unknown = result.filter(result.flagged.isnull()).select(*asked.key).distinct()
            bound = {name: there.bind(name, columns) for name, columns in asked.reads.items()}
            rows = backend.arrow(lacks(there, asked, bound, unknown).select(*asked.key, LACK))
            one_by_one = [(*row[:-1], name) for row in lacked for name in row[-1]]
            found.append(
                (
                    "lacks",
                    sorted(map(str, one_by_one)),
                    sorted(str(tuple(row.values())) for row in rows.to_pylist()),
                )
            )
    return found


def plain(rows: pa.Table) -> list[str]:
    """Rows as text in one order, numbers rounded where engines add them up in another order."""
    names = sorted(rows.column_names)
    return sorted(str([(name, _plain(row[name])) for name in names]) for row in rows.to_pylist())


def _plain(value: Any) -> Any:
    if isinstance(value, float):
        return "nan" if math.isnan(value) else float(f"{value:.9g}")
    if isinstance(value, list):
        return sorted((_plain(item) for item in value), key=str)
    return value


def ledgers() -> list[Path]:
    """The sample ledgers of the repository."""
    return sorted((Path(__file__).parents[3] / "samples" / "ledgers").glob("*.*"))
