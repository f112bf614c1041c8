"""A negative condition suspends the same day; reviews; expiry; promotion. 负面情形、复核与梯次。"""

from datetime import date, timedelta
from types import SimpleNamespace

import pytest
from django.db import IntegrityError, transaction
from django.db.utils import DatabaseError
from django.utils import timezone

from qinglian.web.accounts.models import User
from qinglian.web.alerts.models import Alert
from qinglian.web.core.draws import draw
from qinglian.web.core.moves import NotAllowed
from qinglian.web.creation.finding import conditions_find
from qinglian.web.creation.models import (
    Application,
    Assessor,
    Condition,
    Naming,
    Negative,
    Review,
)
from qinglian.web.creation.services import applying, conditions, reviews
from qinglian.web.creation.states import NamingStatus
from tests.web.creation.conftest import Bodies, Clock, Make, accepted, named


@pytest.fixture
def naming(apply: Make, people: SimpleNamespace) -> Naming:
    return named(apply(), people)


def entered(naming: Naming, people: SimpleNamespace) -> Condition:
    negative = Negative.objects.get(of=naming.under, source="entered")
    return conditions.condition_enter(
        row=naming,
        by=people.liaison,
        negative=negative,
        basis="示例〔2026〕12号通报",
        decider=people.chief,
    )


def breach(naming: Naming, people: SimpleNamespace, **said: object) -> Alert:
    now = timezone.now()
    usual = {
        "title": "示例预警", "status": "closed", "level": "red", "level_computed": "red", "pack": "bidding_cn",
        "anchor_kind": "tender", "anchor_id": "T1", "unit": naming.unit, "fact": "true", "cause": "breach",
        "closed_by": people.office, "closed_at": now,
    }  # fmt: skip
    return Alert.objects.create(**{**usual, **said})


def test_the_same_day_by_the_clock(naming: Naming, people: SimpleNamespace, clock: Clock) -> None:
    """Found on a day at noon, the naming does not hold on that day; weeks later it ends from that day on."""
    day = timezone.localdate() + timedelta(days=40)
    clock(day)
    assert conditions_find() == 0
    breach(naming, people)
    assert conditions_find() == 1
    naming.refresh_from_db()
    assert (naming.status, naming.suspended_on) == (NamingStatus.SUSPENDED, day)
    condition = Condition.objects.get()
    assert (condition.known_on, condition.suspended_on, condition.entered_by) == (day, day, None)
    assert condition.decider == people.chief
    assert conditions_find() == 0
    with pytest.raises(NotAllowed, match="还没有作情况说明"):
        conditions.condition_decide(
            row=condition,
            by=people.chief,
            outcome="withdraw",
            why="属实",
            decision="示例〔2026〕13号",
        )
    later = day + timedelta(days=9)
    clock(later)
    condition = conditions.condition_state(row=condition, by=people.head, text="已追责，已退还。")
    with pytest.raises(NotAllowed, match="决定"):
        conditions.condition_decide(
            row=condition,
            by=people.chief2,
            outcome="withdraw",
            why="属实",
            decision="示例〔2026〕13号",
        )
    done = conditions.condition_decide(
        row=condition, by=people.chief, outcome="withdraw", why="属实", decision="示例〔2026〕13号"
    )
    naming.refresh_from_db()
    assert (naming.status, naming.ended_on) == (NamingStatus.WITHDRAWN, day)
    assert (done.decided_on, done.bars_until) == (later, date(day.year, 12, 31))
    assert naming.changes.last().on == day


@pytest.mark.parametrize(
    "said",
    [
        {"secret": True}, {"cause": "mistake"}, {"fact": "false"}, {"status": "handling"},
    ],
)  # fmt: skip
def test_what_is_no_closed_breach_touches_nothing(
    naming: Naming, people: SimpleNamespace, said: dict[str, object]
) -> None:
    breach(naming, people, **said)
    assert conditions_find() == 0
    naming.refresh_from_db()
    assert naming.status == NamingStatus.NAMED


def test_what_was_before_the_naming_does_not_count(naming: Naming, people: SimpleNamespace) -> None:
    breach(naming, people, closed_at=timezone.now() - timedelta(days=30))
    assert conditions_find() == 0


def test_entered_by_one_decided_by_another(naming: Naming, people: SimpleNamespace) -> None:
    negative = Negative.objects.get(of=naming.under, source="entered")
    said = {"row": naming, "negative": negative, "basis": "示例〔2026〕12号通报"}
    with pytest.raises(NotAllowed):
        conditions.condition_enter(**said, by=people.officer, decider=people.chief)
    with pytest.raises(NotAllowed, match="不能是登记人"):
        conditions.condition_enter(**said, by=people.chief, decider=people.chief)
    with pytest.raises(NotAllowed, match="不能是登记人"):
        conditions.condition_enter(**said, by=people.liaison, decider=people.head)
    condition = conditions.condition_enter(**said, by=people.liaison, decider=people.chief)
    naming.refresh_from_db()
    assert (naming.status, naming.suspended_on) == ("suspended", timezone.localdate())
    with pytest.raises(NotAllowed):
        conditions.condition_state(row=condition, by=people.school, text="代说")
    condition = conditions.condition_state(row=condition, by=people.officer, text="情况不符")
    conditions.condition_decide(row=condition, by=people.chief, outcome="restore", why="查明不符")
    naming.refresh_from_db()
    assert (naming.status, naming.suspended_on) == ("named", None)


def test_upheld_it_bars_the_rest_of_the_year(
    naming: Naming, people: SimpleNamespace, apply: Make, clock: Clock
) -> None:
    condition = entered(naming, people)
    condition = conditions.condition_state(row=condition, by=people.officer, text="认可")
    conditions.condition_decide(
        row=condition, by=people.chief, outcome="lower", why="情节较轻", decision="示例〔2026〕14号"
    )
    naming.refresh_from_db()
    assert (naming.status, naming.tier) == ("named", "nurturing")
    with pytest.raises(NotAllowed, match="负面情形成立"):
        apply("nurturing")
    clock(date(timezone.localdate().year + 1, 1, 4))
    assert apply("nurturing").status == "self"


def test_held_while_another_is_open(naming: Naming, people: SimpleNamespace) -> None:
    first, second = entered(naming, people), entered(naming, people)
    for one, status in ((first, "suspended"), (second, "named")):
        one = conditions.condition_state(row=one, by=people.officer, text="说明")
        conditions.condition_decide(row=one, by=people.chief, outcome="restore", why="不符")
        naming.refresh_from_db()
        assert naming.status == status


def refused(change: object) -> bool:
    try:
        with transaction.atomic():
            change()  # type: ignore[operator]
    except (DatabaseError, IntegrityError):
        return True
    return False


def test_the_database_holds_it(
    naming: Naming, people: SimpleNamespace, apply: Make, bodies: Bodies
) -> None:
    condition = entered(naming, people)
    rows, key = Naming.objects.filter(pk=naming.pk), Condition.objects.filter(pk=condition.pk)
    tomorrow = timezone.localdate() + timedelta(days=1)
    assert refused(lambda: rows.update(status="named"))
    assert refused(lambda: key.update(suspended_on=tomorrow))
    assert refused(lambda: key.update(decider=people.officer))
    assert refused(
        lambda: key.update(
            status="lifted", outcome="restore", decided_by=people.liaison, decider=people.liaison
        )
    )
    application = Application.objects.filter(pk=naming.application_id)
    assert refused(lambda: application.update(named_by=people.officer))
    assert refused(lambda: application.update(named_by=people.liaison))
    assert refused(
        lambda: Assessor.objects.create(application=naming.application, user=people.head)
    )


def test_a_condition_cannot_stand_beside_a_naming_that_holds(
    naming: Naming, people: SimpleNamespace
) -> None:
    condition = entered(naming, people)
    said = {
        one.attname: getattr(condition, one.attname)
        for one in Condition._meta.concrete_fields
        if one.name not in ("id", "public_id")
    }
    condition.delete()
    Naming.objects.filter(pk=naming.pk).update(status="named")
    assert refused(lambda: Condition.objects.create(**said))


def test_reviews_open_by_date_and_are_decided_by_another(
    naming: Naming, people: SimpleNamespace, clock: Clock
) -> None:
    assert reviews.reviews_due() == 0
    clock(naming.review_on - timedelta(days=20))
    assert reviews.reviews_due() == 1
    assert reviews.reviews_due() == 0
    review = reviews.review_report(
        row=Review.objects.get(), by=people.chief, proposal="lower", found="两条不再达到"
    )
    said = {"row": review, "outcome": "lower", "why": "按标准降级", "decision": "示例〔2027〕1号"}
    with pytest.raises(NotAllowed, match="复核人不能决定"):
        reviews.review_decide(**said, by=people.chief)
    with pytest.raises(NotAllowed):
        reviews.review_decide(**said, by=people.head)
    reviews.review_decide(**said, by=people.chief2)
    before = naming.review_on
    naming.refresh_from_db()
    assert naming.tier == "nurturing"
    assert naming.review_on > before


def test_a_sample_anybody_can_draw_again(
    naming: Naming, people: SimpleNamespace, bodies: Bodies
) -> None:
    due = timezone.localdate() + timedelta(days=30)
    with pytest.raises(NotAllowed, match="可抽的命名有 1 个"):
        reviews.round_seed(lead_unit=bodies["leader"], size=2, due_on=due, by=people.liaison)
    made = reviews.round_seed(lead_unit=bodies["leader"], size=1, due_on=due, by=people.liaison)
    reviews.round_draw(row=made, by=people.liaison)
    drawn = list(made.reviews.values_list("naming__public_id", flat=True))
    assert drawn == draw(made.pool, made.seed, 1)
    with pytest.raises(NotAllowed, match="只抽一次"):
        reviews.round_draw(row=made, by=people.liaison)


def test_it_runs_out(naming: Naming, clock: Clock) -> None:
    assert naming.valid_to
    clock(naming.valid_to)
    assert reviews.namings_expire() == 1
    naming.refresh_from_db()
    assert (naming.status, naming.ended_on) == ("expired", naming.valid_to)


def test_promotion_needs_its_months_below(
    naming: Naming, people: SimpleNamespace, apply: Make, clock: Clock
) -> None:
    start = timezone.localdate()
    application = apply("model")
    with pytest.raises(NotAllowed, match="时间不够"):
        named(application, people)
    Application.objects.exclude(pk=naming.application_id).delete()
    clock(start + timedelta(days=400))
    higher = named(apply("model"), people)
    assert (higher.pk, higher.tier) == (naming.pk, "model")
    assert [one.now for one in higher.changes.all()] == ["qualified", "model"]


def test_an_assessor_sees_it_and_nobody_else_does(
    apply: Make, people: SimpleNamespace, person: object
) -> None:
    application = accepted(apply(), people)
    assert not Application.objects.visible_to(people.assessor).exists()
    Assessor.objects.create(application=application, user=people.assessor)
    assert Application.objects.visible_to(people.assessor).get() == application
    for who in (people.school, people.admin):
        assert not Application.objects.visible_to(who).exists()
    for who in (people.officer, people.liaison, people.office, people.team, people.auditor):
        assert Application.objects.visible_to(who).exists(), who
    assert isinstance(people.officer, User)
    assert applying.may_apply(people.officer)
