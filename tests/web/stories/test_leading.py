"""A leader: the cockpit of the own body and those below; every mark leads to its list; month is set against month."""

import re
from collections.abc import Callable
from datetime import timedelta
from types import SimpleNamespace

from django.utils import timezone

from qinglian.web.alerts.models import Alert
from qinglian.web.alerts.queries import last_months
from qinglian.web.alerts.services.triage import alert_push
from qinglian.web.units.models import Unit
from tests.web.stories.told import Teller


def test_from_a_mark_to_its_list_and_month_against_month(
    asked: list[Alert],
    people: SimpleNamespace,
    bodies: dict[str, Unit],
    comes: Callable[..., Teller],
) -> None:
    for one in asked:
        alert_push(alert=one, by=people.triage)
    this, before = last_months()[-1], last_months()[-2]
    earlier = asked[:5]
    Alert.objects.filter(pk__in=[one.pk for one in earlier]).update(
        opened_at=timezone.now() - timedelta(days=(timezone.localdate() - before).days),
        due_on=timezone.localdate() - timedelta(days=1),
    )
    me = comes("leader")
    me.press("驾驶舱")
    me.reads(
        f"本月新增 {len(asked) - 5} 件，上月 5 件",
        "集中在哪些单位（在办）",
        "集中在哪些领域（在办）",
    )
    me.shot("cockpit")
    late = me.page.locator("a.card", has_text="逾期")
    assert re.match(r"\s*5", late.inner_text())

    market = Alert.objects.filter(unit=bodies["market"])
    bar = me.page.locator(f'.chart a[*|href*="{bodies["market"].name}"]').first
    me.press_at(bar)
    me.reads(f"共 {market.count()} 条", "示例县市场监督管理局")
    me.press("驾驶舱")
    me.press_at(me.page.locator(f'.chart a[*|href$="month={before:%Y-%m}"]').first)
    me.reads("共 5 条")
    assert me.page.get_by_label("产生月份").input_value() == f"{before:%Y-%m}"
    me.page.get_by_label("产生月份").select_option(f"{this:%Y-%m}")
    me.reads(f"共 {len(asked) - 5} 条")
    assert f"month={this:%Y-%m}" in me.page.url, "a filtered list can be sent to a colleague"


def test_a_leader_sees_the_bodies_below_and_no_others(
    asked: list[Alert], people: SimpleNamespace, comes: Callable[..., Teller]
) -> None:
    for one in asked:
        alert_push(alert=one, by=people.triage)
    me = comes("head")
    mine = [one for one in asked if one.unit.name == "示例县交通运输局"]
    me.press("驾驶舱")
    me.reads(f"本月新增 {len(mine)} 件")
    for one in asked:
        answer = me.page.request.get(f"{me.base}{one.get_absolute_url()}")
        assert answer.status == (200 if one in mine else 404)
