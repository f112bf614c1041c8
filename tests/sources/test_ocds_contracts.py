"""Contracts of OCDS: what was signed, amended, delivered and paid."""

import json
from pathlib import Path
from typing import Any

import duckdb

from qinglian.sources.intake import File, Intake
from qinglian.sources.ocds import adapter

ONE = {
    "ocid": "ocds-99xxxx-1",
    "tag": ["compiled"],
    "awards": [{"id": "a", "status": "active", "hasSubcontracting": True,
                "subcontracting": {"minimumPercentage": 0.3, "maximumPercentage": 0.4}}],
    "contracts": [
        {
            "id": "c", "awardID": "a", "status": "active", "dateSigned": "2024-03-01T00:00:00+08:00",
            "value": {"amount": 1000, "currency": "XTS"},
            "items": [{"id": "i", "quantity": 5, "unit": {"name": "box"}}],
            "amendments": [{"id": "m", "date": "2024-04-01", "rationale": "more rain"}],
            "documents": [{"id": "1", "documentType": "contractSigned", "datePublished": "2024-03-02"}],
            "relatedProcesses": [{"id": "r", "relationship": ["subContract"], "identifier": "ocds-2"}],
            "implementation": {
                "milestones": [{"id": "s", "type": "delivery", "dueDate": "2024-05-01", "status": "met"}],
                "transactions": [{"id": "p", "date": "2024-05-02", "value": {"amount": 400, "currency": "XTS"},
                                  "payee": {"id": "S1"}}],
            },
        },
        {"id": "d", "awardID": "a", "amendments": []},
    ],
}  # fmt: skip


def read(path: Path, *releases: Any) -> Intake:
    path.write_text("".join(f"{json.dumps(release)}\n" for release in releases), encoding="utf-8")
    intake = Intake(duckdb.connect())
    adapter.read(File(path), intake)
    return intake


def rows(intake: Intake, table: str, columns: str) -> list[Any]:
    return intake.con.execute(f"select {columns} from in_{table} order by all").fetchall()


def test_contracts_with_all_that_hangs_on_them(tmp_path: Path) -> None:
    intake = read(tmp_path / "t.jsonl", ONE)
    c = "ocds-99xxxx-1/c"
    assert rows(intake, "contract", "contract_id, award_id, amount, signed_on::varchar, amendments_recorded") == [
        (c, "ocds-99xxxx-1/a", 1000.0, "2024-03-01", True),
        ("ocds-99xxxx-1/d", "ocds-99xxxx-1/a", None, None, True),
    ]  # fmt: skip
    assert rows(intake, "contract_item", "contract_id, item_no, quantity, unit") == [
        (c, "i", 5.0, "box")
    ]
    assert rows(intake, "amendment", "amendment_id, contract_id, reason") == [
        (f"{c}/m", c, "more rain")
    ]
    assert rows(intake, "document", "contract_id, stage, document_type") == [
        (c, "contract", "contractSigned")
    ]
    assert rows(intake, "related_process", "contract_id, relationships, identifier") == [
        (c, ["subContract"], "ocds-2")
    ]
    assert rows(intake, "milestone", "contract_id, kind, status, due_on::varchar") == [
        (c, "delivery", "met", "2024-05-01")
    ]
    assert rows(intake, "payment", "payment_id, contract_id, amount, payee_id") == [
        (f"{c}/p", c, 400.0, "S1")
    ]


def test_an_award_says_what_is_subcontracted(tmp_path: Path) -> None:
    intake = read(tmp_path / "t.jsonl", ONE)
    found = rows(
        intake, "award", "award_id, subcontracted, subcontracted_least, subcontracted_most"
    )
    assert found == [("ocds-99xxxx-1/a", True, 0.3, 0.4)]


def test_a_word_where_true_or_false_is_expected_is_unknown(tmp_path: Path) -> None:
    """The line is mended, not refused: text that is no truth value is left out."""
    odd = {**ONE, "awards": [{"id": "a", "hasSubcontracting": "perhaps"}]}
    intake = read(tmp_path / "t.jsonl", ONE, odd)
    assert intake.rows_kept == 2
    assert sorted(str(row[0]) for row in rows(intake, "award", "subcontracted")) == ["None", "True"]
