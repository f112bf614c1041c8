"""Reading no further than the rules look changes no answer."""

from datetime import UTC, date, datetime

import pytest

from bench.ocds_generator import write
from qinglian.engine.catalog import catalog
from qinglian.engine.identity import Hasher
from qinglian.engine.inputs import open_inputs
from qinglian.engine.needed import needed
from qinglian.engine.run import run

OCDS = catalog().chosen(["ocds_red_flags"], ("draft", "trial", "stable"))


@pytest.fixture(scope="module")
def releases(tmp_path_factory):
    path = tmp_path_factory.mktemp("needed") / "tenders.jsonl"
    write(path, 1_500, 5)
    return path


def asked(path, rules, wanted):
    dataset = open_inputs([path], hasher=Hasher(b"no secret"), wanted=wanted)
    seen = datetime(2026, 1, 1, tzinfo=UTC)
    outcome = run(dataset, rules, as_of=date(2026, 1, 1), seen_at=seen)
    coverage = [
        (item.rule.id, item.asked, item.decided, item.flagged, item.missing, item.error)
        for item in outcome.coverage
    ]
    return outcome.signals.to_pylist(), coverage, [note.sha256 for note in outcome.sources]


def test_signals_and_coverage_are_the_same(releases):
    wanted = needed(OCDS)
    assert wanted is not None
    found = asked(releases, OCDS, wanted)
    assert found == asked(releases, OCDS, None)
    assert len(found[0]) > 50


@pytest.mark.parametrize("rule", OCDS, ids=lambda rule: rule.id)
def test_each_rule_alone_reads_what_it_needs(releases, rule):
    assert asked(releases, [rule], needed([rule])) == asked(releases, [rule], None)


def test_process_rules_may_look_at_any_ledger():
    assert needed([catalog().rule("APR-003")]) is None
