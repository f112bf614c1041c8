"""What was found goes to the ledger once, marked as self-found; what the system knows is joined, not asked again."""

from collections.abc import Callable
from datetime import date
from types import SimpleNamespace

from django.utils import timezone

from qinglian.web.alerts.models import Alert
from qinglian.web.campaigns.known import known_of
from qinglian.web.campaigns.mending import mending_of
from qinglian.web.campaigns.models import Campaign, Found
from qinglian.web.campaigns.queries import matrix
from qinglian.web.campaigns.services.checking import (
    Said,
    answer_save,
    part_check,
    part_report,
    part_send_back,
)
from qinglian.web.campaigns.services.sampling import parts_of
from qinglian.web.rectification.models import Problem
from qinglian.web.rectification.services.problems import problem_open
from qinglian.web.units.models import Unit
from tests.web.campaigns.conftest import answered, soon

Make = Callable[..., Campaign]
SAID = (Said("多收三户", "三月多收", "已退"), Said("未公示", "没有公示", ""))


def alert_of(unit: Unit, pack: str, title: str = "示例预警") -> Alert:
    return Alert.objects.create(
        title=title, status="pushed", level="red", level_computed="red", pack=pack, unit=unit,
        anchor_kind="tender", anchor_id=title,
    )  # fmt: skip


def test_each_problem_once_and_again_only_what_is_new(begun: Make, people: SimpleNamespace) -> None:
    made = begun("bureau")
    part = answered(made.parts.get(), people.officer, people.head, SAID)
    assert set(Problem.objects.values_list("origin", "unit", "finder_unit", "lead_unit")) == {
        ("self_check", part.unit_id, part.unit_id, made.lead_unit_id)
    }
    assert Problem.objects.count() == 2
    assert mending_of(made, people.lead).opened == 2
    assert mending_of(made, people.market).opened == 0
    part = part_send_back(part=part, by=people.lead, reason="补查", due_on=soon(5))
    topic = made.topics.first()
    answer_save(
        part=part, topic=topic, by=people.officer, found=True, how="再查", problems=[SAID[0]]
    )
    part.refresh_from_db()
    part_check(part=part_report(part=part, by=people.officer), by=people.head)
    assert (Problem.objects.count(), Found.objects.count()) == (3, 3)
    Problem.objects.filter(title="未公示").update(
        status="struck", first_by=people.lead, first_unit=made.lead_unit, second_by=people.team,
        second_unit=made.urging_unit, struck_by=people.team, struck_unit=made.urging_unit,
        struck_at=timezone.now(),
    )  # fmt: skip
    cell = matrix(made, parts_of(made, people.lead), people.lead).rows[0].cells[0]
    assert (cell.found, cell.struck) == (3, 1)


def test_what_is_on_record_is_ticked_and_not_opened_again(
    begun: Make, people: SimpleNamespace, bodies: dict[str, Unit]
) -> None:
    made = begun("bureau")
    part = made.parts.get()
    own = alert_of(bodies["bureau"], "enforcement_cn")
    alert_of(bodies["bureau"], "bidding_cn", "别的领域")
    alert_of(bodies["market"], "enforcement_cn", "别的单位")
    standing = problem_open(
        title="审计问题", text="示例", unit=bodies["bureau"], by=people.team, origin="audit",
        found_on=date(2026, 1, 5), finder_unit=bodies["team"],
    )  # fmt: skip
    keys = [one.key for one in known_of(part, people.officer)]
    assert keys == [f"alert:{own.public_id}", f"problem:{standing.public_id}"]
    first, second = made.topics.all()
    answer_save(
        part=part, topic=first, by=people.officer, found=True, how="查了", known=[*keys, "alert:0"]
    )
    answer_save(part=part, topic=second, by=people.officer, found=False, how="查了")
    part.refresh_from_db()
    part = part_check(part=part_report(part=part, by=people.officer), by=people.head)
    assert part.nothing is False
    assert [one.known for one in part.founds.all()] == [True, True]
    assert Problem.objects.count() == 1


def test_a_confidential_check_is_not_listed(
    begun: Make, people: SimpleNamespace, bodies: dict[str, Unit]
) -> None:
    part = begun("bureau").parts.get()
    hidden = alert_of(bodies["bureau"], "enforcement_cn")
    Alert.objects.filter(pk=hidden.pk).update(secret=True, status="verifying")
    assert known_of(part, people.officer) == []
