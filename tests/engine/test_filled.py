"""Which columns carry values, and which rules wait for one that does not."""

from datetime import date

from qinglian.engine.catalog import catalog
from qinglian.engine.dataset import Dataset
from qinglian.engine.filled import filled
from qinglian.engine.run import run

PENALTY = """create table penalty as select * from (values
    ('A', 100.0::decimal(18, 2), ['fine'], null::boolean),
    ('B', null, [], null),
    ('C', 300.0, null, null)
) t(penalty_id, amount_yuan, penalty_kinds, collected_on_spot)"""


def ledger() -> Dataset:
    """Three penalties without a day."""
    dataset = Dataset()
    dataset.con.execute(PENALTY)
    dataset.adopt("penalty")
    return dataset


def test_rows_and_values_are_counted_column_by_column():
    (table,) = filled(ledger(), [])
    counted = {column.name: column.filled for column in table.columns if column.filled}
    assert (table.table, table.rows) == ("penalty", 3)
    assert counted == {"penalty_id": 3, "amount_yuan": 2, "penalty_kinds": 1}, (
        "an empty list is no value"
    )
    assert {column.name for column in table.columns} >= {"decided_at", "collected_on_spot"}, (
        "columns of the dictionary that no source had are listed too"
    )


def test_rules_wait_for_columns_that_are_empty_or_were_never_there():
    dataset = ledger()
    rules = [catalog().rule(name) for name in ("ENF-009", "ENF-011")]
    outcome = run(dataset, rules, as_of=date(2024, 6, 30))
    (table,) = filled(dataset, outcome.coverage)
    waiting = {column.name: column.waiting for column in table.columns if column.waiting}
    assert waiting["collected_on_spot"] == ["ENF-009"]
    assert not any("amount_yuan" in name for name in waiting), (
        "a column with values is not waited for"
    )


def test_a_step_of_a_process_is_waited_for_in_its_ledger():
    dataset = Dataset()
    dataset.con.execute(
        "create table penalty as select 'A' penalty_id, timestamp '2024-03-01' decided_at, date '2024-03-01' decided_on"
    )
    dataset.adopt("penalty")
    dataset.records({"penalty": {"decided"}})
    outcome = run(dataset, [catalog().rule("ENF-011")], as_of=date(2024, 6, 30))
    (table,) = filled(dataset, outcome.coverage)
    assert {c.name: c.waiting for c in table.columns if c.waiting} == {"delivered_at": ["ENF-011"]}


def test_an_open_table_lists_further_columns_and_no_days_of_its_instants():
    dataset = Dataset()
    dataset.con.execute(
        "create table event as select 'E' event_id, timestamp '2024-03-01' occurred_at, "
        "date '2024-03-01' occurred_on, 'x' colour"
    )
    dataset.adopt("event")
    (table,) = filled(dataset, [])
    names = {column.name: column.filled for column in table.columns}
    assert names["colour"] == 1
    assert "occurred_on" not in names
