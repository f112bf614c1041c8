"""Concealed work: three lawful ways to measure it, and lines that went none of them."""

from qinglian.city.days import NEVER
from qinglian.city.draw import Ints, as_column
from qinglian.city.measuring import FIELD
from qinglian.city.measuring.story import LINES
from qinglian.city.plant import Proof, Scene

NO_WAY, UNSENT, UNPROVED = "CON-017-2", "GC-11", "GC-11-2"


def _covered(
    scene: Scene,
    at: Ints,
    way: str | None,
    *,
    accepted: bool = True,
    sent: bool = False,
    proof: bool = False,
) -> Proof:
    """How a line of rebar was accepted before it was covered."""
    line, rows = scene.story["line"], at * LINES + 7
    line["way"][rows] = as_column([way] * len(at))
    if not accepted:
        line["covered"][rows] = NEVER
    if sent:
        line["sent"][rows] = line["passed"][rows] + 1
    if proof:
        line["proof_doc_no"][rows] = as_column([f"示检〔{one}〕" for one in at.tolist()])
    ids = scene.story["section"]["section_id"][at].tolist()
    return Proof(
        "measure_sheet",
        ids,
        [[("measure_line", one)] for one in line["measure_line_id"][rows].tolist()],
    )


@FIELD.plant(NO_WAY, "fault", "盖上了没有任何验收", touches=("covered", "steel"))
def covered_unseen(scene: Scene, at: Ints) -> Proof:
    """Covered, and accepted in none of the three ways."""
    return _covered(scene, at, None, accepted=False)


@FIELD.plant(NO_WAY, "fault", "写正常验收没有时间", touches=("covered", "steel"))
def accepted_at_no_time(scene: Scene, at: Ints) -> Proof:
    """Called accepted, at no time."""
    return _covered(scene, at, "normal", accepted=False)


@FIELD.plant(NO_WAY, "fault", "有时间说不出方式", touches=("covered", "steel"))
def accepted_in_no_way(scene: Scene, at: Ints) -> Proof:
    """A time stands there, and no way."""
    return _covered(scene, at, None)


@FIELD.plant(NO_WAY, "honest", "监理未到场记录已报送", touches=("covered", "steel"))
def nobody_came(scene: Scene, at: Ints) -> Proof:
    """The supervisor did not come in time; the contractor recorded it and sent the record."""
    return _covered(scene, at, "timed_out", sent=True)


@FIELD.plant(NO_WAY, "honest", "事后取芯有报告", touches=("covered", "steel"))
def proved_later(scene: Scene, at: Ints) -> Proof:
    """Proved later by cores, with a report."""
    return _covered(scene, at, "later_proof", proof=True)


for _rule, _way, _zh, _en in (
    (UNSENT, "timed_out", "自行覆盖记录没报送", "Covered after time out, the record was not sent."),
    (UNPROVED, "later_proof", "事后检测没有报告", "Proved later without a report."),
):
    for _n, _more in enumerate(("", "，月底补计", "，照片也没有")):

        def _fault(scene: Scene, at: Ints, way: str = _way, n: int = _n) -> Proof:
            scene.story["line"]["quantity"][at * LINES + 7] = 350 - 10 * n
            return _covered(scene, at, way)

        _fault.__doc__ = _en
        FIELD.plant(_rule, "fault", _zh + _more, touches=("covered", "steel"))(_fault)

    def _honest(scene: Scene, at: Ints, way: str = _way) -> Proof:
        return _covered(scene, at, way, sent=True, proof=True)

    def _normal(scene: Scene, at: Ints) -> Proof:
        return _covered(scene, at, "normal")

    _honest.__doc__, _normal.__doc__ = "With its paper.", "Accepted in the usual way."
    FIELD.plant(_rule, "honest", "手续齐全", touches=("covered", "steel"))(_honest)
    FIELD.plant(_rule, "honest", "监理到场正常验收", touches=("covered", "steel"))(_normal)
