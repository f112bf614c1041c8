"""Why a row of a table was not taken. 表格的行为什么没有收。"""

from django.utils.translation import gettext_lazy as _

from qinglian.web.core.wording import labelled
from qinglian.web.duties.reading.sheet import Refused

SAID = {
    "heads": _("前几行里没有认得的表头，至少要有“事项”和另一栏"),
    "title": _("没有写事项"),
    "twice": _("与上面的行重复"),
    "cycle": _("周期看不懂，请写每月、每季度、每半年、每年或一次性"),
    "due_on": _("完成时限看不懂，请写 2026年6月30日 或 2026-06-30"),
    "minutes": _("用时不是整数分钟"),
}


def refusal_says(refused: Refused) -> str:
    """The sentence, with what stood there."""
    said = str(SAID[refused.why])
    return labelled(said, refused.value) if refused.value else said
