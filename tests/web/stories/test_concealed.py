"""A site engineer in a tunnel: pictures without a signal, sent when it is back; the supervisor accepts them."""

from collections.abc import Callable
from pathlib import Path
from types import SimpleNamespace

import pytest
from playwright.sync_api import expect

from qinglian.web.concealed.chain import chain_verify
from qinglian.web.concealed.models import Acceptance, Shot
from qinglian.web.concealed.ways import way_of
from qinglian.web.units.models import Unit
from tests.web.concealed.conftest import picture
from tests.web.site_of_works import works_site
from tests.web.stories.conftest import PASSWORD
from tests.web.stories.told import Teller


@pytest.fixture
def works(
    people: SimpleNamespace, bodies: dict[str, Unit], transactional_db: None
) -> SimpleNamespace:
    """A section whose contractor and supervisor sign in."""
    site = works_site(bodies, by=people.officer, second=people.head)
    for key in ("quality_lead", "specialist"):
        site.people[key].set_password(PASSWORD)
        site.people[key].save()
        setattr(people, key, site.people[key])
    return site


def photographs(me: Teller, shot: str, path: Path, *, by: str = "phone-camera") -> None:
    """Take one of the shots that are wanted."""
    path.write_bytes(picture(sum(shot.encode())))
    me.page.locator(f"#shots li[data-shot={shot}] button").tap()
    me.page.locator(f"#{by}").set_input_files(path)
    expect(me.page.locator("dialog")).to_be_hidden()


def states(me: Teller) -> list[str]:
    return me.page.locator("#queue li").evaluate_all("rows => rows.map((one) => one.dataset.state)")


def test_without_a_signal_and_later(
    works: SimpleNamespace, comes: Callable[..., Teller], tmp_path: Path
) -> None:
    me = comes("quality_lead", phone=True)
    me.open("/concealed/site/")
    expect(me.page.locator("body")).to_have_attribute("data-ready", "yes")
    me.page.evaluate("navigator.serviceWorker.ready.then(() => true)")
    me.reads("要拍的镜头")
    assert me.sideways() == 0

    # In the tunnel: the page opens again without any net, pictures stay on the phone.
    context = me.page.context
    context.set_offline(True)
    me.page.reload()
    expect(me.page.locator("body")).to_have_attribute("data-ready", "yes")
    expect(me.page.locator("#net")).to_contain_text("没有网络")
    me.page.locator("[name=part]").select_option("02.01.01")
    assert me.page.locator("[name=kind]").input_value() == "pile"
    me.page.locator("[name=process]").fill("终孔")
    me.page.locator("[name=place]").select_option("portal")
    me.page.locator("[name=portal]").fill("示例洞口")
    me.page.locator("[name=face]").fill("K1+230")
    for shot in ("whole", "near", "measured"):
        photographs(me, shot, tmp_path / f"{shot}.jpg")
    photographs(me, "board", tmp_path / "board.jpg", by="gallery")
    expect(me.page.locator("#waiting")).to_have_text("待送 4 张")
    assert me.sideways() == 0
    me.shot("concealed-offline-phone")
    assert not Shot.objects.exists()

    # The phone is switched off and on; nothing is lost. Then there is a net again.
    me.page.reload()
    expect(me.page.locator("#waiting")).to_have_text("待送 4 张")
    context.set_offline(False)
    expect(me.page.locator("#waiting")).to_have_text("全部送达", timeout=30_000)
    assert states(me) == ["arrived"] * 4
    me.shot("concealed-arrived-phone")
    assert Acceptance.objects.count() == 1
    assert Shot.objects.filter(source="gallery", time_sure="low").count() == 1
    assert set(Shot.objects.values_list("found", flat=True)) == {"portal"}
    assert chain_verify(works.section, files=True).number == 4

    # Sending once more sends nothing twice.
    me.page.locator("#send").tap()
    expect(me.page.locator("#waiting")).to_have_text("全部送达")
    assert Shot.objects.count() == 4

    row = works.rows["R4"]
    me.open(Acceptance.objects.get().get_absolute_url())
    me.reads("相册导入", "还缺镜头：")
    assert me.sideways() == 0
    me.press("选定台账行")
    me.page.get_by_label("R4 ·", exact=False).check()
    me.press("选定")
    me.press("报监理验收")
    me.press("报监理验收")
    me.reads("待监理验收")
    me.shot("concealed-noticed-phone")

    he = comes("specialist", phone=True)
    assert he.waits("到场验收").count() == 1
    he.press_at(he.waits("到场验收").first)
    he.press("验收合格")
    he.writes("说明", "终孔孔深、沉渣现场复测合格")
    he.press("验收合格")
    he.reads("正常验收")
    way = way_of(row)
    assert way is not None
    assert way.kind == "accepted"
