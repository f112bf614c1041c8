"""The OCDS red flags say what Cardinal says, number for number; and where Cardinal is wrong, they are right."""

import json
from collections import defaultdict
from datetime import date
from pathlib import Path
from random import Random
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from qinglian.engine.catalog import catalog
from qinglian.engine.identity import Hasher
from qinglian.engine.inputs import open_inputs
from qinglian.engine.outcome import Outcome
from qinglian.engine.run import run
from tests.oracles.cardinal import RULES, indicators

GROUPS = {
    "contracting_process": "OCID",
    "buyer": "Buyer",
    "procuring_entity": "ProcuringEntity",
    "tenderer": "Tenderer",
}
OF_TENDERERS = {"R024": 0.0, "R028": 1.0, "R030": 1.0, "R035": 0.0, "R058": 0.0}
AS_CARDINAL = {"R030": {"compare": "text"}, "R038": {"count": "bids"}}
CURRENCY = ("R024", "R036", "R058")
COMPARING = ("R024", "R028", "R036", "R058")


def ask(path: Path, params: dict[str, Any] | None = None) -> Outcome:
    dataset = open_inputs([path], hasher=Hasher(b"no persons here"))
    return run(dataset, catalog().chosen(["ocds_red_flags"]), as_of=date(2024, 6, 30), params=params)


def as_result(outcome: Outcome) -> dict[str, dict[str, dict[str, float]]]:
    """Signals in the shape of Cardinal's results."""
    found: dict[str, Any] = defaultdict(lambda: defaultdict(dict))
    for signal in outcome.signals.to_pylist():
        code = signal["rule_id"].split("-")[0]
        found[GROUPS[signal["subject"]]][signal["subject_id"]][code] = signal["value"]
        if code in OF_TENDERERS and signal["subject"] == "contracting_process":
            for party in signal["parties"]:
                if party["role"] == "tenderer" and party["id"] is not None:
                    found["Tenderer"][party["id"]][code] = OF_TENDERERS[code]
    return {group: {key: dict(codes) for key, codes in ids.items()} for group, ids in found.items()}


def write(path: Path, releases: list[Any]) -> Path:
    lines = [release if isinstance(release, str) else json.dumps(release) for release in releases]
    path.write_text("\n".join(lines) + "\n", encoding="utf-8")
    return path


# Random releases


class Maker:
    """Makes compiled releases with every gap and oddity that published files have."""

    def __init__(self, seed: int) -> None:
        self.random = Random(seed)
        self.bidders = [f"S{n}" for n in range(self.random.choice((3, 6, 15)))]
        self.bodies = [f"B{n}" for n in range(self.random.choice((2, 8)))]

    def some(self, chance: float) -> bool:
        return self.random.random() < chance

    def file(self) -> list[dict[str, Any]]:
        return [self.release(n) for n in range(self.random.choice((1, 5, 40, 120)))]

    def release(self, number: int) -> dict[str, Any]:
        r = self.random
        ocid = f"ocds-99xxxx-{number if self.some(0.95) else r.randrange(number + 1)}"
        release: dict[str, Any] = {"ocid": ocid, "tag": ["compiled"]}
        if self.some(0.9):
            release["buyer"] = self.body()
        release["tender"] = self.tender()
        bidders = r.sample(self.bidders, min(len(self.bidders), r.choice((1, 2, 3, 5))))
        if self.some(0.95):
            release["bids"] = {} if self.some(0.05) else {"details": [self.bid(bidders) for _ in range(r.choice((0, 1, 2, 3, 6)))]}
        if self.some(0.95):
            release["awards"] = [self.award(n, bidders) for n in range(r.choice((0, 1, 1, 1, 1, 2)))]
        return release

    def body(self) -> dict[str, Any]:
        return {"id": self.random.choice(self.bodies)} if self.some(0.95) else {"name": "Nameless"}

    def tender(self) -> dict[str, Any] | None:
        r = self.random
        if self.some(0.03):
            return None
        tender: dict[str, Any] = {"status": r.choice(("active", "complete", "complete", "complete", "cancelled", None))}
        if self.some(0.9):
            tender["procurementMethod"] = r.choice(("open", "selective", "limited", "direct"))
        if self.some(0.7):
            tender["procurementMethodDetails"] = r.choice(("Plain", "Urgent", "Auction"))
        if self.some(0.9):
            tender["procuringEntity"] = self.body()
        if self.some(0.8):
            tender["numberOfTenderers"] = r.choice((0, 1, 1, 2, None, "1"))
        if self.some(0.9):
            tender["tenderPeriod"] = {"startDate": self.day(1, 3), "endDate": self.day(12, 20)}
        return tender

    def day(self, first: int, last: int) -> str | None:
        r = self.random
        zone = r.choice(("Z", "Z", "+08:00", "-05:30"))
        text = f"2024-03-{r.randint(first, last):02}T{r.choice((0, 9, 10, 23)):02}:30:00{zone}"
        return None if self.some(0.05) else text

    def bid(self, bidders: list[str]) -> dict[str, Any]:
        r = self.random
        status = r.choice(("valid",) * 6 + ("disqualified",) * 2 + ("withdrawn", "invited", "pending", "odd", None))
        bid: dict[str, Any] = {"id": str(r.randrange(10**9)), "status": status, "date": self.day(10, 20)}
        if self.some(0.95):
            count = r.choice((0, 1, 1, 1, 1, 1, 1, 2))
            bid["tenderers"] = [self.organisation(r.choice(bidders)) for _ in range(count)]
        if self.some(0.95):
            bid["value"] = self.money()
        return bid

    def money(self) -> dict[str, Any]:
        r = self.random
        amount = r.choice((100, 100.0, 101.5, 103, 110, 140.25, round(r.uniform(50, 500), 2), None, "100"))
        currency = r.choice(("XTS",) * 9 + ("XXX", None))
        return {"amount": amount, "currency": currency}

    def organisation(self, id_: str) -> dict[str, Any]:
        return {"id": id_, "name": id_} if self.some(0.97) else {"name": id_}

    def award(self, number: int, bidders: list[str]) -> dict[str, Any]:
        r = self.random
        status = r.choice(("active",) * 8 + ("cancelled", "unsuccessful", "pending", None))
        award: dict[str, Any] = {"id": f"a{number}", "status": status}
        if self.some(0.97):
            count = r.choice((0, 1, 1, 1, 1, 1, 1, 1, 2))
            award["suppliers"] = [self.organisation(r.choice(bidders)) for _ in range(count)]
        if self.some(0.9):
            award["items"] = [self.item(n) for n in range(r.randrange(4))]
        return award

    def item(self, number: int) -> dict[str, Any]:
        code = self.random.choice(("10110000", "10120000", "22110000", "3011", "AB1", "7"))
        return {"id": str(number), "classification": {"id": code}} if self.some(0.9) else {"id": str(number)}


def options(random: Random) -> dict[str, dict[str, Any]]:
    """Random settings, in Cardinal's names."""
    drawn: dict[str, dict[str, Any]] = {code: {} for code in RULES}

    def maybe(code: str, option: str, *values: Any) -> None:
        if random.random() < 0.4:
            drawn[code][option] = random.choice(values)

    maybe("R003", "threshold", 12, 15, 16)
    maybe("R003", "procurement_methods", ["open"], ["open", "direct"])
    maybe("R003", "procurement_method_details", {"Urgent": 5, "Auction": 30})
    maybe("R018", "procurement_methods", ["open"], ["limited", "direct"])
    for code in ("R024", "R058"):
        maybe(code, "threshold", 0.0, 0.05, 0.3)
    maybe("R025", "percentile", 0, 50, 90, 100)
    maybe("R025", "threshold", 0.0, 0.25, 0.5)
    maybe("R035", "threshold", 0, 1, 2)
    maybe("R038", "threshold", 0.0, 0.25, 0.5)
    maybe("R038", "minimum_submitted_bids", 0, 1, 5)
    maybe("R038", "minimum_contracting_processes", 0, 1, 5)
    maybe("R048", "threshold", 1, 3)
    maybe("R048", "digits", 0, 1, 4)
    drawn["R048"]["minimum_contracting_processes"] = random.choice((0, 1, 3, 20))
    common: dict[str, Any] = {"currency": "XTS"}
    if random.random() < 0.3:
        common["excluded_procurement_method_details"] = ["Urgent"]
    if random.random() < 0.3:
        common["no_price_comparison_procurement_methods"] = ["Auction"]
    if random.random() < 0.2:
        common["price_comparison_procurement_methods"] = ["Plain"]
    return {**drawn, "common": common}


def ours(drawn: dict[str, dict[str, Any]]) -> dict[str, dict[str, Any]]:
    """The same settings as a `--params` file."""
    params = {code: {**AS_CARDINAL.get(code, {}), **given} for code, given in drawn.items() if code != "common"}
    for option, value in drawn["common"].items():
        takers = {"currency": CURRENCY, "excluded_procurement_method_details": tuple(RULES)}
        for code in takers.get(option, COMPARING):
            params[code][option] = value
    return params


def agree(folder: Path, seed: int) -> None:
    releases = Maker(seed).file()
    drawn = options(Random(seed))
    path = write(folder / f"releases-{seed}.jsonl", releases)
    expected = indicators(path.read_text("utf-8").splitlines(), drawn)
    assert as_result(ask(path, ours(drawn))) == expected


@settings(max_examples=15)
@given(seed=st.integers(0, 2**32))
def test_random_releases_agree(tmp_path_factory: pytest.TempPathFactory, seed: int) -> None:
    agree(tmp_path_factory.mktemp("cardinal"), seed)


@pytest.mark.slow
@settings(max_examples=400)
@given(seed=st.integers(0, 2**32))
def test_many_random_releases_agree(tmp_path_factory: pytest.TempPathFactory, seed: int) -> None:
    agree(tmp_path_factory.mktemp("cardinal"), seed)


# Where Cardinal is wrong: one test for each defect of its list


def coverage(outcome: Outcome, rule_id: str) -> Any:
    return next(item for item in outcome.coverage if item.rule.id == rule_id)


def flagged(outcome: Outcome, rule_id: str) -> set[str]:
    return {
        signal["subject_id"] for signal in outcome.signals.to_pylist() if signal["rule_id"] == rule_id
    }


def priced(ocid: str, winning: float, losing: float, currency: str = "XTS", **more: Any) -> dict[str, Any]:
    """A release with a winner W and a loser L."""
    bids = [
        {"id": "1", "status": "valid", "value": {"amount": winning, "currency": currency}, "tenderers": [{"id": "W"}]},
        {"id": "2", "status": "valid", "value": {"amount": losing, "currency": currency}, "tenderers": [{"id": "L"}]},
    ]
    awards = [{"id": "a", "status": "active", "suppliers": [{"id": "W"}]}]
    return {"ocid": ocid, "tag": ["compiled"], "bids": {"details": bids}, "awards": awards, **more}


def spread() -> list[dict[str, Any]]:
    """Twelve ordinary releases, whose ratios lie between 0.20 and 0.31."""
    return [priced(f"ocds-99xxxx-{n}", 100, 120 + n) for n in range(12)]


@pytest.mark.parametrize("place", [0, 6, 12])
def test_defect_1_a_foreign_currency_first_changes_nothing(tmp_path: Path, place: int) -> None:
    releases = [*spread(), priced("ocds-99xxxx-near", 100, 101), priced("ocds-99xxxx-far", 100, 900)]
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
    bids = [{"id": str(n), "status": "disqualified", "tenderers": [{"id": f"S{n}"}]} for n in range(2)]
    release = {"ocid": "ocds-99xxxx-1", "buyer": {"id": "B"}, "bids": {"details": bids}}
    path = write(tmp_path / "f.jsonl", [release])
    outcome = ask(path)
    assert flagged(outcome, "R038-buyer") == set()
    assert coverage(outcome, "R038-buyer").undecided == 1
    assert flagged(ask(path, {"R038": {"count": "bids"}}), "R038-buyer") == {"B"}


@pytest.mark.parametrize("params", [{}, {"R024": {"threshold": 0.05}, "R058": {"threshold": 2}}])
def test_defect_3_a_winning_bid_of_zero_spoils_nothing(tmp_path: Path, params: dict[str, Any]) -> None:
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


def test_real_tenders_of_assam(shared: Path) -> None:
    """35,458 real tenders: the counts Cardinal 0.0.8 gives with all defaults."""
    path = shared / "ocds" / "assam-2016-2026.jsonl.zst"
    if not path.exists():
        pytest.skip(f"{path.name} is absent: answers on real tenders are not compared")
    found = as_result(ask(path, AS_CARDINAL))
    counts = {
        code: sum(code in codes for codes in found.get("OCID", {}).values())
        for code in ("R003", "R018", "R024", "R028", "R030", "R035", "R036", "R058")
    }
    assert counts == {
        "R003": 20_418, "R018": 2_087, "R024": 0, "R028": 652, "R030": 6, "R035": 7_971, "R036": 0, "R058": 0,
    }  # fmt: skip
    everybody = [codes for group in ("Buyer", "ProcuringEntity", "Tenderer") for codes in found.get(group, {}).values()]
    assert not any("R038" in codes or "R025" in codes for codes in everybody)
