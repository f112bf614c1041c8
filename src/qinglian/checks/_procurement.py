"""
采购检查共用的词。Words that the procurement checks share, as the OCDS red flags define them.

Submitted bids are those with a status other than `invited` and `withdrawn`; a bid without status is not known to be
submitted. Awards are final where each status is `active`, `cancelled` or `unsuccessful`; one without status is left aside.
"""

from collections.abc import Iterable

import ibis
from ibis import Table
from ibis.expr import types as ir

from qinglian.model.check import Param
from qinglian.model.text import Text

KEY = "contracting_process_id"
NOT_SUBMITTED = ("invited", "withdrawn")
FINAL = ("active", "cancelled", "unsuccessful")
YUAN = "CNY"

TENDER = (
    "tender_id", "contracting_process_id", "status", "method_details", "buyer_id", "procuring_entity_id", "position",
)  # fmt: skip
"""Columns of a tender that every check of a process needs."""

EXCLUDED = {
    "excluded_procurement_method_details": Param(
        list, Text("不问这些方式（按发布者原文）", "leave out these methods, in the publisher's words")
    )
}
PRICE_METHODS = {
    "price_comparison_procurement_methods": Param(
        list, Text("只在这些方式中比价（按发布者原文）", "compare prices only under these methods, in the publisher's words")
    ),
    "no_price_comparison_procurement_methods": Param(
        list, Text("这些方式中不比价（按发布者原文）", "do not compare prices under these methods, in the publisher's words")
    ),
}  # fmt: skip
CURRENCY = {
    "currency": Param(str, Text("只比这一币种的报价", "compare only bids in this currency")),
}
MINIMUM_COUNT = {
    "minimum_count": Param(
        int, Text("少于这么多个对象时不划界线", "draw no fence with fewer subjects than this"), default=0, minimum=0
    )
}  # fmt: skip


def listed(value: object) -> list[str]:
    """A list parameter: a list, one text with `|` between, or nothing."""
    if value is None:
        return []
    if isinstance(value, str):
        return [part for part in value.split("|") if part]
    assert isinstance(value, Iterable)
    return [str(part) for part in value]


def processes(tender: Table, excluded: object = None) -> Table:
    """Tenders that are asked at all: not cancelled, not excluded. One without an ocid stands for itself."""
    cancelled = (tender.status == "cancelled").fill_null(False)
    kept = tender.filter(~cancelled)
    if left_out := listed(excluded):
        kept = kept.filter(~kept.method_details.isin(left_out).fill_null(False))
    return kept.mutate(**{KEY: kept[KEY].coalesce(kept.tender_id)})


def price_compared(tender: Table, allowed: object = None, denied: object = None) -> Table:
    """Tenders whose prices may be compared: in the list of allowed methods if there is one, else not in that of denied ones."""
    if only := listed(allowed):
        return tender.filter(tender.method_details.isin(only))
    if never := listed(denied):
        return tender.filter(~tender.method_details.isin(never).fill_null(False))
    return tender


def submitted(bid: Table) -> ir.BooleanValue:
    """Whether a bid is known to have been submitted."""
    return bid.status.notnull() & bid.status.notin(NOT_SUBMITTED)


def bidders(bid: Table) -> ir.ArrayValue:
    """Ids of all bidders of a bid; ledgers that know one bidder name it in `bidder_id` alone. Never empty: null for nobody."""
    return (bid.bidder_ids.length() > 0).ifelse(bid.bidder_ids, ibis.array([bid.bidder_id]))


def suppliers(award: Table) -> ir.ArrayValue:
    """Ids of all suppliers of an award. Never empty: null for nobody."""
    return (award.supplier_ids.length() > 0).ifelse(award.supplier_ids, ibis.array([award.supplier_id]))


def with_price(bid: Table) -> Table:
    """Bids with `price` and `money`, its currency; sums in yuan stand where there is no other."""
    yuan = bid.amount_yuan.cast("float64")
    return bid.mutate(
        price=bid.amount.coalesce(yuan),
        money=bid.amount.notnull().ifelse(
            bid.currency, yuan.notnull().ifelse(ibis.literal(YUAN), ibis.null("string"))
        ),
    )


def outcomes(award: Table) -> Table:
    """What the awards of each tender came to: how many are active and not final, and the single winner.

    `winner` is the supplier where exactly one award is active and has exactly one supplier with an id.
    """
    active = (award.status == "active").fill_null(False)
    counted = award.group_by("tender_id").aggregate(
        active=active.sum(),
        open=(award.status.notnull() & award.status.notin(FINAL)).sum(),
        sole=award.supplier_id.max(where=active),
    )
    single = (counted.active == 1) & (counted.open == 0)
    return counted.mutate(winner=single.ifelse(counted.sole, ibis.null("string"))).drop("sole")


def recorded(flag: ir.BooleanValue, rows: ir.BooleanValue) -> ir.BooleanValue:
    """Whether bids or awards are on record: the source says so, or has rows."""
    return flag.fill_null(False) | rows


def per_process(rows: Table, *, threshold: bool = False) -> Table:
    """One row a contracting process, of rows with `flagged`, `value` and `position`.

    A process published twice is flagged where one of its releases is, with the value of the last one flagged.
    """
    level = ibis.cases((rows.flagged, 2), (rows.flagged.isnull(), 1), else_=0)
    columns = {
        "level": level.max(),
        "last": rows.value.argmax(rows.position, where=rows.flagged),
        "other": rows.value.argmax(rows.position),
        "unit_id": rows.procuring_entity_id.coalesce(rows.buyer_id).max(),
    }
    if threshold:
        columns["threshold"] = rows.threshold.max()
    grouped = rows.group_by(KEY).aggregate(**columns)
    flagged = ibis.cases((grouped.level == 2, True), (grouped.level == 1, ibis.null("boolean")), else_=False)
    return grouped.select(
        KEY,
        "unit_id",
        *(["threshold"] if threshold else []),
        value=grouped.last.coalesce(grouped.other),
        flagged=flagged,
    )


def flagged_tenders(flagged: Table, tender: Table) -> Table:
    """Tenders of the flagged processes."""
    named = processes(tender)
    return named.semi_join(flagged, KEY)


def cite_tenders(flagged: Table, tender: Table) -> Table:
    """Evidence: the tender itself, with its buyer and procuring entity."""
    rows = flagged_tenders(flagged, tender)
    entity = _cited(rows, "tender", rows.tender_id, "procuring_entity", rows.procuring_entity_id)
    buyers = rows.filter(rows.buyer_id.notnull())
    return entity.union(_cited(buyers, "tender", buyers.tender_id, "buyer", buyers.buyer_id))


def cite_bids(bids: Table, *, key: str = KEY) -> Table:
    """Evidence: bids with their bidders; `bids` has the subject's key and `bidder`, one row a bidder."""
    return _cited(bids, "bid", bids.bid_id, "tenderer", bids.bidder, key=key)


def cite_awards(awards: Table, *, key: str = KEY) -> Table:
    """Evidence: awards with their supplier."""
    return _cited(awards, "award", awards.award_id, "tenderer", awards.supplier_id, key=key)


def _cited(
    rows: Table, table: str, row_id: ir.Value, role: str, party: ir.Value, *, key: str = KEY
) -> Table:
    return rows.select(
        key,
        table=ibis.literal(table),
        row_id=row_id,
        role=ibis.literal(role),
        party_id=party,
    )
