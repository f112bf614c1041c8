"""Fines against their band of discretion, and one act fined more than once."""

from typing import Any

import numpy as np

from qinglian.city.days import START
from qinglian.city.draw import Bools, Ints
from qinglian.city.enforcement import after, events
from qinglian.city.enforcement.moves import Shapes, cases, fined, told
from qinglian.city.plant import Deed, Proof, Scene


def banded(low: int, high: int, end: str) -> Deed:
    """The benchmark for such a case ends so many per cent above (below) the fine."""

    def deed(scene: Scene, at: Ints) -> None:
        rows = cases(scene)
        share = scene.draw.at("band").between(low, high, len(at))
        rows[end][at] = rows["amount"][at] * share // 100
        other = "band_min" if end == "band_max" else "band_max"
        rows[other][at] = (
            rows[end][at] * (3 if other == "band_max" else 1) // (1 if other == "band_max" else 3)
        )

    return deed


level = told(level="normal", reason=None)
band = Shapes("ENF-017", "money", among=fined)
band.fault("高出上限", "Fined above the band.", level, banded(40, 95, "band_max"))
band.fault(
    "低于下限无事由", "Fined below the band, without a word.", level, banded(110, 300, "band_min")
)
band.fault(
    "从重仍越上限",
    "Severe, and above the severe band.",
    told(level="severe", reason="屡次违法"),
    banded(60, 97, "band_max"),
)
band.honest("正好上限", "At the upper end.", level, banded(100, 100, "band_max"))
band.honest("正好下限", "At the lower end.", level, banded(100, 100, "band_min"))
band.honest(
    "低于下限有事由",
    "Below it, for a reason on file.",
    told(level="lenient", reason="主动消除危害后果"),
    banded(110, 300, "band_min"),
)
band.honest(
    "依法减轻",
    "Mitigated by law.",
    told(level="mitigated", reason=None),
    banded(110, 300, "band_min"),
)


def kept_back(scene: Scene) -> Bools:
    """Cases no other plant may touch: fined, old, of the ordinary procedure."""
    rows = cases(scene)
    calm = ~(events.is_on(rows, "revoked") | events.is_on(rows, "crime_suspected"))
    past = np.asarray(rows["began"] < START + 700, dtype=bool)
    mine = rows["kept_back"].astype(bool) & (rows["outcome"] == "penalised")
    return np.asarray(
        mine & calm & past & (rows["amount"] > 0) & ~rows["simple"].astype(bool), dtype=bool
    )


def again(
    low: int, high: int, change: Deed | None = None, first: Deed | None = None, **more: Any
) -> Deed:
    """The same act comes to a second case some days later; the second is named."""

    def deed(scene: Scene, at: Ints) -> Proof:
        rows = cases(scene)
        second = rows.take(at)
        second["penalty_id"] = np.array(
            [f"{number}B" for number in second["penalty_id"]], dtype=object
        )
        second["kept_back"] = None
        second["began"] = second["began"] + scene.draw.at("again").between(low, high, len(at))
        for name, value in more.items():
            second[name] = value
        if first is not None:
            first(scene, at)
        new = rows.add(second)
        if change is not None:
            change(scene, new)
        ids = rows["penalty_id"][new].tolist()
        both = zip(ids, rows["penalty_id"][at].tolist(), strict=True)
        return Proof(
            "penalty", ids, [[("penalty", one), ("penalty", other)] for one, other in both]
        )

    return deed


def revoked(scene: Scene, at: Ints) -> None:
    """The first decision is revoked."""
    after.revoke(scene.draw.at("revoked"), cases(scene), at, 3)


twice = Shapes("ENF-018", "twice", among=kept_back)
twice.fault("数月后又罚一次", "Fined again after some months.", again(100, 250))
twice.fault("次周重复立案", "Filed and fined again the next week.", again(5, 9))
twice.fault(
    "两个单位各罚一次",
    "Fined by one authority, and again by another.",
    again(10, 60, unit_name="示例县综合行政执法局"),
)
twice.honest(
    "前一决定已撤销", "The first decision was revoked on review.", again(120, 200, first=revoked)
)
twice.honest(
    "另一次只是警告",
    "The other time it was a warning.",
    again(20, 60, told(kinds=["warning"], amount=0)),
)
twice.honest(
    "共同违法的另一人",
    "Two did it together, each is fined once.",
    again(
        0,
        3,
        told(
            party_type="person", party_id=None, party_name=None, person_id_no="990101199001010019"
        ),
    ),
)
