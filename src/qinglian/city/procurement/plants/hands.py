"""One person in steps of a purchase that different ones must do."""

from qinglian.city.draw import Ints, as_column
from qinglian.city.plant import Deed, Scene
from qinglian.city.procurement.course import course
from qinglian.city.procurement.moves import (
    Shapes,
    both,
    reaches,
)
from qinglian.city.rows import Rows


def same_person(name: str, as_name: str) -> Deed:
    """One person takes two parts."""

    def deed(scene: Scene, at: Ints) -> None:
        p = scene.story["purchase"]
        p[name][at] = p[as_name][at]

    return deed


def _event(activity: str, step: str, who: str, shift: int) -> Deed:
    """A step more on the log: who took it, so many days from another."""

    def deed(scene: Scene, at: Ints) -> None:
        p, person = scene.story["purchase"], scene.world.people["person_id"]
        day = course(p)[step][at] + shift
        rows = Rows(
            len(at),
            event_id=as_column([f"{number}-{activity}-2" for number in p["tender_id"][at]]),
            case_id=p["tender_id"][at],
            activity=activity,
            resource=person[p[who][at]],
            at=day * 24 * 60 + 600,
        )
        scene.story["event"].add(rows)

    return deed


def colleague(scene: Scene, at: Ints) -> None:
    """Three people of one office."""
    p = scene.story["purchase"]
    for place, name in enumerate(("accepted_by", "paid_by"), 1):
        p[name][at] = (p["asked_by"][at] + place) % scene.world.people.n


_steps = ("requested", "accepted", "accepted-2", "paid-2", "final_paid")
asked = Shapes("GPC-P03", ("persons", "accepted"), reaches("accepted"), cites=_steps)
asked.fault(
    "申请人自己验收",
    "Who asked for the purchase accepts it.",
    same_person("accepted_by", "asked_by"),
)
asked.fault(
    "复验由申请人签",
    "Accepted by another, and accepted once more by who asked for it.",
    _event("accepted", "accepted", "asked_by", 1),
)
asked.fault(
    "申请人先行签收",
    "Who asked for it had already signed an acceptance.",
    _event("accepted", "accepted", "asked_by", -1),
)
asked.honest("同科室另一人验收", "A colleague accepts.", colleague)
asked.honest(
    "两人先后验收",
    "Two others accept, one after the other.",
    _event("accepted", "accepted", "accepted_by", 1),
)

payer = Shapes(
    "GPC-P04", ("persons", "accepted"), both(reaches("accepted"), reaches("final")), cites=_steps
)
payer.fault("验收人自己付款", "Who accepted pays.", same_person("paid_by", "accepted_by"))
payer.fault(
    "预付款由验收人付",
    "The advance had been paid by who accepted.",
    _event("paid", "signed", "accepted_by", 4),
)
payer.fault(
    "付款人补签验收",
    "Who paid signs an acceptance as well.",
    _event("accepted", "accepted", "paid_by", 1),
)
payer.honest("出纳付款", "The cashier pays, others accepted.", colleague)
payer.honest(
    "预付款也由出纳付",
    "The advance was paid by the cashier as well.",
    _event("paid", "signed", "paid_by", 4),
)
