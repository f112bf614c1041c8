"""Where Cardinal is wrong the red flags are right: one test or more for each defect known of it."""

from pathlib import Path
from typing import Any

import pytest

from qinglian.engine.outcome import Outcome
from tests.oracles.red_flags import ask, write


def coverage(outcome: Outcome, rule_id: str) -> Any:
    return next(item for item in outcome.coverage if item.rule.id == rule_id)


def flagged(outcome: Outcome, rule_id: str) -> set[str]:
    return {
        signal["subject_id"]
        for signal in outcome.signals.to_pylist()
        if signal["rule_id"] == rule_id
    }


def priced(
    ocid: str, winning: float, losing: float, currency: str = "XTS", **more: Any
) -> dict[str, Any]:
    """A release with a winner W and a loser L."""
    bids = [
        {
            "id": "1",
            "status": "valid",
            "value": {"amount": winning, "currency": currency},
            "tenderers": [{"id": "W"}],
        },
        {
            "id": "2",
            "status": "valid",
            "value": {"amount": losing, "currency": currency},
            "tenderers": [{"id": "L"}],
        },
    ]
    awards = [{"id": "a", "status": "active", "suppliers": [{"id": "W"}]}]
    return {"ocid": ocid, "tag": ["compiled"], "bids": {"details": bids}, "awards": awards, **more}


def spread() -> list[dict[str, Any]]:
    """Twelve ordinary releases, whose ratios lie between 0.20 and 0.31."""
    return [priced(f"ocds-99xxxx-{n}", 100, 120 + n) for n in range(12)]


@pytest.mark.parametrize("place", [0, 6, 12])
def test_defect_1_a_foreign_currency_first_changes_nothing(tmp_path: Path, place: int) -> None:
    releases = [
        *spread(),
        priced("ocds-99xxxx-near", 100, 101),
        priced("ocds-99xxxx-far", 100, 900),
    ]
    releases.insert(place, priced("ocds-99xxxx-foreign", 100, 125, currency="XXX"))
    outcome = ask(write(tmp_path / "f.jsonl", releases))
    assert flagged(outcome, "R024") == {"ocds-99xxxx-near"}
    assert flagged(outcome, "R058") == {"ocds-99xxxx-far"}


def test_defect_1_prices_in_two_currencies_are_not_compared(tmp_path: Path) -> None:
    mixed = priced("ocds-99xxxx-mixed", 100, 101)
    mixed["bids"]["details"][1]["value"]["currency"] = "XXX"
    outcome = ask(write(tmp_path / "f.jsonl", [*spread(), mixed]))
    assert flagged(outcome, "R024") == set()
    assert coverage(outcome, "R024").undecided == 1


def test_defect_2_minimum_of_processes_counts_processes(tmp_path: Path) -> None:
    bids = [
        {"id": str(n), "status": "disqualified", "tenderers": [{"id": f"S{n}"}]} for n in range(2)
    ]
    release = {"ocid": "ocds-99xxxx-1", "buyer": {"id": "B"}, "bids": {"details": bids}}
    path = write(tmp_path / "f.jsonl", [release])
    outcome = ask(path)
    assert flagged(outcome, "R038-buyer") == set()
    assert coverage(outcome, "R038-buyer").undecided == 1
    assert flagged(ask(path, {"R038": {"count": "bids"}}), "R038-buyer") == {"B"}


@pytest.mark.parametrize("params", [{}, {"R024": {"threshold": 0.05}, "R058": {"threshold": 2}}])
def test_defect_3_a_winning_bid_of_zero_spoils_nothing(
    tmp_path: Path, params: dict[str, Any]
) -> None:
    releases = [
        *spread(),
        priced("ocds-99xxxx-near", 100, 101),
        priced("ocds-99xxxx-far", 100, 900),
        priced("ocds-99xxxx-zero", 0, 10),
    ]
    outcome = ask(write(tmp_path / "f.jsonl", releases), params)
    assert flagged(outcome, "R024") == {"ocds-99xxxx-near"}
    assert flagged(outcome, "R058") == {"ocds-99xxxx-far"}
    for rule_id in ("R024", "R058"):
        assert coverage(outcome, rule_id).undecided == 1
        assert None not in outcome.signals["value"].to_pylist()


def late(ocid: str, submitted: str, end: str) -> dict[str, Any]:
    release = priced(ocid, 100, 200, tender={"tenderPeriod": {"endDate": end}})
    release["bids"]["details"][0]["date"] = submitted
    return release


def test_defect_4_dates_are_moments_and_not_text(tmp_path: Path) -> None:
    releases = [
        late("ocds-99xxxx-hour-late", "2024-03-11T03:00:00Z", "2024-03-11T10:00:00+08:00"),
        late("ocds-99xxxx-in-time", "2024-03-11T10:30:00+09:00", "2024-03-11T10:00:00+08:00"),
        late("ocds-99xxxx-same-day", "2024-03-11T10:30:00+08:00", "2024-03-11"),
        late("ocds-99xxxx-next-day", "2024-03-12T00:30:00+08:00", "2024-03-11"),
    ]
    path = write(tmp_path / "f.jsonl", releases)
    assert flagged(ask(path), "R030") == {"ocds-99xxxx-hour-late", "ocds-99xxxx-next-day"}
    as_text = flagged(ask(path, {"R030": {"compare": "text"}}), "R030")
    assert as_text == {"ocds-99xxxx-in-time", "ocds-99xxxx-same-day", "ocds-99xxxx-next-day"}


def test_defect_4_plain_dates_are_calendar_days(tmp_path: Path) -> None:
    def period(ocid: str, start: str, end: str) -> dict[str, Any]:
        return {"ocid": ocid, "tender": {"tenderPeriod": {"startDate": start, "endDate": end}}}

    releases = [
        period("ocds-99xxxx-14", "2024-03-01", "2024-03-15"),
        period("ocds-99xxxx-15", "2024-03-01", "2024-03-16"),
        period("ocds-99xxxx-no-offset", "2024-03-01T09:00:00", "2024-03-02T09:00:00"),
    ]
    outcome = ask(write(tmp_path / "f.jsonl", releases))
    assert flagged(outcome, "R003") == {"ocds-99xxxx-14"}
    assert coverage(outcome, "R003").undecided == 1


def test_defect_5_what_cannot_be_judged_is_counted(tmp_path: Path) -> None:
    consortium = priced("ocds-99xxxx-consortium", 100, 101)
    consortium["awards"][0]["suppliers"].append({"id": "V"})
    lots = priced("ocds-99xxxx-lots", 100, 101)
    lots["awards"].append({"id": "b", "status": "active", "suppliers": [{"id": "L"}]})
    priceless = priced("ocds-99xxxx-priceless", 100, 101)
    del priceless["bids"]["details"][0]["value"]["currency"]
    stranger = priced("ocds-99xxxx-stranger", 100, 101)
    stranger["awards"][0]["suppliers"] = [{"id": "w"}]
    silent = {"ocid": "ocds-99xxxx-silent", "tender": {"title": "Nothing is known"}}
    path = write(tmp_path / "f.jsonl", [*spread(), consortium, lots, priceless, stranger, silent])
    cover = coverage(ask(path), "R024")
    assert (cover.asked, cover.decided, cover.undecided) == (17, 12, 5)


def test_defect_6_fences_can_be_drawn_among_peers(tmp_path: Path) -> None:
    """Among works at 1 % apart 1 % is nothing; among goods at 20 % apart it is."""
    goods = [
        priced(f"ocds-99xxxx-g{n}", 100, 120 + n, tender={"mainProcurementCategory": "goods"})
        for n in range(12)
    ]
    works = [
        priced(f"ocds-99xxxx-w{n}", 100, 101 + n / 10, tender={"mainProcurementCategory": "works"})
        for n in range(12)
    ]
    odd = priced("ocds-99xxxx-odd", 100, 101, tender={"mainProcurementCategory": "goods"})
    path = write(tmp_path / "f.jsonl", [*goods, *works, odd])
    assert flagged(ask(path), "R024") == set()
    among_peers = ask(path, {"R024": {"peer_groups": ["category"]}})
    assert flagged(among_peers, "R024") == {"ocds-99xxxx-odd"}


def test_defect_6_few_subjects_draw_no_fence(tmp_path: Path) -> None:
    path = write(tmp_path / "f.jsonl", [*spread(), priced("ocds-99xxxx-far", 100, 900)])
    assert flagged(ask(path), "R058") == {"ocds-99xxxx-far"}
    cautious = ask(path, {"R058": {"minimum_count": 30}})
    assert flagged(cautious, "R058") == set()
    assert coverage(cautious, "R058").undecided == 13


def test_defect_7_a_signal_says_why(tmp_path: Path) -> None:
    release = priced("ocds-99xxxx-same", 100, 100, buyer={"id": "B", "name": "Buyer"})
    outcome = ask(write(tmp_path / "f.jsonl", [release]))
    signal = next(s for s in outcome.signals.to_pylist() if s["rule_id"] == "R028")
    assert {"role": "tenderer", "id": "W"} in signal["parties"]
    assert {"role": "buyer", "id": "B"} in signal["parties"]
    cited = {entry["id"] for entry in signal["evidence"] if entry["table"] == "bid"}
    assert cited == {"ocds-99xxxx-same/1", "ocds-99xxxx-same/2"}
    assert signal["basis"]
    assert signal["exceptions"]
