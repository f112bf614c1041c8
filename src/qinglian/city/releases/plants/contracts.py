"""What became of contracts: sums, changes, lines, steps, payments, subcontracts."""

from collections.abc import Callable

import numpy as np

from qinglian.city.draw import Bools, Ints, as_column
from qinglian.city.plant import Deed, Proof, Scene
from qinglian.city.releases import papers
from qinglian.city.releases.moves import (
    Shapes,
    contracted,
    pay,
    shown,
)
from qinglian.city.releases.papers import amendments
from qinglian.city.releases.story import rows_of

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
often.honest("两次", "The contract was amended twice.", told(changed(2)), also=often.also)
often.honest("一次", "The contract was amended once.", told(changed(1)), also=often.also)


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
    "涨百分之八",
    "The price rose by less than a tenth.",
    told(then(changed(1), summed(108))),
    also=raised.also,
)
raised.honest("降了价", "The price fell.", told(then(changed(1), summed(95))), also=raised.also)
