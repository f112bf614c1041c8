"""Every template over random logs says the same on both engines: any window, pause, extension, part and process."""

import pytest
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st

from qinglian.engine import events
from qinglian.engine.backends.duckdb import DuckDB
from qinglian.engine.catalog import check
from qinglian.engine.params import Variant
from qinglian.engine.process.plan import answers, question
from qinglian.engine.process.prepare import CASES, DAYS, EVENTS
from qinglian.engine.spark.numbering import ordered
from qinglian.model.process import Constraint
from tests.engine.backends.sparks import Lazy, plain
from tests.engine.backends.sparks import session as session
from tests.engine.process.driver import ATTRIBUTES
from tests.engine.process.logs import CHECKS, cards, sample

pytestmark = pytest.mark.xdist_group("spark")
SEEDS = (1, 5, 8)
"""Logs with make-up days, with clocks that go forward, and with clocks that go back."""
CASES_EACH = 24


@pytest.fixture(scope="module")
def lazies(session):
    """For each log a session that holds its prepared events."""
    found = {}
    for seed in SEEDS:
        log, lazy = sample(seed, CASES_EACH).log, Lazy(session)
        for name in (EVENTS, CASES, DAYS):
            lazy.put(name, DuckDB(log.con).arrow(f"from {name}"))
        found[seed] = lazy
    return found


def _said(backend, log, name, card):
    found = check(name if "." in name else f"sequence.{name}")
    put = question(name, found.template, Variant(None, None, {}), Constraint.model_validate(card))
    answer = next(iter(answers(backend, log.prepared, [put])))
    return plain(answer.verdicts), plain(answer.evidence), answer.missing


def _must_agree(lazies, seed, name, card):
    log = sample(seed, CASES_EACH).log
    assert _said(lazies[seed], log, name, card) == _said(DuckDB(log.con), log, name, card)


quick = settings(
    max_examples=1,
    database=None,
    phases=[Phase.generate],
    suppress_health_check=list(HealthCheck),
)


@pytest.mark.both
@pytest.mark.parametrize("name", CHECKS)
@settings(quick, max_examples=8)
@given(data=st.data())
def test_a_template_answers_alike_whatever_the_card(data, lazies, name):
    card = data.draw(cards().filter(lambda drawn: drawn[0] == name))[1]
    _must_agree(lazies, data.draw(st.sampled_from(SEEDS)), name, card)


@settings(quick, max_examples=6)
@given(drawn=cards(), seed=st.sampled_from(SEEDS))
def test_templates_answer_alike(drawn, seed, lazies):
    _must_agree(lazies, seed, *drawn)


def test_events_are_prepared_alike(session, tmp_path):
    said = sample(5, CASES_EACH)
    here, there = DuckDB(said.log.con), Lazy(session)
    event, calendar = (
        there.put(name, here.arrow(f"from {name}")) for name in ("event", "calendar_day")
    )
    prepared = events.prepare(
        there,
        event,
        calendar,
        attributes=[*ATTRIBUTES, "occurred_at"],
        as_of=said.as_of,
        zone=said.zone,
        number=lambda rows, date_only: ordered(there, rows, date_only=date_only),
    )
    wanted = said.log.prepared
    for name in (
        "filled",
        "date_only",
        "unknown_days",
        "most_repeated",
        "as_of_wd",
        "shifts",
        "first_day",
        "last_day",
    ):
        assert getattr(prepared, name) == getattr(wanted, name), name
    told = [_in_order(backend) for backend in (here, there)]
    assert told[0] == told[1]


def _in_order(backend):
    """What each case consists of, in the order of its events."""
    rows = backend.rows(
        f"""select k.process, k.case_id, e.eid - k.first_eid, a.activity, e.us, e.day_no, e.wd_no, k.n,
            k.last_eid - k.first_eid
        from {EVENTS} e join {CASES} k on e.case_no = k.case_no join prepared_activity a on a.act = e.act"""
    )
    return sorted(map(str, rows))
