"""Notice, documents, clarifications, and the time to make a bid."""

from qinglian.city.days import MINUTES, NEVER
from qinglian.city.draw import Bools, Ints
from qinglian.city.plant import Deed, Scene
from qinglian.city.tendering.moves import (
    Shapes,
    again,
    alone,
    calm,
    gap,
    gone,
    later,
    lots,
    minutes,
    optional,
    prequalified,
    quiet,
    selective,
    told,
)  # fmt: skip
from qinglian.city.tendering.papers import MEDIA


def called(scene: Scene) -> Bools:
    """Prequalified tenders without objection, complaint or clarification."""
    return prequalified(scene) & calm(scene)


def issued(low: int, high: int) -> Deed:
    """Documents go out so many days before closing, and are on sale for five days or six."""

    def deed(scene: Scene, at: Ints) -> None:
        alone("docs_issued_at", "period_end_at", -high, -low, hour=18, minute=0)(scene, at)
        alone("docs_sale_ended_at", "docs_issued_at", 5, 5)(scene, at)

    return deed


opened = Shapes("BID-005-2", "notice", "approval", "plan", "media")
opened.fault(
    "没有公告即开标", "Bids are opened and no notice was published.", gone("published_at"), also=("BID-010-2",),
)  # fmt: skip
opened.fault(
    "开标后补公告", "The notice is published after the opening.", alone("published_at", "opened_at", 1, 6),
    also=("BID-010-2",), touches=("opentime", "closing"),
)  # fmt: skip
opened.fault(
    "二次招标不再公告", "The second round relies on the notice of the first.", gone("published_at"),
    also=("BID-010-2",), among=again,
)  # fmt: skip
opened.honest(
    "资格预审公告代替", "A call for prequalification stands for the notice.", among=prequalified
)
opened.honest("邀请招标", "A selective tender needs no notice.", among=selective)
opened.honest("各标段合发公告", "One notice serves several lots.", among=lots)

sale = Shapes("BID-008", "sale")
sale.fault(
    "发售四天",
    "Documents are on sale for four days.",
    alone("docs_sale_ended_at", "docs_issued_at", 4),
)
sale.fault(
    "次日停售", "The sale ends the next day.", alone("docs_sale_ended_at", "docs_issued_at", 1, 2),
)  # fmt: skip
sale.fault(
    "当天停售", "The sale ends the evening it began.", minutes("docs_sale_ended_at", "docs_issued_at", 60, 240),
)  # fmt: skip
sale.honest(
    "正好五日", "The sale lasts five days to the hour.",
    minutes("docs_sale_ended_at", "docs_issued_at", 5 * MINUTES),
)  # fmt: skip
sale.honest(
    "一直可下载", "The documents can be had until the day before closing.",
    alone("docs_sale_ended_at", "period_end_at", -1),
)  # fmt: skip

presale = Shapes("BID-008-2", "presale", among=prequalified)
presale.fault(
    "预审文件发售四天",
    "Prequalification documents are on sale for four days.",
    alone("prequal_sale_ended_at", "prequal_issued_at", 4),
)
presale.fault(
    "预审文件发售一两天",
    "They are on sale for a day or two.",
    alone("prequal_sale_ended_at", "prequal_issued_at", 1, 2),
)
presale.fault(
    "当天停售",
    "They are on sale for an evening.",
    minutes("prequal_sale_ended_at", "prequal_issued_at", 30, 200),
)
presale.honest(
    "正好五日",
    "They are on sale for five days.",
    minutes("prequal_sale_ended_at", "prequal_issued_at", 5 * MINUTES),
)
presale.honest(
    "发售六日遇休息日", "Six days, over a weekend.", gap("prequal_sale_ended_at", "prequal_issued_at", 6),
)  # fmt: skip

preclose = Shapes("BID-009", "preclose", among=called)
preclose.fault(
    "停售后四日截止", "Applications close four days after the sale.",
    gap("prequal_closed_at", "prequal_sale_ended_at", 4),
)  # fmt: skip
preclose.fault(
    "停售次日截止", "They close the next day.", gap("prequal_closed_at", "prequal_sale_ended_at", 1, 2),
)  # fmt: skip
preclose.fault(
    "停售当日截止", "They close that very evening.", minutes("prequal_closed_at", "prequal_sale_ended_at", 10, 120),
)  # fmt: skip
preclose.honest(
    "正好五日", "They close on the fifth day.", gap("prequal_closed_at", "prequal_sale_ended_at", 5),
)  # fmt: skip
preclose.honest(
    "顺延十日", "The closing is put off by ten days.", gap("prequal_closed_at", "prequal_sale_ended_at", 12, 15),
)  # fmt: skip

period = Shapes("BID-010", "closing", "sale", among=quiet)
period.fault("差一天", "Documents go out nineteen days before closing.", issued(19, 19))
period.fault("只给半个月", "They go out about a fortnight before.", issued(12, 16))
period.fault("只给一周", "They go out a week before.", issued(7, 8))
period.honest("正好二十日", "They go out on the twentieth day before.", issued(20, 20))
period.honest(
    "不属于必须招标", "Tendered by choice, with a fortnight to bid.", issued(12, 16), among=optional,
)  # fmt: skip
period.honest(
    "预审后二十日", "Prequalified bidders get the documents twenty days before.", issued(20, 20), among=called,
    touches=("preclose",),
)  # fmt: skip

noticed = Shapes("BID-010-2", "closing", "sale", "notice", "approval", "plan", "both", among=quiet)
noticed.fault(
    "公告差一天", "The notice is out nineteen days before closing.",
    alone("published_at", "period_end_at", -19, hour=9),
)  # fmt: skip
noticed.fault(
    "公告只挂半个月", "The notice is out a fortnight before.",
    alone("published_at", "period_end_at", -16, -12, hour=9),
)  # fmt: skip
noticed.fault(
    "公告与文件都晚", "Notice and documents are out ten days before.",
    alone("published_at", "period_end_at", -11, -10, hour=9), issued(9, 10), also=("BID-010",),
)  # fmt: skip
noticed.honest(
    "公告正好二十日", "The notice is out on the twentieth day before.",
    alone("published_at", "period_end_at", -20, hour=9), issued(20, 20),
)  # fmt: skip
noticed.honest("先经资格预审", "Prequalified bidders were called long before.", among=prequalified)
noticed.honest(
    "不属于必须招标", "Tendered by choice, the notice is out a fortnight before.",
    alone("published_at", "period_end_at", -16, -12, hour=9), among=optional,
)  # fmt: skip


def put_off(days: int) -> Deed:
    """Closing is put off by so many days after a late clarification, and opening with it."""

    def deed(scene: Scene, at: Ints) -> None:
        tender = scene.story["tender"]
        tender["period_end_first_at"][at] = tender["period_end_at"][at] - 1
        later("period_end_at", days * MINUTES, days * MINUTES)(scene, at)
        tender["experts_drawn_at"][at] = tender["period_end_at"][at] - 90

    return deed


clarified = Shapes("BID-011", "clarify", "closing", "preclarify", among=quiet)
clarified.fault(
    "差一天", "A change that matters comes fourteen days before closing.",
    alone("clarified_at", "period_end_at", -14), told(affects_bid=True),
)  # fmt: skip
clarified.fault(
    "截止前一周修改", "The bill is changed a week before closing.", alone("clarified_at", "period_end_at", -9, -6),
    told(affects_bid=True),
)  # fmt: skip
clarified.fault(
    "截止前两天修改", "The conditions are changed two days before closing.",
    alone("clarified_at", "period_end_at", -2, -1), told(affects_bid=True),
)  # fmt: skip
clarified.honest(
    "正好十五日", "The change comes on the fifteenth day before.", alone("clarified_at", "period_end_at", -15),
    told(affects_bid=True),
)  # fmt: skip
clarified.honest(
    "不影响编制", "A misprint is put right three days before.", alone("clarified_at", "period_end_at", -5, -2),
    told(affects_bid=False),
)  # fmt: skip
clarified.honest(
    "澄清后顺延", "Changed a week before, and closing put off by ten days.",
    alone("clarified_at", "period_end_at", -7, -6), told(affects_bid=True), put_off(10),
)  # fmt: skip

preclarified = Shapes("BID-011-2", "preclarify", "clarify", "preclose", among=called)
preclarified.fault(
    "截止前两日澄清", "Prequalification documents are changed two days before closing.",
    alone("prequal_clarified_at", "prequal_closed_at", -2, hour=9), told(affects_bid=True),
)  # fmt: skip
preclarified.fault(
    "截止前一日澄清", "They are changed the day before.",
    alone("prequal_clarified_at", "prequal_closed_at", -1, hour=9), told(affects_bid=True),
)  # fmt: skip
preclarified.fault(
    "截止当日澄清", "They are changed that morning.",
    minutes("prequal_clarified_at", "prequal_closed_at", -90, -60), told(affects_bid=True),
)  # fmt: skip
preclarified.honest(
    "正好三日", "They are changed on the third day before.",
    alone("prequal_clarified_at", "prequal_closed_at", -3, hour=9), told(affects_bid=True),
)  # fmt: skip
preclarified.honest(
    "不影响编制", "A misprint is put right the day before.",
    alone("prequal_clarified_at", "prequal_closed_at", -1, hour=9), told(affects_bid=False),
)  # fmt: skip
preclarified.honest(
    "澄清后顺延", "Changed two days before, and closing put off by four.",
    alone("prequal_clarified_at", "prequal_closed_at", -2, hour=9), told(affects_bid=True),
    later("prequal_closed_at", 4 * MINUTES, 4 * MINUTES),
)  # fmt: skip


def publications(scene: Scene, row: int) -> Ints:
    """Rows of the notice of one tender."""
    import numpy as np

    notice = scene.story["notice"]
    return np.flatnonzero((notice["_t"] == row) & (notice["kind"] == "tender"))


def media(first: str, second: str | None) -> Deed:
    """The notice appears in these media."""

    def deed(scene: Scene, at: Ints) -> None:
        for row in at.tolist():
            mine = publications(scene, row)
            scene.story["notice"]["media"][mine[0]] = first
            scene.story["notice"]["media"][mine[1:]] = second or first

    return deed


def differs(column: str, value: str | None, minutes_more: int = 0, kind: str = "tender") -> Deed:
    """The notice in the second medium differs."""

    def deed(scene: Scene, at: Ints) -> None:
        notice = scene.story["notice"]
        for row in at.tolist():
            second = publications(scene, row)[1]
            notice["_shift"][second] += minutes_more
            notice["kind"][second] = kind
            if value is not None:
                notice[column][second] = value

    return deed


outside = Shapes("BID-007", "media", shows=("notice",))
outside.fault(
    "只在单位网站", "The notice stands on the tenderer's own page only.", media("示例县政府部门网站", None),
)  # fmt: skip
outside.fault("只登本地报纸", "It is printed in the local paper only.", media("示例日报", None))
outside.fault(
    "只发微信公众号", "It is sent round by phone only.", media("示例招标微信公众号", "示例县政府部门网站"),
)  # fmt: skip
outside.honest(
    "另登本地报纸", "A designated medium has it, and the local paper too.", media(MEDIA[0], "示例日报"),
)  # fmt: skip
outside.honest("邀请招标", "A selective tender has no notice.", among=selective)
outside.honest(
    "不属于必须招标", "Tendered by choice, told on the tenderer's page.", media("示例县政府部门网站", None),
    among=lambda scene: optional(scene) & (scene.story["tender"]["published_at"] != NEVER),
)  # fmt: skip

differ = Shapes("BID-007-2", "media", shows=("notice",))
differ.fault(
    "截止时间不同", "One medium gives a closing a day sooner.", differs("closes_at", None, -MINUTES),
)  # fmt: skip
differ.fault(
    "资格条件不同",
    "One medium asks for a higher grade.",
    differs("qualification", "具备特级资质，项目负责人无在建项目"),
)
differ.fault("地点不同", "One medium names another place.", differs("place", "示例县政务大厅二楼"))
differ.honest(
    "更正公告", "The second is a correction, and says so.",
    differs("qualification", "具备相应资质", 0, "correction"),
)  # fmt: skip
differ.honest(
    "排版不同", "The texts are laid out otherwise, their points are the same.", differs("content_hash", "b0b0"),
)  # fmt: skip
