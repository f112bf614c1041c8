"""Objections answered, and complaints to the authority."""

from qinglian.city.days import MINUTES, after_workdays, clock, day_of
from qinglian.city.draw import Ints
from qinglian.city.plant import Deed, Scene
from qinglian.city.tendering.moves import Shapes, alone, gone, minutes, quiet, told, worked


def raised(stage: str, since: str, low: int, high: int) -> Deed:
    """An objection is received so many minutes after a step."""

    def deed(scene: Scene, at: Ints) -> None:
        told(objection_stage=stage)(scene, at)
        minutes("objection_raised_at", since, low, high)(scene, at)

    return deed


def answered(low: int, high: int) -> Deed:
    """It is answered so many days after, in the afternoon."""
    return alone("objection_replied_at", "objection_raised_at", low, high, hour=23, minute=30)


DOCS = raised("documents", "docs_issued_at", 600, 1500)
LATE = ("objection", "decide", "pubdays")
answer = Shapes("BID-012", "objection", "opentime", among=quiet)
answer.fault(
    "第四日才答复", "An objection to the documents is answered on the fourth day.", DOCS, answered(4, 4),
)  # fmt: skip
answer.fault("一周后答复", "It is answered a week later.", DOCS, answered(6, 8))
answer.fault("没有答复", "It was never answered, and bids were opened.", DOCS, also=("BID-012-2",))
answer.honest("正好第三日", "It is answered on the third day.", DOCS, answered(3, 3))
answer.honest(
    "提出人撤回", "It was withdrawn within two days.", DOCS,
    alone("objection_withdrawn_at", "objection_raised_at", 2),
)  # fmt: skip
answer.honest("当日答复", "It is answered the same evening.", DOCS, answered(0, 0))

went = Shapes("BID-012-2", *LATE, "opentime", among=quiet)
went.fault(
    "未答复先开标", "Raised the day before, answered the day after bids were opened.",
    raised("documents", "opened_at", -1400, -900), alone("objection_replied_at", "opened_at", 1),
)  # fmt: skip
went.fault(
    "未答复先定标", "Raised about the candidates, answered after the decision.",
    raised("result", "winner_decided_at", -900, -700),
    minutes("objection_replied_at", "winner_decided_at", 30, 300),
)  # fmt: skip
went.fault(
    "未答复先发通知书", "Raised before the letter, answered after it.",
    raised("result", "award_notified_at", -60, -20), minutes("objection_replied_at", "award_notified_at", 20, 300),
)  # fmt: skip
went.honest(
    "答复后再开标", "Answered an hour before the opening.",
    raised("documents", "opened_at", -2 * MINUTES, -MINUTES),
    minutes("objection_replied_at", "opened_at", -90, -30),
)  # fmt: skip
went.honest(
    "撤回后再开标", "Withdrawn before the opening.", raised("documents", "opened_at", -2 * MINUTES, -MINUTES),
    minutes("objection_withdrawn_at", "opened_at", -90, -30),
)  # fmt: skip

spot = Shapes("BID-012-3", "objection", "opentime", among=quiet)
SPOT = raised("opening", "opened_at", 5, 15)
spot.fault(
    "次日才答复", "An objection at the opening is answered the next day.", SPOT, answered(1, 1),
)  # fmt: skip
spot.fault("数日后答复", "It is answered days later.", SPOT, answered(3, 6))
spot.fault("没有答复", "It was never answered.", SPOT)
spot.honest(
    "当场答复", "It is answered within minutes.", SPOT,
    minutes("objection_replied_at", "objection_raised_at", 3, 20),
)  # fmt: skip
spot.honest("会后当日答复", "It is answered that evening.", SPOT, answered(0, 0))
spot.honest(
    "当场撤回", "It was withdrawn on the spot.", SPOT,
    minutes("objection_withdrawn_at", "objection_raised_at", 2, 5),
)  # fmt: skip


def complained(low: int, high: int) -> Deed:
    """A loser who knew the candidates complains so many days after; accepted the next day, decided within the month."""

    def deed(scene: Scene, at: Ints) -> None:
        tender = scene.story["tender"]
        known = day_of(tender["candidates_published_at"][at])
        days = known + scene.draw.at("complained").between(low, high, len(at))
        accepted = after_workdays(days, 1)
        tender["complaint_known_at"][at] = clock(known, 18)
        tender["complained_at"][at] = clock(days, 19)
        tender["complaint_examined_at"][at] = clock(accepted, 19)
        tender["complaint_decided_at"][at] = clock(after_workdays(accepted, 15), 19)

    return deed


def objected(scene: Scene, at: Ints) -> None:
    """Before it an objection was made and answered in three days, which do not count."""
    told(objection_stage="result")(scene, at)
    minutes("objection_raised_at", "complaint_known_at", 600, 900)(scene, at)
    alone("objection_replied_at", "objection_raised_at", 3, hour=8)(scene, at)


late = Shapes("BID-034", "complaint", "publication", "decide", "pubdays", among=quiet)
late.fault(
    "第十一日才投诉", "The complaint comes on the eleventh day, and is taken.", complained(11, 12),
)  # fmt: skip
late.fault("一个月后投诉", "It comes a month later.", complained(25, 40))
late.fault("签约后翻旧账", "It comes long after the contract.", complained(70, 90))
late.honest("正好第十日", "It comes on the tenth day.", complained(10, 10))
late.honest("当日投诉", "It comes the same evening.", complained(0, 1))
late.honest(
    "先提异议已扣除", "The answer to an objection took three days; the complaint comes on the twelfth.",
    complained(12, 12), objected, touches=("objection",),
)  # fmt: skip

accept = Shapes("BID-034-2", "complaint", among=quiet)
SOON = complained(2, 6)
accept.fault(
    "第四个工作日才受理", "Acceptance is decided on the fourth working day.", SOON,
    worked("complaint_examined_at", "complained_at", 4),
    worked("complaint_decided_at", "complaint_examined_at", 10, 20),
)  # fmt: skip
accept.fault(
    "压了一个月",
    "It lies for a month.",
    SOON,
    worked("complaint_examined_at", "complained_at", 15, 25),
    worked("complaint_decided_at", "complaint_examined_at", 10, 20),
)
accept.fault(
    "没有受理也没有不予受理", "Nothing is decided about acceptance.", SOON,
    gone("complaint_examined_at", "complaint_decided_at"),
)  # fmt: skip
accept.honest(
    "正好第三个工作日", "Accepted on the third working day, over a weekend or a holiday.", SOON,
    worked("complaint_examined_at", "complained_at", 3),
    worked("complaint_decided_at", "complaint_examined_at", 10, 20),
)  # fmt: skip
accept.honest(
    "三日内决定不予受理", "Not accepted, as told on the second working day.", SOON,
    gone("complaint_examined_at", "complaint_decided_at"), worked("_complaint_rejected", "complained_at", 2),
)  # fmt: skip
accept.honest(
    "投诉人撤回", "Withdrawn the next day.", SOON, gone("complaint_examined_at", "complaint_decided_at"),
    worked("_complaint_withdrawn", "complained_at", 1),
)  # fmt: skip


def stopped(document: str | None) -> Deed:
    """Tests of four weeks, told in writing or not."""

    def deed(scene: Scene, at: Ints) -> None:
        worked("_clock_stopped", "complaint_examined_at", 5)(scene, at)
        worked("_clock_resumed", "complaint_examined_at", 25)(scene, at)
        scene.story["tender"]["_clock_doc"][at] = document
        worked("complaint_decided_at", "complaint_examined_at", 45)(scene, at)

    return deed


decision = Shapes("BID-034-3", "complaint", among=quiet)
decision.fault(
    "第三十一个工作日才决定", "Decided a working day or two late.", SOON,
    worked("complaint_decided_at", "complaint_examined_at", 31, 32),
)  # fmt: skip
decision.fault(
    "拖了一个季度", "Decided a quarter later.", SOON,
    worked("complaint_decided_at", "complaint_examined_at", 55, 60),
)  # fmt: skip
decision.fault("没有处理决定", "Never decided.", SOON, gone("complaint_decided_at"))
decision.fault(
    "鉴定没有文书", "Tests are said to have taken four weeks, and there is no letter.", SOON, stopped(None),
)  # fmt: skip
decision.honest(
    "正好三十个工作日", "Decided on the thirtieth working day.", SOON,
    worked("complaint_decided_at", "complaint_examined_at", 30),
)  # fmt: skip
decision.honest(
    "鉴定有文书", "Tests took four weeks, commissioned in writing.", SOON, stopped("示监检〔2024〕8号"),
)  # fmt: skip
decision.honest(
    "投诉人撤回", "Withdrawn within the month.", SOON, gone("complaint_decided_at"),
    worked("_complaint_withdrawn", "complaint_examined_at", 12),
)  # fmt: skip
