"""Securities, limits, clauses, visits, and what the contract says beside the bid."""

import numpy as np

from qinglian.city.days import MINUTES, NEVER
from qinglian.city.draw import Bools, Ints
from qinglian.city.plant import Deed, Proof, Scene
from qinglian.city.rows import Rows
from qinglian.city.tendering.moves import Shapes, deals, of_rows, plain, quiet, rows_of, told


def bonded(scene: Scene) -> Bools:
    """Plain tenders that ask for a security."""
    fit: Bools = plain(scene) & (scene.story["tender"]["bid_bond_yuan"] != NEVER)
    return fit


def bond(low: int, high: int, more: int = 0) -> Deed:
    """The security asked is so many per mille of the estimate, and so many fen more."""

    def deed(scene: Scene, at: Ints) -> None:
        tender = scene.story["tender"]
        share = scene.draw.at("bond").between(low, high, len(at))
        tender["bid_bond_yuan"][at] = tender["amount_yuan"][at] // 1000 * share + more

    return deed


security = Shapes("BID-014", "bond", "notice", among=bonded)
security.fault("多收一元", "A yuan more than two per cent is asked.", bond(20, 20, 100))
security.fault("收百分之三", "Three per cent or more are asked.", bond(25, 40))
security.fault("收百分之十", "A tenth is asked, as if for performance.", bond(90, 100))
security.honest("正好百分之二", "Two per cent are asked.", bond(20, 20))
security.honest("百分之一", "One per cent is asked.", bond(10, 10))
security.honest(
    "保函也不超", "A guarantee of two per cent.", bond(20, 20), told(bond_kind="guarantee"),
    touches=("refund", "payer"),
)  # fmt: skip


def floor(share: int) -> Deed:
    """Bids below so many per cent of the ceiling are not accepted."""

    def deed(scene: Scene, at: Ints) -> None:
        tender = scene.story["tender"]
        tender["floor_yuan"][at] = tender["ceiling_yuan"][at] // 100 * share

    return deed


low = Shapes("BID-016", "floor")
low.fault("控制价八五折为下限", "Bids under 85 per cent of the ceiling are void.", floor(85))
low.fault("成本价为下限", "A cost price is set as floor.", floor(70))
low.fault(
    "下浮不得超过百分之五", "Nobody may go more than five per cent below the ceiling.", floor(95),
)  # fmt: skip
low.honest("填零", "The column says nought.", told(floor_yuan=0))
low.honest(
    "只设警戒线", "Bids under a line are to be explained, as the remark says.",
    told(remark="低于控制价百分之八十五的须说明成本，不作否决"),
)  # fmt: skip


def clause(tag: str | None, text: str | None, part: str = "scoring") -> Deed:
    """The first clause under review says this."""

    def deed(scene: Scene, at: Ints) -> Proof:
        rows, ids, proved = scene.story["clause"], [], []
        for row in at.tolist():
            mine = int(np.flatnonzero(rows["_t"] == row)[0])
            rows["tag"][mine], rows["clause_text"][mine], rows["part"][mine] = tag, text, part
            ids.append(str(scene.story["tender"]["tender_id"][row]))
            proved.append(
                [
                    ("tender", ids[-1]),
                    *(
                        ("clause", str(n))
                        for n in rows["clause_id"][np.flatnonzero(rows["_t"] == row)]
                    ),
                ]
            )
        return Proof("tender", ids, proved)

    return deed


clauses = Shapes("BID-013", "clause")
clauses.fault(
    "本市业绩加分", "Works done in this city earn points, as the reviewer marked.",
    clause("regional_record", "具有本市同类项目业绩的，每个加二分。"),
)  # fmt: skip
clauses.fault(
    "指定品牌", "A brand is named.", clause("named_brand", "水泵采用示例牌，其他品牌不予接受。", "terms"),
)  # fmt: skip
clauses.fault(
    "限定所有制", "Only state firms may bid.", clause("ownership", "投标人须为国有独资企业。", "qualification"),
)  # fmt: skip
clauses.fault(
    "未标注的本地业绩",
    "Nobody tagged it; the text asks for awards of this county.",
    clause(None, "获得本县建设工程奖项的，加三分。"),
)
clauses.honest(
    "品牌写明或者相当于", "A brand is named with the words or equivalent.",
    clause("none", "阀门参考示例牌或者相当于该档次的产品。", "terms"),
)  # fmt: skip
clauses.honest(
    "国家强制资质", "A grade that national rules ask for.",
    clause("required", "须具备市政公用工程施工总承包三级以上资质。", "qualification"),
)  # fmt: skip
clauses.honest(
    "中标后设服务点",
    "A local office is asked for after the award, and not scored.",
    clause(None, "中标后应在项目所在地设立售后服务点。", "terms"),
)
clauses.honest(
    "业绩不限地区", "Works done anywhere earn points.",
    clause(None, "近五年完成同类工程的，不限地区，每个得一分。"),
)  # fmt: skip


def visits(held: bool, notified: list[bool | None], came: list[bool | None]) -> Deed:
    """A visit, and for the bidders in turn whether they were told of it and came; the last stands for the rest."""

    def deed(scene: Scene, at: Ints) -> None:
        rows = scene.story["participant"]
        scene.story["tender"]["site_visit"][at] = held
        for row in at.tolist():
            place = rows_of(scene, "participant", np.flatnonzero(scene.story["bid"]["_t"] == row))
            for order, one in enumerate(place.tolist()):
                rows["visit_notified"][one] = notified[min(order, len(notified) - 1)]
                rows["visited"][one] = came[min(order, len(came) - 1)]

    return deed


visit = Shapes("BID-017", "visit", "bids", among=quiet, shows=("bid", "participant"))
visit.fault(
    "只带两家去", "Two were led round; the others were not told.",
    visits(True, [True, True, False], [True, True, False]),
)  # fmt: skip
visit.fault("漏通知一家", "All were told but one.", visits(True, [False, True], [False, True]))
visit.fault("只陪一家", "One was led round alone.", visits(True, [True, False], [True, False]))
visit.honest(
    "通知了没有来", "All were told; some stayed away.", visits(True, [True], [True, False]),
)  # fmt: skip
visit.honest(
    "自行踏勘", "The tenderer held no visit; some went by themselves.", visits(False, [False], [True, False]),
)  # fmt: skip
visit.honest("全部到场", "All came, whoever told them.", visits(True, [None], [True]))


def performance_bond(per_mille: int, more: int = 0) -> Deed:
    """The performance security is so many per mille of the contract, and so many fen more."""

    def deed(scene: Scene, at: Ints) -> Proof:
        contract, places = scene.story["contract"], deals(scene, at)
        contract["performance_bond_yuan"][places] = (
            contract["amount_yuan"][places] * per_mille // 1000 + more
        )
        return of_rows(scene, "contract", "contract", places)

    return deed


def deal(**changes: object) -> Deed:
    """The contract says otherwise."""

    def deed(scene: Scene, at: Ints) -> Proof:
        contract, places = scene.story["contract"], deals(scene, at)
        for name, value in changes.items():
            held = contract[name][places]
            contract[name][places] = value(held) if callable(value) else value
        told, bids = of_rows(scene, "contract", "contract", places), scene.story["bid"]["bid_id"]
        rows = [
            [*one, ("bid", str(bids[contract["_bid"][place]]))]
            for one, place in zip(told.rows, places, strict=True)
        ]
        return Proof(told.subject, told.ids, rows)

    return deed


def supplement(**changes: object) -> Deed:
    """A supplement to the contract was made later, on other terms; it is the supplement that is looked at."""

    def deed(scene: Scene, at: Ints) -> Proof:
        contract, places = scene.story["contract"], deals(scene, at)
        more: Rows = contract.take(np.array(places, dtype=np.int64))
        more["supplement_of"] = more["contract_id"]
        more["contract_id"] = np.array(
            [f"{number}-BC" for number in more["contract_id"]], dtype=object,
        )  # fmt: skip
        more["signed_at"] = scene.story["tender"]["contract_signed_at"][at] + 60 * MINUTES
        for name, value in changes.items():
            more[name] = value(more[name]) if callable(value) else value
        return of_rows(scene, "contract", "contract", contract.add(more).tolist())

    return deed


PRICE = ("contract", "winner", "signing")
price = Shapes("BID-032-2", *PRICE, among=quiet)
price.fault(
    "合同价高出百分之五", "The contract is five per cent above the award.",
    deal(amount_yuan=lambda held: held // 100 * 105),
)  # fmt: skip
price.fault(
    "合同价让利百分之三", "A discount of three per cent was talked into the contract.",
    deal(amount_yuan=lambda held: held // 100 * 97, performance_bond_yuan=lambda held: held // 2),
)  # fmt: skip
price.fault(
    "多出两百元", "The contract is two hundred yuan above.", deal(amount_yuan=lambda held: held + 20_000),
)  # fmt: skip
price.honest(
    "尾差一百元以内", "The ledgers differ by less than a hundred yuan of rounding.",
    deal(amount_yuan=lambda held: held + 9_999),
)  # fmt: skip
price.honest(
    "正好一百元", "They differ by a hundred yuan.",
    deal(amount_yuan=lambda held: held - 10_000, performance_bond_yuan=lambda held: held // 2),
)  # fmt: skip
price.honest(
    "补充合同金额不同", "A supplement has a value of its own.",
    supplement(amount_yuan=lambda held: held // 20, performance_bond_yuan=NEVER),
)  # fmt: skip

terms = Shapes("BID-032-3", *PRICE, "manager", among=quiet)
terms.fault(
    "工期放长", "The contract gives two months more than the bid.", deal(term_days=lambda held: held + 60),
)  # fmt: skip
terms.fault(
    "质量等级降低", "The contract asks for less than was offered.", deal(quality="达到验收要求即可")
)
terms.fault("换了项目经理", "The contract names another manager.", deal(_manager="ZJS-QT"))
terms.honest("与投标一致", "Term, quality and manager are those of the bid.", deal())
terms.honest(
    "补充合同另定工期", "A supplement has a term of its own.",
    supplement(term_days=lambda held: held + 30, performance_bond_yuan=NEVER),
)  # fmt: skip


def signed(low_: int, high: int) -> Deed:
    """The ledger of contracts has a day of signature so many days after the letter."""

    def deed(scene: Scene, at: Ints) -> Proof:
        story, places = scene.story, deals(scene, at)
        days = scene.draw.at("signed").between(low_, high, len(at))
        story["contract"]["_after_letter"][places] = days * MINUTES + 60
        return of_rows(scene, "contract", "contract", places)

    return deed


ledger = Shapes("BID-032-4", *PRICE, "letter", "refund", among=quiet)
ledger.fault(
    "合同台账第三十一日", "By the ledger of contracts it was signed a day or two late.", signed(31, 32),
)  # fmt: skip
ledger.fault("合同台账晚几个月", "By that ledger it was signed months later.", signed(60, 100))
ledger.fault(
    "倒签的另一面", "The tender's ledger says in time, the contract itself six weeks.", signed(40, 45),
)  # fmt: skip
ledger.honest("正好三十日", "It was signed on the thirtieth day.", signed(30, 30))
ledger.honest(
    "补充合同在后", "A supplement was signed two months later.", supplement(performance_bond_yuan=NEVER),
)  # fmt: skip

performance = Shapes("BID-033-2", *PRICE, among=quiet)
performance.fault("多收一元", "A yuan more than a tenth is asked.", performance_bond(100, 100))
performance.fault("收百分之十五", "Fifteen per cent are asked.", performance_bond(150))
performance.fault("收百分之二十", "A fifth is asked.", performance_bond(200))
performance.honest("正好百分之十", "A tenth is asked.", performance_bond(100))
performance.honest("不收履约保证金", "None is asked.", deal(performance_bond_yuan=NEVER))
