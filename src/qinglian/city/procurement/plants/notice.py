"""Budget, intent, documents, clarifications and the time to bid."""
# ruff: noqa: E712  (columns of objects are compared value by value)

import numpy as np

from qinglian.city.days import NEVER, after_workdays
from qinglian.city.draw import Bools, Ints
from qinglian.city.plant import Scene
from qinglian.city.procurement.course import course
from qinglian.city.procurement.moves import (
    Shapes,
    by_calendar,
    gap,
    holiday,
    made_up,
    never,
    put,
    way,
    working,
)

TENDERS = way("open_tender", "invited_tender")


def competed(scene: Scene) -> Bools:
    """All but purchases from a single source."""
    return np.asarray(scene.story["purchase"]["way"] != "single_source")


def noticed(scene: Scene) -> Bools:
    """Purchases that begin with a notice of some kind."""
    return np.asarray(competed(scene) | (scene.story["purchase"]["announced"] == True))


def opened_by_single_source(scene: Scene, at: Ints) -> None:
    """A large purchase from a sole supplier, announced before."""
    p = scene.story["purchase"]
    p["amount"][at] = scene.draw.at("amount").between(410, 700, len(at)) * 1_000_000
    p["announced"][at], p["reason"][at], p["approval"][at] = (
        True,
        "sole",
        "示财采批〔2024〕单一来源号",
    )


intent = Shapes("GPC-022", ("intent",), noticed)
intent.fault("差一天满三十日", "The notice comes on the twenty-ninth day.", gap("g_intent", 29))
intent.fault("公开十天就发公告", "The notice comes after a week or two.", gap("g_intent", 7, 14))
intent.fault("当日公开当日采购", "Intent and notice come out within a day.", gap("g_intent", 1))
intent.honest("正好三十日", "The notice comes on the thirtieth day.", gap("g_intent", 30))
sole = Shapes("GPC-022", ("intent",), way("single_source"))
sole.honest(
    "单一来源公示前正好三十日",
    "A single-source notice comes on the thirtieth day.",
    gap("g_intent", 30),
    opened_by_single_source,
    touches=("amount", "ss"),
)
intent.honest(
    "意向早已公开", "The intent had been published half a year before.", gap("g_intent", 170, 260)
)
intent.honest(
    "应急采购不公开意向",
    "An unforeseen urgent purchase, whose intent need not be published.",
    never("intent"),
)

money = Shapes("GPC-P01", ("budget",), competed)
money.fault(
    "公告后才批复", "The budget is approved weeks after the notice.", gap("g_budget", -30, -5)
)
money.fault("次日补批", "The budget is approved the day after the notice.", gap("g_budget", -1))
money.fault("始终没有批复", "No budget is ever approved.", never("budget"))
single = Shapes("GPC-P01", ("budget",), way("single_source"))
single.fault(
    "单一来源公示后批复",
    "The single-source notice runs before the budget is approved.",
    gap("g_budget", -20, -3),
    opened_by_single_source,
    touches=("amount", "ss"),
)
money.honest(
    "公告当日上午批复",
    "The budget is approved in the morning, the notice follows.",
    gap("g_budget", 0),
)
money.honest(
    "上年结转批复在先",
    "Paid from funds carried over, approved the year before.",
    gap("g_budget", 300, 420),
)

period = Shapes("GPC-003", ("close", "docs"), TENDERS)
period.fault("少一天满二十日", "The close comes on the nineteenth day.", gap("g_close", 19))
period.fault("只给两周", "Suppliers get two weeks.", gap("g_close", 12, 15))
period.fault(
    "文件迟发未顺延",
    "The documents come out days after the notice, and the close is not put off.",
    gap("g_docs_wd", 4),
    gap("g_close", 17, 18),
)
period.honest("正好二十日", "The close comes on the twentieth day.", gap("g_close", 20))
period.honest(
    "二十日含长假",
    "Twenty calendar days, with a long holiday among them.",
    gap("g_close", 20),
    among=holiday("docs", 9, 17),
)
period.honest(
    "文件迟发已顺延",
    "The documents come late, and the close is put off with them.",
    gap("g_docs_wd", 4),
    gap("g_close", 20, 25),
)


def _sale(rule: str, ways: tuple[str, ...]) -> None:
    sale = Shapes(rule, ("sale", "docs"), way(*ways))
    sale.fault(
        "四个工作日即停止提供",
        "The documents are given out for four working days.",
        gap("g_sale_wd", 4),
    )
    sale.fault(
        "只提供一两天", "The documents are given out for a day or two.", gap("g_sale_wd", 1, 2)
    )
    sale.fault(
        "按自然日数五天",
        "Five days are counted with the weekend.",
        by_calendar("g_sale_wd", "docs", 5),
    )
    sale.honest(
        "正好五个工作日", "The documents are given out for five working days.", gap("g_sale_wd", 5)
    )
    sale.honest(
        "调休上班日也算",
        "The fifth working day is reached over a worked weekend.",
        gap("g_sale_wd", 5),
        among=made_up("docs", 8),
    )


_sale("GPC-004", ("open_tender", "invited_tender"))
_sale("GPC-008-2", ("consultation",))

clarified = Shapes("GPC-005", ("clarified", "close", "docs"), TENDERS)
_wide = gap("g_close", 26, 30)
clarified.fault(
    "差一天满十五日",
    "A change that affects bids comes fourteen days before the close.",
    _wide,
    gap("g_clarified", 14),
    put("affects", True),
)
clarified.fault(
    "截止前几天改参数",
    "A change of specifications comes days before the close.",
    _wide,
    gap("g_clarified", 2, 6),
    put("affects", True),
)
clarified.fault(
    "顺延不足",
    "The close is put off, yet not by enough.",
    _wide,
    gap("g_clarified", 9, 12),
    put("affects", True),
    put("put_off", 4),
)
clarified.honest(
    "正好十五日",
    "The change comes fifteen days before the close.",
    _wide,
    gap("g_clarified", 15),
    put("affects", True),
)
clarified.honest(
    "不影响编制",
    "Only a room number is put right.",
    _wide,
    gap("g_clarified", 2, 6),
    put("affects", False),
)
clarified.honest(
    "顺延后满十五日",
    "The close is put off by a week, so that fifteen days are left.",
    _wide,
    gap("g_clarified", 15, 16),
    put("affects", True),
    put("put_off", 7),
)

answered = Shapes("GPC-008-3", ("clarified", "close", "docs"), way("consultation"))
_room = gap("g_close", 13, 18)
answered.fault(
    "差一天满五日",
    "A change that affects responses comes four days before the close.",
    _room,
    gap("g_clarified", 4),
    put("affects", True),
)
answered.fault(
    "截止前一日更正",
    "The change comes the day before.",
    _room,
    gap("g_clarified", 1),
    put("affects", True),
)
answered.fault(
    "顺延不足",
    "The close is put off, yet three days are left.",
    _room,
    gap("g_clarified", 3),
    put("affects", True),
    put("put_off", 2),
)
answered.honest(
    "正好五日",
    "The change comes five days before the close.",
    _room,
    gap("g_clarified", 5),
    put("affects", True),
)
answered.honest(
    "只改联系人",
    "A contact is put right, which affects no response.",
    _room,
    gap("g_clarified", 1, 3),
    put("affects", False),
)

talks = Shapes("GPC-008", ("close", "docs"), way("consultation"))
talks.fault(
    "少一天满十日",
    "Responses close on the ninth day.",
    gap("g_close", 9),
    put("g_clarified", NEVER),
    touches=("clarified",),
)
talks.fault(
    "三五天就截止",
    "Responses close after three to five days.",
    gap("g_close", 3, 5),
    put("g_clarified", NEVER),
    touches=("clarified",),
)
talks.fault(
    "文件迟发未顺延",
    "The documents come out late, and the close stays.",
    gap("g_docs_wd", 3),
    gap("g_close", 8),
    put("g_clarified", NEVER),
    touches=("clarified",),
)
talks.honest("正好十日", "Responses close on the tenth day.", gap("g_close", 10))
talks.honest(
    "十日含长假",
    "Ten calendar days over a holiday.",
    gap("g_close", 10),
    among=holiday("docs", 4, 8),
)


def _quick(rule: str, kind: str) -> None:
    quick = Shapes(rule, ("close", "docs", "clarified"), way(kind))
    plain = put("g_clarified", NEVER)
    quick.fault(
        "隔一个工作日",
        "Responses close on the second working day.",
        plain,
        working("g_close", "docs", 2),
    )
    quick.fault(
        "次日截止", "Responses close on the next working day.", plain, working("g_close", "docs", 1)
    )
    quick.fault(
        "三天里有周末",
        "Three calendar days, two of them a weekend.",
        plain,
        gap("g_close", 3),
        among=_before_weekend,
    )
    quick.honest(
        "正好三个工作日",
        "Responses close on the third working day.",
        plain,
        working("g_close", "docs", 3),
    )
    quick.honest(
        "给足一周", "Suppliers get five working days.", plain, working("g_close", "docs", 5)
    )
    quick.honest(
        "调休周末算工作日",
        "The third working day is reached over a worked weekend.",
        plain,
        working("g_close", "docs", 3),
        among=made_up("docs", 8),
    )


def _before_weekend(scene: Scene) -> Bools:
    day: Ints = course(scene.story["purchase"])["docs"]
    return np.asarray(after_workdays(day, 3) > day + 3)


_quick("GPC-007", "negotiation")
_quick("GPC-007-2", "quotation")

prequal = Shapes("GPC-006", ("prequal",), TENDERS)
prequal.fault("四个工作日", "Four working days to apply.", gap("g_prequal_wd", 4))
prequal.fault("一两天", "A day or two to apply.", gap("g_prequal_wd", 1, 2))
prequal.fault(
    "按自然日数五天",
    "Five days counted with the weekend.",
    gap("g_prequal_wd", 5),
    by_calendar("g_prequal_wd", "prequal", 5),
)
prequal.honest("正好五个工作日", "Five working days to apply.", gap("g_prequal_wd", 5))
prequal.honest("给足两周", "Two weeks to apply.", gap("g_prequal_wd", 9, 11))
