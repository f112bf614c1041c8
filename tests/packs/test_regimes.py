"""Which law a purchase follows decides which pack speaks of it: never both of one fact."""

import re
from datetime import date
from pathlib import Path
from typing import Any

import orjson
import pytest
import yaml

from bench.ocds_generator import releases
from qinglian.engine.cases import case_file, verdicts
from qinglian.engine.catalog import catalog, check
from qinglian.engine.identity import Hasher
from qinglian.engine.inputs import open_inputs
from qinglian.engine.run import run
from qinglian.model.rule import Rule
from qinglian.model.table import tables
from tests.engine.lake.making import dataset

DAY = date(2024, 6, 3)
RULES = [rule for rule in catalog().rules if rule.card.id[:4] in ("BID-", "GPC-")]
SISTERS = {
    rule.card.id: named.group()
    for rule in RULES
    if rule.card.id.startswith("BID-")
    and rule.card.meaning
    and (named := re.search(r"GPC-[A-Z0-9]+(-\d+)?", rule.card.meaning.zh))
}
"""Cards of tendering that name the card of government purchases, and that card."""
LAWS: dict[str, dict[str, Any]] = {
    "goods of the state": {"regime": "procurement", "category": "goods", "method": "open"},
    "works of the state": {"regime": "procurement", "category": "works", "method": "open"},
    "state, kind unknown": {"regime": "procurement", "category": None, "method": "open"},
    "state, negotiated": {"regime": "procurement", "category": "services", "method": "limited"},
    "tendering": {"regime": "tendering", "category": "goods", "method": "open"},
    "other trade": {"regime": "other", "category": "goods", "method": "open"},
    "abroad": {"regime": "outside", "category": "works", "method": "open"},
    "abroad, negotiated": {"regime": "outside", "category": None, "method": "limited"},
    "unknown law": {"regime": None, "category": "goods", "method": "open"},
    "unknown, negotiated": {"regime": None, "category": "goods", "method": "limited"},
    "nothing known": {"regime": None, "category": None, "method": None},
}
BIDDING = {"works of the state", "tendering", "unknown law", "nothing known"}
BUYING = {"goods of the state", "state, kind unknown"}
ABROAD = {"purchase": "tender", "purchase_contract": "contract"}
"""Processes of ledgers that no rule of these laws asks, and the ledger of each."""
SHARED = (
    "BID-013", "BID-014", "BID-018", "BID-020", "BID-022", "BID-022-3", "BID-027", "BID-029", "BID-033-2",
)  # fmt: skip


def facts() -> dict[str, list[dict[str, Any]]]:
    """The same breaches in a purchase under each law; the purchase is named by the law."""
    tables: dict[str, list[dict[str, Any]]] = {}
    for name, law in LAWS.items():
        days = dict.fromkeys(("opened_on", "published_on", "period_end_on", "evaluated_on"), DAY)
        add(
            tables,
            "tender",
            tender_id=name,
            procuring_entity_id="Z",
            amount_yuan=1e6,
            bid_bond_yuan=9e5,
            **law,
            **days,
        )
        for who in "AB":
            own = {"tender_id": name, "bidder_id": who}
            add(tables, "bid", bid_id=f"{name} {who}", status="valid", **own)
            add(
                tables,
                "bid_device",
                bid_device_id=f"{name} {who}",
                mac="d:1",
                mac_valid=True,
                **own,
            )
            add(
                tables,
                "bid_member",
                bid_member_id=f"{name} {who}",
                role="agent",
                person_id_no="h9",
                **own,
            )
            add(
                tables,
                "deposit",
                deposit_id=f"{name} {who}",
                form="transfer",
                payer_account="k1",
                **own,
            )
        for n, kind in enumerate(("tenderer", "expert", "expert", "expert")):
            seat = {"panel_member_id": f"{name} {n}", "tender_id": name, "status": "sat"}
            add(tables, "panel_member", kind=kind, person_id_no=f"h{n}", person_id=f"e{n}", **seat)
        bond = {"performance_bond_yuan": 2e5, "amount_yuan": 1e6, "signed_on": DAY}
        add(
            tables,
            "contract",
            contract_id=name,
            tender_id=name,
            regime=None,
            method=None,
            contract_type=None,
            **bond,
        )
        add(tables, "clause", clause_id=name, tender_id=name, tag="named_brand")
    day = date(2020, 1, 1)
    tie = {"from_on": day, "to_on": None, "share": None}
    add(
        tables,
        "relation",
        relation_id="G1",
        from_id="A",
        to_id="B",
        from_person_id_no=None,
        kind="control",
        **tie,
    )
    add(
        tables,
        "relation",
        relation_id="G2",
        from_id=None,
        to_id="A",
        from_person_id_no="h1",
        kind="employment",
        **tie,
    )
    add(tables, "party", party_id="A", legal_representative_id_no=None)
    return tables  # fmt: skip


def add(tables: dict[str, list[dict[str, Any]]], table: str, **row: Any) -> None:
    tables.setdefault(table, []).append(row)


@pytest.fixture(scope="module")
def flagged() -> dict[str, set[str]]:
    """Of each rule, the laws under whose purchases it spoke."""
    named = {*SISTERS, *SISTERS.values()}
    asked = [rule for rule in RULES if rule.card.id in named]
    found: dict[str, set[str]] = {}
    for signal in run(dataset(facts()), asked, as_of=DAY).signals.to_pylist():
        found.setdefault(signal["rule_id"], set()).add(signal["subject_id"])
    return found


@pytest.mark.parametrize("rule", sorted(SISTERS))
def test_two_sisters_never_speak_of_one_purchase(rule: str, flagged: dict[str, set[str]]) -> None:
    assert not flagged.get(rule, set()) & flagged.get(SISTERS[rule], set())


@pytest.mark.parametrize("rule", SHARED)
def test_each_law_speaks_of_its_own_purchases(rule: str, flagged: dict[str, set[str]]) -> None:
    """A rule of tendering also asks where the law is not known; one of procurement then says nothing."""
    by_method = rule in ("BID-027", "BID-029", "BID-033-2")  # undecided without one
    assert flagged[rule] == BIDDING - ({"nothing known"} if by_method else set())
    bought = flagged[SISTERS[rule]]
    assert bought >= BUYING
    assert bought <= {*BUYING, "state, negotiated", "unknown, negotiated"}


@pytest.mark.parametrize("name", ["BID-S01", "BID-S02", "BID-S03", "BID-S04"])
@pytest.mark.parametrize(
    "law", ["works of the state", "goods of the state", "state, negotiated", "abroad"]
)
def test_statistics_of_tendering_count_tenders_alone(name: str, law: str) -> None:
    """The first case of the card, which flags, told of purchases under another law."""
    rule = catalog().rule(name)
    case = dict(yaml.safe_load(case_file(rule).read_text("utf-8"))[0])
    case["tender"] = [{**row, **LAWS[law]} for row in case["tender"]]
    flags = [one.flagged for one in verdicts(rule, check(rule.card.check), case)]
    assert (True in flags) == (law == "works of the state")


@pytest.mark.parametrize("rule", RULES, ids=lambda rule: rule.id)
def test_no_rule_of_these_laws_asks_abroad(rule: Rule) -> None:
    """The first case of a card that flags does not where the purchase is known to follow no Chinese law.

    Rules about the course of events ask by process: a ledger's rows abroad belong to one that no card names. Where the
    purchase itself is not on record, nothing tells which law it follows, and a case stands as it is.
    """
    asked = check(rule.card.check)
    if asked.is_process:
        assert rule.card.params["process"] not in ABROAD
    for case in yaml.safe_load(case_file(rule).read_text("utf-8")):
        told = [name for name in ABROAD.values() if case.get(name)]
        if case.get("event") or not told or not any(one.get("flagged") for one in case["expect"]):
            continue
        moved = {name: [{**row, "regime": "outside"} for row in case[name]] for name in told}
        flags = [one.flagged for one in verdicts(rule, asked, {**case, **moved})]
        assert True not in flags, case["name"]
        return


@pytest.mark.parametrize("process", ABROAD)
def test_ledgers_abroad_are_a_process_of_their_own(process: str) -> None:
    branches = tables()[ABROAD[process]].branches
    assert [one.process for one in branches if "outside" in one.where.get("regime", ())] == [
        process
    ]


@pytest.mark.parametrize("home", [True, False])
def test_published_releases_are_asked_where_they_say_china(home: bool, tmp_path: Path) -> None:
    """Generated releases of nowhere, in no real currency: breaches by the dozen, none of them of these laws."""
    made = b"".join(orjson.dumps(one) + b"\n" for one in releases(60, seed=1))
    path = tmp_path / "releases.jsonl"
    path.write_bytes(made.replace(b'"Nowhere"', b'"China"') if home else made)
    asked = [rule for rule in RULES if not home or rule.id in ("BID-010-2", "BID-026")]
    found = run(open_inputs([path], hasher=Hasher(b"k")), asked, as_of=DAY)
    flagged = {signal["rule_id"] for signal in found.signals.to_pylist()}
    assert flagged >= {"BID-010-2"} if home else not flagged
