"""From the form to what arrived, through the pages; the desk; powers and posts pasted once. 页面。"""

from collections.abc import Callable
from datetime import timedelta
from types import SimpleNamespace
from typing import Any

from django.test import Client
from django.utils import timezone

from qinglian.web.accounts.models import User
from qinglian.web.core.proofs import Proof
from qinglian.web.duties.models import Duty, ListVersion, Sending, Turn
from qinglian.web.duties.reporting import figures
from qinglian.web.duties.services.turns import duty_assign, turn_done
from qinglian.web.units.models import Holding, Unit

Signed = Callable[[User], Client]
Bodies = dict[str, Unit]


def test_prepared_looked_at_approved_and_received(
    people: SimpleNamespace, second: User, bodies: Bodies, listed: Callable[..., ListVersion],
    signed_in: Signed,
) -> None:  # fmt: skip
    version = listed({}, {"applies_powers": ["P1"]})
    client: Any = signed_in(people.office)
    assert "示例责任清单" in client.get("/duties/sendings/new/").content.decode()
    today = timezone.localdate()
    said = {
        "items": list(version.items.values_list("pk", flat=True)), "along": "office", "depth": "",
        "levels": ["county"], "begins_on": today.isoformat(), "approver": second.pk,
        "ends_on": (today + timedelta(days=200)).isoformat(), "without": bodies["market"].code,
    }  # fmt: skip
    answer = client.post(f"/duties/sendings/new/?of={version.pk}", said, follow=True)
    page = answer.content.decode()
    found = Sending.objects.get()
    assert "没有列入年度督查检查考核计划" in page
    assert "还没有登记权力，无法判断" in page
    assert "批准下发</button>" not in page, "who prepared it cannot approve it"
    unit = client.get(f"/duties/sendings/{found.public_id}/unit/{bodies['bureau'].code}/")
    assert "无法判断" in unit.content.decode()

    desk = signed_in(second).get("/desk/").content.decode()
    assert "看预览并批准下发" in desk
    page = signed_in(second).get(found.get_absolute_url()).content.decode()
    assert "批准下发</button>" in page
    address = f"{found.get_absolute_url()}send/"
    assert signed_in(people.office).post(address, {"version": 0}).status_code == 302
    found.refresh_from_db()
    assert found.status == "draft"
    signed_in(second).post(address, {"version": 0})
    found.refresh_from_db()
    assert found.status == "sent"
    assert not Duty.objects.filter(unit=bodies["market"]).exists()

    officer: Any = signed_in(people.officer)
    assert "签收清单" in officer.get("/desk/").content.decode()
    arrival = f"/duties/arrivals/{found.public_id}/"
    assert "全部签收" in officer.get(arrival).content.decode()
    officer.post(f"{arrival}receive/")
    assert "转发给下级" in officer.get(arrival).content.decode()
    assert "转发" in officer.get(f"/duties/sendings/new/?parent={found.public_id}").content.decode()
    assert signed_in(people.market).get(arrival).status_code == 404


def test_the_desk_says_how_many_records_were_found_and_one_press_confirms(
    people: SimpleNamespace, bodies: Bodies, owed: Callable[..., Turn], signed_in: Signed,
    proved: Callable[..., Proof],
) -> None:  # fmt: skip
    turn = owed(evidence=["sample.minutes"])
    proved(bodies["bureau"])
    client: Any = signed_in(people.officer)
    assert "找到 1 条记录，请确认" in client.get("/desk/").content.decode()
    page = client.get(turn.get_absolute_url()).content.decode()
    assert "确认，就是这些" in page
    client.post(
        f"{turn.get_absolute_url()}done/", {"version": 0, "proofs": ["sample.minutes:SL-1"]}
    )
    turn.refresh_from_db()
    assert turn.status == "done"
    assert "示例纪要SL-1" in client.get(turn.get_absolute_url()).content.decode()
    office = signed_in(people.office).get("/desk/").content.decode()
    assert "复核" in office


def test_lists_filters_calendar_and_cards_open(
    people: SimpleNamespace, bodies: Bodies, owed: Callable[..., Turn], signed_in: Signed
) -> None:
    turn = owed(days=-9)
    duty_assign(duty=turn.duty, person=people.bureau_head, by=people.officer)
    client: Any = signed_in(people.bureau_head)
    for state in (
        "mine",
        "late",
        "todo",
        "soon",
        "late_done",
        "in_time",
        "reported",
        "back",
        "unseen",
    ):
        assert client.get(f"/duties/turns/?state={state}").status_code == 200
    assert turn.public_id in client.get("/duties/turns/?state=late").content.decode()
    assert turn.public_id not in client.get("/duties/turns/?state=soon").content.decode()
    for state in (
        "mine",
        "unreceived",
        "received",
        "handed",
        "named",
        "unnamed",
        "none_done",
        "ended",
    ):
        assert client.get(f"/duties/of/?state={state}").status_code == 200
    assert (
        turn.public_id
        in client.get(f"/duties/turns/calendar/?month={turn.due_on:%Y-%m}").content.decode()
    )
    for month in ("", "2026-13", "x"):
        assert client.get(f"/duties/turns/calendar/?month={month}").status_code == 200
    matrix = client.get("/duties/of/leaders/").content.decode()
    assert people.bureau_head.name in matrix
    card = client.get(f"/duties/of/leaders/{people.bureau_head.username}/").content.decode()
    assert turn.duty.item.title in card
    assert client.get(turn.duty.get_absolute_url()).status_code == 200
    assert (
        client.get(f"/duties/turns/?sending={turn.duty.sending.public_id}&level=1").status_code
        == 200
    )


def test_numbers_of_a_period_are_their_lists(
    people: SimpleNamespace, owed: Callable[..., Turn], signed_in: Signed
) -> None:
    turn_done(turn=owed(days=-9), by=people.officer, text="补报")
    today = timezone.localdate()
    found = {one.key: one for one in figures(people.office, today - timedelta(days=30), today)}
    assert found["duties.turns_done"].number == 1
    assert found["duties.turns_late"].number == 1
    assert found["duties.sendings_sent"].number == 1
    client: Any = signed_in(people.office)
    for key, one in found.items():
        if key.startswith("duties.turns") or key.startswith("duties.sendings"):
            assert f"共 {one.number} 条" in client.get(one.url).content.decode(), key


def test_powers_are_pasted_once_and_previewed(
    people: SimpleNamespace, bodies: Bodies, signed_in: Signed
) -> None:
    client: Any = signed_in(people.office)
    code = bodies["bureau"].code
    table = (
        "单位编号\t类别\t编号\t名称\t自\t至\n"
        f"{code}\t权力\tCF-01\t行政处罚\t2024-01-01\t\n"
        f"{code}\t岗位\tGW-01\t窗口\t2024-01-01\t2024-12-31\n"
    )
    page = client.post("/units/holdings/import/", {"text": table})
    assert page.status_code == 200
    assert not Holding.objects.exists()
    client.post("/units/holdings/import/", {"rows": page.context["packed"]})
    assert Holding.objects.count() == 2
    assert Holding.objects.get(kind="post").last_day.isoformat() == "2024-12-31"
    again = client.post("/units/holdings/import/", {"text": table})
    assert (again.context["changes"], again.context["wrong"]) == (0, 0)
    wrong = table + f"990000\t权力\tX\t示例\t2024-01-01\t\n{code}\t权力\tCF-01\t改\t2024-05-01\t\n"
    bad = client.post("/units/holdings/import/", {"text": wrong})
    assert bad.context["wrong"] == 2
    client.post("/units/holdings/import/", {"rows": bad.context["packed"]})
    assert Holding.objects.count() == 2
    assert "行政处罚" in client.get(f"/units/code/{code}/holdings/").content.decode()
    outside = signed_in(people.market).post("/units/holdings/import/", {"text": table})
    assert outside.context["wrong"] == 2, "nobody writes what another body holds"
