"""
The fields a master may use, as people write them in Word: `{{ 标题 }}`, `{{p 正文 }}`. 母版可用的字段。
"""

from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.utils import timezone

from qinglian.web.documents.content import attached_lines, laid
from qinglian.web.documents.models.document import Document

FIELDS = {
    "标题": "文书标题",
    "主送": "主送单位，不带冒号",
    "正文": "正文，独占一段，写作 {{p 正文 }}",
    "附件说明": "附件说明，独占一段，写作 {{p 附件说明 }}",
    "落款": "署名和日期两行，独占一段，写作 {{p 落款 }}",
    "署名": "发文机关署名",
    "日期": "成文日期，签发前留空",
    "抄送": "抄送单位",
    "印发日期": "印发日期，签发前留空",
    "拟稿单位": "拟稿单位",
    "拟稿人": "拟稿人",
    "拟稿日期": "拟稿日期",
    "核稿人": "核稿人，核稿前留空",
    "核稿日期": "核稿日期",
    "会签意见": "各会签单位及意见，独占一段，写作 {{p 会签意见 }}",
    "签发人": "签发人，签发前留空",
    "签发日期": "签发日期",
    "密级": "始终留空，由人手填",
    "保密期限": "始终留空，由人手填",
    "文种": "文种名称",
    "编码": "短编码，签字件凭它对上",
    "二维码": "短编码的二维码",
}
"""What each stands for; a master with any other is refused."""
WHOLE = frozenset({"正文", "附件说明", "落款", "会签意见"})
"""Fields that stand for whole paragraphs."""
NEEDED = ("标题", "正文", "编码")
"""Without these a sheet says nothing or cannot be matched."""
STYLES = (
    "清廉正文", "清廉一级标题", "清廉二级标题", "清廉三级标题", "清廉四级标题", "清廉表名", "清廉表头", "清廉表格",
    "清廉附件", "清廉署名", "清廉会签",
)  # fmt: skip
"""Paragraph styles that the body is set in: how they look is the master's own matter."""


@dataclass(frozen=True, slots=True)
class Printed:
    """A paper as it goes to paper: texts of fields, blocks, lines. `site`: what addresses of citations begin with."""

    texts: dict[str, str]
    blocks: list[dict[str, Any]]
    attached: list[str]
    countersigned: list[str]
    site: str = ""

    @property
    def code(self) -> str:
        """The short code on each sheet."""
        return self.texts["编码"]


def day_text(day: date | None) -> str:
    """2026年3月1日: Arabic digits, no leading noughts; without a day room to write it."""
    return (
        f"{day.year}年{day.month}月{day.day}日" if day else f"{timezone.localdate():%Y}年　月　日"
    )


def signature_gaps(name: str, date: str) -> tuple[float, float]:
    """
    How many characters are left free to the right of the name and of the date, without a seal (GB/T 9704-2012 7.3.5.2):
    the name two; the date begins two characters to the right of it; a date too long for that stands two in itself.
    """
    long, short = _wide(name), _wide(date)
    return (2, long - short) if long - short >= 2 else (4 + short - long, 2)


def _wide(text: str) -> float:
    return sum(0.5 if one.isascii() else 1 for one in text)


def signed_text(at: datetime | None) -> str:
    """The day of a step, or room to write it."""
    day = timezone.localtime(at).date() if at else None
    return day_text(day) if day else ""


def printed(document: Document, *, site: str = "") -> Printed:
    """A paper with the names of those who had a part in it. The rows it needs are fetched with it."""
    content = document.content
    asked = [
        f"{one.unit}：{('同意' if one.agreed else '不同意') if one.agreed is not None else ''}"
        f"{'　' + one.opinion if one.opinion else ''}"
        f"{'　' + signed_text(one.at) if one.at else ''}"
        for one in document.countersigns.all()
    ]
    texts = {
        "标题": content["title"],
        "主送": content["addressee"],
        "署名": content["signed"] or str(document.unit),
        "日期": day_text(document.issued_on),
        "抄送": content["copied"],
        "印发日期": day_text(document.issued_on),
        "拟稿单位": str(document.unit),
        "拟稿人": str(document.drafter),
        "拟稿日期": signed_text(document.drafted_at),
        "核稿人": str(document.checker or ""),
        "核稿日期": signed_text(document.checked_at),
        "签发人": str(document.signer or ""),
        "签发日期": signed_text(document.signed_at),
        "密级": "",
        "保密期限": "",
        "文种": str(document.kind_title),
        "编码": document.code,
    }
    return Printed(
        texts=texts,
        blocks=laid(content),
        attached=attached_lines(content["attached"]),
        countersigned=asked,
        site=site or document.site,
    )


def sample() -> Printed:
    """A paper with everything in it, on which a master is tried."""
    words = ["本期受理预警", {"text": "12", "url": "/alerts/?state=open"}, "件，详见清单。"]
    content = {
        "title": "示例文书标题",
        "blocks": [
            {"is": "heading", "text": "示例一级标题", "level": 1},
            {"is": "heading", "text": "示例二级标题", "level": 2},
            {"is": "heading", "text": "示例三级标题", "level": 3},
            {"is": "heading", "text": "示例四级标题", "level": 4},
            {"is": "paragraph", "words": words},
            {"is": "fields", "rows": [["责任单位", ["示例单位"]], ["情况", []]]},
            {"is": "grid", "title": "示例表", "heads": ["指标", "数"], "rows": [[["示例"], words]]},
        ],
    }
    texts = dict.fromkeys(FIELDS, "示例") | {
        "标题": content["title"],
        "编码": "WS-00000-00000-00000-0",
    }
    return Printed(
        texts, laid(content), ["附件：示例清单"], ["示例单位：同意"], "https://example.invalid"
    )
