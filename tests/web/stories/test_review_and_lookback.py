"""Reviewed by another, struck off by somebody of another body, and looked at again three months later."""

from collections.abc import Callable
from types import SimpleNamespace

from qinglian.web.alerts.models import Alert
from qinglian.web.alerts.services.conclusion import Conclusion
from qinglian.web.alerts.services.triage import alert_push
from qinglian.web.alerts.services.verifying import alert_answer, alert_receive
from qinglian.web.alerts.states import Status
from tests.web.stories.told import Teller

FOUND = Conclusion("true", "weak_control", ("at_once",), "核查属实，流程有漏洞。")


def test_nobody_of_the_handling_body_strikes_off_and_the_sample_is_looked_at_again(
    asked: list[Alert],
    people: SimpleNamespace,
    comes: Callable[..., Teller],
    months_later: Callable[[Alert, int], None],
) -> None:
    matter = asked[0]
    alert_push(alert=matter, by=people.triage)
    alert_receive(alert=matter, by=people.handler)
    alert_answer(alert=matter, by=people.handler, checker=people.checker, conclusion=FOUND)

    reviewer = comes("triage")
    reviewer.press_at(reviewer.waits("审核").first)
    reviewer.reads("核查结论", "属实", "管理漏洞")
    reviewer.press("审核通过")
    reviewer.press("审核通过")
    reviewer.reads("处置中")

    handler = comes("handler")
    handler.press_at(handler.waits("处置、申请销号").first)
    handler.press("申请销号")
    handler.writes("说明", "已修订办理规程，附会议纪要。")
    handler.press("申请销号")
    handler.reads("待销号")
    handler.misses("销号")
    second = comes("checker")
    second.open(matter.get_absolute_url())
    second.misses("销号")
    second.misses("审核通过")

    supervisor = comes("supervisor")
    supervisor.press_at(supervisor.waits("销号").first)
    supervisor.press("销号")
    supervisor.press("销号")
    supervisor.reads("已销号", "示例监督员")
    matter.refresh_from_db()
    assert matter.status == Status.CLOSED
    assert matter.closed_by == people.supervisor

    months_later(matter, 4)
    drawer = comes("second_triage")
    drawer.press("预警")
    drawer.press("回头看")
    drawer.press("抽取本季度")
    drawer.writes("随机种子", "20260701")
    drawer.press("抽取")
    drawer.reads("20260701")
    drawer.press("去看")
    drawer.chooses("整改是否站得住", "站不住，重新挂号")
    drawer.writes("看到的情况", "近三个月又有两件超期，规程没有执行。")
    drawer.press("提交")
    drawer.reads("重新挂号")
    drawer.shot("lookback")
    matter.refresh_from_db()
    assert matter.status == Status.VERIFYING
    assert matter.reopened == 1
    drawer.open(matter.get_absolute_url())
    drawer.reads("重新挂号", "近三个月又有两件超期，规程没有执行。")


def test_two_reviewers_at_once_the_second_is_told_who_was_first(
    asked: list[Alert], people: SimpleNamespace, comes: Callable[..., Teller]
) -> None:
    matter = asked[0]
    one, other = comes("triage"), comes("second_triage")
    for each in (one, other):
        each.open(f"{matter.get_absolute_url()}push/")
    one.press("推送")
    one.reads("已办：推送")
    other.press("推送")
    other.reads("示例研判甲")
    assert Alert.objects.get(pk=matter.pk).steps.count() == 1
