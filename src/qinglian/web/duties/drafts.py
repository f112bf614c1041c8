"""困难问题答复函, as a draft. 代拟稿。"""

from typing import Any

from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from qinglian.web.core.drafts import Cited, Content, DraftKind, Fields, Heading, Paragraph, long_day
from qinglian.web.core.masking import mask_text
from qinglian.web.duties.list_drafts import LIST_DRAFTS
from qinglian.web.duties.models import Difficulty
from qinglian.web.duties.report_drafts import REPORT_DRAFTS
from qinglian.web.duties.states import ANSWERING


def reply_letter(on: Difficulty, user: Any, **_period: Any) -> Content:
    """What was asked, what is answered, and that it is closed by who asked alone."""
    at = long_day(timezone.localdate(on.raised_at))
    cited = Cited(on.public_id, on.get_absolute_url())
    return Content(
        title=f"关于“{mask_text(on.title)}”的答复函",
        addressee=str(on.unit),
        signed=str(on.lead_unit),
        blocks=(
            Paragraph((f"你单位{at}提出的困难问题（", cited, "）收悉。经研究，现答复如下。")),
            Heading("提出的问题"),
            Paragraph(mask_text(on.text)),
            Paragraph(f"希望：{mask_text(on.wanted)}"),
            Heading("答复意见"),
            Paragraph(mask_text(on.reply)),
            Heading("办理反馈"),
            Paragraph(
                "请在收到后确认是否解决；不满意的写明理由退回，我单位再行研究。未经你单位同意，不作办结。"
            ),
            Fields((("承办人", str(on.replied_by or "")), ("联系电话", ""))),
        ),
    )


DRAFTS = [
    *REPORT_DRAFTS,
    DraftKind(
        "difficulty_reply",
        _("困难问题答复函"),
        "duties.difficulty",
        ANSWERING,
        reply_letter,
        lambda on: bool(on.reply),
    ),
    *LIST_DRAFTS,
]
