"""
Papers about a task. 督办的文书。Words of papers are Chinese, as records are.
"""

from typing import Any

from django.utils.translation import gettext_lazy as _

from qinglian.web.core.drafts import (
    Cited,
    Content,
    DraftKind,
    Fields,
    Heading,
    Paragraph,
    Words,
    long_day,
)
from qinglian.web.core.masking import mask_text
from qinglian.web.tasks.meeting_drafts import MEETING_DRAFTS
from qinglian.web.tasks.models import Task
from qinglian.web.tasks.states import GIVING, OPEN, WORKING, Status


def _about(task: Task) -> tuple[tuple[str, Words], ...]:
    origin: Words = str(task.get_origin_display())
    if task.origin_label:
        label: Any = mask_text(task.origin_label)
        cited = Cited(label, task.origin_url) if task.origin_url.startswith("/") else label
        origin = (f"{origin}：", cited)
    return (
        ("督办编号", (Cited(task.public_id, task.get_absolute_url()),)),
        ("事项", mask_text(task.title)),
        ("来源", origin),
        ("承办单位", str(task.unit)),
        ("协办单位", "、".join(str(one.unit) for one in task.assistants.select_related("unit"))),
        ("办结期限", long_day(task.due_on)),
    )


def _order(task: Task, user: Any) -> Content:
    """督办单."""
    return Content(
        title="督办单",
        addressee=str(task.unit),
        signed=str(task.giver_unit),
        blocks=(
            Fields(
                (
                    *_about(task),
                    ("要达到什么", mask_text(task.requirement)),
                    ("承办情况", mask_text(task.done)),
                    ("结果", mask_text(task.outcome)),
                    ("承办人", str(task.handler or "")),
                    ("审核意见", ""),
                )
            ),
        ),
    )


def _assigned(task: Task, user: Any) -> Content:
    """交办单."""
    return Content(
        title="交办单",
        addressee=str(task.unit),
        signed=str(task.giver_unit),
        blocks=(
            Paragraph("现将以下事项交由你单位办理，请按要求办结并反馈结果。"),
            Fields(_about(task)),
            Heading("要达到什么"),
            Paragraph(mask_text(task.requirement)),
            Heading("办理要求"),
            Paragraph(f"请于{long_day(task.due_on)}前办结，办结后按要求逐条写明结果，并附佐证。"),
        ),
    )


def _advice(task: Task, user: Any) -> Content:
    """工作提示单: a soft paper of the office."""
    late = "已超过办结期限" if task.late else f"办结期限为{long_day(task.due_on)}"
    return Content(
        title="工作提示单",
        addressee=str(task.unit),
        signed=str(user.unit),
        blocks=(
            Paragraph(
                (
                    "你单位承办的督办事项", Cited(task.public_id, task.get_absolute_url()),
                    f"“{mask_text(task.title)}”，现为{task.get_status_display()}，{late}。",
                )
            ),
            Paragraph(f"要达到的结果：{mask_text(task.requirement)}"),
            Paragraph("请抓紧办理；有困难的，及时提出延期或者报告需要协调解决的问题。"),
        ),
    )  # fmt: skip


def _more_time(task: Task, user: Any) -> Content:
    """延期申请."""
    asked = task.requests.filter(kind="extend").order_by("-at").first()
    return Content(
        title="延期申请",
        addressee=str(task.giver_unit),
        signed=str(task.unit),
        blocks=(
            Fields(
                (
                    *_about(task),
                    ("申请延期到", long_day(asked.until) if asked else ""),
                    ("理由", mask_text(asked.reason) if asked else ""),
                    ("已做的工作", mask_text(task.done or task.promised)),
                    ("批准意见", ""),
                )
            ),
        ),
    )


TASK = "tasks.task"
TASK_DRAFTS = [
    DraftKind(
        "task_order", _("督办单"), TASK, GIVING, _order, lambda task: task.status != Status.WITHDRAWN
    ),
    DraftKind(
        "task_assignment", _("交办单"), TASK, GIVING, _assigned, lambda task: task.status in OPEN
    ),
    DraftKind("task_advice", _("工作提示单"), TASK, GIVING, _advice, lambda task: task.status in OPEN),
    DraftKind(
        "task_extension", _("延期申请"), TASK, WORKING, _more_time,
        lambda task: task.status == Status.WORKING,
    ),
]  # fmt: skip
DRAFTS = [*TASK_DRAFTS, *MEETING_DRAFTS]
