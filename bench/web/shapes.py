"""
What signals look like: those of the sample ledgers, with the numbers of their subjects changed. 疑点的样子。
"""

import json
import subprocess
import sys
import tempfile
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

from bench.place import ROOT

HERE = "\x00"


@dataclass(frozen=True, slots=True)
class Shape:
    """One signal with a hole where the number of its subject stood."""

    rule_id: str
    pack: str
    severity: str
    subject: str
    texts: tuple[str, str, str, str]
    """Evidence and exceptions as JSON, the sentence in two languages."""
    basis: list[str]
    value: float | None
    threshold: float | None

    def filled(self, subject_id: str) -> list[str]:
        """The texts for a subject."""
        return [text.replace(HERE, subject_id) for text in self.texts]


@cache
def shapes() -> list[Shape]:
    """Every kind of signal that the sample ledgers give, once run."""
    with tempfile.TemporaryDirectory(prefix="qinglian-bench-") as name:
        out = Path(name) / "signals.jsonl"
        ledgers = sorted(map(str, (ROOT / "samples" / "ledgers").iterdir()))
        subprocess.run(
            [sys.executable, "-m", "qinglian", "run", *ledgers, "--format", "jsonl", "--out", str(out)],
            check=True, capture_output=True, cwd=ROOT,
        )  # fmt: skip
        rows = [json.loads(line) for line in out.read_text("utf-8").splitlines()]
    return sorted((_shape(row) for row in rows), key=lambda one: (one.rule_id, one.texts))


def _shape(row: dict[str, Any]) -> Shape:
    texts = [
        json.dumps(row["evidence"], ensure_ascii=False).replace(row["subject_id"], HERE),
        json.dumps(row["exceptions"], ensure_ascii=False),
        row["text_zh"].replace(row["subject_id"], HERE),
        row["text_en"].replace(row["subject_id"], HERE),
    ]
    return Shape(
        row["rule_id"], row["pack"], row["severity"], row["subject"], (texts[0], texts[1], texts[2], texts[3]),
        row["basis"], row["value"], row["threshold"],
    )  # fmt: skip
