"""A programme read sentence by sentence: what it asks, who carries it out, what nobody does. 方案逐句。"""

from collections.abc import Callable
from datetime import date, timedelta
from types import SimpleNamespace
from typing import Any

import pytest
from django.test import Client

from qinglian.web.accounts.models import User
from qinglian.web.core.drafts import kinds_for
from qinglian.web.core.moves import NotAllowed
from qinglian.web.core.reporting import by_key
from qinglian.web.demo.programming import opinion, programme_made
from qinglian.web.duties.coverage import State, coverage_of
from qinglian.web.duties.models import DutyList, Programme
from qinglian.web.duties.reading.asking import asks
from qinglian.web.duties.reading.text import lead_of, pieces
from qinglian.web.duties.reporting import figures
from qinglian.web.duties.services.lists import item_put, list_make, version_draft
from qinglian.web.duties.services.programmes import (
    action_put,
    clause_set_aside,
    clause_to_action,
    clause_to_item,
    clauses_decide,
    programme_make,
)
from qinglian.web.units.models import Unit

TEXT = """关于清廉建设的实施意见
各单位：
为推进清廉建设，结合实际，制定本意见。
一、实施“两大行动”
（一）实施责任行动。党委每半年研究一次；书记要谈话全覆盖。（牵头单位：示例县教育局；责任单位：各单位）
（二）实施规范行动
1.公布清单。各部门2026年6月底前公布权力清单。
第五条 本意见自印发之日起施行。
"""


@pytest.fixture
def made(people: SimpleNamespace, bodies: dict[str, Unit]) -> Programme:
    places = {place for place, one in enumerate(pieces(TEXT), 1) if one.is_action}
    return programme_make(
        title="示例实施意见", doc_no="示例〔2026〕1号", issued_on=date(2026, 1, 5), text=TEXT,
        owner_unit=bodies["county"], by=people.office, actions=places,
    )  # fmt: skip


def test_headings_and_sentences_stand_in_their_order() -> None:
    found = pieces(TEXT)
    assert [(one.label, one.text) for one in found if one.heading] == [
        ("", "关于清廉建设的实施意见"), ("一", "实施“两大行动”"), ("一（一）", "实施责任行动"),
        ("一（二）", "实施规范行动"), ("一（二）1", "公布清单"),
    ]  # fmt: skip
    assert [one.text for one in found if not one.heading][2:] == [
        "党委每半年研究一次；", "书记要谈话全覆盖。", "各部门2026年6月底前公布权力清单。",
        "本意见自印发之日起施行。",
    ]  # fmt: skip
    assert {lead_of(one.named) for one in found if one.named} == {"示例县教育局"}
    assert [one.text for one in found if one.asks] == [
        "党委每半年研究一次；", "书记要谈话全覆盖。", "各部门2026年6月底前公布权力清单。",
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("党委应当每年报告一次。", True), ("加强组织领导，落实工作责任。", True),
        ("不得以任何理由推诿。", True), ("各乡镇要明确专人。", True), ("近年来，我县取得成效。", False),
        ("本意见由县清廉办负责解释。", False), ("为推进清廉建设，制定本意见。", False),
        ("权力清单是指列明权力的目录。", False), ("重要任务重要意义在于此。", False),
    ],
)  # fmt: skip
def test_what_a_sentence_asks(text: str, said: bool) -> None:
    assert asks(text)[0] is said


def test_brackets_and_decimals_divide_nothing() -> None:
    found = pieces("一、目标\n1.5%以上的项目（含甲；含乙）要复核。“甲；乙”都要查。")
    assert [one.text for one in found if not one.heading] == [
        "1.5%以上的项目（含甲；含乙）要复核。", "“甲；乙”都要查。",
    ]  # fmt: skip


def test_who_carries_out_which_sentence(
    made: Programme, people: SimpleNamespace, bodies: dict[str, Unit]
) -> None:
    first = made.actions.get(number=1)
    assert (first.title, first.lead_unit) == ("实施责任行动", bodies["school_bureau"])
    covered = coverage_of(made, people.office)
    assert (covered.counts[State.NOBODY], covered.counts[State.CARRIED]) == (3, 0)
    one, two, three = [each.clause for each in covered.lines if each.state == State.NOBODY]
    clause_to_action(clause=one, by=people.office)
    listed = list_make(
        title="清单", kind="duty", owner_unit=bodies["county"], by=people.office, programme=made
    )
    assert listed.draft is not None
    item = clause_to_item(clause=two, version=listed.draft, by=people.office)
    assert (item.title, item.principal) == ("书记要谈话全覆盖", "示例县教育局")
    clause_set_aside(clause=three, by=people.office, reason="上级统一公布")
    covered = coverage_of(made, people.office)
    assert (covered.counts[State.NOBODY], covered.counts[State.ASIDE], covered.share) == (0, 1, 1)
    with pytest.raises(NotAllowed):
        clause_set_aside(clause=two, by=people.office, reason="不用")
    clauses_decide(programme=made, by=people.office, quiet=[three])
    three.refresh_from_db()
    assert (three.asks, three.decided_by) == (False, people.office)


def test_an_action_without_a_lead_body_is_nobody(made: Programme, people: SimpleNamespace) -> None:
    clause = made.clauses.get(text__contains="公布权力清单。", heading=False)
    bare = action_put(programme=made, by=people.office, title="无头行动", clauses=[clause])
    states = {one.clause.pk: one.state for one in coverage_of(made, people.office).lines}
    assert states[clause.pk] == State.NOBODY
    action_put(
        programme=made, by=people.office, title="有头", action=bare, lead_unit=made.owner_unit
    )
    states = {one.clause.pk: one.state for one in coverage_of(made, people.office).lines}
    assert states[clause.pk] == State.CARRIED


def test_nothing_is_kept_before_it_was_looked_at(
    people: SimpleNamespace, bodies: dict[str, Unit], signed_in: Callable[[User], Client]
) -> None:
    browser = signed_in(people.office)
    said: dict[str, Any] = {
        "title": "示例实施意见", "issued_on": "2026-01-05", "text": TEXT,
        "owner_unit": bodies["county"].pk,
    }  # fmt: skip
    shown = browser.post("/duties/programmes/new/", said)
    assert (shown.status_code, Programme.objects.count()) == (200, 0)
    assert "确认登记" in shown.content.decode()
    asking = [place for place, one in enumerate(pieces(TEXT), 1) if "谈话" in one.text]
    kept = browser.post("/duties/programmes/new/", {**said, "keep": "yes", "asks": asking})
    assert kept.status_code == 302
    made = Programme.objects.get()
    assert [one.text for one in made.clauses.filter(asks=True)] == ["书记要谈话全覆盖。"]
    assert browser.post("/duties/programmes/new/", {**said, "text": ""}).status_code == 422
    clause = made.clauses.get(asks=True)
    page = browser.get(f"{made.get_absolute_url()}coverage/?state=nobody").content.decode()
    assert "书记要谈话全覆盖" in page
    assert "党委每半年研究一次" not in page
    assert browser.get(f"{made.get_absolute_url()}coverage/?format=xlsx").status_code == 200
    to_list = browser.get(f"/duties/clauses/{clause.pk}/item/")
    assert to_list["Location"] == f"/duties/lists/new/?programme={made.public_id}"
    list_make(
        title="清单", kind="duty", owner_unit=bodies["county"], by=people.office, programme=made
    )
    of = DutyList.objects.get()
    done = browser.post(f"/duties/clauses/{clause.pk}/item/", {"of": of.pk, "title": "谈话"})
    assert "/items/" in done["Location"]
    assert "拦住印发" in browser.get(done["Location"]).content.decode()
    assert signed_in(people.school).get(made.get_absolute_url()).status_code == 404


def test_what_is_in_a_list_one_does_not_see_counts_but_is_not_named(
    made: Programme, people: SimpleNamespace, bodies: dict[str, Unit]
) -> None:
    own = list_make(
        title="局内清单", kind="duty", owner_unit=bodies["bureau"], by=people.officer,
    )  # fmt: skip
    DutyList.objects.filter(pk=own.pk).update(programme=made)
    own.refresh_from_db()
    assert own.draft is not None
    clause = made.clauses.get(text__contains="谈话", heading=False)
    item_put(own.draft, by=people.officer, title="局里谈话", clauses=[clause])
    line = next(one for one in coverage_of(made, people.county).lines if one.clause.pk == clause.pk)
    assert line.state == State.CARRIED
    assert [(one.title, one.url) for one in line.carriers] == [("", "")]


def test_the_demo_county_and_its_papers(
    people: SimpleNamespace, bodies: dict[str, Unit], person: Callable[..., User],
    signed_in: Callable[[User], Client],
) -> None:  # fmt: skip
    second = person("programme_office", "county", name="office2", home="office")
    long = programme_made(bodies, {"qinglianban": people.office, "qinglianban2": second})
    assert [one.items.count() for one in long.versions.order_by("number")] == [40, 40]
    assert DutyList.objects.exclude(holder="").count() == 5
    programme = Programme.objects.get()
    assert programme.actions.count() == 4
    covered = coverage_of(programme, people.office)
    assert 0 < covered.counts[State.NOBODY] < 5
    assert covered.counts[State.CARRIED] > 25
    kind = next(one for one in kinds_for(programme, {"programme_office"}))
    said = str(kind.content(programme, people.office).blocks)
    assert "清廉家庭" in said
    assert "state=nobody" in said
    issue = next(one for one in kinds_for(long, {"programme_office"}))
    assert "材料份数、打卡、积分不作评价标准" in str(issue.content(long, people.office).blocks)
    browser, page = signed_in(people.office), long.get_absolute_url()
    diff = browser.get(f"{page}diff/1/2/").content.decode()
    assert "<ins>半" in diff
    assert "新增 1，改动 3，删去 1，未变 36" in diff
    assert "已写入医院管理制度" in diff
    for end in ("", "?v=1", "effort/", "rollover/"):
        assert browser.get(f"{page}{end}").status_code == 200, end
    assert browser.get(programme.get_absolute_url()).status_code == 200
    today = date.today()
    numbers = by_key(figures(people.office, today - timedelta(days=400), today))
    for key in ("duties.programmes", "duties.issued", "duties.renewed"):
        rows = browser.get(numbers[key].url).context["page"].paginator.count
        assert (numbers[key].number, rows) == (rows, numbers[key].number)
        assert rows, key
    version_draft(of=long, by=people.office, why="再改")
    assert coverage_of(programme, people.office).counts == covered.counts
    assert opinion()["title"] == programme.title
