"""The terminal: calm at any width, plain where nobody looks, safe whatever the data hold."""

from pathlib import Path

import pytest
from rich.cells import cell_len
from rich.text import Text as Line

from qinglian.report import terminal
from qinglian.report.wrapping import wrapped
from tests.report.sample_outcome import nothing_asked, sample, silent


def shown(outcome, capsys: pytest.CaptureFixture[str], language: str = "zh") -> str:
    terminal.show(outcome, language=language)
    return capsys.readouterr().out


@pytest.mark.parametrize("language", ["zh", "en"])
@pytest.mark.parametrize("width", [60, 80, 120])
def test_no_line_is_wider_than_the_screen(
    width: int, language: str, capsys, monkeypatch: pytest.MonkeyPatch
):
    monkeypatch.setenv("COLUMNS", str(width))
    for line in shown(sample(30, 80), capsys, language).splitlines():
        assert cell_len(line) <= width, line
        assert line == line.rstrip()


def test_plain_without_a_terminal(capsys):
    out = shown(sample(8, 0), capsys)
    assert "\x1b" not in out
    assert "立案后超过九十日未作出处罚决定" in out
    assert "疑点是线索，不是结论。" in out


def test_what_was_read_refused_and_could_not_be_decided(capsys):
    out = shown(sample(8, 0), capsys)
    assert "读 8,214 行 = 收 8,211 + 未收 3" in out
    assert "第 17 行 决定日期 2023-02-30：没有这一天" in out
    assert "penalty.filed_on" in out
    assert "最近到期 2026-04-03" in out
    assert "990001199001010011" not in out


def test_no_data_is_not_no_signal(capsys):
    lines = shown(sample(8, 0), capsys).splitlines()
    undecided = next(line for line in lines if "ENF-008" in line)
    assert undecided.split()[-4:] == ["8,211", "0", "8,211", "–"]
    clean = next(line for line in lines if "ENF-001" in line)
    assert clean.split()[-4:] == ["8,211", "8,211", "0", "0"]


def test_a_rule_under_review_lists_nothing(capsys):
    out = shown(sample(1, 5000), capsys)
    assert "规则需复核：标出 83.3%" in out
    assert "XK990001-000000" not in out


def test_empty_runs(capsys):
    assert "能够判断的范围内未见疑点" in shown(silent(), capsys)
    assert "没有选中任何规则" in shown(nothing_asked(), capsys)


def test_escape_sequences_of_the_data_do_not_reach_the_screen(capsys):
    outcome = sample(1, 0)
    outcome.sources[0].name = "\x1b[2J[red]x[/red]\x07"
    out = shown(outcome, capsys)
    assert "\x1b" not in out
    assert "\x07" not in out
    assert "[red]x[/red]" in out, "markup is text"


def test_coverage_alone(capsys):
    terminal.show_coverage(sample(8, 0), language="en")
    out = capsys.readouterr().out
    assert "Coverage" in out
    assert "Signals" not in out


def test_coverage_says_which_columns_carry_values(capsys):
    terminal.show_coverage(sample(8, 0))
    out = capsys.readouterr().out
    assert "行政处罚案件 penalty　8,211 行，4 列中 2 列有值，1 列空着而有规则在等" in out
    assert "空：是否持有效执法证 (penalty.officers_certified) ← ENF-001 ENF-008" in out
    assert "部分有值：立案日期 99.9%" in out, "not 100% while one row is empty"
    assert "每行都有值：案件编号" in out
    assert "没有值：备注" in out


def test_into_a_file(tmp_path: Path):
    terminal.show(sample(2, 0), out=tmp_path / "r.txt")
    assert "疑点是线索" in (tmp_path / "r.txt").read_text("utf-8")


def test_chinese_breaks_anywhere_but_before_closing_signs():
    parts = [part.plain for part in wrapped(Line("立案后超过九十日，未作决定（见卷）"), 16, 12)]
    assert parts[0] == "立案后超过九十"
    assert not [part for part in parts if part[0] in "，。）"]
    assert "".join(parts) == "立案后超过九十日，未作决定（见卷）"


def test_a_word_longer_than_the_line_is_cut():
    assert [part.plain for part in wrapped(Line("a" * 25), 10, 10)] == ["a" * 10, "a" * 10, "a" * 5]
