"""The administrators: bodies and lines from Excel after a preview, a role for a person, packs that run by a plan."""

from collections.abc import Callable
from datetime import date
from pathlib import Path

from openpyxl import load_workbook

from qinglian.web.accounts.models import Assignment
from qinglian.web.runs.models import Plan
from qinglian.web.units.models import Line, Unit
from tests.web.stories.told import Teller


def test_bodies_and_lines_come_from_excel_after_a_preview_and_a_person_gets_a_role(
    comes: Callable[..., Teller], tmp_path: Path
) -> None:
    me = comes("admin")
    me.goes("单位")
    me.press("从 Excel 导入")
    with me.page.expect_download() as download:
        me.press("下载模板", stays=True)
    book = tmp_path / "单位与人员.xlsx"
    download.value.save_as(book)
    assert {"单位", "线", "人员", "角色"} <= set(load_workbook(book).sheetnames)
    me.page.set_input_files("input[type=file]", book)
    before = Unit.objects.count()
    me.press("上传并预览")
    me.reads("导入预览", "示例县交通运输局", "派驻监督")
    assert Unit.objects.count() == before, "a preview changes nothing"
    me.shot("import-preview")
    me.press("确认导入")
    me.reads("已导入。")
    assert Unit.objects.count() == before + 3
    assert Line.objects.filter(lower__code="SL-002").count() == 2

    me.press("看人员")
    me.press("示例张三")
    me.press("授予角色")
    me.chooses("角色", "一把手")
    me.writes("对哪个单位", "SL-001")
    me.writes("理由", "示例任〔2026〕1号")
    me.press("授予")
    me.reads("已授予，须由安全管理员批准后生效。")

    second = comes("security")
    second.reads("批准或不予批准", "示例张三")
    second.press_at(second.page.locator(".todo a", has_text="一把手"))
    second.reads("这个角色看得见什么")
    second.press("批准")
    second.reads("已批准。")
    held = Assignment.objects.get(user__username="shili.zhang", role="unit_head")
    assert held.state == Assignment.State.HELD


def test_packs_run_by_a_plan(comes: Callable[..., Teller]) -> None:
    me = comes("office")
    me.goes("运行")
    me.press("新的运行计划")
    me.writes("名称", "每周许可")
    me.chooses("规则包", "行政审批")
    me.chooses("多久一次", "每周")
    me.writes("首次运行日", "2099-01-05")
    me.press("保存")
    me.reads("每周许可", "每周", "2099-01-05")
    plan = Plan.objects.get()
    assert plan.packs == ["approval_cn"]
    assert plan.first_on == date(2099, 1, 5)
    assert plan.due_at, "the worker will start it"
