"""
被否决投标的比例。The share of bids disqualified, of buyers, procuring entities and bidders.

Submitted bids are counted over all releases; the value is disqualified / submitted. Flagged at or above the upper
fence of the shares of all who have enough of them. A fence of 0 would flag everybody: nothing is then concluded.
"""

from typing import Any

import ibis
from ibis import Table

from qinglian.checks._carried import publisher
from qinglian.checks._procurement import (
    BIDDER,
    EXCLUDED,
    KEY,
    MINIMUM_COUNT,
    TENDER,
    bidders,
    cite_bids,
    processes,
    submitted,
)
from qinglian.checks._statistics import upper_fence
from qinglian.model.check import Param
from qinglian.model.text import Text

BIDS = ("bid_id", "tender_id", "status")
HELPS = {"tender": TENDER, "bid": BIDDER}

PARAMS = {
    "threshold": Param(float, Text("界线；不写则由全体求出", "fence; taken from all where absent")),
    **EXCLUDED,
    **MINIMUM_COUNT,
}
OF_BODIES = {
    "minimum_contracting_processes": Param(
        int,
        Text("至少这么多个采购过程", "least number of contracting processes"),
        required=True,
        minimum=0,
    ),
    "count": Param(
        str,
        Text(
            "上一数字数的是过程（processes）还是投标（bids）",
            "whether that number counts processes or bids",
        ),
        default="processes",
        choices=("processes", "bids"),
    ),
    **PARAMS,
}


def by_body(
    tender: Table,
    bid: Table,
    body: str,
    *,
    minimum: int,
    count: str,
    threshold: float | None,
    excluded: list[str] | None,
    minimum_count: int,
) -> Table:
    """Shares of the bodies named in column `body` of the tender (`buyer_id`, `procuring_entity_id`)."""
    asked = processes(tender, body, excluded=excluded)
    kept = bid.filter(submitted(bid))
    of_tender = kept.group_by(of_tender="tender_id").aggregate(
        bids=kept.count(), disqualified=(kept.status == "disqualified").sum()
    )
    named = asked.filter(asked[body].notnull())
    rows = named.left_join(of_tender, [("tender_id", "of_tender")])
    counted = rows.group_by(body).aggregate(
        bids=rows.bids.sum(),
        disqualified=rows.disqualified.sum(),
        processes=rows[KEY].nunique(where=rows.bids > 0),
    )
    enough = counted.bids if count == "bids" else counted.processes
    return _judged(counted, body, enough >= max(minimum, 1), threshold, minimum_count)


def by_tenderer(
    tender: Table,
    bid: Table,
    *,
    minimum: int,
    threshold: float | None,
    excluded: list[str] | None,
    minimum_count: int,
) -> Table:
    """Shares of the bidders at each publisher; a bid of several counts for each of them.

    One publisher rejects for reasons that another has no field for, so each has a fence of its own. Of a bidder at
    several the publisher speaks where it stands out, else where its share is highest.
    """
    asked = processes(tender, excluded=excluded)
    asked = asked.select("tender_id", publisher=publisher(asked[KEY].fill_null("")))
    kept = bid.inner_join(asked, "tender_id")
    each = kept.select("status", "publisher", tenderer_id=bidders(kept).unnest())
    each = each.filter(each.tenderer_id.notnull())
    counted = each.group_by("tenderer_id", "publisher").aggregate(
        bids=submitted(each).sum().nullif(0), disqualified=(each.status == "disqualified").sum()
    )
    enough = counted.bids >= max(minimum, 1)
    rows = _judged(counted, "tenderer_id", enough, threshold, minimum_count, "publisher")
    order = [
        rows.flagged.fill_null(False).desc(),
        rows.flagged.isnull(),
        rows.value.desc(),
        rows.publisher,
    ]
    first = ibis.row_number().over(ibis.window(group_by="tenderer_id", order_by=order))
    return rows.filter(first == 0).drop("publisher")


def _judged(
    counted: Table,
    key: str,
    enough: Any,
    threshold: float | None,
    minimum_count: int,
    *groups: str,
) -> Table:
    """Compare the shares of those with enough bids; the others are asked and left undecided."""
    share = counted.disqualified.cast("float64") / counted.bids.cast("float64")
    rows = counted.select(
        key, *groups, value=share, ratio=enough.ifelse(share, ibis.null("float64"))
    )
    if threshold is None:
        fences = upper_fence(rows, "ratio", groups)
        named = fences.rename({f"of_{name}": name for name in groups})
        joined = [(name, f"of_{name}") for name in groups]
        rows = rows.left_join(named, joined) if groups else rows.cross_join(fences)
        fence = (rows.subjects >= minimum_count).ifelse(rows.fence, ibis.null("float64"))
    else:
        fence = ibis.literal(threshold, "float64")
    high = (fence > 0).ifelse(rows.ratio >= fence, ibis.null("boolean"))
    return rows.select(key, *groups, "value", flagged=high, threshold=fence)


def cite_body(
    flagged: Table, tender: Table, bid: Table, body: str, excluded: list[str] | None
) -> Table:
    """Evidence: the disqualified bids of the flagged bodies."""
    named = processes(tender, body, excluded=excluded).semi_join(flagged, body)
    rows = bid.filter(bid.status == "disqualified").inner_join(named, "tender_id")
    return cite_bids(rows, key=body)


def cite_tenderer(flagged: Table, tender: Table, bid: Table, excluded: list[str] | None) -> Table:
    """Evidence: the disqualified bids of the flagged bidders."""
    out = bid.filter(bid.status == "disqualified")
    rows = out.select("bid_id", "tender_id", tenderer_id=bidders(out).unnest())
    rows = rows.semi_join(flagged, "tenderer_id")
    rows = rows.semi_join(processes(tender, excluded=excluded), "tender_id")
    return cite_bids(rows, key="tenderer_id", bidder=rows.tenderer_id)
