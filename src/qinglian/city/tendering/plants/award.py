"""Who wins, when the contract is signed, what is reported and refunded."""

import numpy as np

from qinglian.city.days import NEVER
from qinglian.city.draw import Bools, Ints
from qinglian.city.plant import Deed, Proof, Scene
from qinglian.city.tendering.moves import (
    Shapes,
    alone,
    bids_of,
    gap,
    gone,
    minutes,
    of_rows,
    optional,
    plain,
    quiet,
    told,
    with_contract,
)  # fmt: skip


def nth(rank: int, reason: str | None) -> Deed:
    """The candidate of another rank wins."""

    def deed(scene: Scene, at: Ints) -> Proof:
        story = scene.story
        award, contract, bid = story["award"], story["contract"], story["bid"]
        places = []
        for row in at.tolist():
            place = int(np.flatnonzero(award["_t"] == row)[0])
            mine = bids_of(scene, row)[rank - 1]
            award["_bid"][place], award["rank"][place], award["reason"][place] = mine, rank, reason
            award["amount_yuan"][place] = bid["amount_yuan"][mine]
            deal = np.flatnonzero((contract["_t"] == row) & (contract["_bid"] != NEVER))
            contract["_bid"][deal] = mine
            for name in ("amount_yuan", "term_days", "quality"):
                contract[name][deal] = bid[name][mine]
            contract["performance_bond_yuan"][deal] = bid["amount_yuan"][mine] // 20
            places.append(place)
        return of_rows(scene, "award", "award", places)

    return deed


def ranked(scene: Scene) -> Bools:
    """Plain tenders with three valid bids at least."""
    bid = scene.story["bid"]
    valid = (bid["rank"] >= 1) & (bid["_first"] < 0) & (bid["status"] == "valid")
    return plain(scene) & (
        np.bincount(bid["_t"][np.asarray(valid, dtype=bool)], minlength=len(scene.story["tender"]))
        >= 3
    )


CONTRACT = ("winner", "contract", "state", "bids", "bill", "prices", "rejected")
winner = Shapes("BID-031", *CONTRACT, among=ranked)
winner.fault("第二名中标", "The second candidate wins, and nobody says why.", nth(2, None))
winner.fault("第三名中标", "The third candidate wins.", nth(3, None))
winner.fault(
    "理由不在法定之列", "The second wins because the tenderer likes its record.", nth(2, "other"),
)  # fmt: skip
winner.honest("第一名放弃", "The first waived in writing.", nth(2, "waived"))
winner.honest("不交履约保证金", "The first gave no performance security.", nth(2, "no_security"))
winner.honest(
    "非国有资金", "State funds do not control it; the tenderer chose the second.", nth(2, None),
    told(state_controlled=False),
)  # fmt: skip

late = Shapes("BID-032", "signing", among=quiet)
late.fault(
    "过了一两天", "The contract is signed a day or two after the term.",
    gap("contract_signed_at", "award_notified_at", 31, 32), with_contract("BID-032-4"),
)  # fmt: skip
late.fault(
    "拖了几个月", "It is signed months later.", gap("contract_signed_at", "award_notified_at", 60, 100),
    with_contract("BID-032-4"),
)  # fmt: skip
late.fault(
    "至今没有签约", "It was never signed.", gone("contract_signed_at", "bond_refunded_at"),
    touches=("contract", "refund"),
)  # fmt: skip
late.honest(
    "正好三十日", "It is signed on the thirtieth day.", gap("contract_signed_at", "award_notified_at", 30),
)  # fmt: skip
late.honest(
    "次日签约", "It is signed the next day.", gap("contract_signed_at", "award_notified_at", 1),
)  # fmt: skip
late.honest(
    "中标人拒签已取消", "The winner refused; its award was cancelled within a fortnight.",
    gone("contract_signed_at", "bond_refunded_at"), alone("_award_cancelled", "award_notified_at", 10, 14),
    touches=("contract", "refund", "report"),
)  # fmt: skip

report = Shapes("BID-033-3", "report", among=quiet)
report.fault(
    "第十六日才报告", "The report on the tender is filed a day late.",
    alone("report_filed_at", "winner_decided_at", 16, 17),
)  # fmt: skip
report.fault(
    "数月后补报", "It is filed months later.", alone("report_filed_at", "winner_decided_at", 60, 90),
)  # fmt: skip
report.fault("没有报告", "It was never filed.", gone("report_filed_at"))
report.honest(
    "正好十五日", "It is filed on the fifteenth day.", alone("report_filed_at", "winner_decided_at", 15),
)  # fmt: skip
report.honest(
    "当日即报", "It is filed the same evening.", alone("report_filed_at", "winner_decided_at", 0),
)  # fmt: skip
report.honest(
    "不属于必须招标", "Tendered by choice, nothing is reported.", gone("report_filed_at"), among=optional,
)  # fmt: skip


def paid(scene: Scene) -> Bools:
    """Quiet tenders with a security in money."""
    fit: Bools = quiet(scene) & (scene.story["tender"]["bond_refunded_at"] != NEVER)
    return fit


refund = Shapes("BID-033", "refund", "signing", among=paid)
refund.fault(
    "第六日才退", "Securities are refunded a day or two late.",
    alone("bond_refunded_at", "contract_signed_at", 6, 7),
)  # fmt: skip
refund.fault(
    "拖了几个月", "They are refunded months later.", alone("bond_refunded_at", "contract_signed_at", 40, 80),
)  # fmt: skip
refund.fault("至今没有退", "They were never refunded.", gone("bond_refunded_at"))
refund.honest(
    "正好第五日", "They are refunded on the fifth day.", alone("bond_refunded_at", "contract_signed_at", 5),
)  # fmt: skip
refund.honest(
    "签约当日退", "They are refunded an hour after signing.",
    minutes("bond_refunded_at", "contract_signed_at", 60, 90),
)  # fmt: skip
refund.honest(
    "收的是保函", "Guarantees were given, there is nothing to refund.",
    among=lambda scene: quiet(scene) & (scene.story["tender"]["bond_kind"] == "guarantee"),
)  # fmt: skip
refund.honest(
    "签约之前已退", "They were refunded two days before signing.",
    alone("bond_refunded_at", "award_notified_at", 1),
)  # fmt: skip
