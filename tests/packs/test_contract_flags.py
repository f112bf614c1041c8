"""From a published release to the flags of its contract: one that has everything wrong, and one that has not."""

import json
from datetime import date
from pathlib import Path
from typing import Any

from qinglian.engine.catalog import catalog
from qinglian.engine.identity import Hasher
from qinglian.engine.inputs import open_inputs
from qinglian.engine.run import run

WRONG = {
    "ocid": "ocds-99xxxx-1",
    "tag": ["compiled"],
    "buyer": {"id": "B"},
    "tender": {"procurementMethod": "open", "tenderPeriod": {"endDate": "2024-01-31"}},
    "bids": {"details": [
        {"id": "1", "status": "disqualified", "date": "2024-01-20", "tenderers": [{"id": "W"}]},
        {"id": "2", "status": "valid", "date": "2024-01-20", "tenderers": [{"id": "L"}]},
    ]},
    "awards": [{
        "id": "a", "status": "active", "date": "2024-02-02", "suppliers": [{"id": "W"}],
        "value": {"amount": 1000, "currency": "XTS"},
        "items": [{"id": "i", "quantity": 100}, {"id": "j", "quantity": 1}],
        "hasSubcontracting": True, "subcontracting": {"minimumPercentage": 0.8, "maximumPercentage": 0.9},
    }],
    "contracts": [{
        "id": "c", "awardID": "a", "status": "active", "dateSigned": "2024-05-01",
        "value": {"amount": 1500, "currency": "XTS"},
        "items": [{"id": "i", "quantity": 60}, {"id": "j", "quantity": 9}],
        "amendments": [{"id": "m1"}, {"id": "m2"}, {"id": "m3"}],
        "documents": [{"id": "d", "documentType": "contractAnnexe"}],
        "relatedProcesses": [{"id": "r", "relationship": ["subContract"], "identifier": "ocds-99xxxx-2"}],
        "implementation": {
            "milestones": [{"id": "s", "type": "delivery", "dueDate": "2024-06-01", "dateMet": "2024-07-01"}],
            "transactions": [{"id": "p", "value": {"amount": 1600, "currency": "XTS"}}],
        },
    }],
}  # fmt: skip
SOUND = {
    "ocid": "ocds-99xxxx-2",
    "tag": ["compiled"],
    "buyer": {"id": "B"},
    "tender": {"procurementMethod": "open", "tenderPeriod": {"endDate": "2024-01-31"}},
    "bids": {"details": [{"id": "1", "status": "valid", "date": "2024-01-20", "tenderers": [{"id": "L"}]}]},
    "awards": [{
        "id": "a", "status": "active", "date": "2024-02-20", "suppliers": [{"id": "L"}],
        "value": {"amount": 1000, "currency": "XTS"}, "items": [{"id": "i", "quantity": 100}],
        "hasSubcontracting": False,
    }],
    "contracts": [{
        "id": "c", "awardID": "a", "status": "active", "dateSigned": "2024-03-01",
        "value": {"amount": 1000, "currency": "XTS"}, "items": [{"id": "i", "quantity": 100}], "amendments": [],
        "documents": [{"id": "d", "documentType": "contractSigned"}],
        "implementation": {
            "milestones": [{"id": "s", "type": "delivery", "dueDate": "2024-06-01", "dateMet": "2024-05-20"}],
            "transactions": [{"id": "p", "value": {"amount": 1000, "currency": "XTS"}}],
        },
    }],
}  # fmt: skip
CONTRACT = {
    "R056", "R059", "R060", "R061", "R062", "R063", "R064", "R064-2", "R065", "R066", "R067", "R068", "R069", "R070",
    "R071",
}  # fmt: skip
FLAGGED = CONTRACT - {"R062"}


def asked(path: Path, *releases: Any) -> dict[str, set[str]]:
    """For each rule, the processes it flags; `?` where it could not decide about something."""
    path.write_text("".join(f"{json.dumps(release)}\n" for release in releases), encoding="utf-8")
    dataset = open_inputs([path], hasher=Hasher(b"a test"))
    rules = [rule for rule in catalog().rules if rule.id in CONTRACT]
    outcome = run(dataset, rules, as_of=date(2024, 12, 31))
    found: dict[str, set[str]] = {rule.id: set() for rule in rules}
    for signal in outcome.signals.to_pylist():
        found[signal["rule_id"]].add(signal["subject_id"].split("/")[0])
    for item in outcome.coverage:
        assert not item.error
        if item.decided < item.asked:
            found[item.rule.id].add("?")
    return found


def test_the_contract_with_everything_wrong_is_flagged_and_the_other_is_not(tmp_path: Path) -> None:
    found = asked(tmp_path / "t.jsonl", WRONG, SOUND)
    assert {rule for rule, those in found.items() if those} == FLAGGED
    assert {process for those in found.values() for process in those} == {"ocds-99xxxx-1"}


def test_a_release_without_contracts_decides_nothing_about_them(tmp_path: Path) -> None:
    bare = {name: part for name, part in WRONG.items() if name not in ("contracts", "awards")}
    found = asked(tmp_path / "t.jsonl", bare)
    assert not any(found.values())
