"""Show identities in the clear, for a purpose stated and logged; only from files at hand, never from a lake."""

import json
import re
from collections.abc import Mapping
from typing import Any

import pyarrow as pa

HASHED = re.compile(r"\b[ptbadw]:[0-9a-f]{24}\b")


def unmasked(signals: pa.Table, clear: Mapping[str, str]) -> pa.Table:
    """Signals with every hash in parties, evidence and text replaced by what it stood for. Ids of signals stay."""
    if not clear or not signals.num_rows:
        return signals

    def shown(text: str) -> str:
        return HASHED.sub(lambda found: clear.get(found[0], found[0]), text)

    def in_json(text: str) -> str:
        return HASHED.sub(
            lambda found: json.dumps(clear.get(found[0], found[0]), ensure_ascii=False)[1:-1], text
        )

    rows: list[dict[str, Any]] = signals.to_pylist()
    for row in rows:
        for party in row["parties"]:
            party["id"] = shown(party["id"])
        for cited in row["evidence"]:
            cited["columns"] = in_json(cited["columns"])
        row["subject_id"] = shown(row["subject_id"])
        row["text_zh"], row["text_en"] = shown(row["text_zh"]), shown(row["text_en"])
    return pa.Table.from_pylist(rows, schema=signals.schema)
