"""
Papers about an alert. 预警的文书。

Words of papers are Chinese, as records are. What was seen is a lead, and every paper says so; a confidential check has
no papers but those of who supervises it (`documents` shows none to who may not see the alert).
"""

from typing import Any

from django.utils.translation import gettext_lazy as _

from qinglian.web.accounts.roles import Role
from qinglian.web.alerts.models import Alert
from qinglian.web.alerts.states import SUPERVISING, VERIFYING, Status
from qinglian.web.core.drafts import (
    Cited,
    Content,
    DraftKind,
    Fields,
    Grid,
    Heading,
    Paragraph,
    Words,
    long_day,
)
from qinglian.web.core.masking import mask_text
from qinglian.web.runs.citing import cited_rows, sentence
from qinglian.web.runs.words import exception_name

OFFICE = SUPERVISING | {Role.PROGRAMME_OFFICE}
MOST_ROWS = 40
"""Source rows printed in one paper; the page of the alert has them all."""
LEAD = "疑点是线索，不是结论；请核对后如实反馈，并附佐证。"


def _cited(alert: Alert) -> Cited:
    return Cited(alert.public_id, alert.get_absolute_url())


def _seen(alert: Alert) -> list[Paragraph]:
    """What the signals say, one paragraph each."""
    return [Paragraph(sentence(one)) for one in alert.signals.order_by("signal_id")[:MOST_ROWS]]


def _last(alert: Alert, verb: str) -> str:
    step = alert.steps.filter(verb=verb).last()
    return mask_text(step.text) if step else ""


def _about(alert: Alert) -> tuple[tuple[str, Words], ...]:
    return (
        ("预警编号", (_cited(alert),)),
        ("事项", alert.title),
        ("级别", str(alert.get_level_display())),
        ("责任单位", str(alert.unit)),
        ("主管部门", str(alert.authority_unit or "")),
        ("对象", alert.anchor),
    )


def _asked(alert: Alert, user: Any) -> Content:
    """预警信息核查通知单."""
    return Content(
        title="预警信息核查通知单",
        addressee=str(alert.working_unit),
        signed=str(user.unit),
        blocks=(
            Paragraph(
                (
                    "现将预警",
                    _cited(alert),
                    f"（{alert.get_level_display()}）推送你单位，请核查。{LEAD}",
                )
            ),
            Fields(_about(alert)),
            Heading("疑点情况"),
            *_seen(alert),
            Heading("核查要求"),
            Paragraph(
                "核对原始资料，说明事实是否属实、原因是什么、拟作何处置；涉及的单位可以作情况说明。"
            ),
            Paragraph(
                f"请于{long_day(alert.due_on)}前反馈《核查情况反馈表》。"
                if alert.due_on
                else "请按期反馈《核查情况反馈表》。"
            ),
        ),
        attached=("核查情况反馈表",),
    )


def _answered(alert: Alert, user: Any) -> Content:
    """核查情况反馈表."""
    handling = "、".join(alert.handling_names)
    return Content(
        title="核查情况反馈表",
        addressee="",
        signed=str(user.unit),
        blocks=(
            Fields(
                (
                    *_about(alert),
                    ("单位情况说明", _last(alert, "state")),
                    ("核查情况", _last(alert, "answer")),
                    ("事实认定", str(alert.get_fact_display())),
                    ("原因", str(alert.get_cause_display())),
                    ("适用的合规情形", exception_name(alert.exception, alert.signals.all())),
                    ("处置", handling),
                    ("承办人", str(alert.handler or "")),
                    ("复核人", str(alert.checker or "")),
                )
            ),
        ),
    )


def _more_time(alert: Alert, user: Any) -> Content:
    """延期申请."""
    asked = alert.requests.filter(kind="extend").first()
    days = f"{asked.data.get('days', '')}个工作日" if asked else ""
    return Content(
        title="延期申请",
        addressee="",
        signed=str(user.unit),
        blocks=(
            Fields(
                (
                    *_about(alert),
                    ("原期限", long_day(alert.due_on)),
                    ("申请延期", days),
                    ("理由", mask_text(asked.reason) if asked else ""),
                    ("批准意见", ""),
                )
            ),
        ),
    )


def _strike_off(alert: Alert, user: Any) -> Content:
    """销号申请表."""
    return Content(
        title="销号申请表",
        addressee="",
        signed=str(user.unit),
        blocks=(
            Fields(
                (
                    *_about(alert),
                    ("事实认定", str(alert.get_fact_display())),
                    ("原因", str(alert.get_cause_display())),
                    ("处置", "、".join(alert.handling_names)),
                    ("完成情况", _last(alert, "apply")),
                    ("承办人", str(alert.handler or "")),
                    ("初验意见", ""),
                    ("销号意见", ""),
                )
            ),
        ),
    )


def _evidence(alert: Alert, user: Any) -> Content:
    """疑点核实取证单: the fact, the source rows it rests on, who signs, what is attached."""
    blocks: list[Any] = [
        Fields((*_about(alert), ("被取证单位", str(alert.unit)))),
        Heading("疑点事实"),
        *_seen(alert),
        Heading("来源数据"),
    ]
    shown = 0
    for signal in alert.signals.order_by("signal_id"):
        rows = [
            (Cited(f"{row['table']} {row['id']}", alert.get_absolute_url()), row["cells"])
            for row in cited_rows(signal)[: MOST_ROWS - shown]
        ]
        shown += len(rows)
        if rows:
            blocks.append(
                Grid(
                    ("来源", "内容"),
                    tuple(
                        ((name,), "；".join(f"{head}：{cell}" for head, cell in cells))
                        for name, cells in rows
                    ),
                )
            )
    if not shown:
        blocks.append(Paragraph("本预警没有引用的数据行。"))
    blocks += [
        Heading("核实情况与签字"),
        Fields(
            (
                ("核实情况", ""), ("取证人", f"{user.unit}　{user}"), ("被取证单位意见", ""),
                ("被取证单位签字", ""), ("日期", ""),
            )
        ),
    ]  # fmt: skip
    return Content(
        title="疑点核实取证单",
        addressee="",
        signed=str(user.unit),
        blocks=tuple(blocks),
        attached=("来源数据打印件", "佐证材料"),
    )


def _reminded(alert: Alert, user: Any) -> Content:
    """提醒函: a soft paper of the office."""
    return Content(
        title=f"关于{alert.anchor}有关事项的提醒函",
        addressee=str(alert.unit),
        signed=str(user.unit),
        blocks=(
            Paragraph(
                ("经核查预警", _cited(alert), f"“{alert.title}”，事实认定为{alert.get_fact_display()}，"
                 f"原因为{alert.get_cause_display()}。")
            ),
            Paragraph(_last(alert, "answer") or "核查情况见反馈表。"),
            Paragraph("请对照职责查找管理上的不足，完善制度，防止同类问题再次发生。"),
        ),
    )  # fmt: skip


def _pushed(alert: Alert) -> bool:
    return alert.status in (Status.TRIAGE, Status.PUSHED, Status.VERIFYING)


ALERT = "alerts.alert"
DRAFTS = [
    DraftKind("alert_notice", _("预警信息核查通知单"), ALERT, OFFICE, _asked, _pushed),
    DraftKind(
        "alert_feedback", _("核查情况反馈表"), ALERT, VERIFYING, _answered,
        lambda alert: alert.status in (
            Status.VERIFYING, Status.FEEDBACK, Status.HANDLING, Status.CLOSING, Status.CLOSED,
        ),
    ),
    DraftKind(
        "alert_extension", _("延期申请"), ALERT, VERIFYING, _more_time,
        lambda alert: alert.status in (Status.VERIFYING, Status.HANDLING),
    ),
    DraftKind(
        "alert_strike_off", _("销号申请表"), ALERT, VERIFYING, _strike_off,
        lambda alert: alert.status in (Status.HANDLING, Status.CLOSING),
    ),
    DraftKind(
        "alert_evidence", _("疑点核实取证单"), ALERT, OFFICE | VERIFYING | {Role.AUDITOR}, _evidence,
        lambda alert: alert.status not in (Status.DECLINED, Status.MERGED),
    ),
    DraftKind(
        "alert_reminder", _("提醒函"), ALERT, OFFICE | {Role.AUTHORITY_HEAD}, _reminded,
        lambda alert: bool(alert.fact),
    ),
]  # fmt: skip
