"""
不同投标人的文件经同一网络地址制作或上传。Bids of different bidders came over one network address.

《招标投标法实施条例》第四十条第二项。同一出口地址可能只是同一栋写字楼、宾馆、运营商出口或代理机构的网络，单独不说明
什么：本检查只给出线索，绝不据以认定。

值是与对手共用公网地址的投标份数。内网地址处处相同，不算；终端指纹（网卡、硬盘、主板）双方都有且无一相同的，视为两台
机器共用出口，不提示；有过多投标人用过的地址，视为公共出口。有投标没有留下公网地址，而别处没有相同的，留空。
One outlet may be one office block, hotel, carrier or agency: alone it says nothing, and this check gives a hint
only. The value counts bids that share a public address with a rival. Addresses inside a house count for nothing.
Where both show parts of their machines and none agrees, two machines used one outlet and nothing is flagged;
addresses that too many bidders used are public outlets. Where a bid left no public address and nothing else is
shared, nothing is concluded.
"""

import ibis
from ibis import Table

from qinglian.checks import _regime
from qinglian.checks.collusion import _sides
from qinglian.model.check import Check, Param
from qinglian.model.text import Text

FINGERPRINT = ("mac", "disk_serial", "board_serial")

check = Check(
    __name__,
    title=Text(zh="不同投标人经同一网络地址投标", en="Bids of rivals over one network address"),
    subject="tender",
    scope="population",
    dated_by="opened_on",
    needs={
        "tender": _sides.TENDER,
        "bid": _sides.BID,
        "bid_device": ("tender_id", _sides.WHOSE, "ip"),
    },
    helps={
        "tender": _sides.TENDER_HELPS,
        "bid": _sides.BID_HELPS,
        "bid_device": (
            *_sides.TRACE,
            "ip_valid",
            "public_flag",
            *FINGERPRINT,
            *(f"{name}_valid" for name in FINGERPRINT),
        ),
    },
    params={
        **_regime.LAW,
        "fingerprint": Param(
            list,
            Text("哪些部件能区分两台机器", "parts that tell two machines apart"),
            required=True,
        ),
        "public_bidders": Param(
            int,
            Text("多于几家用过即视为公共出口", "more bidders than this make an address public"),
            required=True,
            minimum=2,
        ),
    },
    seen=Text(
        "项目 {subject_id} 有 {value} 份投标与对手用过同一公网地址",
        "Tender {subject_id}: {value} bids share a public address with a rival",
    ),
)


@check
def evaluate(
    tender: Table,
    bid: Table,
    bid_device: Table,
    *,
    fingerprint: list[str],
    public_bidders: int,
    law: str,
) -> Table:
    """Compare addresses; leave out pairs whose machines are known to differ."""
    rows = _sides.sided(bid_device, bid, "bid_device_id")
    known, _, pairs = _addresses(rows, fingerprint, public_bidders)
    return _sides.judged(tender, bid, known, pairs, law=law)


@check.evidence
def evidence(
    flagged: Table, bid: Table, bid_device: Table, *, fingerprint: list[str], public_bidders: int
) -> Table:
    """The traces with the same address."""
    rows = _sides.sided(bid_device, bid, "bid_device_id")
    _, found, pairs = _addresses(rows, fingerprint, public_bidders)
    return _sides.cited(flagged, found, pairs, "bid_device")


def _addresses(
    rows: Table, fingerprint: list[str], public_bidders: int
) -> tuple[Table, Table, Table]:
    """Traces with an address, equal addresses, and the pairs of rivals whose machines are not known to differ."""
    addresses = _sides.parts(rows, ["ip"], public_bidders=public_bidders)
    found = _sides.beside(addresses)
    pairs = _sides.paired(found)
    apart = _told_apart(_sides.parts(rows, fingerprint))
    kept = pairs.anti_join(apart, ["tender_id", "side", "other_side"])
    return addresses.filter(addresses.known), found, kept


def _told_apart(prints: Table) -> Table:
    """Pairs of sides that both show some part and none that agrees."""
    one = prints.filter(prints.known).select("tender_id", "side", "kind", "part")
    two = one.view().rename("other_{name}")
    both = one.join(two, [(name, f"other_{name}") for name in ("tender_id", "kind")])
    both = both.filter(both.side != both.other_side)
    told = both.group_by("tender_id", "side", "other_side").aggregate(
        same=(both.part == both.other_part).any()
    )
    return told.filter(told.same == ibis.literal(False)).select("tender_id", "side", "other_side")
