"""The HTML report: complete in itself, safe, capped, in two languages, honest about what was not decided."""

import json
import re
from pathlib import Path

import pytest

from qinglian.report import html, words
from qinglian.report.cited import same_unit
from qinglian.report.view import _even
from tests.report.page import Element, page
from tests.report.sample_outcome import EVIL, LATE, NOISY, nothing_asked, sample, silent

LETTER = re.compile(r"[^\W\d_]")
CJK = re.compile(r"[\u4e00-\u9fff]")


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("html")
    html.write(sample(), path / "报告.html", by="示例用户")
    html.write(silent(), path / "silent.html", by="示例用户")
    html.write(nothing_asked(), path / "nothing.html", by="示例用户")
    return path


@pytest.fixture(scope="module")
def text(folder: Path) -> str:
    return (folder / "报告.html").read_text("utf-8")


@pytest.fixture(scope="module")
def report(text: str) -> Element:
    return page(text)


def test_the_file_needs_nothing_from_the_network(text: str, report: Element):
    addresses = [
        element.attributes[name]
        for element in report.walk()
        for name in ("src", "href", "action", "srcset", "data", "poster", "xlink:href")
        if element.attributes.get(name)
    ]
    assert {address for address in addresses if not address.startswith("#")} == {
        "%E6%8A%A5%E5%91%8A.signals.jsonl"
    }
    assert "@import" not in text
    assert not re.search(r"url\((?!#)", text)
    assert not report.find("link")
    assert not report.find("iframe")


def test_the_page_forbids_what_it_does_not_need(report: Element):
    (policy,) = [
        e.attributes["content"] for e in report.find("meta") if "http-equiv" in e.attributes
    ]
    assert "default-src 'none'" in policy
    assert "unsafe-inline" not in policy.split("script-src")[1]
    assert not [name for e in report.walk() for name in e.attributes if name.startswith("on")]


def test_values_stay_text(text: str, report: Element):
    scripts = report.find("script")
    assert len(scripts) == 2, "the signals and the script of the page"
    assert EVIL not in text
    assert EVIL in report.find(id="signals")[0].text
    assert "=cmd()" in report.find(id="signals")[0].text
    assert "\\u003cscript" in text


def test_every_text_has_its_twin(folder: Path):
    for name in ("报告.html", "silent.html", "nothing.html"):
        root = page((folder / name).read_text("utf-8"))
        for element in root.walk():
            if element.tag in ("script", "style", "option"):
                continue
            for said in element.children:
                if isinstance(said, str) and LETTER.search(said.replace("SHA-256", "")):
                    marked = element.inherited("lang") or element.inherited("translate")
                    assert marked in ("zh", "en", "no"), f"{name}: {said!r} is in no language"


def test_chinese_and_english_stand_side_by_side(report: Element):
    for element in report.find("body")[0].walk():
        tongues = [c.attributes.get("lang") for c in element.children if isinstance(c, Element)]
        tongues = [tongue for tongue in tongues if tongue]
        assert tongues == ["zh", "en"] * (len(tongues) // 2), f"<{element.tag}> has {tongues}"


def test_no_chinese_in_english_but_what_the_data_say(report: Element):
    own = [e for e in report.find(lang="en") if e.tag == "span" and CJK.search(e.text)]
    data = re.compile("示|各|县|局")
    assert not [e.text for e in own if not data.search(e.text)]


def test_options_speak_both_languages(report: Element):
    for option in report.find("option"):
        assert ("data-zh" in option.attributes) == ("data-en" in option.attributes)
        assert option.attributes.get("data-zh") or option.attributes.get("translate") == "no"


def test_rules_are_capped_and_the_rest_lies_beside(folder: Path, report: Element):
    (late,) = report.find(id=f"rule-{LATE.id}")
    assert len(late.find("details", class_="signal")) == html.CAP
    assert "另有 112 条没有列出" in late.text
    beside = (folder / "报告.signals.jsonl").read_text("utf-8").splitlines()
    assert len(beside) == sample().signals.num_rows


def test_no_file_is_written_beside_where_every_signal_is_shown(tmp_path: Path):
    html.write(sample(5, 3, review=False), tmp_path / "r.html")
    assert [path.name for path in tmp_path.iterdir()] == ["r.html"]


def test_a_rule_that_flags_too_much_is_one_collapsed_note(report: Element):
    (noisy,) = report.find(id=f"rule-{NOISY.id}")
    (note,) = noisy.find("details", class_="review")
    assert "open" not in note.attributes
    assert "规则需复核" in note.text
    assert "Rule needs review" in note.text
    assert "83.3%" in note.text
    assert len(noisy.find("details", class_="signal")) == 5


def test_no_data_never_looks_like_no_signal(report: Element):
    answered, unanswered = report.find("table", class_="coverage")
    answers = {
        row.find("code")[0].text: row.find("span", class_="answer")[0].attributes["class"]
        for row in [*answered.find("tr"), *unanswered.find("tr")]
        if row.find("span", class_="answer")
    }
    assert "ENF-001" in answered.text
    assert "ENF-008" not in answered.text
    assert answers["ENF-001"] == "answer clean"
    assert answers["ENF-008"] == "answer no_data"
    assert answers["ENF-015"] == "answer partly"
    assert answers["ENF-017"] == "answer none"
    assert answers["LOC-001"] == "answer error"
    assert "penalty.filed_on" in answered.text
    assert "2026-04-03" in answered.text


def test_columns_that_carry_values_unfold_table_by_table(report: Element):
    (filled,) = report.find("details", class_="filled")
    assert "open" not in filled.attributes
    assert "8,211 行，4 列中 2 列有值" in filled.text
    waited, partly = filled.find("table")
    assert "是否持有效执法证" in waited.text
    assert "ENF-008" in waited.text
    assert "无法判断" not in waited.text
    assert "99.9%" in partly.text


def test_empty_runs_say_what_they_are(folder: Path):
    found = page((folder / "silent.html").read_text("utf-8")).find(id="signals")[0].text
    assert "未见疑点不等于没有问题" in found
    asked = page((folder / "nothing.html").read_text("utf-8")).find(id="signals")[0].text
    assert "没有问任何规则" in asked


def test_law_comes_with_its_days(report: Element):
    assert "行政许可法（2003年） 第三十四条" in report.find(id="rule-APR-006")[0].text
    assert "2004-07-01 起施行，至 2019-04-23" in report.find(id="rule-APR-006")[0].text


def test_cited_columns_are_marked_and_codes_are_words(report: Element):
    (fine,) = report.find(id="rule-ENF-011")
    looked = [head.text for head in fine.find("th", class_="looked")]
    assert any("适用程序" in head for head in looked)
    assert not any("联系电话" in head for head in looked)
    assert "普通程序" in fine.text
    assert "ordinary" in fine.text


def test_a_process_rule_says_in_words_what_was_asked_and_found(report: Element):
    (late,) = report.find(id="rule-ENF-003")
    asked = "“立案”之后应当在 90 日内有“处罚决定”"
    assert asked in late.find("div", class_="card")[0].text
    first = late.find("details", class_="signal")[0]
    assert f"{asked}；实际相隔 91 日" in first.text
    assert "界限" not in first.text
    (fine,) = report.find(id="rule-ENF-011")
    assert "要求与实际" not in fine.text


def test_instants_are_shown_once_in_local_time(report: Element):
    (late,) = report.find(id="rule-ENF-003")
    first = late.find("details", class_="signal")[0]
    assert "2024-01-08 10:30" in first.text, "the source's clocks, eight hours ahead of UTC"
    assert first.text.count("2024-01-08") == 3, "once in the row, and in both texts of the heading"
    assert "UTC" not in first.text


def test_the_page_is_masked_and_says_so(text: str, report: Element):
    assert "13900990099" not in text
    assert "990001199001010011" not in text
    assert "示例人甲" not in text
    marks = [mark.text for mark in report.find("svg", class_="watermark")]
    assert len(marks) == 2
    assert "示例用户" in marks[0]
    assert "已脱敏" in marks[0]
    assert "masked" in marks[1]


def test_with_a_purpose_identities_are_clear_and_the_watermark_names_it(tmp_path: Path):
    outcome = sample(3, 0)
    person = outcome.signals["parties"][0].as_py()[0]["id"]
    outcome.masked, outcome.purpose = False, "核查示例第9号"
    outcome.clear = {person: "示例人乙"}
    html.write(outcome, tmp_path / "r.html", by="示例用户")
    root = page((tmp_path / "r.html").read_text("utf-8"))
    assert "示例人乙" in root.find(id="signals")[0].text
    assert all("核查示例第9号" in mark.text for mark in root.find("svg", class_="watermark"))


def test_both_promises_stand_on_the_page(report: Element):
    for said in (words.LEAD, words.SECRECY):
        assert said.zh in report.text
        assert said.en in report.text


def test_headings_tables_and_landmarks(report: Element):
    for landmark in ("header", "nav", "main", "footer"):
        assert len(report.find(landmark)) == 1
    for table in report.find("table"):
        assert all("scope" in head.attributes for head in table.find("th"))
    ids = [e.attributes["id"] for e in report.walk() if "id" in e.attributes]
    assert len(ids) == len(set(ids))
    charts = report.find("svg", class_="chart")
    assert len(charts) == 8
    assert all(chart.attributes["aria-label"] for chart in charts)


def test_the_embedded_signals_are_those_shown(report: Element):
    body = json.loads(report.find("script", id="signals-data")[0].text)
    shown = [e.attributes["id"] for e in report.find("details", class_="signal")]
    assert [f"s-{signal['signal_id']}" for signal in body["signals"]] == shown
    assert body["rest"] == "报告.signals.jsonl"


def test_english_may_come_first(tmp_path: Path):
    html.write(silent(), tmp_path / "r.html", language="en")
    root = page((tmp_path / "r.html").read_text("utf-8"))
    assert root.find("html")[0].attributes["lang"] == "en"
    assert "checked" in root.find("input", id="choose-en")[0].attributes
    assert "checked" not in root.find("input", id="choose-zh")[0].attributes


def test_many_rules_share_the_room():
    assert _even([5000, 5000, 3], 200, 2000) == 200
    assert _even([500] * 20, 200, 2000) == 100
    assert _even([500] * 19 + [2], 200, 2000) == 105
    assert _even([500] * 1000, 200, 2000) == 10


def test_a_unit_named_without_its_code_is_the_one_known_by_the_name():
    units = {
        "1199": "示例县财政局",
        "示例县财政局": "示例县财政局",
        "1": "同名局",
        "2": "同名局",
        "同名局": "同名局",
    }
    assert same_unit("示例县财政局", units) == "1199"
    assert same_unit("1199", units) == "1199"
    assert same_unit("同名局", units) == "同名局"
    assert same_unit(None, units) is None
