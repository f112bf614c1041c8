"""
A list goes down and comes back: the office sees to whom it applies before it is sent and what arrived after; a unit
officer finds three duties due and confirms records that the system has found.
"""

from collections.abc import Callable
from datetime import timedelta
from types import SimpleNamespace

import pytest
from django.utils import timezone

from qinglian.web.accounts.models import User
from qinglian.web.duties.models import Duty, ListVersion, Sending, Turn
from qinglian.web.duties.services.sending import sending_make, sending_receive, sending_send
from qinglian.web.tasks.models import Task
from qinglian.web.units.models import Holding, Unit
from tests.web.conftest import BEGUN
from tests.web.duties.lists import version_of
from tests.web.stories.conftest import PASSWORD
from tests.web.stories.told import Teller

Comes = Callable[..., Teller]


@pytest.fixture
def second(people: SimpleNamespace, person: Callable[..., User]) -> User:
    """The second person of the programme office."""
    user = person("programme_office", "county", home="office", name="second")
    user.name = "示例清廉办乙"
    user.set_password(PASSWORD)
    user.save()
    people.second = user
    return user


@pytest.fixture
def version(
    people: SimpleNamespace, second: User, bodies: dict[str, Unit], transactional_db: None
) -> ListVersion:
    """Three items; one needs a power."""
    Holding.objects.create(
        unit=bodies["bureau"], kind="power", code="CF-01", name="行政处罚", valid_from=BEGUN
    )
    return version_of(
        bodies["office"], people.office, second,
        {"title": "每月抽查一次票据", "evidence": ["tasks.done"], "target": "每月不少于10份"},
        {"title": "处罚案卷自查", "evidence": ["tasks.done"], "applies_powers": ["CF-01"]},
        {"title": "公开采购结果", "evidence": ["tasks.done"], "applies_levels": ["county"]},
        title="示例责任清单",
    )  # fmt: skip


def test_the_office_sees_before_and_after(
    version: ListVersion, people: SimpleNamespace, bodies: dict[str, Unit], comes: Comes
) -> None:
    me = comes("office")
    me.goes("清单下发")
    me.press("拟下发")
    me.press("示例责任清单")
    me.chooses("发给哪些单位", "本角色负责的全部单位")
    me.chooses("往下几级", "各级")
    me.writes("年度督查检查考核计划编号", "示例2026-3")
    me.writes("至哪天止", (timezone.localdate() + timedelta(days=300)).isoformat())
    me.chooses("请谁批准", "示例清廉办乙")
    me.press("看预览")
    me.reads("每一项发给谁", "还没有登记权力，无法判断", "会收到的单位", "按月要多少时间")
    me.shot("sending-preview")
    me.misses("批准下发")

    other = comes("second")
    assert other.waits("看预览并批准下发").count() == 1
    other.press_at(other.waits("看预览并批准下发").first)
    other.press("批准下发")
    other.reads("个单位还没有签收")
    sent = Sending.objects.get()
    assert Duty.objects.filter(sending=sent, unit=bodies["bureau"]).count() == 3

    unit = comes("officer", phone=True)
    unit.press_at(unit.waits("签收清单").first)
    unit.press("全部签收")
    unit.reads("已签收。")
    assert unit.sideways() == 0

    me.open(sent.get_absolute_url())
    me.press("传导图", me.page.locator("main"))
    me.reads("到了多少、做了多少", "还有谁")
    me.shot("sending-map")


def test_a_unit_officer_confirms_what_was_found(
    version: ListVersion, people: SimpleNamespace, second: User, bodies: dict[str, Unit],
    comes: Comes,
) -> None:  # fmt: skip
    today = timezone.localdate()
    made = sending_make(
        of=version, items=version.items.all(), units=[bodies["bureau"]], begins_on=today,
        ends_on=today + timedelta(days=300), by=people.office, approver=second,
    )  # fmt: skip
    sending_receive(
        sending=sending_send(sending=made, by=second), unit=bodies["bureau"], by=people.officer
    )
    for duty in Duty.objects.all():
        first = duty.turns.order_by("due_on").first()
        duty.turns.exclude(pk=first.pk).delete()
        duty.turns.update(due_on=today + timedelta(days=2), begins_on=today)
    for number in range(2):
        Task.objects.create(
            title=f"示例票据抽查{number}", requirement="示例", origin="other", status="done",
            unit=bodies["bureau"], giver_unit=bodies["office"], giver=people.office, due_on=today,
            done="示例", outcome="示例", done_on=today, achieved=True, finished_at=timezone.now(),
            finished_by=people.office, handler=people.officer, checker=people.head,
        )  # fmt: skip
    due = Turn.objects.count()
    for phone in (False, True):
        me = comes("officer", phone=phone)
        assert me.waits("落实并报告").count() == due
        me.reads("找到 2 条记录，请确认")
        me.shot(f"duties-desk-{'phone' if phone else 'wide'}")
        me.press_at(me.waits("落实并报告").first)
        me.reads("系统里找到 2 条记录，请确认")
        assert me.sideways() == 0
        me.shot(f"duties-turn-{'phone' if phone else 'wide'}")
        me.press("确认，就是这些")
        me.reads("待复核", "已有记录")
        due -= 1
    assert Turn.objects.filter(status="done").count() == 2
    me.open("/duties/turns/calendar/")
    me.reads("责任事项日历")
    assert me.sideways() == 0
    me.shot("duties-calendar-phone")
