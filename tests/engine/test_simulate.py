"""What is simulated is what a run with that card says."""

from datetime import date
from pathlib import Path
from typing import Any

import pytest
from hypothesis import Phase, given, settings
from hypothesis import strategies as st

from qinglian.engine.catalog import catalog
from qinglian.engine.identity import Hasher
from qinglian.engine.inputs import open_inputs
from qinglian.engine.run import run
from qinglian.engine.simulate import NEW, simulate
from qinglian.model.errors import BadUsage

AS_OF = date(2024, 12, 31)
SAMPLES = Path(__file__).parents[2] / "samples" / "ledgers"
RULES = {rule.id: rule for rule in catalog().rules}
numbers = st.integers(1, 60)
CHANGES = st.one_of(
    st.tuples(st.sampled_from(["APR-003", "APR-006", "PUB-003-2"]), st.just("within.at_most"), numbers),
    st.tuples(st.just("APR-008"), st.just("minimum"), st.integers(1, 3)),
    st.tuples(st.just("R003"), st.just("threshold"), numbers),
)  # fmt: skip


@pytest.fixture(scope="module")
def ledgers() -> Any:
    names = ("行政许可办件.xlsx", "公共资源交易.xlsx")
    return open_inputs([SAMPLES / name for name in names], hasher=Hasher(b"no secret"))


def flagged(ledgers: Any, rule_id: str, params: dict[str, Any]) -> dict[str, Any]:
    signals = run(ledgers, [RULES[rule_id]], as_of=AS_OF, params={rule_id: params}).signals
    return dict(zip(signals["subject_id"].to_pylist(), signals["value"].to_pylist(), strict=True))


def by_hand(rule_id: str, path: str, value: Any) -> dict[str, Any]:
    name, _, inside = path.partition(".")
    stands = RULES[rule_id].card.params.get(name)
    if not inside:
        return {name: value}
    if isinstance(stands, list):
        return {name: [{**one, "value": {**one["value"], inside: value}} for one in stands]}
    return {name: {**stands, inside: value}}


@settings(max_examples=12, deadline=None, phases=[Phase.generate])
@given(change=CHANGES)
def test_it_equals_two_full_runs(ledgers: Any, change: tuple[str, str, int]) -> None:
    rule_id, path, value = change
    before = flagged(ledgers, rule_id, {})
    after = flagged(ledgers, rule_id, by_hand(rule_id, path, value))
    found = simulate(ledgers, RULES[rule_id], {path: value}, as_of=AS_OF)
    rows = found.rows.to_pylist()
    assert {row["subject_id"]: row["value_before"] for row in rows if row["what"] != NEW} == before
    assert {row["subject_id"]: row["value_after"] for row in rows if row["what"] != "gone"} == after
    assert found.before.flagged == len(before)
    assert found.after.flagged == len(after)
    for column in ("unit_id", "month"):
        assert sum(sum(counts.values()) for counts in found.counts(column).values()) == len(rows)


def test_the_month_is_that_of_the_last_event_cited(ledgers: Any) -> None:
    rows = simulate(ledgers, RULES["APR-003"], {"within.at_most": 10}, as_of=AS_OF).rows
    of = dict(zip(rows["subject_id"].to_pylist(), rows["month"].to_pylist(), strict=True))
    assert of["XK990001202400005"] == "2024-03"


def test_a_dated_parameter_is_changed_in_each_of_its_stretches(ledgers: Any) -> None:
    found = simulate(ledgers, RULES["APR-003"], {"within.at_most": 10}, as_of=AS_OF)
    assert found.stood("within.at_most") == [(date(2004, 7, 1), 20)]
    assert found.before.asked == found.after.asked


@pytest.mark.parametrize(
    ("path", "value", "named"),
    [("withi.at_most", 1, "within"), ("within.at_mos", 1, "within.at_mos"), ("within", 10, "dict")],
)
def test_what_does_not_fit_is_said(ledgers: Any, path: str, value: Any, named: str) -> None:
    with pytest.raises(BadUsage) as said:
        simulate(ledgers, RULES["APR-003"], {path: value}, as_of=AS_OF)
    assert named in said.value.text.en
    assert "permitted" not in said.value.text.zh
