"""Steps that came late, payments beyond the sum, and who did the work in the end."""

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
from qinglian.city.releases.plants.contracts import CONTRACT, award_of, contract_of, told
from qinglian.city.releases.story import more, rows_of
from qinglian.city.rows import Rows


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
    firm = market.newcomers(scene.world, scene.story, scene.draw.at("stranger", deal.t), 1)
    return [int(firm[0])]


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
