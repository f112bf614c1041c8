"""A signal: one flagged subject of one rule. A lead, never a finding."""

import hashlib
import json

FIELDS = (
    "signal_id", "rule_id", "check", "pack", "severity", "subject", "subject_id", "unit_id", "period", "value",
    "threshold", "state", "due_on", "seen_at", "as_of", "parties", "evidence", "basis", "exceptions", "text_zh",
    "text_en",
)  # fmt: skip
"""Keys of a signal in JSON Lines, in this order.

In Arrow: `value` and `threshold` float64, `due_on` and `as_of` date32, `seen_at` timestamp(us, UTC), `parties` a
list of `{role, id}`, `evidence` a list of `{table, id, columns}` where `columns` is the JSON text of the cited values
by column name, `basis` a list of titles, `exceptions` a list of `{id, zh, en}`; the others are text.
"""


def signal_id(rule_id: str, subject: str, subject_id: str, period: str | None) -> str:
    """First 16 bytes, in hex, of sha256 over canonical JSON of what makes a signal the same signal.

    Value and evidence stay out, so that a signal seen again with other numbers keeps its id.
    """
    body = json.dumps(
        [rule_id, subject, subject_id, period], ensure_ascii=False, separators=(",", ":")
    )
    return hashlib.sha256(body.encode()).hexdigest()[:32]
