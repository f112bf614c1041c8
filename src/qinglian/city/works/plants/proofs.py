"""Laboratory values that nobody read, and pictures that stand for two places."""

import numpy as np

from qinglian.city.days import MINUTES
from qinglian.city.draw import Ints, as_column
from qinglian.city.plant import Proof, Scene
from qinglian.city.works import FIELD
from qinglian.city.works.proofs import SERIES, SHOTS, SPECIMENS, TESTS

DIGITS, EVEN, HEAPED = "GC-13", "GC-13-2", "GC-13-3"
REUSED, FAR = "GC-12", "GC-12-2"


def _strength(at: Ints) -> Ints:
    """Where the strengths of these sections stand, a row each."""
    first = at[:, None] * SERIES * SPECIMENS
    return np.asarray(first + np.arange(SPECIMENS)[None, :], dtype=np.int64)


def _series(scene: Scene, rows: Ints) -> Proof:
    lab, section = scene.story["lab"], scene.story["section"]
    code, _name, grade, *_rest = TESTS[0]
    ids, proved = [], []
    for one in rows:
        where = section["section_id"][lab["_section"][one[0]]]
        ids.append(f"{where}·{code}·{grade}·{lab['laboratory_id'][one[0]]}")
        proved.append(
            [("lab_result", str(number)) for number in lab["lab_result_id"][one[:3]].tolist()]
        )
    return Proof("series", ids, proved)


def _put(scene: Scene, at: Ints, values: Ints) -> Proof:
    """These strengths, in tenths above the least."""
    lab, rows = scene.story["lab"], _strength(at)
    lab["tenths"][rows] = lab["least"][rows] + values
    return _series(scene, rows)


def _above(scene: Scene, at: Ints) -> Ints:
    """The strengths as they are, in tenths above the least."""
    lab, rows = scene.story["lab"], _strength(at)
    return np.asarray(lab["tenths"][rows] - lab["least"][rows], dtype=np.int64)


@FIELD.plant(DIGITS, "fault", "末位全是七", touches="strength")
def all_sevens(scene: Scene, at: Ints) -> Proof:
    """Every value ends in seven."""
    return _put(scene, at, _above(scene, at) // 10 * 10 + 7)


@FIELD.plant(DIGITS, "fault", "编数的人偏爱三", touches="strength")
def mostly_threes(scene: Scene, at: Ints) -> Proof:
    """Four of five end in three."""
    held = _above(scene, at)
    return _put(scene, at, np.where(np.arange(SPECIMENS) % 5 < 4, held // 10 * 10 + 3, held))


@FIELD.plant(DIGITS, "fault", "三分之二末位相同", touches="strength")
def two_thirds(scene: Scene, at: Ints) -> Proof:
    """Two of three end in eight."""
    held = _above(scene, at)
    return _put(scene, at, np.where(np.arange(SPECIMENS) % 3 < 2, held // 10 * 10 + 8, held))


@FIELD.plant(DIGITS, "honest", "仪器只读到半格", touches="strength")
def half_divisions(scene: Scene, at: Ints) -> Proof:
    """The gauge is read to half a division: 0 and 5."""
    return _put(scene, at, (_above(scene, at) + 2) // 5 * 5)


@FIELD.plant(DIGITS, "honest", "报告取整数", touches="strength")
def whole_numbers(scene: Scene, at: Ints) -> Proof:
    """Rounded to the whole in the report."""
    return _put(scene, at, (_above(scene, at) + 5) // 10 * 10)


@FIELD.plant(EVEN, "fault", "二十四个试件一个数", touches="strength")
def one_value(scene: Scene, at: Ints) -> Proof:
    """Twenty-four specimens, one value."""
    return _put(scene, at, np.full((len(at), SPECIMENS), 52))


@FIELD.plant(EVEN, "fault", "只差零点一二", touches="strength")
def a_tenth_apart(scene: Scene, at: Ints) -> Proof:
    """All within two tenths."""
    return _put(scene, at, 55 + _above(scene, at) % 3)


@FIELD.plant(EVEN, "fault", "离散只有同类两成", touches="strength")
def a_fifth_of_the_spread(scene: Scene, at: Ints) -> Proof:
    """A fifth of the spread that others have."""
    return _put(scene, at, 55 + (_above(scene, at) - 55) // 5)


@FIELD.plant(EVEN, "honest", "离散是同类六成", touches="strength")
def well_mixed(scene: Scene, at: Ints) -> Proof:
    """A plant that mixes well: six tenths of the usual spread."""
    return _put(scene, at, 55 + (_above(scene, at) - 55) * 6 // 10)


@FIELD.plant(EVEN, "honest", "试件只有十几个", touches="strength")
def few_specimens(scene: Scene, at: Ints) -> Proof:
    """Fifteen specimens close together say little."""
    scene.story["lab"]["logged"][_strength(at)[:, 15:]] = False
    return _put(scene, at, 55 + (_above(scene, at) - 55) // 5)


def _heaped(scene: Scene, at: Ints, width: int, others: int) -> Ints:
    """All but a few within so many tenths above the least, the others far above."""
    near = scene.draw.at("near").below(width, len(at) * SPECIMENS).reshape(len(at), SPECIMENS)
    far = scene.draw.at("far").between(45, 110, len(at) * SPECIMENS).reshape(len(at), SPECIMENS)
    return np.where(np.arange(SPECIMENS) < SPECIMENS - others, near, far)


@FIELD.plant(HEAPED, "fault", "多数刚刚合格", touches="strength", also=(DIGITS,))
def just_passed(scene: Scene, at: Ints) -> Proof:
    """Twenty-one of twenty-four just passed."""
    return _put(scene, at, _heaped(scene, at, 7, 3))


@FIELD.plant(HEAPED, "fault", "不合格的改到线上", touches="strength", also=(DIGITS,))
def lifted_to_the_line(scene: Scene, at: Ints) -> Proof:
    """Whatever lay below was written as just above."""
    return _put(scene, at, np.clip(_heaped(scene, at, 12, 4) - 6, 0, None))


@FIELD.plant(HEAPED, "fault", "都在半兆帕之内", touches="strength", also=(DIGITS,))
def within_half(scene: Scene, at: Ints) -> Proof:
    """Twenty lie within half a megapascal of the limit."""
    return _put(scene, at, _heaped(scene, at, 5, 3))


@FIELD.plant(HEAPED, "honest", "均值就在线上有不合格", touches="strength")
def centred_on_the_line(scene: Scene, at: Ints) -> Proof:
    """A weak mix: as many below as above, and reported as such."""
    return _put(scene, at, _above(scene, at) - 55)


@FIELD.plant(HEAPED, "honest", "离线较远", touches="strength")
def far_from_the_line(scene: Scene, at: Ints) -> Proof:
    """Well above what is asked."""
    return _put(scene, at, _above(scene, at) + 20)


def _shot(at: Ints, which: int) -> Ints:
    return at * SHOTS + which


def _pictures(scene: Scene, at: Ints) -> Proof:
    ids = scene.story["shot"]["picture_id"][at].tolist()
    return Proof("picture", ids, [[("site_picture", one)] for one in ids])


def _copy(scene: Scene, late: Ints, early: Ints, cut: int, light: int) -> Proof:
    """The later picture is the earlier one, cut at the edges and made brighter."""
    shot = scene.story["shot"]
    shot["motif"][late], shot["cut"][late], shot["light"][late] = shot["motif"][early], cut, light
    return _pictures(scene, late)


def _moved(scene: Scene, rows: Ints, taken: Ints) -> None:
    shot = scene.story["shot"]
    shot["challenged"][rows], shot["taken"][rows], shot["received"][rows] = (
        taken - 2,
        taken,
        taken + 20,
    )


@FIELD.plant(REUSED, "fault", "别的标段的照片裁一裁", touches="reuse")
def of_another_section(scene: Scene, at: Ints) -> Proof:
    """Cut at the edges, brightened and filed under another section."""
    other = np.maximum(at - 1, 0)
    other = np.where(at == 0, 1, other)
    shot = scene.story["shot"]
    late, early = _shot(at, 5), _shot(other, 0)
    _moved(scene, late, np.maximum(shot["taken"][late], shot["taken"][early] + MINUTES))
    return _copy(scene, late, early, 3, 18)


@FIELD.plant(REUSED, "fault", "同一标段换个部位再用", touches="reuse")
def for_another_part(scene: Scene, at: Ints) -> Proof:
    """A month later the same picture stands for another part."""
    return _copy(scene, _shot(at, 3), _shot(at, 1), 0, 12)


@FIELD.plant(REUSED, "fault", "同一天两个部位一张图", touches="reuse")
def two_parts_one_day(scene: Scene, at: Ints) -> Proof:
    """Two parts covered on one day, one picture."""
    late, early = _shot(at, 4), _shot(at, 3)
    _moved(scene, late, scene.story["shot"]["taken"][early] + 30)
    return _copy(scene, late, early, 2, 0)


@FIELD.plant(REUSED, "honest", "全景兼顾两处有说明", touches="reuse")
def with_a_reason(scene: Scene, at: Ints) -> Proof:
    """One wide view of two neighbouring parts, and a note that says so."""
    late = _shot(at, 4)
    scene.story["shot"]["note"][late] = as_column(["全景，兼作相邻基坑影像"] * len(at))
    return _copy(scene, late, _shot(at, 3), 0, 0)


@FIELD.plant(REUSED, "honest", "断网重传", touches="reuse")
def sent_twice(scene: Scene, at: Ints) -> Proof:
    """Sent once more after the connection broke: the same part, the same hour."""
    shot, late, early = scene.story["shot"], _shot(at, 2), _shot(at, 1)
    shot["part"][late] = shot["part"][early]
    _moved(scene, late, shot["taken"][early])
    return _copy(scene, late, early, 0, 0)


def _away(scene: Scene, at: Ints, metres: Ints | int, position: str = "gnss") -> Proof:
    shot, rows = scene.story["shot"], _shot(at, 0)
    shot["away"][rows] = metres
    shot["position"][rows] = as_column([position] * len(at))
    return _pictures(scene, rows)


@FIELD.plant(FAR, "fault", "在几公里外拍的", touches="away")
def kilometres_away(scene: Scene, at: Ints) -> Proof:
    """Taken kilometres from the stake it is filed under."""
    return _away(scene, at, scene.draw.between(1500, 9000, len(at)))


@FIELD.plant(FAR, "fault", "在驻地院里补拍", touches="away")
def in_the_yard(scene: Scene, at: Ints) -> Proof:
    """Taken in the yard of the site office."""
    return _away(scene, at, scene.draw.between(700, 1400, len(at)))


@FIELD.plant(FAR, "fault", "刚过五百米", touches="away")
def just_beyond(scene: Scene, at: Ints) -> Proof:
    """Beyond five hundred metres even with the radius taken off."""
    return _away(scene, at, 510)


@FIELD.plant(FAR, "honest", "四百九十米", touches="away")
def just_within(scene: Scene, at: Ints) -> Proof:
    """Within five hundred metres with the radius added."""
    return _away(scene, at, 490)


@FIELD.plant(FAR, "honest", "隧道里以洞口定位", touches="away")
def in_the_tunnel(scene: Scene, at: Ints) -> Proof:
    """Deep in a tunnel: the place is that of the portal, the heading is told."""
    return _away(scene, at, 2300, "portal")
