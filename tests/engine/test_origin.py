"""From which table the subjects of an answer come."""

import ibis

from qinglian.engine.origin import origin

TENDER = ibis.table({"tender_id": "string", "method": "string"}, name="tender")
BID = ibis.table({"bid_id": "string", "tender_id": "string"}, name="bid")


def test_filters_and_left_joins_keep_the_rows_of_the_first_table():
    counts = BID.group_by(of_tender="tender_id").aggregate(bids=BID.count())
    rows = TENDER.filter(TENDER.method == "open").left_join(counts, [("tender_id", "of_tender")])
    assert origin(rows.select("tender_id", value="bids"), "tender_id", {}) == "tender"


def test_groups_come_from_what_they_group():
    rows = BID.group_by("tender_id").aggregate(value=BID.count())
    assert origin(rows, "tender_id", {}) == "bid"


def test_rows_kept_once_are_looked_into():
    kept = TENDER.filter(TENDER.method == "open")
    stands_for = ibis.table(kept.schema(), name="check_once_1")
    assert origin(stands_for.select("tender_id"), "tender_id", {"check_once_1": kept}) == "tender"


def test_other_tables_other_columns_and_what_is_made_are_not_told():
    both = TENDER.select("tender_id").union(BID.select("tender_id"))
    right = TENDER.right_join(BID, "tender_id").select("tender_id")
    renamed = TENDER.select(contract_id="tender_id")
    made = TENDER.select(tender_id=TENDER.tender_id.coalesce(TENDER.method))
    assert origin(both, "tender_id", {}) is None
    assert origin(right, "tender_id", {}) is None
    assert origin(renamed, "contract_id", {}) is None
    assert origin(made, "tender_id", {}) is None
