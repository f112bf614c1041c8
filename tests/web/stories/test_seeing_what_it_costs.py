"""Before sending one sees what it costs; above the cap a leader is named, who confirms it; the unit sees its month."""

from collections.abc import Callable
from datetime import timedelta
from types import SimpleNamespace

from django.utils import timezone
from playwright.sync_api import expect

from qinglian.web.burden.kinds import CAPS
from qinglian.web.burden.models import Ask
from qinglian.web.burden.services.asking import ask
from qinglian.web.units.models import Line, Unit
from qinglian.web.units.reach import reach_rebuild
from tests.web.conftest import BEGUN
from tests.web.stories.told import Teller


def test_what_it_costs_is_seen_before_it_is_sent(
    transactional_db: None,
    people: SimpleNamespace,
    bodies: dict[str, Unit],
    comes: Callable[..., Teller],
) -> None:
    Line.objects.create(
        kind="belongs", upper=bodies["county"], lower=bodies["office"], valid_from=BEGUN
    )
    reach_rebuild()
    bureau, due = bodies["bureau"], timezone.localdate() + timedelta(days=20)
    ask(
        kind="item", on=None, title="报送廉政谈话情况", giver_unit=bodies["market"], by=people.checker,
        minutes={bureau.pk: CAPS["county"] - 30}, on_day=due,
    )  # fmt: skip

    me = comes("office")
    me.open("/tasks/new/")
    me.reads("选了单位以后，这里显示占用多少时间。")
    me.writes("事项", "报送第二季度廉政谈话情况")
    me.writes("要达到什么", "各单位谈话情况清楚")
    me.page.locator("select[name=unit]").select_option(str(bureau.pk))
    me.page.locator("input[name=due_on]").fill(f"{due:%Y-%m-%d}")
    me.page.locator("input[name=due_on]").press("Tab")
    cost = me.page.locator("#cost")
    expect(cost).to_contain_text("1 个单位，合计 60 分钟。")
    expect(cost).to_contain_text("以下单位将超过每月上限")
    expect(cost).to_contain_text("近 90 天已经要过相近的")
    me.shot("cost")
    me.press("交办", me.page.locator("main"))
    me.reads("须写明批准人")
    me.page.get_by_label("由谁批准超上限").select_option(str(people.leader.pk))
    me.press("交办", me.page.locator("main"))
    made = Ask.objects.get(by=people.office)
    assert (made.over, made.approved_by_id, made.confirmed) == (1, people.leader.pk, None)

    chief = comes("leader")
    chief.press_at(chief.waits("确认超上限").first)
    chief.reads("本人尚未确认")
    chief.press("确认与否")
    chief.page.get_by_label("确认批准").check()
    chief.press("提交", chief.page.locator("main"))
    made.refresh_from_db()
    assert made.confirmed is True

    unit = comes("officer", phone=True)
    unit.open(f"/burden/units/{bureau.code}/?month={due:%Y-%m}")
    unit.reads("超出 30 分钟", "报送第二季度廉政谈话情况", "疑似重复要的")
    assert unit.sideways() <= 0
    unit.shot("month")
