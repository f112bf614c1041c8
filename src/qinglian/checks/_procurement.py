"""
采购检查共用的词。Words that the procurement checks share, as the OCDS red flags define them.

Submitted bids are those with a status other than `invited` and `withdrawn`; a bid without status is not known to be
submitted. Awards are final where each status is `active`, `cancelled` or `unsuccessful`; one without status is left
aside.
"""

from collections.abc import Iterable
from typing import Any

import ibis
from ibis import Table

from qinglian.model.check import Param
from qinglian.model.once import once
from qinglian.model.text import Text

KEY = "contracting_process_id"
NOT_SUBMITTED = ("invited", "withdrawn")
FINAL = ("active", "cancelled", "unsuccessful")
YUAN = "CNY"

TENDER = (
    "contracting_process_id", "status", "method_details", "buyer_id", "procuring_entity_id", "position",
)  # fmt: skip
"""Columns of a tender that help every check of a process."""

PRICED = (("amount", "amount_yuan"), ("currency", "amount_yuan"))
"""Columns of a bid without which its price is not known."""
BIDDER = ("bidder_id", "bidder_ids")
SUPPLIER = ("supplier_id", "supplier_ids")

EXCLUDED = {
    "excluded_procurement_method_details": Param(
        list,
        Text("不问这些方式（按发布者原文）", "leave out these methods, in the publisher's words"),
    )
}
PRICE_METHODS = {
    "price_comparison_procurement_methods": Param(
        list,
        Text(
            "只在这些方式中比价（按发布者原文）",
            "compare prices only under these methods, in the publisher's words",
        ),
    ),
    "no_price_comparison_procurement_methods": Param(
        list,
        Text(
            "这些方式中不比价（按发布者原文）",
            "do not compare prices under these methods, in the publisher's words",
        ),
    ),
}
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


def processes(
    tender: Table,
    *more: str,
    excluded: object = None,
    allowed: object = None,
    denied: object = None,
) -> Table:
    """Tenders that are asked: not cancelled, not by an excluded method, and where prices are compared, comparable.

    One row has the process, `tender_id`, `position`, `unit_id` and the columns in `more`. A tender without ocid stands
    for itself. Of the methods, those `allowed` are asked where there are any, else all but those `denied`.
    """
    kept = tender.filter(~(tender.status == "cancelled").fill_null(False))
    only, never = listed(allowed), listed(excluded)
    if not only:
        never += listed(denied)
    if only:
        kept = kept.filter(kept.method_details.isin(only))
    if never:
        kept = kept.filter(~kept.method_details.isin(never).fill_null(False))
    return kept.select(
        "tender_id",
        "position",
        *more,
        **{KEY: kept[KEY].coalesce(kept.tender_id)},
        unit_id=kept.procuring_entity_id.coalesce(kept.buyer_id),
    )


def submitted(bid: Table) -> Any:
    """Whether a bid is known to have been submitted."""
    return bid.status.notnull() & bid.status.notin(NOT_SUBMITTED)


def bidders(bid: Table) -> Any:
    """Ids of all bidders of a bid, or null for nobody; ledgers that know one bidder name it in `bidder_id` alone."""
    return (bid.bidder_ids.length() > 0).ifelse(bid.bidder_ids, ibis.array([bid.bidder_id]))


def suppliers(award: Table) -> Any:
    """Ids of all suppliers of an award, or null for nobody."""
    return (award.supplier_ids.length() > 0).ifelse(
        award.supplier_ids, ibis.array([award.supplier_id])
    )


def first_and_last(ids: Any, sole: Any) -> tuple[Any, Any]:
    """Least and greatest of the ids of a bid or award; equal where there is one."""
    return sole.coalesce(ids.mins()), sole.coalesce(ids.maxs())


def price(bid: Table) -> Any:
    """The sum asked; ledgers in yuan have it there."""
    return bid.amount.coalesce(bid.amount_yuan.cast("float64"))


def money(bid: Table) -> Any:
    """The currency of the sum asked; null where it is not known."""
    yuan = bid.amount_yuan.notnull().ifelse(ibis.literal(YUAN), ibis.null("string"))
    return bid.amount.notnull().ifelse(bid.currency, yuan)


def outcomes(award: Table) -> Table:
    """What the awards of each tender came to: `active` and `open` (not final) ones, and the `winner`.

    The winner is the supplier where all awards are final, one is active and has exactly one supplier with an id.
    """
    award = award.select("tender_id", "status", "supplier_id")
    active = (award.status == "active").fill_null(False)
    counted = award.group_by(awarded="tender_id").aggregate(
        active=active.sum(),
        open=(award.status.notnull() & award.status.notin(FINAL)).sum(),
        sole=award.supplier_id.max(where=active),
    )
    single = (counted.active == 1) & (counted.open == 0)
    winner = single.ifelse(counted.sole, ibis.null("string"))
    return once(counted.select("awarded", "active", "open", winner=winner))


def recorded(flag: Any, rows: Any) -> Any:
    """Whether bids or awards are on record: the source says so, or has rows."""
    return flag.fill_null(False) | rows


def per_process(rows: Table, flagged: Any, value: Any = None) -> Table:
    """One row a contracting process; without a value it is 1 where flagged and 0 where not.

    A process published twice is flagged where one of its releases is, with the value of the last one flagged; it cannot
    be told where one cannot and none is flagged.
    """
    level = flagged.cast("int8")
    limit = {"threshold": rows.threshold.max()} if "threshold" in rows.columns else {}
    columns = {
        "level": level.max(),
        "levels": level.count(),
        "releases": rows.count(),
        "unit_id": rows.unit_id.max(),
    }
    if value is not None:
        place = rows.position.fill_null(-1)  # of nulls alone, engines choose differently
        columns["last"] = value.argmax(place, where=flagged)
        columns["other"] = value.argmax(place)
    grouped = rows.group_by(KEY).aggregate(**columns, **limit)
    known = (grouped.level == 1) | (grouped.levels == grouped.releases)
    answer = known.ifelse(grouped.level == 1, ibis.null("boolean"))
    shown = answer.cast("float64") if value is None else grouped["last"].coalesce(grouped.other)
    return grouped.select(KEY, "unit_id", *limit, value=shown, flagged=answer)


def flagged_tenders(flagged: Table, tender: Table, *more: str, **which: object) -> Table:
    """Tenders of the flagged processes, of those that were asked; `which` as in `processes`."""
    asked = processes(tender, *more, **which).semi_join(flagged, KEY)
    return asked.select("tender_id", KEY, *more)


def cite_tenders(flagged: Table, tender: Table) -> Table:
    """Evidence: the tender itself, with its buyer and procuring entity."""
    named = tender.select(
        **{KEY: tender[KEY].coalesce(tender.tender_id)},
        tender_id="tender_id",
        body=ibis.array(
            [
                ibis.struct({"role": "procuring_entity", "id": tender.procuring_entity_id}),
                ibis.struct({"role": "buyer", "id": tender.buyer_id}),
            ]
        ),
    )
    rows = named.semi_join(flagged, KEY)
    rows = rows.select(KEY, "tender_id", body=rows.body.unnest())
    return rows.select(
        KEY,
        table=ibis.literal("tender"),
        row_id=rows.tender_id,
        role=rows.body["role"],
        party_id=rows.body["id"],
    )


def cite_bids(bids: Table, *, key: str = KEY, bidder: Any = None) -> Table:
    """Evidence: bids, each with the bidder concerned where there is one."""
    return _cited(bids, key, "bid", bids.bid_id, bidder)


def cite_awards(awards: Table, *, key: str = KEY, supplier: Any = None) -> Table:
    """Evidence: awards, each with the supplier concerned where there is one."""
    return _cited(awards, key, "award", awards.award_id, supplier)


def _cited(rows: Table, key: str, table: str, row_id: Any, party: Any) -> Table:
    return rows.select(
        key,
        table=ibis.literal(table),
        row_id=row_id,
        role=ibis.literal("tenderer"),
        party_id=ibis.null("string") if party is None else party,
    )
