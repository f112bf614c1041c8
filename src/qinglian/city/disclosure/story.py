"""
信息公开：主动公开、依申请公开、年度报告，都在期限之内。Disclosure as it lawfully runs.
"""

import numpy as np

from qinglian.city import names
from qinglian.city.course import Course
from qinglian.city.days import NEVER, after_workdays, next_workday, through_years
from qinglian.city.draw import Bools, Draw, Ints, as_column
from qinglian.city.plant import Story
from qinglian.city.rows import Rows
from qinglian.city.world import World

STEPS = (
    "formed",
    "changed",
    "published",
    "request_received",
    "supplement_noticed",
    "supplemented",
    "third_party_asked",
    "third_party_answered",
    "extended",
    "replied",
    "request_withdrawn",
    "request_abandoned",
)
COURSE = Course(STEPS)
WAYS = (
    "page",
    "changed",
    "withheld",
    "asked",
    "supplement",
    "abandoned",
    "third",
    "extended",
    "withdrawn",
)
_RATES = (450, 40, 30, 240, 120, 25, 40, 40, 15)
YEARS = (2022, 2023, 2024)
TAIL = 200
_TITLES = (
    "年度重点工作安排",
    "行政规范性文件",
    "财政预算执行情况",
    "惠民补贴发放名单",
    "工程建设项目进展",
    "人事任免信息",
    "采购项目结果公告",
    "突发事件应对情况",
)


def tell(world: World, draw: Draw) -> Story:
    """Pages, requests, and a report of every body for every year."""
    n = world.size.disclosures
    way = as_column(WAYS)[draw.at("way").place(len(WAYS), n, _RATES)]
    first = np.sort(through_years(draw.at("first"), n, tail=TAIL))
    days = _days(draw.at("days"), first, way)
    body = draw.at("body").below(world.bodies.n, n)
    hours = draw.at("hours")
    rows = Rows(
        n,
        way=way,
        body=body,
        title=draw.at("title").pick(_TITLES, n),
        **{step: COURSE.at(hours.at(step), step, days[step]) for step in STEPS},
        year=NEVER,
        level=None,
    )
    rows.add(_reports(world, draw.at("reports")))
    n = len(rows)
    number = [f"GK{world.region_code}{order:07d}" for order in range(n)]
    rows["disclosure_id"] = as_column(number)
    rows["mode"] = as_column([_MODES.get(one, "on_request") for one in rows["way"].tolist()])
    rows["officer"] = draw.at("officer").below(world.people.n, n)
    rows["asker"] = names.people_names(draw.at("asker"), n)
    rows["third_party_doc_no"] = _paper("示征函", rows, "third_party_asked", number)
    rows["extension_doc_no"] = _paper("示延复", rows, "extended", number)
    rows["text"] = _texts(draw.at("text"), world, rows)
    rows["remark"] = as_column([None] * n)
    rows["noticed_again"] = rows["supplemented_again"] = NEVER
    return {"disclosure": rows}


_MODES = {
    "page": "proactive",
    "changed": "proactive",
    "report": "proactive",
    "withheld": "withheld",
}


def _days(draw: Draw, first: Ints, way: np.ndarray) -> dict[str, Ints]:
    n = len(first)
    days = {step: np.full(n, NEVER, dtype=np.int64) for step in STEPS}

    def let(step: str, where: Bools, day: Ints) -> None:
        days[step][where] = day[where]

    def later(name: str, day: Ints, low: int | Ints, high: int | Ints) -> Ints:
        return after_workdays(day, draw.at(name).between(low, high, n))

    is_ = {name: way == name for name in WAYS}
    page = is_["page"] | is_["changed"]
    changed = later("changed", first, 1, 4)
    let("formed", page | is_["withheld"], first)
    let("changed", is_["changed"], changed)
    let(
        "published",
        page,
        np.where(
            is_["changed"], later("published again", changed, 1, 12), later("up", first, 0, 16)
        ),
    )
    asked = ~page & ~is_["withheld"]
    let("request_received", asked, first)
    unclear = is_["supplement"] | is_["abandoned"]
    noticed = later("noticed", first, 0, 7)
    completed = later("completed", noticed, 1, 12)
    let("supplement_noticed", unclear, noticed)
    let("supplemented", is_["supplement"], completed)
    let("request_abandoned", is_["abandoned"], after_workdays(noticed, 20))
    third = later("third asked", first, 1, 6)
    let("third_party_asked", is_["third"], third)
    let("third_party_answered", is_["third"], later("third", third, 4, 15))
    let("extended", is_["extended"], later("extended", first, 10, 20))
    let("request_withdrawn", is_["withdrawn"], later("withdrawn", first, 1, 12))
    start = np.where(
        is_["supplement"], completed, np.where(is_["third"], days["third_party_answered"], first)
    )
    start = np.where(start == NEVER, first, start)
    replied = later("replied", start, 2, np.where(is_["third"], 12, 19))
    replied = np.where(is_["extended"], later("replied at last", first, 21, 39), replied)
    let("replied", asked & ~is_["abandoned"] & ~is_["withdrawn"], replied)
    return days


def _reports(world: World, draw: Draw) -> Rows:
    """Every body reports in January, the government office for the whole by March."""
    bodies, years = world.bodies.n, len(YEARS)
    n = bodies * years
    body = np.repeat(np.arange(bodies, dtype=np.int64), years)
    year = np.tile(np.array(YEARS, dtype=np.int64), bodies)
    whole = as_column([kind == "office" for kind in world.bodies["kind"][body].tolist()]).astype(
        bool
    )
    january = ((year - 1969).astype("datetime64[Y]")).astype("datetime64[D]").astype(np.int64)
    shown = next_workday(january + draw.between(3, 24, n) + np.where(whole, 50, 0))
    hours = draw.at("hours")
    return Rows(
        n,
        way="report",
        body=body,
        title="政府信息公开工作年度报告",
        **{step: NEVER for step in STEPS if step != "published"},
        published=COURSE.at(hours, "published", shown),
        year=year,
        level=as_column(["government" if one else "department" for one in whole.tolist()]),
    )


def _paper(word: str, rows: Rows, step: str, number: list[str]) -> np.ndarray:
    there = (rows[step] != NEVER).tolist()
    return as_column(
        [f"{word}〔{one[2:]}〕" if has else None for one, has in zip(number, there, strict=True)]
    )


def _texts(draw: Draw, world: World, rows: Rows) -> np.ndarray:
    """What stands on the page: what it is about, an office number, and names whose numbers are starred."""
    listed = []
    people = world.people["name"][draw.below(world.people.n, len(rows))].tolist()
    shown = (rows["published"] != NEVER).tolist()
    for title, name, there in zip(rows["title"].tolist(), people, shown, strict=True):
        page = (
            f"【虚构数据】{title}。经办：{name}，证件号码9901**********12，咨询电话0000-8123456。"
        )
        listed.append(page if there else None)
    return as_column(listed)
