"""The ledgers: duties, turns, evidence, and what a comparing tool says of its pairs."""

from typing import Any

import numpy as np

from qinglian.city.days import LAST, NEVER, day_no
from qinglian.city.draw import as_column
from qinglian.city.duties import likeness, words
from qinglian.city.duties.story import NAMES
from qinglian.city.plant import Story
from qinglian.city.rows import Rows
from qinglian.city.world import World

LISTED = 65
"""The tool lists pairs from so many per cent on."""
_COMPARED = LAST
FURTHEST = 3
"""Fingerprints that differ in more bits than this are not listed."""


def write(world: World, story: Story) -> dict[str, Rows]:
    """Four tables; the pieces are compared once a quarter, at its end."""
    turn, duty, evidence, unit = (story[name] for name in ("turn", "duty", "evidence", "unit"))
    office = world.bodies
    given = duty["giver"].tolist()
    names = unit["name"].tolist()
    codes = unit["unit_id"].tolist()
    first_due = np.full(len(duty), NEVER, dtype=np.int64)
    first = np.asarray(turn["first"] == True, dtype=bool)  # noqa: E712
    first_due[turn["duty"][first]] = turn["due"][first]
    duties = Rows(
        len(duty),
        duty_id=duty["duty_id"],
        item_id=duty["item_id"],
        item_title=as_column(words.ITEMS)[duty["item"]],
        list_title=as_column([f"{name}党风廉政建设责任清单" for name in NAMES])[duty["half"]],
        unit_id=unit["unit_id"][duty["unit"]],
        unit_name=unit["name"][duty["unit"]],
        giver_unit_id=as_column([codes[at] if at >= 0 else office["unit_id"][0] for at in given]),
        giver_unit_name=as_column([names[at] if at >= 0 else office["name"][0] for at in given]),
        level=duty["level"],
        region_code=world.region_code,
        urgent=duty["urgent"],
        goes_down=duty["goes_down"],
        sent_at=duty["sent"],
        received_at=duty["received"],
        handed_on_at=duty["handed_on"],
        first_due_on=first_due,
    )
    open_ = turn["done"] == NEVER
    turns = Rows(
        len(turn),
        turn_id=turn["turn_id"],
        duty_id=duty["duty_id"][turn["duty"]],
        item_id=duty["item_id"][turn["duty"]],
        unit_id=unit["unit_id"][turn["unit"]],
        unit_name=unit["name"][turn["unit"]],
        level=turn["level"],
        begins_on=turn["begins"],
        ends_on=turn["ends"],
        due_on=turn["due"],
        due_moved_on=turn["due_moved"],
        dropped=turn["dropped"],
        performed_on=np.where(open_, NEVER, turn["performed"]),
        existing_record=turn["existing"],
        entered_for=turn["entered_for"],
        result_text=_unless(open_, turn["result"]),
        result_number=_unless(open_, turn["number"]),
        done_at=turn["done"],
        done_by=_unless(open_, turn["done_by"]),
        reviewed_at=np.where(open_, NEVER, turn["reviewed"]),
        reviewed_by=_unless(open_, turn["reviewed_by"]),
        returned_times=turn["returned"],
        returned_for_rules=turn["returned_for_rules"],
    )
    pieces, pairs = _pieces(turn, evidence, unit), _pairs(world, evidence)
    return {"duty": duties, "duty_turn": turns, "duty_evidence": pieces, "evidence_pair": pairs}


def _pieces(turn: Rows, evidence: Rows, unit: Rows) -> Rows:
    prints = evidence["picture"].tolist()
    return Rows(
        len(evidence),
        evidence_id=evidence["evidence_id"],
        turn_id=turn["turn_id"][evidence["turn"]],
        unit_id=unit["unit_id"][turn["unit"][evidence["turn"]]],
        kind=evidence["kind"],
        filed_at=evidence["filed"],
        picture_id=as_column([None if one == NEVER else f"{one:016x}" for one in prints]),
        text=evidence["text"],
        joint_no=evidence["joint"],
        carried_over=evidence["carried"],
        compared_on=np.full(len(evidence), day_no(_COMPARED), dtype=np.int64),
    )


def _pairs(world: World, evidence: Rows) -> Rows:
    """Reports with reports, talks with talks, photographs with photographs; the piece handed in later comes first."""
    told: list[tuple[int, int, float, float | None]] = []
    for kind in ("file", "talk", "photo"):
        at = np.flatnonzero(evidence["kind"] == kind)
        found = (
            likeness.picture_pairs(evidence["picture"][at].tolist(), FURTHEST)
            if kind == "photo"
            else likeness.text_pairs(evidence["text"][at].tolist(), words.QUOTED, LISTED)
        )
        told += [(int(at[one]), int(at[other]), plain, own) for one, other, plain, own in found]
    filed, ids = evidence["filed"].tolist(), evidence["evidence_id"].tolist()
    told = [
        (one, other, plain, own) if filed[one] >= filed[other] else (other, one, plain, own)
        for one, other, plain, own in told
    ]
    return Rows(
        len(told),
        evidence_pair_id=as_column([f"BD{world.region_code}{at:06d}" for at in range(len(told))]),
        evidence_id=as_column([ids[one] for one, *_ in told]),
        other_evidence_id=as_column([ids[other] for _, other, *_ in told]),
        percent=as_column([plain for *_, plain, _ in told]),
        own_percent=as_column([own for *_, own in told]),
        tool="材料比对",
    )


def _unless(mask: Any, values: Any) -> Any:
    kept = values.copy()
    kept[mask] = None
    return kept
