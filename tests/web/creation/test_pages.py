"""The pages of creation: each opens, says why one sees it, offers what one may do. 创建的页面。"""

from collections.abc import Callable
from datetime import timedelta
from types import SimpleNamespace

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.utils import timezone

from qinglian.web.accounts.models import User
from qinglian.web.core.drafts import kinds_for
from qinglian.web.core.proofs import kinds
from qinglian.web.creation.models import (
    Application,
    Brand,
    Condition,
    Naming,
    Negative,
    Paper,
    Point,
    Review,
    StandardVersion,
)
from qinglian.web.creation.reporting import figures
from qinglian.web.creation.services import brands, conditions, points, reviews, subsidies
from qinglian.web.creation.services.subsidies import lines
from tests.web.creation.conftest import (
    Bodies,
    Make,
    accepted,
    assessed,
    named,
    published,
    submitted,
)

SignedIn = Callable[[User], Client]
ROOMS = (
    "applications", "namings", "reviews", "standards", "subsidies", "brands", "practices", "points",
)  # fmt: skip


def test_every_list_opens_and_exports(people: SimpleNamespace, signed_in: SignedIn) -> None:
    for who in (people.officer, people.liaison, people.office, people.auditor):
        browser = signed_in(who)
        for room in ROOMS:
            assert browser.get(f"/creation/{room}/").status_code == 200, room
    assert browser.get("/creation/namings/?format=xlsx").status_code == 200
    assert signed_in(people.admin).get("/creation/applications/").status_code == 403


def test_forms_of_what_begins(
    people: SimpleNamespace, signed_in: SignedIn, standard: StandardVersion
) -> None:
    browser = signed_in(people.liaison)
    for room in ("standards", "reviews", "subsidies", "brands", "practices", "points"):
        assert browser.get(f"/creation/new/{room}/").status_code == 200, room
    assert signed_in(people.officer).get("/creation/new/applications/").status_code == 200
    assert signed_in(people.team).get("/creation/new/standards/").status_code == 403
    page = browser.get(standard.of.get_absolute_url()).content.decode()
    assert "必须达到" in page
    assert "起草新版本" in page
    for verb in ("draft",):
        assert browser.post(f"{standard.of.get_absolute_url()}{verb}/").status_code == 302
    for verb in ("clause", "clause_remove", "dimension", "negative", "negative_remove", "tier"):
        assert browser.get(f"{standard.of.get_absolute_url()}{verb}/").status_code == 200, verb
    chief = signed_in(people.chief)
    assert chief.get(f"{standard.of.get_absolute_url()}issue/").status_code == 200


def test_the_clauses_by_stage(apply: Make, people: SimpleNamespace, signed_in: SignedIn) -> None:
    application = apply()
    url = application.get_absolute_url()
    officer, liaison = signed_in(people.officer), signed_in(people.liaison)
    page = officer.get(f"{url}clauses/").content.decode()
    assert "怎样做的" in page
    assert "<form" not in liaison.get(f"{url}clauses/").content.decode().partition("<main")[2]
    assert officer.get(f"{url}clauses/1/").status_code == 200
    said = {"token": "t1", "points": "12", "text": "示例做法"}
    wrong = {**said, "points": "99"}
    broken = officer.post(f"{url}clauses/1/", wrong, headers={"HX-Request": "true"})
    assert broken.status_code == 422
    answered = officer.post(f"{url}clauses/1/", said, headers={"HX-Request": "true"})
    assert answered.status_code == 200
    assert "已存" in answered.content.decode()
    assert application.answers.get(clause__place=1).self_points == 12
    assert liaison.post(f"{url}clauses/1/", said).status_code == 403


def test_the_page_offers_what_is_ones_own(
    apply: Make, people: SimpleNamespace, signed_in: SignedIn
) -> None:
    application = submitted(apply(), people)
    url = application.get_absolute_url()
    assert "退回补正" in signed_in(people.liaison).get(url).content.decode()
    mine = signed_in(people.officer).get(url).content.decode()
    assert "退回补正" not in mine
    assert "撤回申报" in mine
    assert "可见" in mine
    assert signed_in(people.school).get(url).status_code == 404
    assert signed_in(people.liaison).get(f"{url}clauses/").status_code == 200
    for verb in ("return", "accept"):
        assert signed_in(people.liaison).get(f"{url}{verb}/").status_code == 200
    assert signed_in(people.officer).get(f"{url}return/").status_code == 403


def test_from_assessment_to_naming_through_the_pages(
    apply: Make, people: SimpleNamespace, signed_in: SignedIn
) -> None:
    application = accepted(apply(), people)
    url, liaison = application.get_absolute_url(), signed_in(people.liaison)
    for verb in ("assessor", "seed"):
        assert liaison.get(f"{url}{verb}/").status_code == 200
    done = liaison.post(f"{url}seed/", {"size": "1"})
    assert done.status_code == 302
    assert liaison.post(f"{url}draw/").status_code == 302
    assert "怎样复算" in liaison.get(url).content.decode()
    drawn = Application.objects.get().assessors.get().user
    phone = signed_in(drawn)
    assert "现场情况" in phone.get(f"{url}clauses/").content.decode()
    assert "自评并送审" not in phone.get("/desk/").content.decode()
    assert "组织评审" in phone.get("/desk/").content.decode()


def test_notice_objection_and_papers(
    apply: Make, people: SimpleNamespace, signed_in: SignedIn
) -> None:
    application = published(apply(), people)
    url, liaison = application.get_absolute_url(), signed_in(people.liaison)
    said = {"source": "public", "text": "施工台账与现场不符", "version": application.version}
    assert liaison.post(f"{url}object/", said).status_code == 302
    page = signed_in(people.chief).get(url).content.decode()
    assert "公示期未满" in page
    assert "答复异议" in page
    assert signed_in(people.chief).get(f"{url}answer/").status_code == 200
    roles = {"lead_liaison"}
    codes = [one.code for one in kinds_for(application, roles)]
    assert "creation_notice" in codes
    for kind in kinds_for(application, roles):
        content = kind.content(application, people.liaison)
        assert content.blocks, kind.code


def test_namings_conditions_reviews(
    apply: Make, people: SimpleNamespace, signed_in: SignedIn, bodies: Bodies
) -> None:
    naming = named(apply(), people)
    liaison, chief = signed_in(people.liaison), signed_in(people.chief)
    page = liaison.get(naming.get_absolute_url()).content.decode()
    assert "全部条款里，达到且材料得到认可的" in page
    assert "登记负面情形，暂停命名" in page
    assert liaison.get(f"{naming.get_absolute_url()}condition/").status_code == 200
    ladder = liaison.get("/creation/namings/").content.decode()
    assert "?state=holds&amp;standard=" in ladder
    review = reviews.review_open(
        row=naming, by=people.liaison, due_on=timezone.localdate() + timedelta(days=9)
    )
    assert liaison.get(review.get_absolute_url()).status_code == 200
    assert "登记复核情况" in liaison.get(review.get_absolute_url()).content.decode()
    condition = conditions.condition_enter(
        row=Naming.objects.get(), by=people.liaison, basis="示例通报", decider=people.chief,
        negative=Negative.objects.get(of=naming.under, source="entered"),
    )  # fmt: skip
    assert "听取说明并决定" in chief.get("/desk/").content.decode()
    officer = signed_in(people.officer)
    assert "作情况说明" in officer.get("/desk/").content.decode()
    url = condition.get_absolute_url()
    assert "单位还没有说明" in officer.get(url).content.decode()
    assert officer.post(f"{url}state/", {"text": "情况如此", "version": 1}).status_code == 302
    said = {"outcome": "withdraw", "why": "属实", "decision": "示例〔2026〕13号"}
    assert chief.post(f"{url}decide/", said).status_code == 302
    assert Condition.objects.get().status == "upheld"
    gone = Naming.objects.get()
    kind = next(
        one for one in kinds_for(gone, {"lead_liaison"}) if one.code == "creation_withdrawal"
    )
    assert "摘下牌匾" in str(kind.content(gone, people.liaison))
    assert Review.objects.count() == 1
    today = timezone.localdate()
    told = {one.key: one for one in figures(people.liaison, today.replace(month=1, day=1), today)}
    assert told["creation.withdrawn"].number == 1
    for one in told.values():
        listed = liaison.get(one.url).context["page"].paginator.count
        assert listed == one.number, one.key


def test_the_flower_shows_the_missing_leaf_and_the_album_is_a_pdf(
    people: SimpleNamespace, signed_in: SignedIn
) -> None:
    parent = brands.brand_make(
        name="示例清廉路", meaning="示例内涵", carrier="示例载体", leaves=3, by=people.liaison
    )
    with pytest.raises(Exception, match=r"起草人不能发布|您的角色"):
        brands.brand_show(row=parent, by=people.liaison)
    parent = brands.brand_show(row=parent, by=people.chief)
    leaf = brands.brand_make(
        name="廉洁工地", meaning="示例", carrier="示例", parent=parent, place=2, by=people.officer
    )
    with pytest.raises(Exception, match="这一叶已有品牌"):
        brands.brand_make(
            name="又一个", meaning="示例", carrier="示例", parent=parent, place=2, by=people.head
        )
    brands.brand_show(row=leaf, by=people.chief)
    browser = signed_in(people.officer)
    page = browser.get(parent.get_absolute_url()).content.decode()
    assert "缺第 1 叶" in page
    assert "缺第 3 叶" in page
    assert "缺第 2 叶" not in page
    assert browser.get(leaf.get_absolute_url()).status_code == 200
    album = browser.get(f"{parent.get_absolute_url()}album/")
    assert album["Content-Type"] == "application/pdf"
    assert album.content.startswith(b"%PDF-")
    from io import BytesIO

    from pypdf import PdfReader

    told = "".join(one.extract_text() for one in PdfReader(BytesIO(album.content)).pages)
    assert "廉洁工地" in told
    assert "还没有品牌的叶片" in told
    assert Brand.objects.count() == 2


def test_a_practice_is_tried_elsewhere_before_it_is_promoted(
    people: SimpleNamespace, bodies: Bodies, signed_in: SignedIn
) -> None:
    made = brands.practice_propose(
        title="计量双人复核", lead_unit=bodies["leader"], problem="计量差错多", measure="两人各算一遍",
        figure="计量退回率", before=12, after=3, figure_unit="%", figure_from="计量台账", elsewhere="有两名计量员",
        by=people.officer,
    )  # fmt: skip
    assert not type(made).objects.visible_to(people.school).exists()
    with pytest.raises(Exception, match=r"试行|现在"):
        brands.practice_promote(row=made, by=people.chief, why="好")
    today = timezone.localdate()
    made = brands.practice_try(
        row=made, by=people.liaison, units=[bodies["station"]], begins_on=today,
        ends_on=today + timedelta(days=60),
    )  # fmt: skip
    with pytest.raises(Exception, match="还没有试行单位"):
        brands.practice_promote(row=made, by=people.chief, why="好")
    browser = signed_in(people.liaison)
    assert browser.get(f"{made.get_absolute_url()}trial_report/").status_code == 200
    brands.trial_report(
        row=made, by=people.liaison, trial=made.trials.get(), before=9, after=4, text="有效"
    )
    made.refresh_from_db()
    brands.practice_promote(row=made, by=people.chief, why="两处都有效")
    assert "计量双人复核" in signed_in(people.school).get("/creation/practices/").content.decode()


def test_a_visit_is_a_proof_and_a_point_is_checked_by_another(
    people: SimpleNamespace, bodies: Bodies, signed_in: SignedIn
) -> None:
    today = timezone.localdate()
    point = points.point_make(
        kind="contact", title="示例工地", unit=bodies["bureau"], lead_unit=bodies["leader"], shows="示例",
        post="示例副县长", valid_from=today - timedelta(days=400), valid_to=today + timedelta(days=30),
        check_on=today, by=people.liaison,
    )  # fmt: skip
    browser = signed_in(people.liaison)
    said = {"on": today, "visitor": "示例副县长", "seen": "看了台账", "came": "当场定了双人复核"}
    assert browser.post(f"{point.get_absolute_url()}visit/", said).status_code == 302
    found = kinds()["creation.visit"].found(people.officer, bodies["bureau"], today, today)
    proof = next(iter(found))
    assert "双人复核" in proof.told
    assert kinds()["creation.visit"].one(people.school, proof.number) is None
    assert "双人复核" in signed_in(people.officer).get(point.get_absolute_url()).content.decode()
    assert (
        "复查" not in signed_in(people.liaison).get("/desk/").content.decode().partition("<main")[2]
    )
    assert "示例工地" in signed_in(people.chief).get("/desk/").content.decode()
    points.point_check(row=Point.objects.get(), by=people.chief, kept=False, text="已完工")
    assert Point.objects.get().status == "ended"


def test_a_subsidy_follows_from_its_rule(
    apply: Make, people: SimpleNamespace, bodies: Bodies, signed_in: SignedIn,
    standard: StandardVersion,
) -> None:  # fmt: skip
    naming = named(apply(), people)
    rule = subsidies.subsidy_make(
        title="示例奖补", year=timezone.localdate().year, standard=standard.of, lead_unit=bodies["leader"],
        basis="示例办法第三条", tier="qualified", share=80, by=people.liaison,
    )  # fmt: skip
    assert not type(rule).objects.visible_to(people.officer).exists()
    rule = subsidies.subsidy_issue(row=rule, by=people.chief)
    (line,) = lines(rule, people.officer)
    assert line.eligible
    page = signed_in(people.officer).get(rule.get_absolute_url()).content.decode()
    assert "够条件的 1 / 1" in page
    conditions.condition_enter(
        row=naming, by=people.liaison, basis="示例通报", decider=people.chief,
        negative=Negative.objects.get(of=naming.under, source="entered"),
    )  # fmt: skip
    (line,) = lines(rule, people.officer)
    assert [one.enough for one in line.inputs] == [True, True, True, False]
    assert not line.eligible


def test_papers_are_fetched_by_who_sees_the_matter(
    apply: Make, people: SimpleNamespace, signed_in: SignedIn
) -> None:
    application = assessed(apply(), people)
    url = f"{application.get_absolute_url()}publish/"
    today = timezone.localdate()
    said = {
        "begins_on": today, "ends_on": today + timedelta(days=20), "place": "示例网站", "offline": "on",
        "papers": SimpleUploadedFile("签字件.txt", "示例签字件".encode()),
    }  # fmt: skip
    assert signed_in(people.liaison).post(url, said).status_code == 302
    paper = Paper.objects.get()
    address = f"/creation/papers/{paper.public_id}/"
    assert signed_in(people.officer).get(address).status_code == 200
    assert signed_in(people.school).get(address).status_code == 404
