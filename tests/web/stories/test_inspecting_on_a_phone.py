"""An inspector on a phone: from the draw to a finding with its photograph; the body reads it with the feedback."""

from collections.abc import Callable
from datetime import timedelta
from io import BytesIO
from pathlib import Path
from types import SimpleNamespace

import pytest
from django.utils import timezone
from PIL import Image

from qinglian.web.core.uploads import folder
from qinglian.web.inspections.models import Answer, Finding, Inspection, Matter, Paper, Visit
from qinglian.web.inspections.services import checklists, plans
from qinglian.web.units.models import Unit
from tests.web.stories.told import Teller


@pytest.fixture
def ready(people: SimpleNamespace, bodies: dict[str, Unit], transactional_db: None) -> None:
    """A plan that was approved, a checklist that is in use."""
    matter = Matter.objects.create(name="窗口作风")
    made = checklists.template_make(name="窗口检查单", matter=matter, by=people.chief)
    for said in (
        {"text": "办事指南是否公示在窗口", "finds": "no", "basis": "示例办法第三条", "photo": True},
        {"text": "当日等候超过半小时的人数", "kind": "number", "measure": "人"},
        {"text": "是否收过不该收的材料", "finds": "yes", "mandatory": True},
        {"text": "现场情况", "kind": "text"},
    ):
        checklists.item_add(template=made, by=people.chief, **said)
    checklists.template_issue(template=made, by=people.chief)
    plan = plans.plan_make(
        year=timezone.localdate().year, document="示例〔2026〕1号", by=people.chief
    )
    plans.line_add(
        plan=plan, by=people.chief, matter=matter, giver_unit=bodies["team"], quota=9, begins_month=1,
        ends_month=12,
    )  # fmt: skip
    plan.approved_by, plan.approved_at = people.leader, timezone.now()
    plan.save()


def photograph(path: Path) -> Path:
    """A photograph that says where it was taken, as phones do."""
    exif = Image.Exif()
    exif.get_ifd(0x8825)[2] = (39.0, 54.0, 0.0)
    out = BytesIO()
    Image.linear_gradient("L").convert("RGB").resize((1200, 900)).save(out, "JPEG", exif=exif)
    path.write_bytes(out.getvalue())
    return path


def test_from_the_draw_to_the_finding(
    ready: None,
    people: SimpleNamespace,
    bodies: dict[str, Unit],
    comes: Callable[..., Teller],
    tmp_path: Path,
) -> None:
    me = comes("chief", phone=True)
    today = timezone.localdate()
    last = min(today + timedelta(days=20), today.replace(month=12, day=31))
    me.open("/inspections/new/")
    me.writes("督查名称", "示例窗口作风暗访")
    me.chooses("督查事项", "窗口作风")
    me.chooses("年度计划中的哪一项", "示例〔2026〕1号")
    me.chooses("方式", "暗访")
    me.writes("起始日期", today.isoformat())
    me.writes("终止日期", last.isoformat())
    assert me.sideways() == 0
    me.shot("inspection-new-phone")
    me.press("提交")
    me.reads("启动前还差：", "没有检查单")
    me.press("确定检查单")
    me.chooses("检查单", "窗口检查单")
    me.press("确定检查单")
    me.press("登记名册与种子")
    both = [str(bodies[one].pk) for one in ("bureau", "approval")]
    me.page.get_by_label("只在这些单位里").select_option(both)
    me.writes("抽几个单位", "1")
    assert me.sideways() == 0
    me.shot("inspection-seed-phone")
    me.press("登记名册与种子")
    me.press("抽取单位")
    me.reads("只抽一次；抽取结果任何人都可以复算。")
    me.press("抽取单位")
    inspection = Inspection.objects.get()
    visit = inspection.visits.get()
    me.reads(visit.unit.name)
    me.press("怎样复算")
    me.reads("下载名册", str(inspection.draw.seed))
    assert me.sideways() == 0
    me.press("启动督查")
    me.press("启动督查")
    me.reads("实施中")
    me.shot("inspection-phone")

    me.desk()
    me.press_at(me.waits("现场督查").first)
    me.press("开始督查")
    me.press("开始督查")
    me.reads("办事指南是否公示在窗口", "已答 0 / 4 项", "必检")
    assert me.sideways() == 0
    page = me.page
    item = page.locator("#item-1")
    item.get_by_label("否", exact=True).check()
    me.reads("还缺照片", "这一回答提示可能有问题。")
    item.locator("input[type=file]").set_input_files(photograph(tmp_path / "窗口.jpg"))
    me.reads("窗口.jpg", "已答 1 / 4 项")
    assert item.locator("input[type=file]").input_value() == ""

    # The line breaks: what was typed stays and is sent again by itself.
    page.context.set_offline(True)
    page.locator("#item-2 input[type=number]").fill("12")
    page.locator("#item-2 input[type=number]").blur()
    me.reads("没有存上，网络恢复后自动再存；也可以按“保存”。")
    me.shot("check-lost-phone")
    page.context.set_offline(False)
    me.reads("已答 2 / 4 项")
    assert str(Answer.objects.get(item__place=2).number) == "12.00"
    page.locator("#item-3").get_by_label("不适用", exact=True).check()
    page.locator("#item-4 textarea").fill("三个窗口开了一个。")
    page.locator("#item-4").get_by_role("button", name="保存").tap()
    me.reads("已答 4 / 4 项")
    me.shot("check-phone")

    me.press("记录为问题")
    me.chooses("类别", "作风服务")
    me.chooses("程度", "较重")
    me.writes("具体情况", "门口和窗口都没有办事指南。")
    page.locator("input[type=file]").set_input_files(photograph(tmp_path / "指南.jpg"))
    assert me.sideways() == 0
    me.shot("finding-new-phone")
    me.press("记下")
    finding = Finding.objects.get()
    me.reads(finding.title)
    for paper in Paper.objects.all():
        with Image.open(folder() / paper.path) as kept:
            assert 0x8825 not in kept.getexif()

    whose = "officer" if visit.unit == bodies["bureau"] else "handler"
    they = comes(whose, phone=True)
    they.reads("现在没有等您办的事。")
    they.open("/inspections/visits/")
    they.reads("没有现场督查。")

    me.press("现场结束")
    me.writes("看了什么", "看了办事大厅三个窗口。")
    me.writes("单位意见", "认可，今天就公示。")
    me.writes("单位在场人员职务", "副局长")
    me.writes("占用单位分钟", "40")
    page.locator("input[type=file]").set_input_files(photograph(tmp_path / "签字.jpg"))
    assert me.sideways() == 0
    me.shot("finish-phone")
    me.press("现场结束")
    me.press("反馈")
    me.press("反馈")
    me.reads("已反馈待签收", finding.title)
    me.shot("visit-phone")
    assert Visit.objects.get().hidden is False
    they.desk()
    they.press_at(they.waits("签收反馈").first)
    they.reads("示例窗口作风暗访", finding.title, "签字.jpg")
    they.press("签收反馈")
    they.writes("单位回复", "已公示。")
    they.press("签收反馈")
    they.reads("已签收")
    they.shot("visit-of-body-phone")
    for place in (
        "/inspections/",
        "/inspections/visits/",
        "/inspections/findings/",
        "/inspections/plans/",
    ):
        me.open(place)
        assert me.sideways() == 0, place
    me.open(finding.get_absolute_url())
    assert me.sideways() == 0
    me.shot("finding-phone")
