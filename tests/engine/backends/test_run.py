"""A whole run says the same on both engines: signals, coverage, what was lacked, when the next duty falls due."""

import json
import random
from datetime import UTC, date, datetime
from pathlib import Path

import pytest

from qinglian.engine.backends.spark import Spark
from qinglian.engine.dataset import Dataset
from qinglian.engine.lake import open_lake
from qinglian.engine.run import run
from qinglian.engine.spark import SparkDataset, run_on_spark
from tests.cli.command import AS_OF, desk, qinglian
from tests.engine import lakes
from tests.engine.backends.sparks import ledgers, why_not
from tests.engine.backends.sparks import session as session
from tests.engine.lake.making import put

pytestmark = pytest.mark.xdist_group("spark")
NOW = datetime(2024, 6, 1, tzinfo=UTC)
DAY = date(2024, 3, 20)
SOME = ("T-dated", "T-four_eyes", "T-disqualified")
"""Two versions of a law, what cannot be told, and a formula with evidence."""


@pytest.fixture(scope="module")
def lake(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Three batches: the second repeats rows of the first, the third corrects some."""
    root = tmp_path_factory.mktemp("run") / "lake"
    chance = random.Random(17)
    first = _tables(chance, 120)
    again = {name: rows[::3] + _tables(chance, 20)[name] for name, rows in first.items()}
    put(root, first)
    put(root, again)
    put(root, {name: _tables(chance, 15)[name] for name in ("event", "permit")}, corrects=True)
    return root


def _tables(chance: random.Random, size: int) -> dict[str, list[dict]]:
    def one(*choices):
        return chance.choice(choices)

    def case() -> str:
        return f"案{chance.randrange(size // 4)}"

    def tender() -> str:
        return f"T{chance.randrange(size // 10)}"

    processes = ("permit", "permit", "penalty", None)
    steps = ("accepted", "decided", "delivered", "supplement_noticed")
    makers = {
        "event": lambda: lakes._event(
            (
                chance.randint(1, 6),
                case(),
                one(*processes),
                one(*steps),
                chance.randint(1, 28),
                one("甲", "乙", None),
                one(None, 1.0),
            )
        ),
        "permit": lambda: lakes._permit(
            (
                case(),
                one(None, 3, 7),
                chance.randint(1, 28),
                one(None, 2, 9),
                one("甲", "乙", None),
                one(None, "目录"),
            )
        ),
        "tender": lambda: lakes._tender((tender(), one("P", "Q", None))),
        "bid": lambda: lakes._bid((tender(), one(*"XYZ"), one("valid", "disqualified", None))),
        "award": lambda: lakes._award((tender(), one(*"XY"))),
    }
    return {name: [make() for _ in range(size)] for name, make in makers.items()}


@pytest.mark.parametrize(
    "only",
    [pytest.param(SOME, marks=pytest.mark.slow), pytest.param(None, marks=pytest.mark.both)],
    ids=str,
)
def test_a_lake_is_read_where_it_lies(lake, session, tmp_path, only):
    rules = [rule for rule in lakes.rules(tmp_path) if only is None or rule.id in only]
    here = run(open_lake(lake), rules, as_of=DAY, seen_at=NOW)
    there = SparkDataset(open_lake(lake), Spark(session, tmp_path))
    outcome = run_on_spark(there, rules, as_of=DAY, seen_at=NOW)
    assert outcome.engine == "spark"
    assert here.signals.num_rows > 20
    assert lakes.said(outcome) == lakes.said(here)


@pytest.mark.both
def test_without_a_common_folder_rows_travel_through_the_driver(lake, session, tmp_path):
    rules, opened = lakes.rules(tmp_path), open_lake(lake)
    here = run(opened, rules, as_of=DAY, seen_at=NOW)
    plain = Dataset(opened.con, zone=opened.zone)
    plain.columns, plain.recorded = opened.columns, opened.recorded
    outcome = run_on_spark(SparkDataset(plain, Spark(session)), rules, as_of=DAY, seen_at=NOW)
    assert lakes.said(outcome) == lakes.said(here)


def test_settings_and_views_of_the_users_session_stay_as_they_are(session, tmp_path):
    session.conf.set("spark.sql.session.timeZone", "America/New_York")
    session.sql("select 1 as mine").createOrReplaceTempView("event")
    spark = Spark(session, tmp_path)
    spark.session.sql("select 2 as ours").createOrReplaceTempView("event")
    assert spark.session.conf.get("spark.sql.session.timeZone") == "UTC"
    assert session.conf.get("spark.sql.session.timeZone") == "America/New_York"
    assert session.table("event").columns == ["mine"]


@pytest.mark.both
@pytest.mark.parametrize("master", ["local[2]", "local-cluster[2,1,1024]"])
def test_the_command_says_the_same_on_two_executors(master, tmp_path):
    if reason := why_not():
        pytest.skip(reason)
    conf = tmp_path / "spark.yaml"
    conf.write_text(
        f"master: '{master}'\nconf: {{spark.driver.memory: 2g, spark.sql.shuffle.partitions: 2}}\n"
    )
    packs = ("--packs", desk(tmp_path / "packs"), "--pack", "desk", "--pack", "funds_cn")
    said = {}
    for engine in ("duckdb", "spark"):
        asked = (*ledgers(), *AS_OF, *packs, "--engine", engine, "--format", "jsonl")
        found = qinglian("run", *asked, QINGLIAN_SPARK_CONF=str(conf))
        assert found.returncode == 0, found.stderr
        said[engine] = sorted(map(_plain, map(json.loads, found.stdout.splitlines())))
    assert said["duckdb"]
    assert said["spark"] == said["duckdb"]


def _plain(signal):
    lists = {name: sorted(map(str, signal[name])) for name in ("evidence", "parties")}
    return json.dumps({**signal, **lists, "seen_at": ""}, sort_keys=True)
