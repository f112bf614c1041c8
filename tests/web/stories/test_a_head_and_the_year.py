"""A unit head sees the lists as items, whom to talk to, and an annual report that writes itself."""

from collections.abc import Callable
from datetime import date
from types import SimpleNamespace

from django.utils import timezone

from qinglian.web.duties.models import Duty, Report, Sending
from qinglian.web.evidence.models import TalkRule
from qinglian.web.units.models import Unit
from tests.web.duties.lists import version_of
from tests.web.duties.test_reports import BEGINS, YEAR, accepted, turn
from tests.web.stories.told import Teller

ITEM = "每季度召开一次廉政形势分析会"


def test_a_head_and_the_year(
    transactional_db: None, people: SimpleNamespace, bodies: dict[str, Unit],
    comes: Callable[..., Teller],
) -> None:  # fmt: skip
    version = version_of(
        bodies["office"], people.office, people.second_triage,
        {"title": ITEM, "cycle": "quarter", "in_person": True, "holder": "secretary"},
    )  # fmt: skip
    sending = Sending.objects.create(
        of=version, giver_unit=bodies["office"], status="sent", begins_on=BEGINS,
        ends_on=date(YEAR + 2, 12, 31), made_by=people.office, approved_by=people.leader,
        sent_at=timezone.now(),
    )  # fmt: skip
    duty = Duty.objects.create(
        sending=sending,
        item=version.items.get(),
        unit=bodies["bureau"],
        giver_unit=bodies["office"],
    )
    first = turn(
        duty, 1, people.officer, deployed_on=date(YEAR, 1, 9), urged_on=date(YEAR, 2, 3),
        inspected_on=date(YEAR, 3, 28),
    )  # fmt: skip
    turn(duty, 2, people.officer, late_days=2)
    accepted(first, people.officer, people.office, "第一季度廉政形势分析会纪要", "a")
    TalkRule.objects.create(
        unit=bodies["bureau"], role="unit_head", whom="officers", by=people.head,
        since=date(YEAR, 1, 1),
    )  # fmt: skip

    me = comes("head")
    me.goes("责任清单")
    me.goes("责任事项")
    me.press("按单位看")
    me.press(ITEM)
    me.reads("三个亲自", f"{YEAR}年第一季度")
    me.shot("duty-head")

    me.goes("谈话")
    me.reads("谈话")
    me.shot("talks-head")

    me.goes("报告与自查")
    me.press("生成报告")
    me.press(f"{YEAR}年")
    me.press("生成报告", me.page.locator("form"))
    me.reads(
        f"示例县交通运输局{YEAR}年责任落实报告", "第一季度廉政形势分析会纪要",
        f"{YEAR}年第三季度", "没有落实安排", "没有数据",
    )  # fmt: skip
    assert me.sideways() == 0
    me.shot("annual-report")
    report = Report.objects.get()
    assert [one["of"] for one in report.facts["items"][0]["gaps"]] == [
        f"{YEAR}年第三季度", f"{YEAR}年第四季度",
    ]  # fmt: skip
    me.press("落实报告", me.page.locator("aside"))
    me.press("拟稿")
    me.reads("落实情况", "逐条写缺口的原因")
    me.shot("annual-paper")

    phone = comes("head", phone=True)
    phone.open(report.get_absolute_url())
    assert phone.sideways() == 0
    phone.open("/duties/reports/new/")
    phone.chooses("种类", "三述报告")
    phone.press("生成报告", phone.page.locator("form"))
    phone.reads("三个亲自", "主持的会议")
    assert phone.sideways() == 0
