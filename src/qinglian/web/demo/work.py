"""
A year of work on what was found: pushed, checked, concluded, struck off, looked at again. 一年的办理。

Every step goes through the services with the people whose turn it is, so that the demo shows nothing a real
site would refuse. Only the days are moved back afterwards, so that months can be compared; records keep the day
on which they were written.
"""

import random
from datetime import timedelta

from django.db import transaction
from django.db.models import F
from django.utils import timezone

from qinglian.web.accounts.models import User
from qinglian.web.alerts.models import Alert, Step
from qinglian.web.alerts.services.closing import alert_strike_off
from qinglian.web.alerts.services.conclusion import Conclusion
from qinglian.web.alerts.services.lookbacks import lookback_draw, lookback_say
from qinglian.web.alerts.services.requests import request_make
from qinglian.web.alerts.services.reviewing import alert_accept
from qinglian.web.alerts.services.self_found import self_found_report
from qinglian.web.alerts.services.triage import alert_decline, alert_push
from qinglian.web.alerts.services.verifying import (
    alert_answer,
    alert_apply,
    alert_receive,
    alert_state,
)
from qinglian.web.alerts.states import Cause, Fact, Handling, Status
from qinglian.web.tasks.services.guidance import guidance_note
from qinglian.web.tasks.services.moving import (
    task_check,
    task_finish,
    task_open,
    task_receive,
    task_report,
)
from qinglian.web.units.models import Unit

WORKED = 300
"""Alerts that are worked on; the others wait in triage or in the queue."""
RULES, FILED = (Handling.AT_ONCE, Handling.CHANGE_RULES), (Handling.FILE,)
CONCLUSIONS = (
    (8, Fact.TRUE, Cause.WEAK_CONTROL, RULES, "核查属实，流程有漏洞，已立行立改并修订制度。"),
    (5, Fact.TRUE, Cause.MISTAKE, (Handling.AT_ONCE,), "核查属实，经办人疏忽，已补办并提醒。"),
    (4, Fact.PARTLY, Cause.MISTAKE, (Handling.AT_ONCE,), "部分属实，其中一步有延误，已纠正。"),
    (3, Fact.TRUE, Cause.WEAK_CONTROL, (Handling.BY_DATE,), "核查属实，需完善内部控制，限期整改。"),
    (
        3,
        Fact.NOT_SO,
        Cause.DATA_ERROR,
        (Handling.CORRECT_DATA,),
        "台账录入错误，已请提供单位更正。",
    ),
    (2, Fact.NOT_SO, Cause.RULE_UNFIT, FILED, "情形特殊，规则没有考虑到，解释存档。"),
    (1, Fact.UNSETTLED, Cause.WEAK_CONTROL, FILED, "原始材料缺失，无法核实。"),
)
"""What is found, with its weight in the draw."""
SO_FAR = (
    "closed",
    "closed",
    "closed",
    "closing",
    "handling",
    "feedback",
    "verifying",
    "verifying",
    "pushed",
    "declined",
)
"""How far alerts have come, one of each drawn alike."""


def work_done(bodies: dict[str, Unit], people: dict[str, User], draw: random.Random) -> None:
    """Work on a draw of the alerts, give some tasks, look back."""
    found = list(
        Alert.objects.filter(status=Status.TRIAGE)
        .order_by("public_id")
        .select_related("unit", "authority_unit")
    )
    found.sort(key=lambda one: (one.anchor_id, one.unit.code, one.pack))
    chosen = draw.sample(found, min(WORKED, len(found)))
    staff = staff_by_body()
    for alert in chosen:
        _walk(alert, draw, people, staff)
    _move_back([one.pk for one in chosen], draw)
    _look_back(people)
    _tasks(bodies, people, staff)
    _self_found(staff)


def staff_by_body() -> dict[int, dict[str, User]]:
    """The three people of each body, under the first letters of their sign-ins."""
    found: dict[int, dict[str, User]] = {}
    for one in User.objects.filter(
        assignments__role__in=("authority_handler", "authority_head", "unit_officer")
    ):
        found.setdefault(one.unit_id, {})[one.username[:2]] = one
    return found


def _walk(
    alert: Alert, draw: random.Random, people: dict[str, User], staff: dict[int, dict[str, User]]
) -> None:
    goal = draw.choice(SO_FAR)
    triage, other = people["yanpan"], people["yanpan2"]
    if goal == "declined":
        alert_decline(alert=alert, by=triage, reason="同一事项已在另一件预警中核查。")
        return
    side = alert.working_unit.pk
    if side not in staff:
        return
    handler, checker = staff[side]["jb"], staff[side]["fz"]
    if alert.authority_unit_id is None:
        handler, checker = staff[side]["zy"], staff[side]["fz"]
    _weight, *fields = draw.choices(CONCLUSIONS, [one[0] for one in CONCLUSIONS])[0]
    said = Conclusion(*fields)
    steps = [
        ("pushed", lambda: alert_push(alert=alert, by=triage, text="请核查。")),
        ("verifying", lambda: alert_receive(alert=alert, by=handler)),
        (
            "feedback",
            lambda: alert_answer(alert=alert, by=handler, checker=checker, conclusion=said),
        ),
        ("handling", lambda: alert_accept(alert=alert, by=other)),
        ("closing", lambda: alert_apply(alert=alert, by=handler, text="已按要求办理，材料齐备。")),
        ("closed", lambda: alert_strike_off(alert=alert, by=triage, text="查看材料，同意销号。")),
    ]
    for name, step in steps:
        with transaction.atomic():
            alert.refresh_from_db()
            if name == "closing" and (
                alert.status == Status.CLOSING or Handling.BY_DATE in alert.handling
            ):
                if alert.status != Status.CLOSING:
                    return
            else:
                step()
            if name == "verifying" and draw.random() < 0.3 and alert.unit_id in staff:
                alert_state(
                    alert=alert,
                    by=staff[alert.unit_id]["zy"],
                    text="情况说明：当时系统停机两天，附运维记录。",
                )
        if name == goal:
            break
    if goal == "verifying" and draw.random() < 0.3:
        request_make(alert=alert, kind="extend", by=handler, reason="需要外调材料。", days=5)


def _move_back(keys: list[int], draw: random.Random) -> None:
    """Spread alerts over the year that ended today; what is closed lies further back."""
    for alert in Alert.objects.filter(pk__in=keys).only(
        "pk", "status", "opened_at", "step_since", "closed_at", "due_on"
    ):
        closed = alert.status in (Status.CLOSED, Status.DECLINED)
        days = draw.randint(60, 350) if closed else draw.choice((1, 2, 3, 5, 8, 12, 20, 40))
        back = timedelta(days=days)
        took = timedelta(days=min(days - 1, draw.randint(8, 35))) if closed else timedelta(0)
        Alert.objects.filter(pk=alert.pk).update(
            opened_at=F("opened_at") - back,
            step_since=F("step_since") - back + took,
            closed_at=None if alert.closed_at is None else alert.closed_at - back + took,
            due_on=alert.due_on and alert.due_on - timedelta(days=min(days, 12)),
        )
        steps = list(Step.objects.filter(alert=alert.pk))
        for number, step in enumerate(steps, 1):
            step.at = step.at - back + took * number / len(steps)
        Step.objects.bulk_update(steps, ["at"])


def _look_back(people: dict[str, User]) -> None:
    made = lookback_draw(by=people["yanpan"], seed=20260701)
    for number, item in enumerate(made.items.order_by("alert__public_id").select_related("alert")):
        stands = number % 6 != 0
        if number % 4 != 3 and item.alert.hands.exists():
            text = (
                "抽看近三个月办件，未再出现。" if stands else "近三个月又有两件超期，制度没有执行。"
            )
            lookback_say(item=item, by=people["yanpan2"], stands=stands, text=text)


def _tasks(
    bodies: dict[str, Unit], people: dict[str, User], staff: dict[int, dict[str, User]]
) -> None:
    office, today = people["qinglianban"], timezone.localdate()
    units = [
        unit
        for unit in Unit.objects.filter(pk__in=staff).order_by("code")
        if unit != bodies["office"]
    ][:8]
    matters = (
        ("窗口一次办结率达到九成", "agreed_item", "示例县清廉建设领导小组第二次会议议定事项三"),
        ("公开历年行政处罚裁量基准", "instruction", "示例县领导批示（2026）12号"),
        ("回复镇村反映的材料重复提交问题", "difficulty", "示例镇反映的困难问题"),
        ("完善执法记录归档", "inspection", "示例县2026年第一次督查"),
        ("清理逾期未退的投标保证金", "agreed_item", "示例县清廉建设领导小组第二次会议议定事项五"),
        ("核对财政支付与合同台账", "inspection", "示例县2026年第一次督查"),
    )
    for number, (title, origin, label) in enumerate(matters):
        unit = units[number % len(units)]
        task = task_open(
            title=title, requirement=f"{title}，以系统数据和抽查为准。", unit=unit, origin=origin, origin_label=label,
            due_on=today + timedelta(days=7 * (number + 1)), by=office, giver_unit=bodies["office"],
            assisting=[(units[(number + 1) % len(units)], "提供台账")] if number == 1 else [],
            counts=origin not in ("inspection", "difficulty"),
        )  # fmt: skip
        officer, head = staff[unit.pk]["zy"], staff[unit.pk]["fz"]
        if number == 0:
            continue
        task = task_receive(
            task=task, by=officer, promised="两周内完成", promised_on=today + timedelta(days=6)
        )
        if number in (1, 2):
            continue
        task = task_report(
            task=task,
            by=officer,
            done="已逐项办理。",
            outcome="抽查三十件，全部符合要求。",
            done_on=today,
        )
        if number == 3:
            continue
        task = task_check(task=task, by=head)
        if number == 5:
            task_finish(task=task, by=office, achieved=True)
    for unit in units[:3]:
        guidance_note(
            unit=unit, by=office, on=today - timedelta(days=10), mode="on_site", place="办事窗口",
            seen="现场查看窗口办件和公示。", found="两件超期未说明理由。" if unit == units[0] else "",
        )  # fmt: skip


def _self_found(staff: dict[int, dict[str, User]]) -> None:
    for key in sorted(staff)[:3]:
        self_found_report(
            by=staff[key]["zy"],
            found="自查发现两件办件超过承诺时限。",
            mended="已补办并向当事人说明。",
        )
