"""Ask the OCDS red flags of a file, and show the answer as Cardinal's results are."""

import json
from collections import defaultdict
from datetime import date
from pathlib import Path
from typing import Any

from qinglian.engine.catalog import catalog
from qinglian.engine.identity import Hasher
from qinglian.engine.inputs import open_inputs
from qinglian.engine.outcome import Outcome
from qinglian.engine.run import run
from tests.oracles.cardinal import RULES

GROUPS = {
    "contracting_process": "OCID",
    "buyer": "Buyer",
    "procuring_entity": "ProcuringEntity",
    "tenderer": "Tenderer",
}
OF_TENDERERS = {"R024": 0.0, "R028": 1.0, "R030": 1.0, "R035": 0.0, "R058": 0.0}


def ask(path: Path, params: dict[str, Any] | None = None) -> Outcome:
    """Ask the flags that Cardinal has."""
    dataset = open_inputs([path], hasher=Hasher(b"no persons here"))
    known = catalog().chosen(["ocds_red_flags"])
    rules = [rule for rule in known if rule.id.split("-")[0] in RULES]
    return run(dataset, rules, as_of=date(2024, 6, 30), params=params)


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
