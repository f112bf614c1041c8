"""The triage officer: one screen tells a matter; it is pushed, merged with another, or declined with a reason."""

from collections.abc import Callable

from qinglian.web.alerts.models import Alert
from qinglian.web.alerts.states import Status
from tests.web.stories.told import Teller


def test_a_matter_is_read_on_one_screen_and_pushed(
    asked: list[Alert], comes: Callable[..., Teller]
) -> None:
    me = comes("triage")
    me.reads("等我办的", "还有 1 天")
    me.shot("desk")
    me.press_at(me.waits("研判").first)
    me.reads(
        "受理后超过二十个工作日未作出决定",
        "哪些行这样说",
        "环节",
        "依据",
        "行政许可法 第四十二条第一款",
        "哪些情形合规",
    )
    me.shot("alert")
    me.press("推送")
    assert me.page.get_by_label("推送给").input_value(), (
        "the authority of the field stands there already"
    )
    me.writes("说明", "请核查是否书面告知延长。")
    me.press("推送")
    me.reads("已办：推送", "待签收", "请核查是否书面告知延长。")
    pushed = Alert.objects.get(status=Status.PUSHED)
    assert pushed.level == "red", "the nearest term stands first on the desk"
    assert pushed.authority_unit
    assert pushed.authority_unit.name == "示例县行政审批局"
    me.desk()
    me.reads(f"另有 {len(asked) - 6} 件")
    me.press(f"另有 {len(asked) - 6} 件")
    me.reads(f"共 {len(asked) - 1} 条")


def test_two_alerts_of_one_matter_are_merged_and_one_is_declined_with_a_reason(
    asked: list[Alert], comes: Callable[..., Teller]
) -> None:
    first, second, third = [one for one in asked if one.unit.name == "示例县市场监督管理局"][:3]
    me = comes("triage")
    me.open(second.get_absolute_url())
    me.press("其他办理")
    me.press("合并")
    me.chooses("并入", first.anchor_id)
    me.writes("理由", "同一窗口同一时期的两件，一并核查。")
    me.press("合并")
    me.reads("已合并", "已并入")
    me.press(first.heading)
    me.reads("并入一件预警", "待研判")
    first.refresh_from_db()
    assert first.signals.count() == 2

    me.open(third.get_absolute_url())
    me.press("其他办理")
    me.press("不予推送")
    me.press("不予推送", stays=True)
    me.reads("理由")
    third.refresh_from_db()
    assert third.status == Status.TRIAGE, "nothing is declined without a reason"
    me.writes("理由", "已书面告知延长，材料在案。")
    me.press("不予推送")
    me.reads("已办：不予推送", "已书面告知延长，材料在案。")
    third.refresh_from_db()
    assert third.status == Status.DECLINED
