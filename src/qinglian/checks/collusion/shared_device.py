"""
不同投标人的投标文件出自同一台机器。Bids of different bidders came from one machine.

《招标投标法实施条例》第四十条第一项、第二项：不同投标人的投标文件由同一单位或者个人编制，不同投标人委托同一单位或者
个人办理投标事宜的，视为投标人相互串通投标。

值是与对手共用机器特征的投标份数。占位的序列号不算；标为公共机位的、或者在全部数据里有过多投标人用过的机器，视为公共
的，不据以提示。几样部件同时相同更有力，`minimum_parts` 定须几样。标段不明、投标人不明或者有投标没有留下特征，足以改
变结论的，留空。
The value counts the bids that share parts of a machine with a rival. Placeholders count for nothing; seats marked
as public and machines that too many bidders used anywhere in the data do not flag. Several parts agreeing say more.
Where an unknown lot or bidder, or a bid without traces, could change the answer, nothing is concluded.
"""

from ibis import Table

from qinglian.checks import _regime
from qinglian.checks.collusion import _sides
from qinglian.model.check import Check, Param
from qinglian.model.text import Text

PARTS = ("mac", "disk_serial", "board_serial", "memory_serial", "ca_serial", "lock_no", "file_code")

check = Check(
    __name__,
    title=Text(zh="不同投标人的投标文件出自同一台机器", en="Bids of rivals from one machine"),
    subject="tender",
    scope="population",
    dated_by="opened_on",
    needs={
        "tender": _sides.TENDER,
        "bid": _sides.BID,
        "bid_device": ("tender_id", _sides.WHOSE, PARTS),
    },
    helps={
        "tender": _sides.TENDER_HELPS,
        "bid": _sides.BID_HELPS,
        "bid_device": (*_sides.TRACE, *PARTS, *(f"{name}_valid" for name in PARTS), "public_flag"),
    },
    params={
        **_regime.LAW,
        "parts": Param(list, Text("看哪些部件", "parts that are compared"), required=True),
        "minimum_parts": Param(
            int, Text("至少几样相同", "parts that must agree"), default=1, minimum=1
        ),
        "public_bidders": Param(
            int,
            Text("多于几家用过即视为公共机器", "more bidders than this make a machine public"),
            required=True,
            minimum=2,
        ),
    },
    seen=Text(
        "项目 {subject_id} 有 {value} 份投标的机器特征与对手相同",
        "Tender {subject_id}: {value} bids share a machine with a rival",
    ),
)


@check
def evaluate(
    tender: Table,
    bid: Table,
    bid_device: Table,
    *,
    parts: list[str],
    minimum_parts: int,
    public_bidders: int,
    law: str,
) -> Table:
    """Compare the parts of every machine with those of the rivals."""
    rows = _parts(bid_device, bid, parts, public_bidders)
    pairs = _sides.paired(_sides.beside(rows), minimum=minimum_parts)
    return _sides.judged(tender, bid, rows.filter(rows.known), pairs, law=law)


@check.evidence
def evidence(
    flagged: Table,
    bid: Table,
    bid_device: Table,
    *,
    parts: list[str],
    minimum_parts: int,
    public_bidders: int,
) -> Table:
    """The traces with the same parts."""
    found = _sides.beside(_parts(bid_device, bid, parts, public_bidders))
    return _sides.cited(flagged, found, _sides.paired(found, minimum=minimum_parts), "bid_device")


def _parts(bid_device: Table, bid: Table, names: list[str], public_bidders: int) -> Table:
    rows = _sides.sided(bid_device, bid, "bid_device_id")
    return _sides.parts(rows, names, public_bidders=public_bidders)
