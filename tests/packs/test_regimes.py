"""Which law a purchase follows decides which pack speaks of it: never both of one fact."""

import re
from datetime import date
from typing import Any

import pytest
import yaml

from qinglian.engine.cases import case_file, verdicts
from qinglian.engine.catalog import catalog, check
from qinglian.engine.run import run
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
    "unknown law": {"regime": None, "category": "goods", "method": "open"},
    "unknown, negotiated": {"regime": None, "category": "goods", "method": "limited"},
    "nothing known": {"regime": None, "category": None, "method": None},
}
BIDDING = {"works of the state", "tendering", "unknown law", "nothing known"}
BUYING = {"goods of the state", "state, kind unknown"}
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
@pytest.mark.parametrize("law", ["works of the state", "goods of the state", "state, negotiated"])
def test_statistics_of_tendering_count_tenders_alone(name: str, law: str) -> None:
    """The first case of the card, which flags, told of purchases under another law."""
    rule = catalog().rule(name)
    case = dict(yaml.safe_load(case_file(rule).read_text("utf-8"))[0])
    case["tender"] = [{**row, **LAWS[law]} for row in case["tender"]]
    flags = [one.flagged for one in verdicts(rule, check(rule.card.check), case)]
    assert (True in flags) == (law == "works of the state")
