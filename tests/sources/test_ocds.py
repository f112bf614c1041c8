"""OCDS in every shape it is published in, and in the shapes it should not have."""

import gzip
import json
from pathlib import Path
from typing import Any

import duckdb
import pytest
import zstandard

from qinglian.model.errors import BadInput
from qinglian.sources.intake import File, Intake
from qinglian.sources.ocds import adapter, lines

ONE = {
    "ocid": "ocds-99xxxx-1",
    "tag": ["compiled"],
    "buyer": {"id": "B", "name": "示例采购人"},
    "tender": {
        "title": "Desks",
        "procurementMethod": "open",
        "numberOfTenderers": 2,
        "tenderPeriod": {"startDate": "2024-03-01T09:00:00+08:00", "endDate": "2024-03-20"},
        "value": {"amount": 1000.5, "currency": "XTS"},
    },
    "bids": {
        "details": [
            {"id": "1", "status": "valid", "date": "2024-03-10T01:00:00Z", "tenderers": [{"id": "S1", "name": "One"}],
             "value": {"amount": 900, "currency": "XTS"}},
            {"id": "2", "status": "withdrawn", "tenderers": [{"id": "S2"}, {"id": "S3"}]},
        ]
    },
    "awards": [
        {"id": "a", "status": "active", "suppliers": [{"id": "S1"}],
         "items": [{"id": "i", "classification": {"id": "44"}}]}
    ],
}  # fmt: skip
TWO = {"ocid": "ocds-99xxxx-2", "tag": ["compiled"], "tender": {"title": "Chairs"}}


def read(path: Path, zone: str = "Asia/Shanghai") -> Intake:
    intake = Intake(duckdb.connect(), zone=zone)
    adapter.read(File(path), intake)
    assert intake.rows_read == intake.rows_kept + len(intake.refused)
    return intake


def rows(intake: Intake, table: str, *columns: str) -> list[Any]:
    found = intake.con.execute(
        f"select {', '.join(columns)} from in_{table} order by all"
    ).fetchall()
    return [row[0] if len(columns) == 1 else row for row in found]


def written(path: Path, *releases: Any) -> Path:
    parts = [
        part if isinstance(part, str) else json.dumps(part, ensure_ascii=False) for part in releases
    ]
    path.write_text("".join(f"{part}\n" for part in parts), encoding="utf-8")
    return path


def titles(intake: Intake) -> list[Any]:
    return rows(intake, "tender", "tender_id", "title")


BOTH = [("ocds-99xxxx-1", "Desks"), ("ocds-99xxxx-2", "Chairs")]


def test_compiled_lines(tmp_path: Path) -> None:
    intake = read(written(tmp_path / "t.jsonl", ONE, TWO))
    assert titles(intake) == BOTH
    assert rows(intake, "tender", "period_start_at::varchar", "period_end_at::varchar", "period_end_date_only")[0] == (
        "2024-03-01 01:00:00", "2024-03-19 16:00:00", True,
    )  # fmt: skip
    assert rows(intake, "bid", "bid_id", "bidder_id", "bidder_ids", "amount", "withdrawn") == [
        ("ocds-99xxxx-1/1", "S1", ["S1"], 900.0, False),
        ("ocds-99xxxx-1/2", None, ["S2", "S3"], None, True),
    ]
    assert rows(intake, "award", "award_id", "supplier_id") == [("ocds-99xxxx-1/a", "S1")]
    assert rows(intake, "item", "item_id", "award_id", "classification_id") == [
        ("ocds-99xxxx-1/a/i", "ocds-99xxxx-1/a", "44")
    ]
    assert intake.rows_kept == 2


def test_local_days_follow_the_zone(tmp_path: Path) -> None:
    path = written(tmp_path / "t.jsonl", ONE)
    assert rows(read(path), "bid", "submitted_on::varchar")[0] == "2024-03-10"
    assert rows(read(path, "America/Lima"), "bid", "submitted_on::varchar")[0] == "2024-03-09"
    assert rows(read(path, "America/Lima"), "tender", "period_end_on::varchar")[0] == "2024-03-20"


@pytest.mark.parametrize("suffix", [".json", ".jsonl"])
def test_packages_and_records(tmp_path: Path, suffix: str) -> None:
    package = {"version": "1.1", "releases": [ONE, TWO]}
    records = {
        "version": "1.1",
        "records": [{"ocid": r["ocid"], "compiledRelease": r} for r in (ONE, TWO)],
    }
    record = {
        "ocid": ONE["ocid"],
        "releases": [{"url": "https://x.example"}],
        "compiledRelease": ONE,
    }
    assert titles(read(written(tmp_path / f"p{suffix}", package))) == BOTH
    assert titles(read(written(tmp_path / f"r{suffix}", records))) == BOTH
    assert titles(read(written(tmp_path / f"c{suffix}", record, TWO))) == BOTH


def test_pretty_printed_package(tmp_path: Path) -> None:
    path = tmp_path / "p.json"
    path.write_text(json.dumps({"releases": [ONE, TWO]}, indent=2), encoding="utf-8")
    assert titles(read(path)) == BOTH


def test_releases_are_merged_by_ocid(tmp_path: Path) -> None:
    first = {"ocid": "ocds-99xxxx-1", "id": "1", "date": "2024-03-01T00:00:00Z", "tag": ["tender"],
             "tender": {"id": "t", "title": "Desk", "status": "active"}}  # fmt: skip
    second = {"ocid": "ocds-99xxxx-1", "id": "2", "date": "2024-03-05T00:00:00Z", "tag": ["tenderUpdate"],
              "tender": {"id": "t", "title": "Desks"}}  # fmt: skip
    third = {"ocid": "ocds-99xxxx-1", "id": "3", "date": "2024-04-01T00:00:00Z", "tag": ["award"],
             "awards": [{"id": "a", "status": "active", "suppliers": [{"id": "S1"}]}]}  # fmt: skip
    intake = read(written(tmp_path / "t.jsonl", third, TWO, second, first))
    assert titles(intake) == BOTH
    assert rows(intake, "tender", "status")[0] == "active"
    assert rows(intake, "award", "supplier_id") == ["S1"]
    assert (intake.rows_read, intake.rows_kept) == (4, 4)
    assert any("合并" in note.zh for note in intake.notes)


def test_a_record_with_embedded_releases_is_merged(tmp_path: Path) -> None:
    parts = [
        {
            "ocid": "ocds-99xxxx-1",
            "id": "1",
            "date": "2024-03-01T00:00:00Z",
            "tag": ["tender"],
            "tender": {"title": "Desk"},
        },
        {
            "ocid": "ocds-99xxxx-1",
            "id": "2",
            "date": "2024-03-05T00:00:00Z",
            "tag": ["tenderUpdate"],
            "tender": {"title": "Desks"},
        },
    ]
    record = {"ocid": "ocds-99xxxx-1", "releases": parts}
    assert titles(read(written(tmp_path / "r.json", {"records": [record]}))) == BOTH[:1]


def test_organisations_of_1_0_are_named_by_their_identifier(tmp_path: Path) -> None:
    buyer = {"name": "Town", "identifier": {"scheme": "XX-REG", "id": 7}}
    old = {
        "ocid": "ocds-99xxxx-1",
        "id": "1",
        "date": "2014-01-01T00:00:00Z",
        "tag": ["tender"],
        "buyer": buyer,
    }
    assert rows(read(written(tmp_path / "p.json", {"releases": [old]})), "tender", "buyer_id") == [
        "XX-REG-7"
    ]


@pytest.mark.parametrize("pack", ["gz", "zst", "bom", "utf-16", "gb18030"])
def test_packed_and_encoded(tmp_path: Path, pack: str) -> None:
    text = "".join(json.dumps(release, ensure_ascii=False) + "\n" for release in (ONE, TWO))
    packed = {
        "gz": lambda: gzip.compress(text.encode()),
        "zst": lambda: (
            zstandard.compress(text[:200].encode()) + zstandard.compress(text[200:].encode())
        ),
        "bom": lambda: b"\xef\xbb\xbf" + text.encode(),
        "utf-16": lambda: text.encode("utf-16"),
        "gb18030": lambda: text.encode("gb18030"),
    }[pack]()
    path = tmp_path / (f"t.jsonl.{pack}" if pack in ("gz", "zst") else "t.jsonl")
    path.write_bytes(packed)
    intake = read(path)
    assert titles(intake) == BOTH
    assert rows(intake, "tender", "buyer_name")[0] == "示例采购人"


@pytest.mark.parametrize(
    ("bad", "column"),
    [
        ("not json", None),
        ('{"ocid": "ocds-99xxxx-8"} {"ocid": "ocds-99xxxx-9"}', None),
        ('{"ocid": "ocds-99xxxx-9", }}', None),
        ("[1, 2]", None),
        ('{"tender": {}}', "ocid"),
        ('{"ocid": 9}', "ocid"),
        ('{"ocid": null}', "ocid"),
    ],
)
def test_a_bad_line_is_refused_with_its_number(
    tmp_path: Path, bad: str, column: str | None
) -> None:
    intake = read(written(tmp_path / "t.jsonl", ONE, "", bad, TWO))
    assert titles(intake) == BOTH
    assert {(entry.row, entry.column) for entry in intake.refused} == {(3, column)}


@pytest.mark.parametrize(
    "odd",
    [
        {"awards": {"id": "a", "status": "active", "suppliers": {"id": "S1"}}},
        {"bids": {"details": {"id": 1, "status": "valid", "tenderers": {"id": 7}}}},
        {"bids": "none", "tender": ["x"], "awards": "x"},
        {"tag": "compiled"},
        {"tag": []},
        {"buyer": {"id": 5}},
        {"tender": {"numberOfTenderers": "2", "value": {"amount": "12"}}},
    ],
)
def test_what_does_not_fit_its_type_is_mended(tmp_path: Path, odd: dict[str, Any]) -> None:
    intake = read(written(tmp_path / "t.jsonl", TWO, {**ONE, **odd}))
    assert rows(intake, "tender", "tender_id") == ["ocds-99xxxx-1", "ocds-99xxxx-2"]
    assert not intake.refused
    if "awards" in odd and isinstance(odd["awards"], dict):
        assert rows(intake, "award", "supplier_id") == ["S1"]
    if "buyer" in odd:
        assert rows(intake, "tender", "buyer_id") == ["5", None]
    if "bids" in odd and isinstance(odd["bids"], dict):
        assert rows(intake, "bid", "bid_id", "bidder_id") == [("ocds-99xxxx-1/1", "7")]
    if "numberOfTenderers" in odd.get("tender", {}):
        assert rows(intake, "tender", "number_of_tenderers", "amount") == [(None, None)] * 2


def test_blocks_give_what_one_pass_gives(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A bad line in one block leaves the others to DuckDB; order and line numbers hold."""
    releases = [{**ONE, "ocid": f"ocds-99xxxx-{n:03}"} for n in range(300)]
    whole = read(written(tmp_path / "a.jsonl", *releases))
    monkeypatch.setattr(lines, "BLOCK", 8_192)
    broken = read(written(tmp_path / "b.jsonl", *releases[:150], "not json", *releases[150:]))
    columns = ("tender_id", "position", "title", "period_start_at")
    assert rows(whole, "tender", *columns) == rows(broken, "tender", *columns)
    assert [entry.row for entry in broken.refused] == [151]


def test_an_ocid_published_twice_keeps_both(tmp_path: Path) -> None:
    intake = read(written(tmp_path / "t.jsonl", ONE, TWO, ONE))
    found = rows(intake, "tender", "tender_id", "contracting_process_id")
    assert found == [
        ("ocds-99xxxx-1", "ocds-99xxxx-1"),
        ("ocds-99xxxx-1#2", "ocds-99xxxx-1"),
        ("ocds-99xxxx-2", "ocds-99xxxx-2"),
    ]


def cut(path: Path, content: bytes) -> Path:
    path.write_bytes(content)
    return path


WHOLE = (json.dumps(ONE) + "\n" + json.dumps(TWO)).encode()


@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("cut.jsonl", WHOLE[:-9]),
        ("cut-with-newline.jsonl", WHOLE[:-9] + b"\n"),
        ("cut-in-a-character.jsonl", WHOLE[:-9] + b"\xe4\xb8"),
        ("cut.json", json.dumps({"releases": [ONE, TWO]}, indent=1).encode()[:-40]),
        ("cut-one-line.json", json.dumps({"releases": [ONE, TWO]}).encode()[:-40]),
        ("cut.jsonl.gz", gzip.compress(WHOLE)[:-20]),
        ("cut.jsonl.zst", zstandard.compress(WHOLE)[:-20]),
        ("no-good-line.jsonl", b"one\ntwo\n"),
        ("empty.jsonl", b""),
        ("other.json", b'{"name": "not procurement"}'),
        ("bomb.jsonl.gz", gzip.compress(b" " * (600 * 1024 * 1024), 9)),
    ],
)
def test_a_file_that_is_no_such_file_is_refused_whole(
    tmp_path: Path, name: str, content: bytes
) -> None:
    with pytest.raises(BadInput) as refused:
        read(cut(tmp_path / name, content))
    assert refused.value.text.zh
    assert refused.value.text.en


def test_recognised_by_what_it_says(tmp_path: Path) -> None:
    assert adapter.recognise(File(written(tmp_path / "t.jsonl", ONE))) > 90
    assert adapter.recognise(File(cut(tmp_path / "t.csv", b"ocid,title\n"))) == 0


def test_what_is_not_read_is_said(tmp_path: Path) -> None:
    intake = read(written(tmp_path / "t.jsonl", {**ONE, "planning": {"rationale": "x"}}))
    assert intake.left_over == ["planning/rationale"]


MORE = {
    "ocid": "ocds-99xxxx-3",
    "tag": ["compiled"],
    "parties": [
        {"id": "S1", "roles": ["tenderer"], "address": {"locality": "示例镇"},
         "beneficialOwners": [{"id": "P"}],
         "shareholders": [{"id": "1", "shareholder": {"id": "H"}, "shareholding": 0.4}]},
    ],
    "planning": {"documents": [{"id": "1", "documentType": "procurementPlan"}]},
    "tender": {
        "items": [{"id": "1", "unit": {"name": "m", "value": {"amount": 3, "currency": "XTS"}}}],
        "documents": [{"id": "1", "documentType": "tenderNotice", "datePublished": "2024-03-01"}],
        "enquiries": [{"id": "1", "date": "2024-03-02T00:00:00Z", "answer": "Yes."}],
        "participationFees": [{"id": "1", "type": "document", "value": {"amount": 5, "currency": "XTS"}}],
        "complaints": [{"id": "1", "status": "pending"}],
    },
    "bids": {"details": [{"id": "1", "documents": [{"id": "1", "documentType": "bidders"}]}]},
    "complaints": [{"id": "1", "status": "resolved"}],
}  # fmt: skip


def test_documents_owners_enquiries_fees_and_complaints(tmp_path: Path) -> None:
    """Arrays of one table keep their ids apart; a release without them has no rows."""
    intake = read(written(tmp_path / "t.jsonl", MORE, TWO))
    process = MORE["ocid"]
    assert rows(intake, "document", "document_id", "stage", "document_type", "bid_id") == [
        (f"{process}/1/1", "bid", "bidders", f"{process}/1"),
        (f"{process}/planning/1", "planning", "procurementPlan", None),
        (f"{process}/tender/1", "tender", "tenderNotice", None),
    ]
    assert rows(intake, "item", "item_id", "unit", "unit_amount") == [
        (f"{process}/tender/1", "m", 3.0)
    ]
    assert rows(intake, "party", "party_id", "organization_id", "roles") == [
        (f"{process}/S1", "S1", ["tenderer"])
    ]
    # The id of an owner may be a person's: the key does not show it.
    assert rows(intake, "owner", "owner_id")[0] == f"{process}/S1/beneficial/#1"
    assert rows(intake, "owner", "party_id", "kind", "holder_id", "share") == [
        (f"{process}/S1", "beneficial", "P", None),
        (f"{process}/S1", "shareholder", "H", 40.0),
    ]
    assert rows(intake, "enquiry", "answer", "asked_on::varchar") == [("Yes.", "2024-03-02")]
    assert rows(intake, "participation_fee", "type", "amount") == [("document", 5.0)]
    assert rows(intake, "complaint", "complaint_id", "status") == [
        (f"{process}/1", "resolved"),
        (f"{process}/tender/1", "pending"),
    ]
    assert rows(intake, "tender", "enquiries_recorded") == [False, True]
