"""
化整为零：短期内多次采购同类物品，各次低于竞争限额，合计达到限额。
Purchases split below the threshold: within some days one buyer bought one class of things several times without
competition, each time below the threshold above which it must compete, and together at or above it.

开放采购红旗目录 R011；乌克兰审计署 RISK-2-5、2-6 同理。限额由使用者按本地法律填写；没有填写时一概不下结论。只看所列
（非竞争）方式。值是从那一日往回数若干日内合计的金额，提示落在使合计达到限额的那一次。品目、金额、日期或采购人不明的，
留空。
OCP red flag R011; RISK-2-5 and 2-6 of Ukraine's State Audit Service are alike. The threshold is set from local law;
without one nothing is concluded. Only the listed methods, those without competition, are asked. The value is the
sum of the days up to and including this purchase; the purchase that reaches the threshold is flagged. Without
class, value, day or buyer nothing is concluded.
"""

from typing import Any

import ibis
from ibis import Table

from qinglian.checks._peers import (
    COLUMNS,
    ITEM,
    ITEM_CLASS,
    ITEM_HELPS,
    peer_names,
    with_peers,
)
from qinglian.checks._procurement import (
    EXCLUDED,
    KEY,
    TENDER,
    cite_tenders,
    listed,
    money,
    per_process,
    price,
    processes,
)
from qinglian.model.check import Check, Param
from qinglian.model.text import Text

PURCHASE = ("worth", "worth_money", "method", "bought_day", "buyer_id")

check = Check(
    __name__,
    title=Text(zh="疑似化整为零", en="Split purchases"),
    subject="contracting_process",
    scope="population",
    needs={
        "tender": (
            "tender_id", "method", "buyer_id", "period_start_at", ("amount", "amount_yuan"),
            ("currency", "amount_yuan"),
        ),
        "item": ITEM,
    },
    helps={
        "tender": (*TENDER, *COLUMNS, "period_start_day", "published_day"),
        "item": ITEM_HELPS,
    },
    params={
        "thresholds": Param(
            dict, Text("各币种的竞争限额，按本地法律", "threshold of competition by currency, from local law")
        ),
        "days": Param(int, Text("多少日之内合计", "days that are summed"), required=True, minimum=1),
        "least_purchases": Param(
            int, Text("至少几次", "least number of purchases"), required=True, minimum=2
        ),
        "methods": Param(list, Text("非竞争的方式", "methods without competition"), required=True),
        "peers": Param(
            list, Text("同类按什么分", "what makes purchases alike"), default=["item_class"]
        ),
        **ITEM_CLASS,
        **EXCLUDED,
    },
    seen=Text(
        "采购过程 {subject_id} 与此前短期内的同类采购合计 {value}，达到竞争限额 {threshold}",
        "Contracting process {subject_id} and like purchases shortly before come to {value}, "
        "at or above the threshold of {threshold}",
    ),
)  # fmt: skip


@check
def evaluate(
    tender: Table,
    item: Table,
    *,
    days: int,
    least_purchases: int,
    methods: list[str],
    thresholds: dict[str, float] | None = None,
    peers: list[str] | None = None,
    item_class: str = "classification_id",
    digits: int = 4,
    excluded_procurement_method_details: list[str] | None = None,
) -> Table:
    """Sum what each buyer bought of one class in the days up to each purchase."""
    words = listed(peers)
    alike = [*peer_names(words), "buyer_id", "worth_money"]
    rows = _purchases(tender, item, words, item_class, digits, excluded_procurement_method_details)
    rows = rows.filter(rows.method.isin(listed(methods)) | rows.method.isnull())
    limit = _limit(rows, thresholds)
    rows = rows.mutate(threshold=limit, small=(rows.worth < limit) & rows.method.notnull())
    known = rows.small.notnull() & rows.bought_day.notnull()
    for name in alike:
        known = known & rows[name].notnull()
    rows = rows.mutate(known=known, counted=(known & rows.small).fill_null(False))
    # Days are whole numbers: the frame holds this day and the days before it.
    frame = ibis.range_window(
        group_by=[*alike, "counted"], order_by="bought_day", preceding=days - 1, following=0
    )
    summed = rows.mutate(
        together=rows.worth.sum().over(frame), purchases=rows.worth.count().over(frame)
    )
    reached = (summed.together >= summed.threshold) & (summed.purchases >= least_purchases)
    split = ibis.cases(
        (summed.counted, reached),
        ((summed.worth >= summed.threshold) & summed.method.notnull(), False),
        else_=ibis.null("boolean"),
    )
    value = summed.counted.ifelse(summed.together, summed.worth)
    judged = summed.select(KEY, "position", "unit_id", "threshold", value=value, split=split)
    return per_process(judged, judged.split, judged.value)


@check.evidence
def evidence(
    flagged: Table,
    tender: Table,
    item: Table,
    *,
    days: int,
    methods: list[str],
    peers: list[str] | None = None,
    item_class: str = "classification_id",
    digits: int = 4,
    excluded_procurement_method_details: list[str] | None = None,
) -> Table:
    """The like purchases of those days, and the tender itself."""
    words = listed(peers)
    alike = [*peer_names(words), "buyer_id", "worth_money"]
    rows = _purchases(tender, item, words, item_class, digits, excluded_procurement_method_details)
    rows = rows.filter(rows.method.isin(listed(methods)))
    last = rows.inner_join(flagged.select(KEY, "threshold"), KEY)
    last = last.select(
        KEY, "threshold", **{f"of_{name}": last[name] for name in alike}, until="bought_day"
    )
    others = rows.select("tender_id", "worth", *alike, day="bought_day")
    found = others.inner_join(last, [(name, f"of_{name}") for name in alike])
    found = found.filter(
        found.day <= found.until, found.day > found.until - days, found.worth < found.threshold
    )
    cited = found.select(
        KEY,
        table=ibis.literal("tender"),
        row_id=found.tender_id,
        role=ibis.literal("buyer"),
        party_id=found.buyer_id,
    )
    return cited.union(cite_tenders(flagged, tender)).distinct()


def _purchases(
    tender: Table, item: Table, words: list[str], item_class: str, digits: int, excluded: Any
) -> Table:
    named = with_peers(tender, words, item, item_class=item_class, digits=digits)
    named = named.mutate(
        worth=price(named),
        worth_money=money(named),
        bought_day=named.period_start_day.coalesce(named.published_day),
    )
    return processes(named, *PURCHASE, *peer_names(words), excluded=excluded)


def _limit(rows: Table, thresholds: dict[str, float] | None) -> Any:
    """The threshold in the currency of each purchase; null where none was given."""
    branches = [
        (rows.worth_money == money, ibis.literal(limit, "float64"))
        for money, limit in (thresholds or {}).items()
    ]
    return ibis.cases(*branches) if branches else ibis.null("float64")
