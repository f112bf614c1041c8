"""A campaign from its draft to its end: who leads, the number of a year, what bodies answer."""

from collections.abc import Callable
from types import SimpleNamespace

import pytest
from django.db import IntegrityError, transaction
from django.test import Client
from django.utils import timezone

from qinglian.web.accounts.models import User
from qinglian.web.campaigns.models import Campaign, Found, Part
from qinglian.web.campaigns.queries import leading
from qinglian.web.campaigns.services.checking import (
    Said,
    answer_save,
    correction_note,
    part_check,
    part_report,
    part_send_back,
    part_uncheck,
    selfcheck_ask,
)
from qinglian.web.campaigns.services.opening import (
    campaign_agree,
    campaign_close,
    campaign_refuse,
    campaign_start,
    campaign_urge,
    campaign_withdraw,
    part_drop,
    parts_add,
    topic_drop,
    topic_put,
)
from qinglian.web.campaigns.services.sampling import (
    recheck_say,
    sampling_announce,
    sampling_draw,
)
from qinglian.web.core.moves import NotAllowed, Overtaken
from qinglian.web.rectification.models import Problem
from qinglian.web.units.models import Unit
from tests.web.campaigns.conftest import answered, soon

Bodies = dict[str, Unit]
Make = Callable[..., Campaign]


@pytest.mark.parametrize("who", ["team", "market", "auditor", "admin", "office", "school"])
def test_only_the_lead_body_begins_one(who: str, write: Make, people: SimpleNamespace) -> None:
    with pytest.raises(NotAllowed):
        write(by=getattr(people, who))


def test_every_topic_has_criteria_and_law_and_one_is_the_main_one(
    write: Make, people: SimpleNamespace
) -> None:
    made = write()
    assert [(one.name, one.main) for one in made.topics.all()] == [
        ("示例主专题", True),
        ("示例专题二", False),
    ]
    with pytest.raises(NotAllowed):
        topic_put(campaign=made, by=people.lead, name="示例", criteria="示例", basis=" ")
    with pytest.raises(NotAllowed):
        topic_put(campaign=made, by=people.lead, name="示例", criteria="是", basis="法", main=True)
    with pytest.raises(IntegrityError), transaction.atomic():
        made.topics.update(main=True)
    topic_drop(topic=made.topics.get(number=2), by=people.lead)
    with pytest.raises(NotAllowed):
        topic_drop(topic=made.topics.get(), by=people.lead)
    with pytest.raises(NotAllowed):
        write(topics=[])


def test_a_third_one_of_a_year_needs_leave_of_another_body(
    begun: Make, write: Make, people: SimpleNamespace, bodies: Bodies
) -> None:
    begun()
    begun()
    third = write()
    parts_add(campaign=third, units=[bodies["bureau"]], by=people.lead)
    with pytest.raises(NotAllowed):
        campaign_start(campaign=third, by=people.lead)
    third = campaign_start(campaign=third, by=people.lead, reason="上级新部署")
    assert third.status == "waiting"
    for who in (people.lead, people.chief, people.auditor, people.market):
        with pytest.raises(NotAllowed):
            campaign_agree(campaign=third, by=who)
    with pytest.raises(IntegrityError), transaction.atomic():
        Campaign.objects.filter(pk=third.pk).update(status="running")
    with pytest.raises(IntegrityError), transaction.atomic():
        Campaign.objects.filter(pk=third.pk).update(status="running", approved_by=people.lead)
    third = campaign_refuse(campaign=third, by=people.team_head, reason="先办完前两项")
    assert third.status == "draft"
    third = campaign_start(campaign=third, by=people.lead, reason="上级新部署")
    assert campaign_agree(campaign=third, by=people.team_head).status == "running"
    next_year = timezone.localdate().replace(year=timezone.localdate().year + 1, day=1)
    other = write(begins_on=next_year, ends_on=next_year)
    parts_add(campaign=other, units=[bodies["bureau"]], by=people.lead)
    assert campaign_start(campaign=other, by=people.lead).status == "running"


def test_a_draft_is_written_anew(
    write: Make, people: SimpleNamespace, signed_in: Callable[[User], Client]
) -> None:
    made = write()
    page = f"{made.get_absolute_url()}edit/"
    lead = signed_in(people.lead)
    assert "示例整治" in lead.get(page).content.decode()
    said = {
        "title": "改名", "text": "示例", "begins_on": soon(1).isoformat(), "version": 0,
        "ends_on": soon(9).isoformat(), "field_keys": ["bidding_cn", "nothing"],
    }  # fmt: skip
    assert lead.post(page, said).status_code == 422
    assert lead.post(page, {**said, "field_keys": ["bidding_cn"]}).status_code == 302
    made.refresh_from_db()
    assert (made.title, list(made.field_keys)) == ("改名", ["bidding_cn"])
    assert lead.post(page, {**said, "field_keys": []}).status_code == 409
    assert signed_in(people.team).get(page).status_code == 403


def test_who_has_none_is_shown_with_none(write: Make, begun: Make, people: SimpleNamespace) -> None:
    this = timezone.localdate().year
    assert [(one.unit.name, one.number) for one in leading(people.auditor, this)] == [
        ("示例县清廉交通牵头单位", 0)
    ]
    write()
    begun()
    assert [one.number for one in leading(people.auditor, this)] == [1]
    assert [one.number for one in leading(people.auditor, this - 1)] == [0]


def test_bodies_know_of_it_once_it_has_begun(
    write: Make, people: SimpleNamespace, bodies: Bodies
) -> None:
    made = write()
    with pytest.raises(NotAllowed):
        campaign_start(campaign=made, by=people.lead)
    with pytest.raises(NotAllowed, match="线"):
        parts_add(campaign=made, units=[bodies["bureau"], bodies["market"]], by=people.lead)
    parts_add(campaign=made, units=[bodies["bureau"], bodies["bureau"]], by=people.lead)
    assert made.parts.count() == 1
    assert not Campaign.objects.visible_to(people.officer).exists()
    assert not Part.objects.visible_to(people.officer).exists()
    campaign_start(campaign=made, by=people.lead)
    for who, sees in (
        ("officer", True), ("school", False), ("lead", True), ("team", True), ("auditor", True),
        ("office", True), ("market", False), ("admin", False),
    ):  # fmt: skip
        assert Campaign.objects.visible_to(getattr(people, who)).exists() == sees, who


def test_a_self_check_goes_through_two_hands(begun: Make, people: SimpleNamespace) -> None:
    made = begun()
    part = made.parts.get(unit=people.officer.unit)
    first, second = made.topics.all()
    with pytest.raises(NotAllowed):
        part_report(part=part, by=people.officer)
    with pytest.raises(NotAllowed):
        answer_save(part=part, topic=first, by=people.school, found=False, how="查了")
    with pytest.raises(NotAllowed):
        answer_save(part=part, topic=first, by=people.officer, found=True, how="查了")
    said = Said("多收三户", "2026年3月多收三户", "已退")
    with pytest.raises(NotAllowed):
        answer_save(
            part=part, topic=first, by=people.officer, found=False, how="查了", problems=[said]
        )
    answer_save(part=part, topic=first, by=people.officer, found=True, how="查了", problems=[said])
    answer_save(part=part, topic=second, by=people.officer, found=False, how="查了120份合同")
    part.refresh_from_db()
    part = part_report(part=part, by=people.officer)
    for who in (people.officer, people.school, people.lead, people.team):
        with pytest.raises(NotAllowed):
            part_check(part=part, by=who)
    with pytest.raises(IntegrityError), transaction.atomic():
        Part.objects.filter(pk=part.pk).update(checked_by=people.officer)
    part = part_uncheck(part=part, by=people.head, reason="写清金额")
    part = part_check(part=part_report(part=part, by=people.officer), by=people.head)
    assert (part.status, part.nothing) == ("answered", False)
    part = part_send_back(part=part, by=people.lead, reason="补查上半年", due_on=soon(5))
    assert (part.status, part.nothing, part.checked_by) == ("asked", None, None)


def test_whoever_answered_a_topic_is_no_second_person(begun: Make, people: SimpleNamespace) -> None:
    part = begun().parts.get(unit=people.officer.unit)
    first, second = part.campaign.topics.all()
    answer_save(part=part, topic=first, by=people.head, found=False, how="查了")
    answer_save(part=part, topic=second, by=people.officer, found=False, how="查了")
    part.refresh_from_db()
    part = part_report(part=part, by=people.officer)
    with pytest.raises(NotAllowed):
        part_check(part=part, by=people.head)


def test_two_at_once_one_is_told(begun: Make, people: SimpleNamespace) -> None:
    part = begun().parts.get(unit=people.officer.unit)
    topic = part.campaign.topics.first()
    answer_save(part=part, topic=topic, by=people.officer, found=False, how="查了", version=0)
    with pytest.raises(Overtaken):
        answer_save(part=part, topic=topic, by=people.head, found=False, how="查了", version=0)


def test_it_ends_when_everybody_has_answered(
    begun: Make, people: SimpleNamespace, bodies: Bodies
) -> None:
    made = begun("bureau")
    with pytest.raises(NotAllowed, match="1"):
        campaign_close(campaign=made, by=people.lead, reason="完成")
    answered(made.parts.get(), people.officer, people.head)
    parts_add(campaign=made, units=[bodies["school_bureau"]], by=people.lead)
    with pytest.raises(NotAllowed):
        part_drop(part=made.parts.get(unit=bodies["school_bureau"]), by=people.officer)
    part_drop(part=made.parts.get(unit=bodies["school_bureau"]), by=people.lead)
    with pytest.raises(Overtaken):
        part_drop(part=made.parts.get(), by=people.lead)
    with pytest.raises(NotAllowed):
        campaign_close(campaign=made, by=people.team, reason="完成")
    with pytest.raises(NotAllowed, match="抽查"):
        campaign_close(campaign=made, by=people.lead, reason="完成")
    drawn = sampling_draw(sampling=sampling_announce(campaign=made, by=people.lead), by=people.lead)
    with pytest.raises(NotAllowed, match="1"):
        campaign_close(campaign=made, by=people.lead, reason="完成")
    recheck_say(
        item=drawn.items.get(), by=people.team, result="confirmed", place="示例大厅", seen="看了台账",
        looked_on=timezone.localdate(),
    )  # fmt: skip
    assert campaign_close(campaign=made, by=people.lead, reason="完成").status == "closed"
    with pytest.raises(Overtaken):
        campaign_withdraw(campaign=made, by=people.lead, reason="不办了")


def test_the_team_urges_and_does_not_act(begun: Make, people: SimpleNamespace) -> None:
    made = begun()
    with pytest.raises(NotAllowed):
        campaign_urge(campaign=made, by=people.lead, text="快些")
    made = campaign_urge(campaign=made, by=people.team, text="两家单位逾期，请督促")
    assert made.steps.last().verb == "urge"
    for verb in (selfcheck_ask, campaign_close):
        said = {"due_on": soon()} if verb is selfcheck_ask else {"reason": "完成"}
        with pytest.raises(NotAllowed):
            verb(campaign=made, by=people.team, **said)


def test_corrections_are_noted_by_who_did_them(begun: Make, people: SimpleNamespace) -> None:
    made = begun()
    topic, own = made.topics.first(), made.parts.get(unit=people.officer.unit)
    correction_note(campaign=made, part=None, topic=topic, by=people.lead, text="统一下发标准")
    correction_note(campaign=made, part=own, topic=topic, by=people.officer, text="退费三户")
    for part, who in ((None, people.officer), (own, people.school), (None, people.team)):
        with pytest.raises(NotAllowed):
            correction_note(campaign=made, part=part, topic=topic, by=who, text="做了")
    assert made.steps.filter(stream="correct").count() == 2


def test_through_the_pages(
    people: SimpleNamespace, bodies: Bodies, signed_in: Callable[[User], Client]
) -> None:
    lead, officer, head = (signed_in(one) for one in (people.lead, people.officer, people.head))
    today = timezone.localdate()
    said = {
        "title": "示例整治", "text": "示例", "lead_unit": bodies["leader"].pk,
        "urging_unit": bodies["team"].code, "begins_on": today.isoformat(),
        "ends_on": soon(100).isoformat(), "fields_of": ["enforcement_cn"], "main": "on",
        "topic0-name": "示例主专题", "topic0-criteria": "超标准收费", "topic0-basis": "示例办法",
    }  # fmt: skip
    assert lead.get("/campaigns/new/").status_code == 200
    short = {**said, "topic1-name": "只有名称"}
    assert lead.post("/campaigns/new/", short).status_code == 422
    assert lead.post("/campaigns/new/", said).status_code == 302
    made = Campaign.objects.get()
    page = made.get_absolute_url()
    choose = f"{page}units/?line=leads"
    assert bodies["bureau"].name in lead.get(choose).content.decode()
    assert lead.post(choose, {"all": "1"}).status_code == 302
    assert lead.post(f"{page}start/", {"version": "0"}).status_code == 409
    made.refresh_from_db()
    assert lead.post(f"{page}start/", {"version": made.version}).status_code == 302
    assert lead.post(f"{page}ask/", {"due_on": soon(9).isoformat()}).status_code == 302
    part = made.parts.get()
    own = part.get_absolute_url()
    assert "自查并填报" in officer.get("/desk/").content.decode()
    assert officer.get(f"{own}topics/1/").status_code == 200
    empty = {"found": "yes", "how": "查了台账", "problems": "2"}
    assert officer.post(f"{own}topics/1/", empty).status_code == 422
    assert officer.post(f"{own}topics/1/", {**empty, "p0-title": "多收"}).status_code == 422
    whole = {**empty, "p0-title": "多收三户", "p0-text": "三月多收三户", "p0-mended": "已退"}
    assert officer.post(f"{own}topics/1/", whole).status_code == 302
    assert officer.post(f"{own}report/", {}).status_code == 302
    assert "复核自查" in head.get("/desk/").content.decode()
    assert head.post(f"{own}check/", {}).status_code == 302
    assert Found.objects.get().self_found
    problem = Problem.objects.get()
    assert (problem.origin, problem.finder_unit) == ("self_check", bodies["bureau"])
    listed = lead.get(f"/rectification/?q={made.public_id}").context["page"]
    assert listed.paginator.count == 1
    assert problem.public_id in officer.get(own).content.decode()
    shown = lead.get(page).content.decode()
    assert "1 / 1" in shown
    assert signed_in(people.school).get(page).status_code == 404
    assert signed_in(people.school).get(own).status_code == 404
    assert lead.get("/campaigns/found/?by=self").context["page"].paginator.count == 1
    assert lead.get("/campaigns/parts/?state=found").context["page"].paginator.count == 1
