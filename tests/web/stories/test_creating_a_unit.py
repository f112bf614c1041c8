"""A lead body runs creation from standard to naming and withdrawal. 牵头单位把创建从标准办到命名和摘牌。"""

from collections.abc import Callable
from datetime import timedelta
from pathlib import Path
from types import SimpleNamespace

import pytest
from django.utils import timezone
from PIL import Image

from qinglian.web.accounts.models import User
from qinglian.web.creation.models import Application, Condition, Naming, Standard
from qinglian.web.units.models import Unit
from tests.web.stories.conftest import PASSWORD
from tests.web.stories.told import Teller


@pytest.fixture
def lead(
    people: SimpleNamespace,
    person: Callable[..., User],
    bodies: dict[str, Unit],
    transactional_db: None,
) -> SimpleNamespace:
    """The body that leads 清廉交通: two liaisons and its head."""
    bodies["bureau"].unit_type = "transport"
    bodies["bureau"].save()
    for key, role, name in (
        ("liaison", "lead_liaison", "示例联络员甲"), ("liaison2", "lead_liaison", "示例联络员乙"),
        ("lead_head", "unit_head", "示例牵头负责人"),
    ):  # fmt: skip
        user = person(role, "leader", name=key)
        user.name = name
        user.set_password(PASSWORD)
        user.save()
        setattr(people, key, user)
    return people


def _clauses(me: Teller, fill: Callable[[Teller, int], None], number: int) -> None:
    """Fill in and save each clause where it stands; the page counts along."""
    for place in range(1, number + 1):
        fill(me, place)
        item = me.page.locator(f"#clause-{place}")
        item.get_by_role("button", name="保存").click()
        me.reads(f"已答 {place} / {number} 项")


def _worth(me: Teller, place: int) -> None:
    item = me.page.locator(f"#clause-{place}")
    points = item.locator("input[name=points]")
    if points.count():
        points.fill(points.get_attribute("max") or "0")
    else:
        item.get_by_label("达到", exact=True).check()
    item.locator("textarea").fill("台账齐全，现场相符。")


def _accepted(me: Teller, place: int) -> None:
    me.page.locator(f"#clause-{place}").get_by_label("认可", exact=True).check()


def test_from_standard_to_withdrawal(
    lead: SimpleNamespace, comes: Callable[..., Teller], tmp_path: Path
) -> None:
    liaison, head, officer = comes("liaison"), comes("lead_head"), comes("officer")
    today = timezone.localdate()
    liaison.goes("单元创建")
    liaison.press("创建标准")
    liaison.press("起草标准")
    liaison.writes("标准名称", "清廉交通创建标准")
    liaison.chooses("清廉单元类型", "清廉交通")
    liaison.chooses("从示例开始", "清廉交通创建标准（示例）")
    liaison.press("提交")
    liaison.reads("示例", "必须达到", "负面情形")
    liaison.misses("印发")
    liaison.shot("creation-standard")
    head.open(Standard.objects.get().get_absolute_url())
    head.press("印发")
    head.writes("自哪天起施行", (today - timedelta(days=30)).isoformat())
    head.writes("文号或依据", "示例〔2026〕1号")
    head.press("印发")
    head.reads("已印发")

    officer.goes("单元创建")
    officer.press("申报", officer.page.locator(".head"))
    officer.chooses("申报梯次", "达标")
    officer.press("提交")
    officer.press("逐条自评")
    _clauses(officer, _worth, 7)
    officer.shot("creation-self-check")
    officer.press("送审")
    officer.press("送审")
    officer.reads("待初审")

    liaison.desk()
    liaison.press_at(liaison.waits("初审").first)
    liaison.press("逐条初审")
    _clauses(liaison, _accepted, 7)
    liaison.press("初审通过")
    liaison.press("初审通过")
    liaison.press("指定评审人")
    liaison.page.get_by_label("示例联络员乙").check()
    liaison.press("指定评审人")

    phone = comes("liaison2", phone=True)
    phone.press_at(phone.waits("组织评审").first)
    phone.press("逐条评审")
    photo = tmp_path / "现场.jpg"
    Image.linear_gradient("L").convert("RGB").resize((800, 600)).save(photo)
    phone.page.locator("#clause-1 input[type=file]").set_input_files(photo)
    _clauses(phone, _worth, 7)
    assert phone.sideways() == 0
    phone.shot("creation-assess-phone")
    phone.reads("现场.jpg")
    phone.press("出具评审意见")
    phone.writes("评审意见", "逐条看过，达到标准。")
    phone.press("出具评审意见")

    application = Application.objects.get()
    liaison.open(application.get_absolute_url())
    liaison.press("公示")
    liaison.writes("公示在哪里", "示例县政府网站")
    liaison.press("公示")
    liaison.reads("公示中", "没有异议。")
    application.notices.update(
        begins_on=today - timedelta(days=12), ends_on=today - timedelta(days=2)
    )
    head.open(application.get_absolute_url())
    head.press("命名")
    head.writes("命名文号", "示例〔2026〕9号")
    head.press("命名")
    head.reads("达标", "命名有效", "精度、深度、广度")
    head.shot("creation-naming")

    liaison.open(Naming.objects.get().get_absolute_url())
    liaison.press("登记负面情形，暂停命名")
    liaison.chooses("负面情形", "有权机关书面认定")
    liaison.writes("依据", "示例〔2026〕12号通报")
    liaison.chooses("由谁决定", "示例牵头负责人")
    liaison.press("登记负面情形，暂停命名")
    naming = Naming.objects.get()
    assert (naming.status, naming.suspended_on) == ("suspended", today)
    officer.desk()
    officer.press_at(officer.waits("作情况说明").first)
    officer.press("作情况说明")
    officer.writes("情况说明", "情况属实，已整改。")
    officer.press("作情况说明")
    head.desk()
    head.press_at(head.waits("听取说明并决定").first)
    head.reads("情况属实，已整改。")
    head.press("作出决定")
    head.chooses("决定", "摘牌")
    head.writes("理由", "认定属实")
    head.writes("文号", "示例〔2026〕13号")
    head.press("作出决定")
    head.reads("成立", "摘牌")
    head.shot("creation-withdrawn")
    naming.refresh_from_db()
    assert (naming.status, naming.ended_on) == ("withdrawn", today)
    assert Condition.objects.get().decided_by == lead.lead_head
