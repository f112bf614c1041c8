"""What the page of a problem shows. 问题页的内容。"""

from typing import Any

from django.utils.translation import gettext as _

from qinglian.web.core.wording import step_label
from qinglian.web.rectification.likeness import Alike, alike
from qinglian.web.rectification.models import Problem
from qinglian.web.rectification.services.money import may_tie, sums
from qinglian.web.rectification.services.rules import is_hand, sides_of
from qinglian.web.rectification.states import (
    MOVES,
    WRITABLE,
    Outcome,
    Pace,
    Progress,
    Recovery,
    Status,
)
from qinglian.web.rectification.verbs import notes_amounts, open_verbs, writes
from qinglian.web.rectification.views.measures import looks
from qinglian.web.rectification.views.steps import objects
from qinglian.web.rectification.words import OTHERS
from qinglian.web.units.scope import reach

LABELS = {move.verb: move.label for move in MOVES.values()}
COLOURS = {
    Outcome.CLEAN: "done",
    Outcome.SEEN: "red",
    Outcome.UNDATED: "orange",
    Outcome.NO_DATA: "yellow",
    Outcome.NOT_RUN: "",
}
"""How an answer of a re-run is marked: only clean is green."""
SHADES = {Progress.DONE: "done", Progress.GOING: "blue", Progress.UNDONE: "orange"}


def shown(found: Problem, user: Any) -> dict[str, Any]:
    """All of it, as far as this person may do something about it."""
    sides = sides_of(found, user)
    verbs = open_verbs(found, user, sides)
    return {
        "problem": found,
        "progress": Progress(found.progress).label,
        "shade": SHADES[Progress(found.progress)],
        "first": [verb for verb in verbs if verb.first],
        "others": [verb for verb in verbs if not verb.first],
        "paces": Pace.choices if writes(found, sides) else [],
        "writes": writes(found, sides),
        "notes_amounts": notes_amounts(found, sides),
        "objects": objects(found, sides),
        "sightings": found.sightings.select_related("unit"),
        "alike": proposed(found, user, sides),
        "measures": measures(found, sides),
        "fixes": [
            {
                "fix": one,
                "proofs": [(proof, COLOURS[Outcome(proof.outcome)]) for proof in one.proofs.all()],
            }
            for one in found.fixes.select_related("of").prefetch_related("proofs__run")
        ],
        "proves": bool(sides),
        "amounts": [
            {"one": one, "mine": not one.payment_id and may_tie(one, user)}
            for one in found.amounts.select_related("by", "confirmed_by", "problem")
        ],
        "sums": _sums(found),
        "objections": found.objections.select_related("answered_by"),
        "answers": objects(found, sides) and not is_hand(found, user),
        "asked": asked(found, user, sides),
        "steps": [
            {"step": step, "label": step_label(step.verb, LABELS, OTHERS)}
            for step in found.steps.select_related("by").prefetch_related("papers")
        ],
        "reminders": found.reminders.select_related("told_unit"),
        "reasons": reasons(found, user),
    }


def measures(found: Problem, sides: set[str]) -> list[dict[str, Any]]:
    """Each with its stages and looks, and what one may do about it."""
    mine = "unit" in sides and found.status == Status.MENDING
    rows = found.measures.told().prefetch_related("stages", "looks__by")
    told = []
    for one in rows:
        stages = list(one.stages.all())
        told.append(
            {
                "one": one,
                "shade": SHADES[Progress(one.progress)],
                "stages": stages,
                "next": next((stage for stage in stages if not stage.done_on), None)
                if mine
                else None,
                "looks": list(one.looks.all())[:5],
                "reports": mine and not one.done_on and one.pace != Pace.STANDING,
                "drops": mine and not one.begun_on,
                "sees": one.pace == Pace.STANDING and looks(found, sides),
            }
        )
    return told


def asked(found: Problem, user: Any, sides: set[str]) -> list[dict[str, Any]]:
    """What waits for a second person."""
    agrees = "supervisor" in sides and not is_hand(found, user)
    rows = found.requests.filter(agreed=None).select_related("by").prefetch_related("papers")
    return [{"request": one, "mine": agrees and one.by_id != user.pk} for one in rows]


def proposed(found: Problem, user: Any, sides: set[str]) -> list[Alike]:
    """Problems that may be the same, for whoever can join them."""
    if "supervisor" not in sides or found.status not in WRITABLE:
        return []
    return alike(
        unit=found.unit,
        title=found.title,
        text=found.text,
        anchor_id=found.anchor_id,
        by=user,
        but=found,
    )


def _sums(found: Problem) -> dict[str, Any]:
    said = sums(found)
    kinds = [(Recovery(kind).label, said[kind]) for kind in Recovery.values if kind in said]
    return {"kinds": kinds, "all": said["all"], "tied": said["tied"], "left": said.get("left")}


def reasons(found: Problem, user: Any) -> list[str]:
    """Why one sees it: the lines of its bodies, or that one's body saw the same."""
    scope = reach(user, Problem.OBJECT)
    said = scope.reasons(found)
    seen = found.sightings.filter(scope.q({"finder": "unit"})).exclude(unit=found.finder_unit_id)
    if seen.exists():
        said.append(_("您所在或所管的单位也发现了这个问题"))
    return said
