"""From standard to naming: the whole loop, and who may not do what. 从标准到命名。"""

from datetime import timedelta
from types import SimpleNamespace

import pytest
from django.utils import timezone

from qinglian.web.core.moves import NotAllowed, Overtaken
from qinglian.web.core.workdays import add_working_days
from qinglian.web.creation.models import (
    Application,
    Assessor,
    Naming,
    Objection,
    Standard,
    StandardVersion,
)
from qinglian.web.creation.scoring import answers_of, measures, score
from qinglian.web.creation.services import applying, assessing, naming, standards
from tests.web.creation.conftest import (
    Bodies,
    Make,
    accepted,
    assessed,
    named,
    notice_over,
    published,
    self_checked,
    submitted,
)


def test_no_application_without_a_standard_in_force(
    people: SimpleNamespace, bodies: Bodies
) -> None:
    made = standards.standard_make(
        title="示例标准", unit_type="transport", lead_unit=bodies["leader"], by=people.liaison,
        example="transport",
    )  # fmt: skip
    draft = made.versions.get()
    with pytest.raises(NotAllowed, match="没有现行的创建标准版本"):
        applying.application_make(standard=draft, tier="qualified", by=people.officer)
    standards.version_issue(
        standard=made, by=people.chief, document="示例〔2026〕1号",
        valid_from=timezone.localdate() + timedelta(days=3),
    )  # fmt: skip
    with pytest.raises(NotAllowed, match="没有现行的创建标准版本"):
        applying.application_make(standard=made.versions.get(), tier="qualified", by=people.officer)


def test_who_wrote_a_standard_does_not_issue_it(people: SimpleNamespace, bodies: Bodies) -> None:
    made = standards.standard_make(
        title="示例标准", unit_type="transport", lead_unit=bodies["leader"], by=people.chief,
        example="transport",
    )  # fmt: skip
    today = timezone.localdate()
    with pytest.raises(NotAllowed, match="起草人不能印发"):
        standards.version_issue(standard=made, by=people.chief, valid_from=today, document="示例")
    with pytest.raises(NotAllowed, match="您的角色"):
        standards.version_issue(standard=made, by=people.liaison, valid_from=today, document="示例")
    standards.version_issue(standard=made, by=people.chief2, valid_from=today, document="示例")
    with pytest.raises(NotAllowed, match="已印发的版本不再改动"):
        standards.clause_put(
            standard=made, by=people.liaison, number="9", text="另加", counting="points", points=5
        )


def test_a_standard_with_placeholders_is_not_issued(
    people: SimpleNamespace, bodies: Bodies
) -> None:
    made = standards.standard_make(
        title="示例村居", unit_type="village", lead_unit=bodies["leader"], by=people.liaison,
        example="village",
    )  # fmt: skip
    dimensions = list(made.versions.get().clauses.values_list("dimension", flat=True))
    assert len(set(dimensions)) == 6
    assert all("示例" in one for one in dimensions)
    with pytest.raises(NotAllowed, match="占位名称"):
        standards.version_issue(
            standard=made, by=people.chief, valid_from=timezone.localdate(), document="示例"
        )
    for number, one in enumerate(dict.fromkeys(dimensions), 1):
        standards.dimension_rename(
            standard=made, by=people.liaison, was=one, now=f"本地第{number}项"
        )
    standards.version_issue(
        standard=made, by=people.chief, valid_from=timezone.localdate(), document="示例"
    )


def test_the_next_version_ends_the_one_before(
    people: SimpleNamespace, standard: StandardVersion, apply: Make
) -> None:
    application = apply()
    of = Standard.objects.get()
    standards.version_draft(standard=of, by=people.liaison)
    standards.clause_remove(standard=of, by=people.liaison, number="7")
    today = timezone.localdate()
    issued = standards.version_issue(
        standard=of, by=people.chief, valid_from=today, document="示例〔2026〕2号"
    )
    standard.refresh_from_db()
    assert (standard.valid_to, issued.number, issued.clauses.count()) == (today, 2, 6)
    assert standard.clauses.count() == 7
    assert Standard.objects.get().current == issued
    application.refresh_from_db()
    assert application.standard == standard


def test_the_whole_loop(apply: Make, people: SimpleNamespace) -> None:
    naming_ = named(apply(), people)
    assert (naming_.status, naming_.tier) == ("named", "qualified")
    application = naming_.application
    application.refresh_from_db()
    assert application.status == "named"
    verbs = list(application.steps.exclude(verb__in=("self_check", "first_check", "assess")))
    assert [one.verb for one in verbs] == [
        "apply", "submit", "accept", "assessor", "finish", "publish", "name",
    ]  # fmt: skip
    assert naming_.review_on < naming_.valid_to
    said = measures(answers_of(application))
    assert (said.precision.percent, said.depth.percent, said.breadth.percent) == (100, 100, 100)


def test_every_clause_is_answered_before_it_is_handed_in(
    apply: Make, people: SimpleNamespace
) -> None:
    application = apply()
    answers = answers_of(application)
    with pytest.raises(NotAllowed, match="得分在 0 到 15 之间"):
        applying.clause_self(answer=answers[0], by=people.officer, points=16, text="示例")
    with pytest.raises(NotAllowed, match="请写明"):
        applying.clause_self(answer=answers[0], by=people.officer, points=15)
    applying.clause_self(answer=answers[0], by=people.officer, points=15, text="示例")
    with pytest.raises(NotAllowed, match="还有 6 条没有自评"):
        applying.application_submit(row=application, by=people.officer)
    with pytest.raises(NotAllowed):
        applying.clause_self(answer=answers[1], by=people.school, points=1, text="示例")
    self_checked(application, people.officer)
    done = applying.application_submit(row=application, by=people.officer)
    assert done.status == "first"
    with pytest.raises(Overtaken):
        applying.clause_self(answer=answers[1], by=people.officer, points=1, text="示例")


def test_returned_withdrawn_and_applied_again(apply: Make, people: SimpleNamespace) -> None:
    application = submitted(apply(), people)
    with pytest.raises(NotAllowed, match="已有一件在办的申报"):
        apply()
    with pytest.raises(NotAllowed):
        applying.application_return(row=application, by=people.officer, reason="自己退")
    back = applying.application_return(row=application, by=people.liaison, reason="第3条没有材料")
    assert back.status == "self"
    gone = applying.application_take_back(row=back, by=people.officer, reason="条件不够")
    assert gone.status == "withdrawn"
    assert apply().status == "self"


def test_shared_creation_needs_somebody_and_takes_no_private_number(
    apply: Make, people: SimpleNamespace
) -> None:
    application = self_checked(apply(range="public"), people.officer)
    with pytest.raises(NotAllowed, match="要先登记参与方"):
        applying.application_submit(row=application, by=people.officer)
    said = {"row": application, "by": people.officer, "kind": "firm", "name": "示例建设公司"}
    with pytest.raises(NotAllowed, match="个人手机号"):
        applying.participant_join(**said, role="施工方廉政共建", contact="13800000000")
    applying.participant_join(**said, role="施工方廉政共建", contact="0999-0000000")
    application.refresh_from_db()
    assert applying.application_submit(row=application, by=people.officer).status == "first"


def test_the_tier_follows_from_the_assessment(apply: Make, people: SimpleNamespace) -> None:
    application = notice_over(published(apply(), people, share=0.6))
    assert score(answers_of(application), "assess").points.percent < 70
    said = {"row": application, "by": people.chief, "decision": "示例〔2026〕9号"}
    yesterday = timezone.localdate() - timedelta(days=1)
    with pytest.raises(NotAllowed, match="不够这个梯次"):
        naming.application_name(**said, tier="qualified", decided_on=yesterday)
    with pytest.raises(NotAllowed, match="在下一梯次的时间不够"):
        naming.application_name(**said, tier="model", decided_on=yesterday)
    made = naming.application_name(**said, tier="nurturing", decided_on=yesterday)
    assert made.tier == "nurturing"


def test_a_notice_hangs_its_days_and_its_objections_are_answered_by_another(
    apply: Make, people: SimpleNamespace, bodies: Bodies
) -> None:
    application = assessed(apply(), people)
    today = timezone.localdate()
    said = {"row": application, "by": people.liaison, "begins_on": today, "place": "示例网站"}
    with pytest.raises(NotAllowed, match="公示不少于"):
        naming.application_publish(**said, ends_on=add_working_days(today, 4))
    application = naming.application_publish(**said, ends_on=add_working_days(today, 5))
    named_ = {"by": people.chief, "tier": "qualified", "decision": "示例〔2026〕9号"}
    with pytest.raises(NotAllowed, match="公示期未满"):
        naming.application_name(row=application, decided_on=today, **named_)
    with pytest.raises(NotAllowed):
        naming.objection_enter(row=application, by=people.school, source="public", text="听说")
    objection = naming.objection_enter(
        row=application, by=people.liaison, source="public", text="施工台账与现场不符"
    )
    assert objection.from_unit is None
    application = notice_over(Application.objects.get())
    with pytest.raises(NotAllowed, match="还有异议没有答复"):
        naming.application_name(row=application, decided_on=today, **named_)
    with pytest.raises(NotAllowed, match="登记异议的人不能答复"):
        naming.objection_answer(objection=objection, by=people.liaison, upheld=False, answer="查过")
    naming.objection_answer(objection=objection, by=people.chief, upheld=True, answer="属实")
    with pytest.raises(NotAllowed, match="有异议成立"):
        naming.application_name(row=Application.objects.get(), decided_on=today, **named_)
    again = assessing.application_again(
        row=Application.objects.get(), by=people.liaison, reason="异议成立，重新评审"
    )
    assert again.status == "assess"
    assert Objection.objects.get().notice.dropped


def test_nobody_names_what_they_checked(apply: Make, people: SimpleNamespace) -> None:
    application = notice_over(published(apply(), people))
    application.checked_by = people.chief
    application.save()
    with pytest.raises(NotAllowed, match="由另一人命名"):
        naming.application_name(
            row=application, by=people.chief, tier="qualified", decision="示例〔2026〕9号",
            decided_on=timezone.localdate(),
        )  # fmt: skip
    assert not Naming.objects.exists()


def test_assessors_are_drawn_so_that_anybody_can_draw_again(
    apply: Make, people: SimpleNamespace
) -> None:
    from qinglian.web.core.draws import draw, population

    application = accepted(apply(), people)
    with pytest.raises(NotAllowed, match="只抽一次"):
        assessing.assessors_draw(row=application, by=people.liaison)
    said = assessing.assessors_seed(row=application, by=people.liaison, size=2)
    assert said.sha256 == population(said.pool)
    assert people.officer.username not in said.pool
    assert people.liaison.username not in said.pool
    assessing.assessors_draw(row=Application.objects.get(), by=people.liaison)
    drawn = {one.user.username for one in Assessor.objects.all()}
    assert drawn == set(draw(said.pool, said.seed, 2))
    with pytest.raises(NotAllowed, match="只抽一次"):
        assessing.assessors_draw(row=Application.objects.get(), by=people.liaison)
    with pytest.raises(NotAllowed, match="不能是申报单位的人"):
        assessing.assessor_name(
            row=Application.objects.get(), by=people.liaison, users=[people.officer]
        )


def test_a_press_on_a_bad_line_counts_once(apply: Make, people: SimpleNamespace) -> None:
    application = accepted(apply(), people)
    assessing.assessor_name(row=application, by=people.liaison, users=[people.liaison2])
    answer = answers_of(application)[0]
    for expected in (True, False):
        _made, new = assessing.clause_assess(
            answer=answer, by=people.liaison2, points=10, text="现场少一项", token="a" * 32
        )
        assert new is expected
    assert answer.marks.filter(stage="assess").count() == 1
    with pytest.raises(NotAllowed):
        assessing.clause_assess(answer=answer, by=people.chief, points=10, text="不是评审人")


def test_two_people_at_once(apply: Make, people: SimpleNamespace) -> None:
    application = submitted(apply(), people)
    applying.application_return(
        row=application, by=people.liaison, reason="缺材料", version=application.version
    )
    with pytest.raises(Overtaken):
        applying.application_return(
            row=application, by=people.chief, reason="也退", version=application.version
        )
