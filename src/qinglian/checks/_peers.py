"""
同类：与谁相比。Peers: whom a subject is compared with.

A process has a value for each word of `peers`; one whose value is unknown has no peers and is left undecided. The
class of items is that of all its items; a process of several classes has none. Its publisher is told by the prefix of
its ocid; ledgers, which have none, are one. Fences are drawn within each group
of peers that has at least `minimum_count` values.
"""

from collections.abc import Sequence
from typing import Any

import ibis
from ibis import Table

from qinglian.checks._carried import publisher
from qinglian.checks._procurement import KEY, listed
from qinglian.checks._statistics import quantiles
from qinglian.model.check import Param
from qinglian.model.text import Text

WORDS = (
    "category", "item_class", "method", "method_details", "region", "year", "buyer", "procuring_entity", "publisher",
)  # fmt: skip
COLUMNS = (
    "category", "method", "method_details", "region", "period_start_on", "buyer_id", "procuring_entity_id",
    "contracting_process_id",
)  # fmt: skip
"""Columns of a tender that its peers are found by."""
ITEM = ("item_id", "tender_id")
ITEM_HELPS = ("classification_id", "description")
WHOLE = "*"
BETWEEN = " · "

PEERS = {
    "peers": Param(
        list,
        Text(f"与同类相比：{'、'.join(WORDS)}", f"compare within peers: {', '.join(WORDS)}"),
    )
}
MARKET = {
    "market": Param(
        list,
        Text(f"市场的划分：{'、'.join(WORDS)}", f"what makes a market: {', '.join(WORDS)}"),
        required=True,
    )
}
ITEM_CLASS = {
    "item_class": Param(
        str,
        Text(
            "品目按编码（classification_id）还是名称（description）",
            "classes by code (classification_id) or by description",
        ),
        default="classification_id",
        choices=("classification_id", "description"),
    ),
    "digits": Param(
        int,
        Text("编码的前几位算一类，0 为整个编码", "characters of the code that make a class, 0 for all"),
        default=4,
        minimum=0,
    ),
}  # fmt: skip
ENOUGH = {
    "minimum_count": Param(
        int, Text("少于这么多个不下结论", "conclude nothing from fewer than this"), required=True, minimum=1
    )
}  # fmt: skip


def peer_names(words: object) -> list[str]:
    """The columns that `with_peers` adds."""
    return [f"peer_{word}" for word in listed(words)]


def with_peers(
    tender: Table,
    words: object,
    item: Table | None = None,
    *,
    item_class: str = "classification_id",
    digits: int = 4,
) -> Table:
    """Tenders with a text `peer_<word>` for each word."""
    asked = listed(words)
    if "item_class" in asked:
        assert item is not None
        tender = tender.left_join(classes(item, item_class, digits), [("tender_id", "of_items")])
    known = {
        "category": lambda t: t.category,
        "item_class": lambda t: t.item_class,
        "method": lambda t: t.method,
        "method_details": lambda t: t.method_details,
        "region": lambda t: t.region,
        "year": lambda t: t.period_start_on.year().cast("string"),
        "buyer": lambda t: t.buyer_id,
        "procuring_entity": lambda t: t.procuring_entity_id,
        "publisher": lambda t: publisher(t[KEY].fill_null("")),
    }
    return tender.mutate(**{f"peer_{word}": known[word](tender) for word in asked})


def classes(item: Table, by: str, digits: int) -> Table:
    """The class of each tender, null where it has several."""
    named = item.filter(item[by].notnull())
    whole = named[by] if not digits or by == "description" else named[by].left(digits)
    named = named.select("tender_id", item_class=whole)
    found = named.group_by(of_items="tender_id").aggregate(
        least=named.item_class.min(), most=named.item_class.max()
    )
    sole = (found.least == found.most).ifelse(found.least, ibis.null("string"))
    return found.select("of_items", item_class=sole)


def market_of(rows: Table, words: object) -> Any:
    """A name for the market of each row; null where one of its parts is unknown."""
    names = peer_names(words)
    if not names:
        return ibis.literal(WHOLE)
    named = rows[names[0]]
    for name in names[1:]:
        named = named.concat(ibis.literal(BETWEEN), rows[name])
    return named


def bands(rows: Table, column: str, groups: Sequence[str], minimum_count: int) -> Table:
    """Rows with `lower`, `middle` and `upper` of their peers: Tukey's fences (1.5 IQR) and the median.

    Of values spread normally 0.7 % lie outside, of few such values more: a `minimum_count` of 20 or more keeps
    near the nominal rate. Prices are compared by their logarithms, which are nearer to that.
    """
    found = quantiles(rows, column, {"q1": 0.25, "middle": 0.5, "q3": 0.75}, groups)
    found = found.filter(found.subjects >= minimum_count)
    reach = (found.q3 - found.q1) * 1.5
    named = {f"of_{name}": name for name in groups}
    drawn = found.select(
        "middle",
        **{new: found[old] for new, old in named.items()},
        lower=found.q1 - reach,
        upper=found.q3 + reach,
    )
    if not groups:
        return rows.left_join(drawn, ibis.literal(True))
    return rows.left_join(drawn, [(old, new) for new, old in named.items()]).drop(*named)


def positive_log(amount: Any) -> Any:
    """The natural logarithm of an amount; null where there is none or it is not above zero."""
    return (amount > 0).ifelse(amount, ibis.null("float64")).ln()
