"""Cited rows are read as people say them: steps, codes and headings in words, the local clock, nobody in clear."""

from types import SimpleNamespace

from django.utils.translation import override

from qinglian.web.runs.citing import cited_rows, sentence

HASH = "p:" + "d4782adc4d4f43d39a7d01e0"[:24]
SIGNAL = SimpleNamespace(
    rule_id="POL-004",
    subject="policy",
    subject_id="ZC1",
    text_zh=f"集体讨论之前没有专家论证，经办 {HASH}",
    text_en=f"No expert review before, handled by {HASH}",
    evidence=[
        {
            "table": "event",
            "id": "policy:ZC1:deliberated",
            "columns": {
                "process": "policy",
                "activity": "deliberated",
                "occurred_at": "2024-03-18 16:30:00",
                "resource": HASH,
            },
        }
    ],
)


def test_steps_codes_and_persons_in_words() -> None:
    (row,) = cited_rows(SIGNAL)
    shown = " ".join(value for _head, value in row["cells"])
    assert "集体讨论" in shown
    assert "deliberated" not in f"{shown} {row['id']}"
    assert HASH not in f"{shown} {sentence(SIGNAL)}"
    assert all(head.isascii() is False for head, _value in row["cells"])


def test_instants_are_on_the_local_clock() -> None:
    (row,) = cited_rows(SIGNAL)
    assert any("2024-03-19 00:30" in value for _head, value in row["cells"])


def test_the_same_in_english() -> None:
    with override("en"):
        (row,) = cited_rows(SIGNAL)
        assert all(head.isascii() for head, _value in row["cells"])
        assert "No expert review" in sentence(SIGNAL)
