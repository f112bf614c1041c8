"""One signal out of any report, with nothing but the report."""

from pathlib import Path

import pytest

from qinglian.model.errors import BadInput, BadUsage
from qinglian.model.signal import FIELDS
from qinglian.report import FORMATS, write
from qinglian.report.explain import explain, explained
from qinglian.report.reading import read_signal
from tests.report.sample_outcome import sample


@pytest.fixture(scope="module")
def outcome():
    return sample(215, 8)


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory, outcome) -> Path:
    path = tmp_path_factory.mktemp("reports")
    for form in FORMATS:
        write(outcome, form, path / f"r.{form}")
    write(outcome, "xlsx", path / "r.en.xlsx", language="en")
    return path


@pytest.mark.parametrize("row", [0, 7, 212, 215])
@pytest.mark.parametrize("name", [*(f"r.{form}" for form in FORMATS), "r.en.xlsx"])
def test_the_signal_comes_back_whole_from_each_format(folder: Path, outcome, name: str, row: int):
    known = outcome.signals["signal_id"][row].as_py()
    signal = read_signal(known, folder / name)
    whole = read_signal(known, folder / "r.jsonl")
    assert {field: signal[field] for field in FIELDS} == whole


@pytest.mark.parametrize("name", [f"r.{form}" for form in FORMATS])
def test_rows_rule_law_and_what_would_clear_it(folder: Path, outcome, name: str):
    known = outcome.signals["signal_id"][3].as_py()
    said = explain(known[:10], folder / name)
    for part in (
        "ENF-003", "CF990001202500003", "要求与实际", "实际相隔 94 日", "行政处罚法 第六十条",
        "事件 CF990001202500003#1", "立案",
        "法律、法规、规章对办案期限另有规定", "疑点是线索，不是结论。",
    ):  # fmt: skip
        assert part in said
    english = explain(known, folder / name, language="en")
    assert "Another law, regulation or rule sets the term" in english
    assert "A signal is a lead, never a finding." in english


def test_html_also_says_what_was_asked_and_shows_local_time_once(folder: Path, outcome):
    known = outcome.signals["signal_id"][3].as_py()
    said = explain(known, folder / "r.html")
    assert "“立案”之后应当在 90 日内有“处罚决定”；实际相隔 94 日" in said
    assert "时间 2024-01-17 10:30；" in said
    assert "UTC" not in said
    english = explain(known, folder / "r.html", language="en")
    assert (
        "within 90 calendar days after “case filed” there should be “penalty decision”" in english
    )
    assert "found: 94 calendar days" in english


def test_where_no_zone_is_known_the_local_day_stands_alone(folder: Path, outcome):
    said = explain(outcome.signals["signal_id"][3].as_py(), folder / "r.jsonl")
    assert "不符 1 处；实际相隔 94 日，应不超过 90 日" in said
    assert "时间 2024-01-17；" in said
    assert "02:30" not in said


def test_html_also_says_since_when_the_law_stands(folder: Path, outcome):
    known = outcome.signals["signal_id"][0].as_py()
    assert "2021-07-15 起施行" in explain(known, folder / "r.html")


def test_a_signal_that_the_page_left_out_is_found_beside_it(folder: Path, outcome, tmp_path: Path):
    known = outcome.signals["signal_id"][212].as_py()
    assert known in explain(known, folder / "r.html")
    alone = tmp_path / "r.html"
    alone.write_bytes((folder / "r.html").read_bytes())
    with pytest.raises(BadUsage, match="No signal"):
        explain(known, alone)


@pytest.mark.parametrize("name", [f"r.{form}" for form in FORMATS])
def test_an_id_that_is_not_there_names_the_nearest(folder: Path, outcome, name: str):
    known = outcome.signals["signal_id"][5].as_py()
    with pytest.raises(BadUsage, match=known):
        explain(known[:-1] + "x", folder / name)


def test_a_beginning_that_fits_several_is_an_error(folder: Path):
    with pytest.raises(BadUsage, match="signals begin with"):
        explain("0", folder / "r.jsonl")


@pytest.mark.parametrize("suffix", [".jsonl", ".csv", ".xlsx", ".html"])
def test_a_file_that_is_no_report_is_one_sentence(tmp_path: Path, suffix: str):
    path = tmp_path / f"r{suffix}"
    path.write_text("hello\nworld\n", encoding="utf-8")
    with pytest.raises((BadInput, BadUsage)) as caught:
        explain("abc", path)
    assert str(path) in caught.value.text.zh


def test_no_file_and_no_such_kind(tmp_path: Path):
    with pytest.raises(BadUsage, match="No file"):
        explain("abc", tmp_path / "none.jsonl")
    with pytest.raises(BadUsage, match="jsonl"):
        explain("abc", tmp_path / "r.docx")


def test_signals_in_memory(outcome):
    known = outcome.signals["signal_id"][1].as_py()
    assert known in explained(known[:8], outcome.signals)
    rules = [item.rule for item in outcome.coverage]
    told = explained(known, outcome.signals, rules=rules, params=outcome.params, zone=outcome.zone)
    assert "“立案”之后应当在 90 日内有“处罚决定”" in told
    assert "先核对中止与延期文书" in told
    assert " 10:30；" in told
    with pytest.raises(BadUsage, match=f"in this run.*{known}"):
        explained(known[:-1] + "x", outcome.signals)
