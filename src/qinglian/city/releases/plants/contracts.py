"""What became of contracts: sums, changes, lines, steps, payments, subcontracts."""

from collections.abc import Callable

import numpy as np

from qinglian.city.days import NEVER
from qinglian.city.draw import Bools, Ints, as_column
from qinglian.city.plant import Deed, Proof, Scene
from qinglian.city.releases import market, papers
from qinglian.city.releases.moves import (
    Deal,
    Shapes,
    contracted,
    deals,
    pay,
    shown,
    status,
    with_bids,
)
from qinglian.city.releases.papers import amendments
from qinglian.city.releases.story import more, rows_of
from qinglian.city.rows import Rows

CONTRACT = ("contract",)


def contract_of(scene: Scene, at: Ints) -> Ints:
    """The contract of each process."""
    return np.array(
        [places[0] for places in rows_of(scene.story["contract"], "_t", at).values()],
        dtype=np.int64,
    )


def award_of(scene: Scene, at: Ints) -> Ints:
    """The award of each process that stands."""
    award = scene.story["award"]
    found = rows_of(award, "_t", at).values()
    return np.array(
        [next(p for p in places if award["status"][p] == "active") for places in found],
        dtype=np.int64,
    )


def told(deed: Callable[[Scene, Ints], object], subject: str = "contract") -> Deed:
    """The same, told of the contract or the award."""

    def of(scene: Scene, at: Ints) -> Proof:
        deed(scene, at)
        if subject == "award":
            return shown(
                scene, at, "award", scene.story["award"]["award_id"][award_of(scene, at)].tolist()
            )
        return shown(
            scene,
            at,
            subject,
            scene.story["contract"]["contract_id"][contract_of(scene, at)].tolist(),
        )

    return of


def summed(up: int, down: int = 100) -> Callable[[Scene, Ints], None]:
    """The contract amounts to so much of the award, and is paid as it is."""

    def deed(scene: Scene, at: Ints) -> None:
        contract = scene.story["contract"]
        for place in contract_of(scene, at).tolist():
            contract["amount"][place] = contract["amount"][place] * up // down
            pay(scene, place, int(contract["amount"][place]))

    return deed


def second(share: int, said: str = "active") -> Callable[[Scene, Ints], None]:
    """A second contract of the same award over so many hundredths of it."""

    def deed(scene: Scene, at: Ints) -> None:
        contract = scene.story["contract"]
        first = contract_of(scene, at)
        extra = contract.take(first)
        extra["contract_id"] = as_column(
            [f"{number}2" for number in contract["contract_id"][first]]
        )
        extra["amount"] = contract["amount"][first] * share // 100
        extra["status"] = said
        new = contract.add(extra)
        whole = contract["contract_id"][new]
        scene.story["document"].add(
            papers.document(
                whole, "contract/", "contract", "contractSigned", at, 5 * 24 * 60, _c=new
            )
        )

    return deed


def then(*deeds: Callable[[Scene, Ints], object]) -> Callable[[Scene, Ints], None]:
    """One after another."""

    def deed(scene: Scene, at: Ints) -> None:
        for one in deeds:
            one(scene, at)

    return deed


def tens(scene: Scene) -> Bools:
    """Contracted, over a sum of which a tenth is a whole number."""
    award, fit = scene.story["award"], np.zeros(len(scene.story["process"]), dtype=bool)
    fit[award["_t"][award["amount"] % 10 == 0]] = True
    return contracted(scene) & fit


gap = Shapes("R059", CONTRACT, contracted)
gap.fault(
    "签得贵一成半",
    "The contract is signed at a seventh more than the award.",
    told(summed(115), "award"),
)
gap.fault("签得便宜两成", "The contract is signed at a fifth less.", told(summed(80), "award"))
gap.fault(
    "两份合同加起来超出",
    "Two contracts of one award come to three tenths more.",
    told(second(30), "award"),
)
gap.honest(
    "恰好一成",
    "The contract is signed at exactly a tenth more.",
    told(summed(110), "award"),
    among=tens,
)
gap.honest(
    "分两份签",
    "Two contracts together come to the award.",
    told(then(summed(60), second(66)), "award"),
)
gap.honest(
    "另一份已取消", "A second contract was cancelled.", told(second(40, "cancelled"), "award")
)


def changed(count: int, first: int = 1) -> Callable[[Scene, Ints], None]:
    """So many amendments of each contract."""

    def deed(scene: Scene, at: Ints) -> None:
        of = contract_of(scene, at)
        for number in range(first, first + count):
            made = amendments(
                scene.story["contract"], of, scene.draw.at("amended", number), number=number
            )
            scene.story["amendment"].add(made)

    return deed


def unchanged(scene: Scene) -> Bools:
    """Contracted and never amended, by a body that publishes amendments of other contracts."""
    process, change = scene.story["process"], scene.story["amendment"]
    fit = contracted(scene)
    fit[change["_t"]] = False
    entity = process["entity"]
    publishes = np.isin(entity, np.unique(entity[change["_t"]]))
    return np.asarray(fit & publishes, dtype=bool)


def amended_apart(scene: Scene, at: Ints) -> None:
    """An amendment hangs on a second contract that was cancelled."""
    second(40, "cancelled")(scene, at)
    contract, mine = scene.story["contract"], rows_of(scene.story["contract"], "_t", at)
    of = np.array([places[-1] for places in mine.values()], dtype=np.int64)
    scene.story["amendment"].add(amendments(contract, of, scene.draw.at("apart")))


once = Shapes("R064", CONTRACT, unchanged)
once.fault("变更一次", "The contract was amended once.", told(changed(1)))
once.fault("变更两次", "The contract was amended twice.", told(changed(2)))
once.fault("变更三次", "The contract was amended three times.", told(changed(3)), also=("R064-2",))
once.honest(
    "没有变更", "The contract stands as signed, and others of the body do not.", told(then())
)
once.honest(
    "变更的是已取消的一份",
    "The amendment belongs to a contract that was cancelled.",
    told(amended_apart),
)

often = Shapes("R064-2", CONTRACT, unchanged, also=("R064",))
often.fault("恰好三次", "The contract was amended three times.", told(changed(3)))
often.fault("四次", "The contract was amended four times.", told(changed(4)))
often.fault("六次", "The contract was amended six times.", told(changed(6)))
often.honest("两次", "The contract was amended twice.", told(changed(2)))
often.honest("一次", "The contract was amended once.", told(changed(1)))


def lines(up: int, down: int, *, every: bool = False) -> Callable[[Scene, Ints], None]:
    """A line of the contract, or every one, comes to so much of what was awarded, by an amendment."""

    def deed(scene: Scene, at: Ints) -> None:
        changed(1)(scene, at)
        item = scene.story["item"]
        for places in rows_of(item, "_t", at).values():
            for place in places if every else places[:1]:
                held = int(item["quantity"][place])
                item["contracted"][place] = held * up // down + (up > down)

    return deed


def two_lines(scene: Scene) -> Bools:
    """Never amended, with two lines."""
    item, n = scene.story["item"], len(scene.story["process"])
    many = np.bincount(item["_t"][item["quantity"] > 3], minlength=n) == 2
    return np.asarray(unchanged(scene) & many, dtype=bool)


PARTS = ("contract", "items")
fewer = Shapes("R065", PARTS, two_lines)
fewer.fault("一项减半", "One line was cut by half.", told(lines(1, 2), "award"))
fewer.fault("一项取消", "One line was struck out.", told(lines(0, 1), "award"))
fewer.fault("各项都减", "Every line was cut by a third.", told(lines(2, 3, every=True), "award"))
fewer.honest("数量照旧", "The amendment left the lines alone.", told(changed(1), "award"))
fewer.honest("各项都加", "Every line grew.", told(lines(3, 2, every=True), "award"), also=("R066",))

greater = Shapes("R066", PARTS, two_lines)
greater.fault("一项加倍", "One line was doubled.", told(lines(2, 1), "award"))
greater.fault("一项加一成", "One line grew by a tenth.", told(lines(11, 10), "award"))
greater.fault("各项都加", "Every line grew.", told(lines(3, 2, every=True), "award"))
greater.honest("数量照旧", "The amendment left the lines alone.", told(changed(1), "award"))
greater.honest(
    "各项都减", "Every line was cut.", told(lines(2, 3, every=True), "award"), also=("R065",)
)

raised = Shapes("R069", CONTRACT, unchanged, also=("R064",))
raised.fault("涨一成二", "The price rose by an eighth.", told(then(changed(1), summed(112))))
raised.fault("涨四成", "The price rose by two fifths.", told(then(changed(1), summed(140))))
raised.fault(
    "三次涨上去",
    "The price rose by a quarter in three amendments.",
    told(then(changed(3), summed(125))),
    also=("R064", "R064-2"),
)
raised.honest(
    "涨百分之八", "The price rose by less than a tenth.", told(then(changed(1), summed(108)))
)
raised.honest("降了价", "The price fell.", told(then(changed(1), summed(95))))


def delivered(early: int | None, said: str = "met") -> Callable[[Scene, Ints], None]:
    """The delivery came so many days before its day; None: it did not come."""

    def deed(scene: Scene, at: Ints) -> None:
        step = scene.story["milestone"]
        for place in (p for places in rows_of(step, "_t", at).values() for p in places):
            step["status"][place], step["met"][place] = said, early is not None
            step["early"][place] = 0 if early is None else early

    return deed


def reported_late(scene: Scene, at: Ints) -> None:
    """A report came weeks after its day, the delivery was in time."""
    of = contract_of(scene, at)
    made = papers.milestone(scene.story["contract"], of, 2, "reporting", np.full(len(of), -30))
    scene.story["milestone"].add(made)


def stepped(scene: Scene) -> Bools:
    """Contracted, with a day of delivery."""
    fit = np.zeros(len(scene.story["process"]), dtype=bool)
    fit[scene.story["milestone"]["_t"]] = True
    return contracted(scene) & fit


steps = Shapes("R067", ("milestone",), stepped)
steps.fault("晚一天", "The delivery came a day late.", told(delivered(-1)))
steps.fault("晚两个月", "The delivery came two months late.", told(delivered(-60)))
steps.fault(
    "过期未交", "The day is past and nothing was delivered.", told(delivered(None, "notMet"))
)
steps.honest("恰在约定日", "The delivery came on its day.", told(delivered(0)))
steps.honest("晚的是报告", "A report was late, the delivery was not.", told(reported_late))


def paid(extra: Callable[[int], tuple[int, ...]]) -> Callable[[Scene, Ints], None]:
    """The contract is paid in full, and then these sums."""

    def deed(scene: Scene, at: Ints) -> None:
        contract, held = scene.story["contract"], scene.story["payment"]
        for place in contract_of(scene, at).tolist():
            total = int(contract["amount"][place])
            pay(scene, place, total)
            for number, amount in enumerate(extra(total), start=7):
                of = np.array([place], dtype=np.int64)
                made = papers.payment(contract, of, np.array([number]), np.array([amount]))
                held.add(made)

    return deed


def has_payments(scene: Scene) -> Bools:
    """Contracted and paid."""
    fit = np.zeros(len(scene.story["process"]), dtype=bool)
    fit[scene.story["payment"]["_t"]] = True
    return contracted(scene) & fit


payments = Shapes("R068", CONTRACT, has_payments)
payments.fault("多付一分", "A hundredth was paid too much.", told(paid(lambda total: (1,))))
payments.fault("重复付款", "The whole sum was paid twice.", told(paid(lambda total: (total,))))
payments.fault("多付一成", "A tenth was paid on top.", told(paid(lambda total: (total // 10,))))
payments.honest("恰好付清", "The contract was paid to the hundredth.", told(paid(lambda total: ())))
payments.honest(
    "多付已退",
    "What was paid too much came back.",
    told(paid(lambda total: (total // 5, -(total // 5)))),
)


def hired(who: Callable[[Scene, Deal], list[int]], relation: str = "subContract") -> Deed:
    """Firms work for the winner afterwards, each by a process that the contract names."""

    def deed(scene: Scene, at: Ints) -> Proof:
        story = scene.story
        for deal in deals(scene, at):
            firms = who(scene, deal)
            new = more(
                scene, len(firms), deal.t, method="direct", start=int(story["process"]["start"][deal.t]) + 100 * 1440,
                supplier=np.array(firms, dtype=np.int64), why="专业分包",
            )  # fmt: skip
            number = story["contract"]["contract_id"][deal.contract]
            story["related"].add(
                Rows(
                    len(new),
                    related_process_id=as_column(
                        [f"{number}/r{k}" for k in range(1, len(new) + 1)]
                    ),
                    relationship=relation,
                    identifier=story["process"]["tender_id"][new],
                    _c=deal.contract,
                    _t=deal.t,
                )
            )
        return shown(
            scene, at, "contract", story["contract"]["contract_id"][contract_of(scene, at)].tolist()
        )

    return deed


def lost(*places: int) -> Callable[[Scene, Deal], list[int]]:
    """Losers, by price."""
    return lambda scene, deal: [
        int(scene.story["bid"]["firm"][deal.losers[place]]) for place in places
    ]


def strangers(scene: Scene, deal: Deal) -> list[int]:
    """A firm that did not bid."""
    return market.newcomers(scene.world, scene.story, scene.draw.at("stranger", deal.t), 1).tolist()


def leaver(scene: Scene, deal: Deal) -> list[int]:
    """A bidder that withdrew."""
    status(scene, deal.losers[-1:])
    return lost(-1)(scene, deal)


sub = Shapes("R070", ("bids", "related", "subshare", "contract"), with_bids(3))
sub.fault("次低者分包", "The runner-up works for the winner.", hired(lost(0)))
sub.fault("最贵者分包", "The dearest bidder works for the winner.", hired(lost(-1)))
sub.fault("两家落选都分包", "Two losers work for the winner.", hired(lost(0, 1)))
sub.honest("未投标的单位分包", "A firm that did not bid works for the winner.", hired(strangers))
sub.honest("撤回者分包", "One that withdrew works for the winner.", hired(leaver))
sub.honest(
    "框架协议的关联",
    "The other process is a framework, no subcontract.",
    hired(lost(0), "framework"),
)


def passed_on(
    least: int = NEVER, most: int = NEVER, value: int = NEVER
) -> Callable[[Scene, Ints], None]:
    """So many hundredths of the award are subcontracted, told as a range or as a sum."""

    def deed(scene: Scene, at: Ints) -> None:
        award = scene.story["award"]
        for place in award_of(scene, at).tolist():
            award["sub"][place] = not (least == most == value == NEVER)
            award["sub_least"][place], award["sub_most"][place] = least, most
            if value != NEVER:
                award["sub_amount"][place] = int(award["amount"][place]) * value // 100

    return deed


share = Shapes("R071", ("subshare",), contracted)
share.fault(
    "六成以上分包", "Three fifths at least are passed on.", told(passed_on(60, 80), "award")
)
share.fault("恰好一半", "Exactly half is passed on.", told(passed_on(50, 50), "award"))
share.fault(
    "按金额五成五",
    "More than half is passed on, told as a sum.",
    told(passed_on(value=55), "award"),
)
share.honest("四成九", "A little less than half is passed on.", told(passed_on(40, 49), "award"))
share.honest("声明不分包", "Nothing is passed on.", told(passed_on(), "award"))
