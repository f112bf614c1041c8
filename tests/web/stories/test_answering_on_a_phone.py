"""The unit officer on a phone: the desk says what waits and by when; signing and answering take less than a minute."""

from collections.abc import Callable
from types import SimpleNamespace

from qinglian.web.alerts.models import Alert
from qinglian.web.alerts.services.triage import alert_push
from qinglian.web.units.models import Unit
from tests.web.stories.told import Teller

MOST_CLICKS = 3


def test_from_the_desk_to_the_answer(
    asked: list[Alert],
    people: SimpleNamespace,
    bodies: dict[str, Unit],
    comes: Callable[..., Teller],
) -> None:
    waiting = next(one for one in asked if one.unit == bodies["bureau"])
    alert_push(alert=waiting, by=people.triage, to=bodies["bureau"], text="请核查。")

    me = comes("officer", phone=True)
    me.reads("等我办的", waiting.heading, "还有")
    assert me.sideways() == 0
    me.shot("desk-phone")
    me.press_at(me.waits("签收").first)
    me.reads("哪些行这样说", "依据", "哪些情形合规")
    me.shot("alert-phone")
    me.press("签收")
    me.press("签收")
    me.reads("已办：签收", "核查中", "示例专员")
    assert me.clicks <= MOST_CLICKS

    me.desk()
    me.press_at(me.waits("核查反馈").first)
    me.press("反馈核查结论")
    assert me.clicks <= MOST_CLICKS - 1, "the form is two clicks from the desk"
    me.chooses("事实认定", "属实")
    me.chooses("原因", "工作差错")
    me.chooses("处置", "立行立改")
    me.writes("核查情况", "经办人漏填送达时间，已补录并提醒。")
    me.chooses("复核人", "示例局长")
    assert me.sideways() == 0
    me.shot("answer-phone")
    me.press("反馈核查结论")
    me.reads("已办：反馈核查结论", "待审核", "属实", "工作差错", "立行立改")
    me.desk()
    me.reads("现在没有等您办的事。")


def test_every_page_of_the_menu_and_every_matter_is_near_the_desk(
    asked: list[Alert],
    people: SimpleNamespace,
    bodies: dict[str, Unit],
    comes: Callable[..., Teller],
) -> None:
    """No page more than three clicks from the desk: walked breadth first over the links of the pages."""
    for one in asked[:4]:
        alert_push(alert=one, by=people.triage, to=bodies["bureau"])
    me = comes("officer", phone=True)
    near: dict[str, int] = {"/desk/": 0}
    edge = ["/desk/"]
    for clicks in range(1, MOST_CLICKS + 1):
        found: set[str] = set()
        for address in edge:
            answer = me.page.request.get(f"{me.base}{address}")
            assert answer.status == 200, f"{address} is linked and answers {answer.status}"
            found |= {_plain(link) for link in me.links(answer.text())}
        edge = sorted(found - near.keys())
        near |= dict.fromkeys(edge, clicks)
    forms = {
        f"{one.get_absolute_url()}receive/" for one in asked[:4] if one.unit == bodies["bureau"]
    }
    wanted = {
        "/alerts/", "/alerts/cockpit/", "/alerts/quality/", "/alerts/self-found/", "/alerts/self-found/new/", "/tasks/",
        "/units/", "/accounts/me/", *forms,
    }  # fmt: skip
    assert wanted <= near.keys(), wanted - near.keys()


def _plain(link: str) -> str:
    return link.partition("?")[0].partition("#")[0]
