"""Days of the call, the opening, the evaluation, the decision and the signature; bids that came late."""

from collections.abc import Callable

import numpy as np

from qinglian.city.days import MINUTES
from qinglian.city.draw import Bools, Ints
from qinglian.city.plant import Deed, Scene
from qinglian.city.releases.moves import Deal, Shapes, contracted, each, plain, shown
from qinglian.city.releases.story import rows_of

DAY = MINUTES


def days(column: str, low: int, high: int | None = None, *, unit: int = 1, less: int = 0) -> Deed:
    """A distance becomes so many days, whole ones where `unit` is a day of minutes."""

    def deed(scene: Scene, at: Ints) -> None:
        drawn = scene.draw.at(column).between(low, low if high is None else high, len(at))
        scene.story["process"][column][at] = drawn * unit - less

    return deed


def both(*deeds: Deed) -> Deed:
    """One deed after another."""

    def deed(scene: Scene, at: Ints) -> None:
        for one in deeds:
            one(scene, at)

    return deed


def plainly(scene: Scene, at: Ints) -> None:
    """Only days are published, without times."""
    for t in at.tolist():
        scene.story["process"]["day_only"][t] = True


period = Shapes("R003", ("period",), plain, also=("R014",))
period.fault("差一天", "Bids close after fourteen days.", days("open", 14, unit=DAY))
period.fault("几天就截止", "Bids close within days of the call.", days("open", 3, 10, unit=DAY))
period.fault(
    "差几分钟不满十五天", "Bids close minutes before fifteen days are over.", days("open", 15, unit=DAY, less=7)
)  # fmt: skip
period.honest("恰好十五天", "Bids close after exactly fifteen days.", days("open", 15, unit=DAY))
period.honest(
    "只写日期的十五天", "Only days are published, fifteen apart.",
    both(days("open", 15, unit=DAY), plainly),
)  # fmt: skip

opening = Shapes("R014", ("period",), plain)
opening.fault(
    "截止前先开标", "Bids are opened days before the closing.",
    both(days("open", 18, unit=DAY), days("opening", -5, -4, unit=DAY)),
)  # fmt: skip
opening.fault(
    "一周开标", "Bids are opened within a week.", days("open", 5, 7, unit=DAY), also=("R003",)
)
opening.fault(
    "第十四天开标", "Bids close and are opened on the fourteenth day.",
    both(days("open", 14, unit=DAY), days("opening", 1)), also=("R003",),
)  # fmt: skip
opening.honest(
    "恰在第十五天", "Bids are opened right after the fifteenth day.",
    both(days("open", 15, unit=DAY), days("opening", 1)),
)  # fmt: skip


def selective(scene: Scene) -> Bools:
    """Those by invitation."""
    return np.asarray(plain(scene) & (scene.story["process"]["method"] == "selective"), dtype=bool)


opening.honest(
    "邀请比选十六天", "An invited contest is opened after sixteen days.", days("open", 16, unit=DAY),
    among=selective,
)  # fmt: skip


def evaluated(low: int, high: int) -> Deed:
    """The evaluation begins so many days after the opening, and the award follows it."""

    def deed(scene: Scene, at: Ints) -> None:
        process = scene.story["process"]
        waited = scene.draw.at("waited").between(low, high, len(at))
        process["evaluation"][at] = waited
        for deal, after in zip(
            rows_of(scene.story["award"], "_t", at).values(), waited.tolist(), strict=True
        ):
            scene.story["award"]["decision"][deal] = after + 5

    return deed  # fmt: skip


evaluation = Shapes("R015", ("evaluation", "decision"), plain, also=("R062-2",))
evaluation.fault("第三十一天", "The evaluation begins a day late.", evaluated(31, 31))
evaluation.fault("压了两个月", "The evaluation begins after two months.", evaluated(55, 65))
evaluation.fault("近三个月", "The evaluation begins after nearly three months.", evaluated(80, 90))
evaluation.honest(
    "恰好三十天",
    "The evaluation begins on the thirtieth day.",
    evaluated(30, 30),
    also=evaluation.also,
)
evaluation.honest(
    "等了三周",
    "The evaluation waits three weeks for a laboratory.",
    evaluated(19, 23),
    also=evaluation.also,
)


def decided(low: int, high: int) -> Deed:
    """The award is made so many days after the closing."""

    def deed(scene: Scene, at: Ints) -> None:
        award = scene.story["award"]
        drawn = scene.draw.at("decided").between(low, high, len(at)).tolist()
        for places, after in zip(rows_of(award, "_t", at).values(), drawn, strict=True):
            award["decision"][places] = after

    return deed


def undone(day: int, again: int | None = None) -> Deed:
    """Another award was made on a day and cancelled; the one that stands was made on its own."""

    def deed(scene: Scene, at: Ints) -> None:
        award = scene.story["award"]
        first = np.array(
            [places[0] for places in rows_of(award, "_t", at).values()], dtype=np.int64
        )
        lost = award.take(first)
        lost["award_id"] = np.array(
            [f"{number}x" for number in award["award_id"][first]], dtype=object
        )
        lost["status"], lost["decision"] = "cancelled", day
        award.add(lost)
        if again is not None:
            award["decision"][first] = again

    return deed  # fmt: skip


short = Shapes("R061", ("decision", "evaluation"), plain)
short.fault("恰好五天", "The award is made on the fifth day.", decided(5, 5))
short.fault(
    "当日次日就定", "The award is made on the day of the closing or the next.", decided(0, 1)
)
short.fault("截标前就定", "The award is dated before bids closed.", decided(-4, -1))
short.honest("恰好六天", "The award is made on the sixth day.", decided(6, 6))
short.honest(
    "先定后撤另行定标", "An award of the second day was cancelled and made anew after nine.", undone(2, 9)
)  # fmt: skip

long = Shapes("R062", ("decision", "evaluation"), plain, also=("R062-2",))
long.fault("第一百零一天", "The award is made a day past a hundred.", decided(101, 101))
long.fault("四五个月", "The award is made after four or five months.", decided(120, 150))
long.fault("半年", "The award is made after half a year.", decided(170, 180))
long.honest(
    "恰好一百天", "The award is made on the hundredth day.", decided(100, 100), also=long.also
)
long.honest(
    "后来的一次已撤销", "A second award after months was cancelled; the first stands.", undone(140)
)  # fmt: skip

slow = Shapes("R062-2", ("decision", "evaluation"), plain)
slow.fault("拖了七周", "The award takes seven weeks where others take two.", decided(46, 52))
slow.fault("拖了两个月", "The award takes two months.", decided(58, 66))
slow.fault("拖了三个月", "The award takes three months.", decided(85, 98))
slow.honest("十五天", "The award takes fifteen days.", decided(15, 15))
slow.honest("十六天", "The award takes sixteen days.", decided(16, 16))


def signed(low: int, high: int) -> Deed:
    """The contract is signed so many days after the award."""

    def deed(scene: Scene, at: Ints) -> object:
        contract = scene.story["contract"]
        mine = [places[0] for places in rows_of(contract, "_t", at).values()]
        contract["signing"][mine] = scene.draw.at("signed").between(low, high, len(at))
        return shown(scene, at, "contract", contract["contract_id"][mine].tolist())

    return deed  # type: ignore[return-value]


signing = Shapes("R060", ("signing",), contracted)
signing.fault("第三十一天", "The contract is signed a day late.", signed(31, 31))
signing.fault("两三个月", "The contract is signed after two or three months.", signed(60, 90))
signing.fault("四个月", "The contract is signed after four months.", signed(110, 130))
signing.honest("恰好三十天", "The contract is signed on the thirtieth day.", signed(30, 30))
signing.honest("定标当日签约", "The contract is signed on the day of the award.", signed(0, 0))


def handed(which: Callable[[Deal], int], before: int, **how: bool) -> Deed:
    """A bid comes in so many minutes before the closing, and is written in a way."""

    def change(scene: Scene, deal: Deal) -> None:
        bid = scene.story["bid"]
        bid["before"][which(deal)] = before
        for name, value in how.items():
            bid[name][which(deal)] = value

    return each(change)


def winner(deal: Deal) -> int:
    """The bid that won."""
    return deal.won


late = Shapes("R030", ("handin", "period", "bids"), plain)
late.fault("晚几分钟", "The winning bid comes minutes late.", handed(winner, -4))
late.fault("晚一两天", "The winning bid comes more than a day late.", handed(winner, -2000))
late.fault(
    "只写日期，次日才到", "Only the day of the winning bid is known: the one after the closing.",
    handed(winner, -DAY, day_only=True),
)  # fmt: skip
late.honest(
    "恰在截止时刻", "The winning bid comes at the very minute of the closing.", handed(winner, 0)
)
late.honest(
    "世界时书写", "The time is written in UTC and was minutes early.", handed(winner, 5, zulu=True)
)
late.honest(
    "只写日期的截止当日", "Only the day of the winning bid is known: that of the closing.",
    handed(winner, 0, day_only=True),
)  # fmt: skip
late.honest(
    "迟到的没有中标", "A late bid came, and lost.", handed(lambda deal: deal.losers[-1], -90)
)
