"""
A unit from finding to strike-off: the team puts a problem on record at a desk, the unit mends it on a phone, the lead
body and a second supervisor check, and each finds on the own desk what waits.
"""

from collections.abc import Callable
from datetime import timedelta
from pathlib import Path
from types import SimpleNamespace

from django.utils import timezone
from PIL import Image

from qinglian.web.accounts.models import User
from qinglian.web.rectification.models import Problem
from qinglian.web.units.models import Unit
from tests.web.stories.conftest import PASSWORD
from tests.web.stories.told import Teller

TITLE = "养护合同超付工程款"


def test_from_finding_to_strike_off(
    transactional_db: None,
    people: SimpleNamespace,
    bodies: dict[str, Unit],
    person: Callable[..., User],
    comes: Callable[..., Teller],
    tmp_path: Path,
) -> None:
    people.liaison = person("lead_liaison", "leader", name="liaison")
    people.liaison.set_password(PASSWORD)
    people.liaison.save()
    today = timezone.localdate()
    paper = tmp_path / "凭证.png"
    Image.new("RGB", (60, 40), "white").save(paper)

    team = comes("supervisor")
    team.open("/rectification/")
    team.press("登记问题")
    team.writes("问题", TITLE)
    team.writes("具体情形", "三个计量期多计路面面积，超付十二万元。")
    team.chooses("责任单位", bodies["bureau"].name)
    team.chooses("来源", "巡察")
    team.writes("来源文件或事项", "示例巡察反馈〔2026〕3号")
    team.writes("涉及金额", "120000")
    team.page.get_by_label("整改期限").fill((today + timedelta(days=60)).isoformat())
    team.press("登记")
    team.reads(TITLE, "待定措施", "尚未完成", "示例巡察反馈")
    Problem.objects.update(lead_unit=bodies["leader"])
    team.shot("problem-desk")

    me = comes("officer", phone=True)
    me.reads(TITLE)
    me.shot("rectify-desk-phone")
    me.press_at(me.waits("制定整改措施").first)
    me.press("加一条：立行立改")
    me.writes("措施", "追回多付的工程款，核减台账。")
    me.writes("责任人", "计划科")
    me.page.get_by_label("完成时限").fill((today + timedelta(days=20)).isoformat())
    assert me.sideways() == 0
    me.press("写好")
    me.reads("整改中", "立行立改")
    me.press("加一条：分阶段整改")
    me.shot("staged-phone")
    assert me.sideways() == 0
    me.open(Problem.objects.get().get_absolute_url())
    me.press("登记一份制度")
    me.writes("制度名称", "示例计量支付复核办法")
    me.writes("文号", "示例〔2026〕8号")
    me.page.get_by_label("施行日期").fill(today.isoformat())
    me.page.set_input_files("input[name=papers]", paper)
    assert me.sideways() == 0
    me.press("登记")
    me.reads("示例计量支付复核办法")
    me.press("登记一笔")
    me.chooses("方式", "追缴")
    me.writes("金额", "120000")
    me.page.get_by_label("日期").first.fill(today.isoformat())
    me.writes("凭证号", "PZ-101")
    me.press("登记")
    me.press("报进展")
    me.writes("做了什么", "款已追回，台账已核减。")
    me.chooses("这项措施", "已完成")
    me.page.set_input_files("input[name=papers]", paper)
    me.press("报进展")
    me.desk()
    me.press_at(me.waits("整改并申请销号").first)
    me.press("申请销号")
    me.writes("整改结果", "十二万元已到账，计量台账已改。")
    me.press("申请销号")
    me.reads("待初验")
    assert me.sideways() == 0
    me.shot("problem-phone")

    lead = comes("liaison")
    lead.press_at(lead.waits("初验").first)
    lead.press("初验通过")
    lead.writes("看到的情况", "看过到账凭证和台账。")
    lead.press("初验通过")
    lead.reads("待复核")

    chief = comes("chief")
    chief.press_at(chief.waits("复核").first)
    chief.press("复核通过")
    chief.writes("看到的情况", "现场复核，面积与台账一致。")
    chief.chooses("是否公示", "不公示，直接销号")
    chief.press("复核通过")
    chief.reads("已销号", "已完成")
    chief.shot("problem-struck")
    chief.open("/rectification/")
    chief.reads(TITLE, "已完成")
    chief.shot("ledger")
    chief.press("统计")
    chief.reads("按期率", "100%")
    chief.shot("statistics")

    me.open(Problem.objects.get().get_absolute_url())
    me.reads("已销号", "示例组长")
    me.open("/rectification/statistics/")
    assert me.sideways() == 0
    me.shot("statistics-phone")
    me.open("/rectification/")
    assert me.sideways() == 0
    me.shot("ledger-phone")
    me.desk()
    me.reads("现在没有等您办的事。")
