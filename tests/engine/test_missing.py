"""Why subjects could not be decided: only what would have decided them is named."""

from datetime import date

from qinglian.engine.catalog import catalog
from qinglian.engine.dataset import Dataset
from qinglian.engine.outcome import Coverage
from qinglian.engine.run import run


def asked(rule_id: str, **rows: str) -> Coverage:
    """Ask one rule of tables given as SQL."""
    dataset = Dataset()
    for table, sql in rows.items():
        dataset.con.execute(f"create table {table} as {sql}")
        dataset.adopt(table)
    outcome = run(dataset, [catalog().rule(rule_id)], as_of=date(2024, 6, 30))
    return outcome.coverage[0]


def lacks(item: Coverage) -> dict[str, int]:
    """Names of what was missing, with the number of subjects."""
    return {
        f"{gap.table}.{gap.column}" if gap.column else gap.table: gap.subjects
        for gap in item.missing
    }


FEES = """select * from (values ('A', 30.0::decimal(18, 2), true), ('B', 30.0, null))
    t(permit_id, fee_yuan, fee_listed_flag)"""
BIDS = """select * from (values ('1', 'T', 'X', 5.0), ('2', 'T', 'Y', null), ('3', 'U', 'X', 7.0))
    t(bid_id, tender_id, bidder_id, amount)"""


def test_a_column_that_only_helps_is_not_missed():
    item = asked("APR-011", permit=FEES)
    assert (item.decided, item.undecided) == (1, 1)
    assert lacks(item) == {"permit.fee_listed_flag": 1}, "neither the basis of the fee nor the unit"


def test_of_two_columns_one_is_enough_and_the_one_on_hand_is_named():
    item = asked(
        "R028",
        tender="select unnest(['T', 'U']) tender_id, unnest(['T', 'U']) contracting_process_id, true bids_recorded",
        bid=f"select *, 'valid' status, case when amount is not null then 'CNY' end currency from ({BIDS})",
    )
    assert item.undecided == 1, "one of the bids for T has no price"
    assert lacks(item) == {"bid.amount": 1, "bid.currency": 1}, (
        "not the sum in yuan, which no source had"
    )


def test_where_no_source_had_either_both_are_named():
    item = asked("APR-012", permit="select 'A' permit_id")
    assert lacks(item) == {"permit.unlisted_materials": 1, "permit.unlisted_material_flag": 1}


def test_rows_are_followed_through_the_table_that_names_the_subject():
    item = asked(
        "R028",
        tender="select unnest(['T', 'U']) tender_id, unnest(['T', 'U']) contracting_process_id",
        bid=f"select *, 'valid' status, 'CNY' currency from ({BIDS}) where tender_id = 'U'",
    )
    assert item.undecided == 1
    assert lacks(item) == {"bid": 1}, "T has no bid on record, U has"


def test_a_day_is_missed_under_the_name_of_its_instant():
    item = asked(
        "APR-014-2", permit="select 'A' permit_id, 'M' matter_name, timestamp '2024-03-01' decided_at, "
        "date '2024-03-01' decided_on, 'p' handler_id",
    )  # fmt: skip
    assert lacks(item) == {"permit.accepted_at": 1}


def test_a_subject_that_is_derived_is_not_followed_by_a_column_nobody_read():
    said = asked(
        "R072",
        tender="select 'T' tender_id, 'P' contracting_process_id, 'B' buyer_id, 'works' category",
        award="select 'A' award_id, 'T' tender_id, 'active' status, 'S' supplier_id, true subcontracted",
    )
    assert said.error is None
