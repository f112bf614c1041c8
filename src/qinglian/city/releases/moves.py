"""
改一个过程要用的手：谁可改、改谁的价、证据在哪些行。Which processes can be changed, how, and what proves it.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from itertools import chain
from typing import Any

import numpy as np

from qinglian.city import shapes
from qinglian.city.draw import Bools, Ints
from qinglian.city.plant import Deed, Kind, Proof, Scene, Story
from qinglian.city.releases import FIELD, market, papers
from qinglian.city.releases.process import DISQUALIFIED, VALID, WITHDRAWN, competitive
from qinglian.city.releases.story import rows_of
from qinglian.city.shapes import Among as Among

ROWS = (
    ("bid", "bid", "bid_id"), ("award", "award", "award_id"), ("contract", "contract", "contract_id"),
    ("document", "document", "document_id"), ("enquiry", "enquiry", "enquiry_id"),
    ("fee", "participation_fee", "fee_id"), ("complaint", "complaint", "complaint_id"),
    ("item", "item", "item_id"), ("payment", "payment", "payment_id"),
    ("milestone", "milestone", "milestone_id"), ("amendment", "amendment", "amendment_id"),
    ("related", "related_process", "related_process_id"),
)  # fmt: skip
"""Kinds of story with the table they become and its key: the rows that a finding on a process may rest on."""
HELD = ("beneficial/#1", "shareholder/#1", "shareholder/#2")


class Shapes(shapes.Shapes):
    """The shapes of one rule; all of them touch the same parts of a process."""

    field = FIELD

    def __init__(
        self,
        rule: str,
        parts: tuple[str, ...],
        among: Among | None = None,
        also: tuple[str, ...] = (),
        together: bool = False,
    ) -> None:
        super().__init__(rule, *parts, among=among, together=together, also=also)

    def proof(self, scene: Scene, at: Ints, kind: Kind) -> Proof:
        """The process with all its rows."""
        return shown(scene, at)


@dataclass(frozen=True)
class Deal:
    """A process with one award: its bids by price, the bid that won, the award and the contract."""

    t: int
    bids: list[int]
    won: int
    award: int
    contract: int

    @property
    def losers(self) -> list[int]:
        """Bids that did not win, by price."""
        return [bid for bid in self.bids if bid != self.won]


def deals(scene: Scene, at: Ints) -> list[Deal]:
    """Each process with what belongs to it; bids not submitted are left out."""
    story = scene.story
    bid, award = story["bid"], story["award"]
    bids, awards = rows_of(bid, "_t", at), rows_of(award, "_t", at)
    contracts = rows_of(story["contract"], "_t", at)
    found = []
    for t in at.tolist():
        mine = [
            b for b in bids[t] if bid["status"][b] in (VALID, DISQUALIFIED) and not bid["gone"][b]
        ]
        mine.sort(key=lambda b: (int(bid["amount"][b]), b))
        found.append(Deal(t, mine, int(award["_b"][awards[t][0]]), awards[t][0], contracts[t][0]))
    return found  # fmt: skip


def each(change: Callable[[Scene, Deal], Any]) -> Deed:
    """A deed that changes one process after another."""

    def deed(scene: Scene, at: Ints) -> None:
        for deal in deals(scene, at):
            change(scene, deal)

    return deed


def plain(scene: Scene) -> Bools:
    """Competitive, awarded, of one lot, nobody joint, with times of day, and in no group of a plant."""
    process = scene.story["process"]
    fit = competitive(process) & (process["status"] == "complete")
    for name in ("two", "joint", "grouped", "day_only"):
        fit &= ~np.asarray(process[name], dtype=bool)
    return np.asarray(fit, dtype=bool)


def contracted(scene: Scene) -> Bools:
    """Awarded, of one lot, and in no group of a plant."""
    process = scene.story["process"]
    fit = np.asarray(process["status"] == "complete", dtype=bool)
    for name in ("two", "joint", "grouped"):
        fit &= ~np.asarray(process[name], dtype=bool)
    awarded = np.bincount(scene.story["award"]["_t"], minlength=len(process)) == 1
    return np.asarray(fit & awarded, dtype=bool)


def with_bids(least: int, *, lowest_won: bool = False) -> Among:
    """Plain processes with so many valid bids and no others; where asked, the lowest won."""

    def among(scene: Scene) -> Bools:
        story = scene.story
        bid, award, n = story["bid"], story["award"], len(story["process"])
        valid = np.bincount(bid["_t"][bid["status"] == VALID], minlength=n)
        other = np.bincount(bid["_t"][bid["status"] != VALID], minlength=n)
        fit = plain(scene) & (valid >= least) & (other == 0)
        if lowest_won:
            order = np.lexsort((-bid["amount"], bid["_t"]))
            low = np.full(n, -2, dtype=np.int64)
            low[bid["_t"][order]] = order
            first = np.full(n, -1, dtype=np.int64)
            first[award["_t"]] = award["_b"]
            fit &= low == first
        return np.asarray(fit, dtype=bool)

    return among


def shown(
    scene: Scene, at: Ints, subject: str = "contracting_process", ids: Sequence[str] | None = None
) -> Proof:
    """What proves a finding on processes: all their rows; `ids` where something of theirs is named instead."""
    story = scene.story
    numbers = story["process"]["tender_id"][at].tolist()
    rows = {t: [("tender", number)] for t, number in zip(at.tolist(), numbers, strict=True)}
    for kind, table, key in ROWS:
        held = story[kind]
        for t, places in rows_of(held, "_t", at).items():
            rows[t] += [(table, held[key][place]) for place in places]
    _lines(story, at, rows)
    _listed(story, at, rows)
    return Proof(subject, numbers if ids is None else ids, [rows[t] for t in at.tolist()])  # fmt: skip


def grouped(scene: Scene, new: Ints, each: int, subject: str, ids: Sequence[str]) -> Proof:
    """What proves a finding on a body, firm, pair or market: calls, bids, awards and lines of `each` processes."""
    story, numbers = scene.story, scene.story["process"]["tender_id"][new].tolist()
    rows = {t: [("tender", number)] for t, number in zip(new.tolist(), numbers, strict=True)}
    for kind in ("bid", "award", "item"):
        for t, places in rows_of(story[kind], "_t", new).items():
            rows[t] += [(kind, story[kind][f"{kind}_id"][place]) for place in places]
    listed = [rows[t] for t in new.tolist()]
    of = [list(chain(*listed[first : first + each])) for first in range(0, len(listed), each)]
    return Proof(subject, ids, of)


def _lines(story: Story, at: Ints, rows: dict[int, list[tuple[str, str]]]) -> None:
    """The lines of awards and of contracts."""
    item, award, contract = story["item"], story["award"], story["contract"]
    contracts = rows_of(contract, "_t", at)
    for t, places in rows_of(item, "_t", at).items():
        for place in places:
            line, given = f"i{item['no'][place]}", int(item["_a"][place])
            if given >= 0:
                rows[t].append(("item", f"{award['award_id'][given]}/{line}"))
            for one in contracts[t]:
                rows[t].append(("contract_item", f"{contract['contract_id'][one]}/{line}"))


def _listed(story: Story, at: Ints, rows: dict[int, list[tuple[str, str]]]) -> None:
    """The rows of the parties and of their owners."""
    firm, body, process = story["firm"]["org_id"], story["body"]["org_id"], story["process"]
    award = story["award"]
    for t, places in rows_of(story["bid"], "_t", at).items():
        who = {story["bid"]["firm"][place] for place in places}
        who |= {award["firm"][place] for place in rows_of(award, "_t", np.array([t]))[t]}
        number = process["tender_id"][t]
        for one in sorted({body[process["buyer"][t]], body[process["entity"][t]]}):
            rows[t].append(("party", f"{number}/{one}"))
        for one in sorted(firm[place] for place in who):
            rows[t].append(("party", f"{number}/{one}"))
            rows[t] += [("owner", f"{number}/{one}/{part}") for part in HELD]


def settle(scene: Scene, deal: Deal, winner: int | None = None) -> None:
    """Award, contract and payments follow the price of the bid that wins."""
    story = scene.story
    won = deal.won if winner is None else winner
    bid, award, contract = story["bid"], story["award"], story["contract"]
    award["_b"][deal.award], award["firm"][deal.award] = won, bid["firm"][won]
    award["amount"][deal.award] = contract["amount"][deal.contract] = bid["amount"][won]
    pay(scene, deal.contract, int(bid["amount"][won]))


def pay(scene: Scene, contract: int, total: int) -> None:
    """The payments of a contract come to a sum."""
    paid = scene.story["payment"]
    mine = rows_of(paid, "_c", np.array([contract]))[contract]
    for place in mine:
        paid["amount"][place] = total // len(mine)
    if mine:
        paid["amount"][mine[0]] += total - total // len(mine) * len(mine)


def price(scene: Scene, bids: Sequence[int], amounts: Sequence[int]) -> None:
    """Bids ask these sums."""
    for place, amount in zip(bids, amounts, strict=True):
        scene.story["bid"]["amount"][place] = amount


def reject(scene: Scene, bids: Sequence[int], *, told: bool = True) -> Sequence[int]:
    """Bids are disqualified, with a report of the evaluation where it is told why; returned as given."""
    bid = scene.story["bid"]
    for place in bids:
        bid["status"][place] = DISQUALIFIED
    if told:
        at = np.array(bids, dtype=np.int64)
        made = papers.document(
            bid["bid_id"][at], "", "bid", "evaluationReports", bid["_t"][at], 0, _b=at
        )
        scene.story["document"].add(made)
    return bids


def status(scene: Scene, bids: Sequence[int], said: str = WITHDRAWN) -> Sequence[int]:
    """Bids come to stand so; returned as given."""
    for place in bids:
        scene.story["bid"]["status"][place] = said
    return bids


def gone(scene: Scene, bids: Sequence[int]) -> Sequence[int]:
    """Bids never came in; returned as given."""
    for place in bids:
        scene.story["bid"]["gone"][place] = True
    return bids


def another(scene: Scene, like: int, mark: str, **changed: Any) -> int:
    """A further bid like one on record."""
    bid = scene.story["bid"]
    extra = bid.take(np.array([like]))
    extra["bid_id"] = f"{bid['bid_id'][like]}{mark}"
    for name, value in changed.items():
        extra[name] = value
    return int(bid.add(extra)[0])


def stand_in(scene: Scene, bid: int, *words: str | int) -> int:
    """A firm nobody knows stands in for the bidder; returns the firm."""
    firm = int(market.newcomers(scene.world, scene.story, scene.draw.at("firm", bid, *words), 1)[0])
    scene.story["bid"]["firm"][bid] = firm
    return firm
