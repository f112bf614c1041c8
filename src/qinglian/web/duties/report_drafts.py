"""
落实报告、三述报告、迎检自查材料, as drafts. 代拟稿。Words of papers are Chinese, as records are.

Numbers and names are those of the report as it was kept; what only people can say is a marked gap, and so is what the
records lack. A paper with a gap left is not submitted.
"""

from typing import Any

from django.utils.translation import gettext_lazy as _

from qinglian.web.core.drafts import (
    Block,
    Cited,
    Content,
    DraftKind,
    Fields,
    Grid,
    Heading,
    Paragraph,
    Words,
    gap,
    long_day,
)
from qinglian.web.core.masking import mask_text
from qinglian.web.duties.models import Report, SelfCheck
from qinglian.web.duties.report_kinds import HEADS, MAKING, ReportKind, gap_text
from qinglian.web.duties.report_person import PERSONAL
from qinglian.web.duties.report_words import NO_DATA, NUMBERS, TALLY
from qinglian.web.duties.services.reports import gaps_of

MOST_ROWS = 400
"""Rows of a table of a paper; the page of the report has all."""


def cited(text: Any, url: str) -> Words:
    """A link where there is one."""
    return (Cited(str(text), url),) if url.startswith("/") else str(text)


def _number(one: dict[str, Any]) -> Words:
    return str(NO_DATA) if one["number"] is None else cited(one["number"], one["url"])


def _items(report: Report) -> list[Block]:
    """Each item with its turns, and the evidence by name."""
    rows = report.facts["items"]
    if not rows:
        return [Paragraph(gap("本期没有责任事项，请核对是没有下发还是没有登记"))]
    heads = ("事项", *(str(one) for one in TALLY.values()), "完成数")
    table = tuple(
        (
            cited(row["item"], row["url"]), *(str(row[key]) for key in TALLY),
            str(NO_DATA) if row["number"] is None else row["number"],
        )
        for row in rows[:MOST_ROWS]
    )  # fmt: skip
    blocks: list[Block] = [Grid(heads, table, title="责任事项落实情况")]
    shown = [row for row in rows if row["evidence"]]
    if shown:
        blocks.append(Heading("已认可的材料", 2))
    for row in shown[:MOST_ROWS]:
        words: list[str | Cited] = [f"{row['item']}："]
        for at, one in enumerate(row["evidence"]):
            words += ["；" if at else "", Cited(one["title"], one["url"])]
        blocks.append(Paragraph((*words, "。")))
    return blocks


def _gaps(report: Report) -> list[Block]:
    """What is missing, each with what it is missing of; a number without data is one."""
    lines: list[Block] = []
    for one in gaps_of(report.facts)[:MOST_ROWS]:
        of = str(NUMBERS[one["key"]]) if "key" in one else one["item"]
        units = f"（{one['n']}个单位）" if one.get("n", 1) > 1 else ""
        lines.append(Paragraph((Cited(of, one["url"]) if one["url"].startswith("/") else of,
                                f"：{gap_text(one)}{units}。")))  # fmt: skip
    return lines or [Paragraph("记录中没有缺口。")]


def _numbers(report: Report) -> list[Block]:
    """Difficulties and problems of the body, then all other numbers of the period."""
    found: list[Block] = []
    own = tuple((str(NUMBERS[one["key"]]), _number(one)) for one in report.facts["numbers"])
    if own:
        found.append(Grid(("指标", "数"), own, title="困难问题和整改情况"))
    figures = tuple(
        (one["group"], one["label"], _number(one), one["measure"])
        for one in report.facts["figures"]
    )
    if figures:
        found.append(Grid(("类别", "指标", "数", "单位"), figures, title="期间数字"))
    return found or [Paragraph(gap("本期没有可引用的数，请核对权限和起止日期"))]


def delivery(on: Report, user: Any, **_period: Any) -> Content:
    """落实报告 of a body or of a list."""
    about = f"“{on.of.title}”" if on.of else "各项责任"
    blocks: list[Block] = [
        Paragraph(
            f"现将{long_day(on.begins)}至{long_day(on.ends)}{about}落实情况报告如下。文中数字取自本系统"
            f"{long_day(on.made_at.date())}的记录，电子版可点开逐项核对。"
        ),
        Heading("落实情况"),
        *_items(on),
    ]
    if on.facts.get("units"):
        rows = tuple((one["unit"], *(str(one[key]) for key in TALLY)) for one in on.facts["units"])
        heads = ("单位", *(str(one) for one in TALLY.values()))
        blocks.append(Grid(heads, rows[:MOST_ROWS], title="各单位落实情况"))
    blocks += [
        Heading("问题、困难和数字"),
        *_numbers(on),
        Heading("记录中的缺口"),
        *_gaps(on),
        Heading("原因和下一步"),
        Paragraph(gap("逐条写缺口的原因，以及怎么补、谁来补、什么时候补完")),
    ]
    return Content(title=on.title, addressee="", signed=str(on.unit), blocks=tuple(blocks))


def _own_duties(on: Report) -> list[Block]:
    rows = on.facts["duties"]
    if not rows:
        return [Paragraph(gap("系统里没有记在本人名下的责任事项，请写分工和主要职责"))]
    table = tuple(
        (cited(row["item"], row["url"]), str(row["turns"]), str(row["in_time"]),
         str(row["late"]), str(row["open"]), row["text"] or gap("做了什么、结果如何"))
        for row in rows
    )  # fmt: skip
    heads = ("责任事项", "应落实", "按期", "逾期完成", "未完成", "做了什么、结果如何")
    return [Grid(heads, table, title="本人责任事项")]


def _in_person(on: Report) -> list[Block]:
    rows = on.facts["in_person"]
    if not rows:
        return [Paragraph(gap("系统里没有要求“三个亲自”的事项记录"))]
    table = tuple(
        (cited(f"{row['item']}（{row['period']}）", row["url"]),
         *(row[name] or gap(f"{label}日期") for name, label in PERSONAL))
        for row in rows
    )  # fmt: skip
    return [Grid(("事项", *(label for _name, label in PERSONAL)), table, title="三个亲自")]


def _meetings(on: Report) -> list[Block]:
    rows = tuple(
        (one["on"], cited(one["title"], one["url"]), str(one["agreed"]), str(one["done"]))
        for one in on.facts["meetings"]
    )
    if not rows:
        return [Paragraph(gap("系统里没有本人主持的会议记录，开过的请补写"))]
    return [Grid(("日期", "会议", "议定事项", "其中已办结"), rows, title="主持的会议")]


def three_reports(on: Report, user: Any, **_period: Any) -> Content:
    """三述报告: what the records know is filled in; the rest is the person's own."""
    told = {one["key"]: one for one in on.facts["numbers"]}

    def fields(*keys: str) -> Fields:
        asked = [key for key in keys if key in told]
        return Fields(
            tuple(
                (str(NUMBERS[key]), gap("没有数据，请核对是没有发生还是没有登记")
                 if told[key]["number"] is None else _number(told[key]))
                for key in asked
            )
        )  # fmt: skip

    return Content(
        title=on.title,
        addressee="",
        signed=f"{on.unit} {on.person}",
        blocks=(
            Paragraph(
                f"现将{long_day(on.begins)}至{long_day(on.ends)}本人履行职责情况报告如下。"
                "已填的取自系统记录，可点开核对；谈话只报次数。"
            ),
            Heading("述职"),
            *_own_duties(on),
            Heading("主持的会议和议定事项", 2),
            *_meetings(on),
            fields("decisions_agreed", "decisions_done", "answers_given", "turns_reviewed"),
            Paragraph(gap("写其他主要工作和看得见的结果")),
            Heading("述责"),
            *_in_person(on),
            Heading("责任范围内的问题和困难", 2),
            fields("problems_found", "problems_struck", "problems_in_time", "problems_again",
                   "difficulties_raised", "difficulties_answered", "difficulties_agreed"),
            Heading("没有落实到位的", 2),
            *_gaps(on),
            Paragraph(gap("写原因和本人责任")),
            Heading("述廉"),
            fields("talks_held"),
            Paragraph(gap("写执行廉洁纪律、抓分管领域廉政建设的情况；不写家庭和个人有关事项")),
            Heading("下一步打算"),
            Paragraph(gap("写改什么、什么时候改完")),
        ),
    )  # fmt: skip


def visit_pack(on: SelfCheck, user: Any, **_period: Any) -> Content:
    """迎检自查材料: each line with what answers it; lines that nothing answers stand apart."""
    lines = list(on.lines.prefetch_related("matches"))
    rows: list[tuple[Words, ...]] = []
    bare: list[Block] = []
    for line in lines:
        fits = [one for one in line.matches.all() if one.fits]
        words: list[str | Cited] = []
        for at, one in enumerate(fits):
            words += ["；" if at else "", Cited(one.title, one.url)]
        rows.append((str(line.place), mask_text(line.text), tuple(words) or gap("没有对应材料")))
        if not fits:
            bare.append(Paragraph(f"第{line.place}条：{mask_text(line.text)}"))
    day = f"{long_day(on.visit_on)}" if on.visit_on else ""
    return Content(
        title=f"{on.title}自查情况",
        addressee=on.visitor,
        signed=str(on.unit),
        blocks=(
            Paragraph(
                f"对照{on.visitor}{day}的检查单，从系统已有记录中逐条核对如下，电子版可点开。没有重新填报。"
            ),
            Heading("逐条对照"),
            Grid(("序号", "检查内容", "对应的事项、材料和记录"), tuple(rows)),
            Heading("缺口"),
            *(bare or [Paragraph("逐条都有对应材料。")]),
            Heading("整改打算"),
            Paragraph(gap("逐条写怎么补、谁来补、什么时候补完")),
        ),
    )


REPORT_DRAFTS = [
    DraftKind(
        "delivery_report", _("落实报告"), "duties.report", MAKING, delivery,
        lambda on: on.kind != ReportKind.PERSON,
    ),
    DraftKind(
        "three_reports", _("三述报告"), "duties.report", HEADS, three_reports,
        lambda on: on.kind == ReportKind.PERSON,
    ),
    DraftKind("visit_pack", _("迎检自查材料"), "duties.selfcheck", MAKING, visit_pack),
]  # fmt: skip
