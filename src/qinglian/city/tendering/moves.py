"""
埋点用的动作：某一步早了、晚了、没有做。What a plant may do to a tender: a step comes late, early, or not at all.

A move is given how long after another step a step comes; the days between are drawn. `push` in `course` moves all that
follows, so that a plant on one part of a tender leaves the terms of the other parts as they were.
"""

from typing import Any

import numpy as np

from qinglian.city import shapes
from qinglian.city.days import MINUTES, NEVER, after_workdays, day_of
from qinglian.city.draw import Ints, as_column
from qinglian.city.plant import Deed, Kind, Proof, Scene, Story
from qinglian.city.rows import Rows
from qinglian.city.shapes import Among as Among
from qinglian.city.tendering import FIELD, course
from qinglian.city.tendering.which import again as again
from qinglian.city.tendering.which import calm as calm
from qinglian.city.tendering.which import done as done
from qinglian.city.tendering.which import lots as lots
from qinglian.city.tendering.which import optional as optional
from qinglian.city.tendering.which import plain as plain
from qinglian.city.tendering.which import prequalified as prequalified
from qinglian.city.tendering.which import quiet as quiet
from qinglian.city.tendering.which import recording as recording
from qinglian.city.tendering.which import secured as secured
from qinglian.city.tendering.which import selective as selective

TRACES = (
    "machine", "file", "author", "agent", "contact", "outlet", "member", "payer", "prices", "bill", "text",
    "heads", "controller", "owner", "bid", "seal", "visit",
)  # fmt: skip
"""Parts of a tender that lie in its bids: plants that take bids away touch all of them."""


class Shapes(shapes.Shapes):
    """The shapes of one rule on tenders; `shows`: tables whose rows of a tender prove the matter beside the tender."""

    field = FIELD

    def __init__(
        self,
        rule: str,
        *touches: str,
        among: Among = plain,
        together: bool = False,
        shows: tuple[str, ...] = (),
    ) -> None:
        super().__init__(rule, *touches, among=among, together=together)
        self.shows = shows

    def proof(self, scene: Scene, at: Ints, kind: Kind) -> Proof | None:
        """The rows of these tables, and the tender."""
        return shown(scene, at, self.shows)


def gap(step: str, since: str, low: int, high: int | None = None, *, months: bool = False) -> Deed:
    """A step comes so many days after another, and all that follows moves with it."""

    def deed(scene: Scene, at: Ints) -> None:
        tender = scene.story["tender"]
        days = scene.draw.at(step).between(low, low if high is None else high, len(at))
        course.push(
            tender, at, step, (day_of(tender[since][at]) + days - day_of(tender[step][at])) * MINUTES,
        )  # fmt: skip

    return deed


def alone(
    step: str, since: str, low: int, high: int | None = None, *, hour: int = 17, minute: int = 50
) -> Deed:
    """A step by itself comes so many days after (before) another, at an hour of that day."""

    def deed(scene: Scene, at: Ints) -> None:
        tender = scene.story["tender"]
        days = scene.draw.at(step).between(low, low if high is None else high, len(at))
        tender[step][at] = (day_of(tender[since][at]) + days) * MINUTES + hour * 60 + minute

    return deed


def minutes(step: str, since: str, low: int, high: int | None = None) -> Deed:
    """A step by itself comes so many minutes after (before) another."""

    def deed(scene: Scene, at: Ints) -> None:
        tender = scene.story["tender"]
        tender[step][at] = tender[since][at] + scene.draw.at(step).between(
            low, low if high is None else high, len(at),
        )  # fmt: skip

    return deed


def later(step: str, low: int, high: int) -> Deed:
    """A step comes so many minutes later than it did, and all that follows moves with it."""

    def deed(scene: Scene, at: Ints) -> None:
        course.push(
            scene.story["tender"], at, step, scene.draw.at(step).between(low, high, len(at)),
        )  # fmt: skip

    return deed


def worked(step: str, since: str, low: int, high: int | None = None) -> Deed:
    """A step by itself comes so many working days after another."""

    def deed(scene: Scene, at: Ints) -> None:
        tender = scene.story["tender"]
        days = scene.draw.at(step).between(low, low if high is None else high, len(at))
        tender[step][at] = after_workdays(day_of(tender[since][at]), days) * MINUTES + 19 * 60

    return deed


def gone(*steps: str) -> Deed:
    """Steps that were not taken."""

    def deed(scene: Scene, at: Ints) -> None:
        for step in steps:
            scene.story["tender"][step][at] = NEVER

    return deed


def told(**columns: Any) -> Deed:
    """What the ledger says of the tender otherwise."""

    def deed(scene: Scene, at: Ints) -> None:
        for name, value in columns.items():
            scene.story["tender"][name][at] = value

    return deed


def ended(after: str) -> Deed:
    """The tender is terminated after a step, and nothing follows: no award, no contract."""

    def deed(scene: Scene, at: Ints) -> None:
        story, tender = scene.story, scene.story["tender"]
        since = tender[after][at].copy()
        for step in course.STEPS:
            held = tender[step][at]
            tender[step][at] = np.where(held > since, NEVER, held)
        tender["tender_terminated_at"][at] = since + MINUTES
        tender["status"][at] = "unsuccessful"
        tender["objection_stage"][at] = course.only(
            tender["objection_raised_at"][at] != NEVER, tender["objection_stage"][at]
        )
        tender["affects_bid"][at] = course.only(
            tender["clarified_at"][at] != NEVER, tender["affects_bid"][at]
        )
        story["award"]["_gone"][np.isin(story["award"]["_t"], at)] = True
        no_deal(scene, at)
        if after not in ("evaluated_at", "winner_decided_at"):
            story["panel_member"]["_gone"][np.isin(story["panel_member"]["_t"], at)] = True

    return deed


def no_deal(scene: Scene, at: Ints) -> None:
    """No contract under these tenders."""
    contract = scene.story["contract"]
    contract["_gone"][np.isin(contract["_t"], at) & (contract["_bid"] != NEVER)] = True


def no_bids(scene: Scene, at: Ints) -> None:
    """No bids were handed in."""
    bid = scene.story["bid"]
    bid["_gone"][np.isin(bid["_t"], at) & (bid["_first"] < 0)] = True


def bids_of(scene: Scene, row: int) -> Ints:
    """Bids of one tender that stayed, the winner first."""
    bid = scene.story["bid"]
    mine = np.flatnonzero((bid["_t"] == row) & (bid["_first"] < 0))
    mine = mine[(bid["status"][mine] == "valid") & (bid["_gone"][mine] == False)]  # noqa: E712
    return np.asarray(mine[np.argsort(bid["rank"][mine], kind="stable")], dtype=np.int64)


def rows_of(scene: Scene, table: str, bids: Ints) -> Ints:
    """Rows of a table that belong to bids."""
    return np.flatnonzero(np.isin(scene.story[table]["_b"], bids))


def of_rows(scene: Scene, subject: str, table: str, places: list[int]) -> Proof:
    """Proof by rows of a table whose key names the subject."""
    key = f"{table}_id"
    ids = [str(scene.story[table][key][place]) for place in places]
    return Proof(subject, ids, [[(table, number)] for number in ids])


def added(rows: Rows, **columns: Any) -> Ints:
    """Append rows made of columns."""
    n = len(next(iter(columns.values())))
    return rows.add(
        Rows(
            n,
            {
                name: as_column(value) if isinstance(value, list) else value
                for name, value in columns.items()
            },
        )
    )


def shown(
    scene: Scene,
    at: Ints,
    tables: tuple[str, ...],
    beside: list[tuple[str, str, str]] | None = None,
) -> Proof:
    """The tenders themselves, proved by their own row and their rows in these tables."""
    story = scene.story
    ids = [str(number) for number in story["tender"]["tender_id"][at]]
    proved: dict[int, list[tuple[str, str]]] = {
        row: [("tender", number)] for row, number in zip(at.tolist(), ids, strict=True)
    }
    for table in tables:
        rows = story[table]
        whose = rows["_t"] if "_t" in rows else story["bid"]["_t"][rows["_b"]]
        keys = rows[f"{table}_id"]
        for place in np.flatnonzero(np.isin(whose, at)).tolist():
            proved[int(whose[place])].append((table, str(keys[place])))
    for row, number in zip(at.tolist(), ids, strict=True):
        proved[row] += [("event", event) for event in logged(story, row, number)]
    return Proof("tender", ids, [proved[row] for row in at.tolist()], beside or ())


def logged(story: Story, row: int, number: str) -> list[str]:
    """Events that the log has of one tender."""
    tender, event = story["tender"], story["event"]
    told = [activity for step, activity in course.LOGGED.items() if tender[step][row] != NEVER]
    if tender["_drawer"][row] is not None:
        told += ["experts_drawn", "bids_evaluated"]
    mine = np.flatnonzero(event["_t"] == row).tolist() if "_t" in event else []
    return [f"{number}-{activity}" for activity in told] + [
        str(event["event_id"][place]) for place in mine
    ]


def deals(scene: Scene, at: Ints) -> list[int]:
    """Where the contracts of tenders stand, in the order of the tenders."""
    contract = scene.story["contract"]
    mine = contract["_bid"] != NEVER
    return [int(np.flatnonzero(mine & (contract["_t"] == row))[0]) for row in at.tolist()]


def with_contract(rule: str) -> Deed:
    """The contract meets a rule of its own as well."""

    def deed(scene: Scene, at: Ints) -> Proof:
        numbers = scene.story["contract"]["contract_id"][deals(scene, at)]
        return shown(scene, at, (), [(rule, "contract", str(number)) for number in numbers])

    return deed
