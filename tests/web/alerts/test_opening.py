"""How signals become alerts: one per body and event, joined before receipt, linked after, none for nothing."""

from collections.abc import Callable
from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from qinglian.web.alerts.anchors import anchor_of
from qinglian.web.alerts.levels import level_of
from qinglian.web.alerts.models import Alert, Competence, SelfFound
from qinglian.web.alerts.services.opening import alerts_open, queue_release
from qinglian.web.runs.models import Run, Signal
from qinglian.web.units.models import Unit
from tests.web.conftest import BEGUN

Make = Callable[..., Signal]
Bodies = dict[str, Unit]


def test_signals_of_one_event_at_one_body_are_one_alert(signal: Make, run: Run) -> None:
    signal(case="C1", rule="APR-003")
    signal(case="C1", rule="APR-005")
    signal(case="C2")
    signal("bureau", case="C1")
    assert alerts_open(run).opened == 3
    assert sorted(Alert.objects.values_list("anchor_id", "unit__code")) == [
        ("C1", "9901002"),
        ("C1", "9901003"),
        ("C2", "9901003"),
    ]
    assert Alert.objects.get(anchor_id="C1", unit__code="9901003").signals.count() == 2


def test_again_without_change_writes_nothing(signal: Make, run: Run) -> None:
    signal()
    alerts_open(run)
    with CaptureQueriesContext(
        connection,
    ) as said:
        done = alerts_open(run)
    assert (done.opened, done.joined) == (0, 0)
    assert not [
        one for one in said if one["sql"].lower().startswith(("insert", "update", "delete"))
    ]


def test_a_later_signal_joins_before_receipt_and_is_linked_after(
    signal: Make, run: Run, at: Callable[[str], Alert]
) -> None:
    first = at("pushed")
    signal(rule="APR-005", severity="red")
    assert alerts_open(run).joined == 1
    first.refresh_from_db()
    assert first.signals.count() == 2
    assert first.level == "red"
    Alert.objects.update(status="verifying")
    signal(rule="APR-007")
    assert alerts_open(run).opened == 1
    later = Alert.objects.exclude(pk=first.pk).get()
    assert later.linked_to == first


def test_held_and_gone_signals_make_no_alert(signal: Make, run: Run) -> None:
    from django.utils import timezone

    signal(case="C1", held=True)
    signal(case="C2", gone_at=timezone.now())
    assert alerts_open(run).opened == 0


def test_a_body_that_is_not_known_leaves_the_alert_with_who_holds_the_data(
    signal: Make, run: Run, bodies: Bodies
) -> None:
    signal(None)
    alerts_open(run)
    assert Alert.objects.get().unit == bodies["county"]


def test_the_authority_of_the_field_is_the_narrowest_and_nearest(
    signal: Make, run: Run, bodies: Bodies
) -> None:
    Competence.objects.create(
        field="approval_cn", within=bodies["county"], authority=bodies["market"], valid_from=BEGUN
    )
    signal(case="C1", rule="APR-003")
    Competence.objects.create(
        field="APR-005",
        within=bodies["county"],
        authority=bodies["school_bureau"],
        valid_from=BEGUN,
    )
    signal(case="C2", rule="APR-005")
    Competence.objects.create(
        field="approval_cn", within=bodies["bureau"], authority=bodies["bureau"], valid_from=BEGUN
    )
    signal("market", case="C3", rule="APR-003")
    alerts_open(run)
    found = dict(Alert.objects.values_list("anchor_id", "authority_unit__code"))
    assert found == {
        "C1": bodies["bureau"].code,
        "C2": bodies["school_bureau"].code,
        "C3": bodies["market"].code,
    }


def test_the_cap_holds_the_least_grave_and_never_red(signal: Make, run: Run, settings: Any) -> None:
    settings.TRIAGE_QUEUE = 1
    signal(case="C1", severity="blue")
    signal(case="C2", severity="orange")
    signal(case="C3", severity="red")
    signal(case="C4", severity="red")
    assert alerts_open(run).held == 2
    assert set(Alert.objects.filter(held=True).values_list("anchor_id", flat=True)) == {"C1", "C2"}
    assert queue_release() == 0
    Alert.objects.filter(level="red").update(status="pushed")
    assert queue_release() == 1
    assert Alert.objects.get(held=True).anchor_id == "C1"


def test_what_a_body_mended_itself_is_marked(
    signal: Make, run: Run, bodies: Bodies, people: Any
) -> None:
    SelfFound.objects.create(
        unit=bodies["station"], by=people.officer, anchor_id="C1", found="超期", mended="已办结"
    )
    signal()
    alerts_open(run)
    assert Alert.objects.get().self_found


@pytest.mark.parametrize(
    ("severities", "rules", "repeated", "expected"),
    [
        (["yellow", "orange"], 1, False, "orange"),
        (["yellow", "yellow", "blue"], 3, False, "orange"),
        (["blue"], 1, True, "yellow"),
        (["red"], 5, True, "red"),
    ],
)
def test_the_level_follows_gravity_meeting_and_repetition(
    severities: list[str], rules: int, repeated: bool, expected: str
) -> None:
    assert level_of(severities, rules, repeated) == expected


def test_the_anchor_is_what_all_rows_name_alike() -> None:
    row = {"table": "bid", "id": "1", "columns": {"tender_id": "T1"}}
    other = {"table": "bid", "id": "2", "columns": {"tender_id": "T2"}}
    assert anchor_of("tender", "T9", [row]) == ("tender", "T9")
    assert anchor_of("tenderer", "A", [row, row]) == ("tender", "T1")
    assert anchor_of("tenderer", "A", [row, other]) == ("tenderer", "A")
