"""Copied: reports of a neighbour, of one's own earlier, photographs used again, talks in the same words."""

import re
from collections.abc import Callable

import numpy as np

from qinglian.city.days import MINUTES
from qinglian.city.draw import Bools, Ints
from qinglian.city.duties import words
from qinglian.city.duties.moves import PieceShapes, pieces, turns
from qinglian.city.names import TOWNS
from qinglian.city.plant import Deed, Scene
from qinglian.city.shapes import Among

Change = Callable[[str, Scene, int], str]
ABOVE_TALKS = words.OUTLINE + words.FORM + words.OFFICIAL[0]
SEVERAL = 4
"""So many pieces there must be to copy from, for some fall to other copies."""
HEADS = (
    "一、开展情况。{}二、发现的问题。{}三、下一步打算。{}特此报告，请予审阅，如有不妥请批评指正。"
)


def free(part: str, whose: str = "other") -> Among:
    """Turns with such a piece that no copy comes from or goes to, and with several pieces it could be copied from."""

    def among(scene: Scene) -> Bools:
        turn, used = scene.story["turn"], scene.story["evidence"]["used"]
        at = turn[f"at_{part}"]
        fit = turns()(scene) & (at >= 0) & (used[at] == 0)
        if part == "text":
            fit = fit & (turn["item"] != 0)
        able = scene.story["evidence"]["turn"][_able(scene, part)]
        several = np.zeros(len(turn), dtype=np.int64)
        for unit in np.unique(turn["unit"]).tolist():
            mine, there = np.flatnonzero(turn["unit"] == unit), able[turn["unit"][able] == unit]
            if whose == "earlier":
                ends = np.sort(turn["ends"][there])
                several[mine] = np.searchsorted(ends, turn["begins"][mine], side="left")
            elif whose == "same":
                quarters = np.bincount(turn["quarter"][there], minlength=9)
                several[mine] = quarters[turn["quarter"][mine]]
            else:
                several[mine] = SEVERAL
        return np.asarray(fit & (several >= SEVERAL), dtype=bool)

    return among


def _able(scene: Scene, part: str) -> Ints:
    """Pieces that can be copied from: of an ordinary year of their unit, and nothing was done to them."""
    turn, evidence = scene.story["turn"], scene.story["evidence"]
    of = evidence["turn"]
    fit = (evidence["part"] == part) & (evidence["used"] == 0) & (turn["use"][of] == 0)
    return np.flatnonzero(fit & (turn["item"][of] != 0) if part == "text" else fit)


def source(scene: Scene, at: Ints, part: str, whose: str) -> Ints:
    """For each piece another of the same part that nothing was done to: `other` unit, `earlier` or `same` period.

    The copy is filed later: where need be the piece copied from was filed earlier than it had been.
    """
    turn, evidence = scene.story["turn"], scene.story["evidence"]
    mine = pieces(scene, part, at)
    able = _able(scene, part)
    able = able[~np.isin(able, mine)]
    unit, quarter, ended = (
        turn[name][evidence["turn"][able]] for name in ("unit", "quarter", "ends")
    )
    rolls = scene.draw.at("source").below(2**40, len(at)).tolist()
    found, taken = [], set()
    for piece, of, roll in zip(mine.tolist(), at.tolist(), rolls, strict=True):
        own = unit == turn["unit"][of]
        fits = {
            "other": ~own & (quarter == turn["quarter"][of]),
            "earlier": own & (ended < turn["begins"][of]),
            "same": own & (quarter == turn["quarter"][of]),
        }[whose]
        before = evidence["filed"][able] < evidence["filed"][piece]
        choice = [one for one in able[fits & before].tolist() if one not in taken]
        if not choice:
            choice = [one for one in able[fits].tolist() if one not in taken]
            turned = choice[roll % len(choice)]
            evidence["filed"][turned] = evidence["filed"][piece] - MINUTES
            choice = [turned]
        picked = choice[roll % len(choice)]
        taken.add(picked)
        found.append(picked)
    places = np.array(found, dtype=np.int64)
    evidence["used"][mine] = evidence["used"][places] = 1
    evidence["copy_of"][mine] = places
    return places


def copied(whose: str, change: Change, part: str = "text", **marks: str) -> Deed:
    """The text is that of another piece, changed a little; `joint` and `carried` say what was entered with it."""

    def deed(scene: Scene, at: Ints) -> None:
        evidence = scene.story["evidence"]
        mine, other = pieces(scene, part, at), source(scene, at, part, whose)
        for turn, piece, of in zip(at.tolist(), mine.tolist(), other.tolist(), strict=True):
            evidence["text"][piece] = change(evidence["text"][of], scene, turn)
            if "joint" in marks:
                evidence["joint"][[piece, of]] = f"{marks['joint']}{of:06d}"
            if "carried" in marks:
                evidence["carried"][piece] = True

    return deed


def renamed(text: str, scene: Scene, turn: int) -> str:
    """The name of the unit is changed, and nothing else."""
    unit = scene.story["unit"]["name"]
    name = unit[scene.story["turn"]["unit"][turn]]
    return re.sub(r"示例\d*县[一-鿿0-9]+?(?=由)", str(name), text)


def touched_up(text: str, scene: Scene, turn: int) -> str:
    """The name of the unit, and of one place."""
    text = renamed(text, scene, turn)
    for town in TOWNS:
        if f"在{town}片区" in text:
            other = TOWNS[(TOWNS.index(town) + turn) % len(TOWNS)]
            return text.replace(f"在{town}片区", f"在{other}片区")
    return text


def turned_round(text: str, scene: Scene, turn: int) -> str:
    """The second half comes first."""
    first, _, rest = renamed(text, scene, turn).partition("。随后到")
    return f"随后到{rest}{first}。"


def lengthened(text: str, scene: Scene, turn: int) -> str:
    """All of it, with one sentence of one's own."""
    return f"{renamed(text, scene, turn)}另于月底组织本单位职工集中学习半天。"


def as_it_was(text: str, scene: Scene, turn: int) -> str:
    """Not a word is changed."""
    return text


def quoting(scene: Scene, at: Ints, part: str = "text", block: str | None = None) -> None:
    """Two pieces quote the same long passages from above, and say things of their own."""
    evidence = scene.story["evidence"]
    turn = scene.story["turn"]
    mine, other = pieces(scene, part, at), source(scene, at, part, "other")
    for of, piece, from_ in zip(at.tolist(), mine.tolist(), other.tolist(), strict=True):
        item = int(turn["item"][of])
        above = block or "".join(
            words.OFFICIAL[(item + more) % len(words.OFFICIAL)] for more in range(4)
        )
        for place in (piece, from_):
            own = "，".join(re.split("，", _own(str(evidence["text"][place])))[:2])
            evidence["text"][place] = f"{above}{own}。"


def headed(scene: Scene, at: Ints) -> None:
    """Two pieces stand on the same form."""
    evidence = scene.story["evidence"]
    for place in (
        *pieces(scene, "text", at).tolist(),
        *source(scene, at, "text", "other").tolist(),
    ):
        parts = [one for one in _own(str(evidence["text"][place])).split("。") if one]
        evidence["text"][place] = HEADS.format(*(f"{one}。" for one in (*parts, "", "", "")[:3]))


def _own(text: str) -> str:
    return text.partition("按此要求，")[2] or text


neighbour = PieceShapes("DUTY-008", "text", "text", among=free("text"))
neighbour.fault("换个单位名", "The name of the unit is changed.", copied("other", renamed))
neighbour.fault("再改一个地名", "The unit and a place are changed.", copied("other", touched_up))
neighbour.fault("前后段调个头", "The halves change places.", copied("other", turned_round))
neighbour.fault("照抄再添一句", "All of it, and a sentence.", copied("other", lengthened))
neighbour.honest(
    "联合活动同一份材料", "One paper of a joint activity, entered as such.",
    copied("other", as_it_was, joint="LH"),
)  # fmt: skip
neighbour.honest("大段引用上级文件", "Long passages from above are quoted.", quoting)
neighbour.honest("同一张表格样式", "The same form.", headed)

before = PieceShapes("DUTY-009", "text", "text", among=free("text", "earlier"))
before.fault("照搬上期", "The report of a period before.", copied("earlier", as_it_was))
before.fault("上期改个地名", "The same, with a place changed.", copied("earlier", touched_up))
before.fault("上期添一句", "The same, with a sentence added.", copied("earlier", lengthened))
before.honest(
    "沿用并已说明", "Carried over, and said so.", copied("earlier", as_it_was, carried="")
)
before.honest(
    "同期一份用于两件事项",
    "One paper serves two duties of a period.",
    copied("same", as_it_was),
    among=free("text", "same"),
)


def shown_again(whose: str, bits: int = 0, joint: bool = False) -> Deed:
    """The photograph is that of another piece; so many bits of its fingerprint differ (cropped, brightened)."""

    def deed(scene: Scene, at: Ints) -> None:
        evidence = scene.story["evidence"]
        mine, other = pieces(scene, "photo", at), source(scene, at, "photo", whose)
        spots = scene.draw.at("bits").below(50, len(at)).tolist()
        for piece, of, spot in zip(mine.tolist(), other.tolist(), spots, strict=True):
            mask = sum(1 << (spot + 7 * turn) % 62 for turn in range(bits))
            evidence["picture"][piece] = int(evidence["picture"][of]) ^ mask
            if joint:
                evidence["joint"][[piece, of]] = f"LH{of:06d}"

    return deed


picture = PieceShapes("DUTY-010", "photo", "photo", among=free("photo"))
picture.fault("用了别单位的照片", "A photograph of another unit.", shown_again("other"))
picture.fault("别单位的照片裁了边", "The same, cropped.", shown_again("other", 2))
picture.fault(
    "用了自己上期的照片", "One's own of an earlier period.", shown_again("earlier"),
    among=free("photo", "earlier"),
)  # fmt: skip
picture.honest("联合活动合影", "A picture of a joint activity.", shown_again("other", joint=True))
picture.honest(
    "同期一张用于两件事项",
    "One picture serves two duties of a period.",
    shown_again("same"),
    among=free("photo", "same"),
)
picture.honest("同一会场不同的两张", "Two pictures of one hall.", shown_again("other", 12))

talk = PieceShapes("DUTY-011", "second", "second", among=free("second"))


def with_the_first(joint: bool) -> Deed:
    """The second talk of a turn has the words of the first."""

    def deed(scene: Scene, at: Ints) -> None:
        evidence = scene.story["evidence"]
        mine, first = pieces(scene, "second", at), pieces(scene, "text", at)
        evidence["text"][mine] = evidence["text"][first]
        evidence["filed"][mine] = np.maximum(evidence["filed"][mine], evidence["filed"][first] + 20)
        evidence["used"][mine], evidence["copy_of"][mine] = 1, first
        if joint:
            for piece, of in zip(mine.tolist(), first.tolist(), strict=True):
                evidence["joint"][[piece, of]] = f"JT{of:06d}"

    return deed


talk.fault("同季两次一字不差", "Two talks of a quarter in the same words.", with_the_first(False))
talk.fault("照搬上一期的谈话", "The record of an earlier talk.", copied("earlier", as_it_was, "second"),
           among=free("second", "earlier"))  # fmt: skip
talk.fault(
    "与邻单位的谈话相同", "The record of another unit.", copied("other", as_it_was, "second")
)
talk.honest("集体谈话分人登记", "A talk with several, entered for each.", with_the_first(True))
talk.honest(
    "都用规定的提纲", "Both stand on the prescribed outline.",
    lambda scene, at: quoting(scene, at, "second", ABOVE_TALKS),
)  # fmt: skip
