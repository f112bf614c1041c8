"""Who paid the securities, and unit prices and texts that agree."""

from collections.abc import Callable
from typing import Any

import numpy as np

from qinglian.city.draw import Ints
from qinglian.city.plant import Deed, Proof, Scene
from qinglian.city.tendering.moves import Shapes, bids_of, recording, rows_of, secured, shown
from qinglian.city.tendering.plants.traces import filled, of


def payers(own: bool, sides: int = 2, account: str | None = None, **columns: object) -> Deed:
    """The securities of several bids come from one account; each so paid is not from its bidder's own."""

    def deed(scene: Scene, at: Ints) -> Proof:
        rows, beside = scene.story["deposit"], []
        for row in at.tolist():
            mine = bids_of(scene, row)[:sides]
            place = np.array(
                [rows_of(scene, "deposit", np.array([one]))[0] for one in mine.tolist()]
            )
            paying = account or str(rows["basic_account"][place[0]])
            rows["payer_account"][place] = f"{paying}{row}" if account else paying
            rows["payer_name"][place] = rows["payer_name"][place[0]]
            for name, value in columns.items():
                rows[name][place] = value
            beside += [
                ("BID-015", "deposit", str(number))
                for number in rows["deposit_id"][place[1 if own else 0 :]]
            ]
        return shown(scene, at, ("bid", "deposit"), [] if columns else beside)

    return deed


payer = of("BID-020", "payer", "deposit", 4, secured)
payer.fault("一家替另一家缴", "One firm paid for its rival as well.", payers(True))
payer.fault("第三方替两家缴", "A third account paid for two.", payers(False, account="6299"))
payer.fault("一个账户缴三家", "One account paid for three.", payers(True, 3))
payer.honest(
    "银行过渡户", "The bank's clearing account stands on every slip.",
    payers(False, account="6200", clearing_flag=True, basic_account=None),
)  # fmt: skip
payer.honest(
    "各自基本户", "Each paid from its own account, on one day.", filled("deposit", _before=1500),
)  # fmt: skip
payer.honest(
    "都交保函", "All gave guarantees of one bank.",
    filled("deposit", form="guarantee", payer_account=None, payer_name=None),
)  # fmt: skip


def one_deposit(**columns: object) -> Deed:
    """One bidder's security was paid otherwise."""

    def deed(scene: Scene, at: Ints) -> Proof:
        rows = scene.story["deposit"]
        ids = []
        for row in at.tolist():
            place = int(rows_of(scene, "deposit", bids_of(scene, row)[-1:])[0])
            for name, value in columns.items():
                rows[name][place] = (
                    f"{value}{row:06d}" if name == "payer_account" and value else value
                )
            ids.append(str(rows["deposit_id"][place]))
        return Proof("deposit", ids, [[("deposit", number)] for number in ids])

    return deed


basic = Shapes(
    "BID-015", "payer", "bids", among=lambda scene: recording("deposit")(scene) & secured(scene),
)  # fmt: skip
basic.fault(
    "个人账户转入", "A person's account paid the security.",
    one_deposit(payer_account="6217", payer_name="某自然人"),
)  # fmt: skip
basic.fault("一般户转入", "Another account of the firm paid it.", one_deposit(payer_account="6233"))
basic.fault(
    "支票出自别户", "A cheque on another account paid it.", one_deposit(payer_account="6244", form="cheque"),
)  # fmt: skip
basic.honest(
    "改交保函", "The bidder gave a guarantee.", one_deposit(form="guarantee", payer_account=None),
)  # fmt: skip
basic.honest(
    "境外投标人", "A bidder from abroad has no basic account here.",
    one_deposit(payer_account="8800", foreign_flag=True),
)  # fmt: skip


def unit_prices(change: Callable[[Any, Any, Any], Any], given_too: bool = True) -> Deed:
    """The second bidder's unit prices follow from the first one's: (first, own, item)."""

    def deed(scene: Scene, at: Ints) -> None:
        rows = scene.story["bid_item"]
        for row in at.tolist():
            one, other = (
                rows_of(scene, "bid_item", np.array([place]))
                for place in bids_of(scene, row)[:2].tolist()
            )
            own = rows["_item"][other] >= (0 if not given_too else 3)
            rows["unit_price_yuan"][other] = np.where(
                own, change(rows["unit_price_yuan"][one], rows["unit_price_yuan"][other], rows["_item"][other]),
                rows["unit_price_yuan"][other],
            )  # fmt: skip

    return deed


bill = of("BID-021-3", "bill", "bid_item", 3)
bill.fault(
    "单价全部相同", "All unit prices of two are equal.", unit_prices(lambda one, own, item: one),
)  # fmt: skip
bill.fault(
    "统一下浮", "The second bill is the first less three per cent.",
    unit_prices(lambda one, own, item: np.maximum(one * 970 // 1000, 1000)),
)  # fmt: skip
bill.fault(
    "八成照抄", "Eight in ten prices are copied.",
    unit_prices(lambda one, own, item: np.where(item % 6 == 0, own, one)),
)  # fmt: skip
bill.honest(
    "只有给定价相同", "Only the given prices are equal.", unit_prices(lambda one, own, item: own),
)  # fmt: skip
bill.honest(
    "半数按定额相同", "Half the prices follow one quota.",
    unit_prices(lambda one, own, item: np.where(item % 2 == 0, own, one)),
)  # fmt: skip


def percent(low: int, high: int, removed: bool | None = True) -> Deed:
    """The tool reports so great a likeness of the first two bids."""

    def deed(scene: Scene, at: Ints) -> None:
        rows = scene.story["bid_similarity"]
        for row in at.tolist():
            pair = np.sort(bids_of(scene, row)[:2])
            place = np.flatnonzero((rows["_b"] == pair[0]) & (rows["_other"] == pair[1]))
            rows["percent"][place] = scene.draw.at("percent", row).between(low, high, 1)[0]
            rows["removed_flag"][place] = removed

    return deed


text = of("BID-021-4", "text", "bid_similarity")
text.fault("九成相同", "Nine parts in ten agree.", percent(88, 99))
text.fault("正好八成", "Eighty per cent agree.", percent(80, 80))
text.fault("八成多", "A little more than eighty agree.", percent(81, 86))
text.honest("差一点", "Seventy-nine per cent agree.", percent(79, 79))
text.honest(
    "没有剔除招标文件", "Most of it is the text of the tender documents.", percent(90, 95, False),
)  # fmt: skip
text.honest("通用工艺", "Common methods make two thirds agree.", percent(60, 70))
