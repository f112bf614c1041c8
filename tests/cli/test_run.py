"""`run`, `coverage` and `explain` as a person calls them: exit codes, errors, formats, masking."""

import json
import re
import subprocess
import sys
from pathlib import Path
from subprocess import CompletedProcess
from typing import Any

import pytest

from qinglian.model.signal import FIELDS
from tests.cli.command import AS_OF, ROOT, SAMPLES, desk, ledger, penalty, qinglian, refused

DESK = ("--packs", "packs", "--pack", "desk")
ENF = (*DESK, *AS_OF)


@pytest.fixture(scope="module")
def home(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with one ledger."""
    folder = tmp_path_factory.mktemp("desk")
    ledger(folder / "处罚.csv")
    desk(folder / "packs")
    return folder


@pytest.fixture(scope="module")
def shown(home: Path) -> CompletedProcess[str]:
    """The ledger asked, in a pipe."""
    return qinglian("run", "处罚.csv", *ENF, cwd=home)


@pytest.fixture(scope="module")
def report(home: Path) -> list[dict[str, Any]]:
    """The same as JSON Lines, the format being told by the file name."""
    done = qinglian("run", "处罚.csv", *ENF, "--out", "疑点.jsonl", cwd=home)
    assert done.returncode == 0
    assert "疑点.jsonl" in done.stderr
    return [json.loads(line) for line in (home / "疑点.jsonl").read_text("utf-8").splitlines()]


def test_signals_alone_are_no_failure(shown):
    assert shown.returncode == 0
    assert not shown.stderr, "no progress in a pipe"


def test_the_terminal_says_what_was_read_what_was_asked_and_what_was_seen(shown):
    assert "读 3 行 = 收 3 + 未收 0" in shown.stdout
    assert "GBK" in shown.stdout
    assert "DESK-001" in shown.stdout
    assert "CF002" in shown.stdout
    assert "行政处罚法 第四十二条" in shown.stdout
    assert "疑点是线索，不是结论" in shown.stdout


def test_a_pipe_gets_no_colours(shown):
    assert "\x1b" not in shown.stdout


def test_no_color_is_heard_where_colours_are_forced(home):
    done = qinglian("run", "处罚.csv", *ENF, cwd=home, FORCE_COLOR="1", NO_COLOR="1")
    assert not re.search(r"\x1b\[[0-9;]*3[0-7]m", done.stdout), "no foreground colour"


def test_json_lines_carry_exactly_the_keys_that_were_promised(report):
    assert report
    assert all(list(signal) == list(FIELDS) for signal in report)
    assert {signal["as_of"] for signal in report} == {"2024-12-31"}


def test_persons_are_hashed_by_default(report):
    told = json.dumps(report, ensure_ascii=False)
    assert "周某某" not in told
    assert "990001198001010018" not in told
    assert any(party["id"].startswith("p:") for signal in report for party in signal["parties"])


def test_unmask_shows_persons_and_is_logged_with_its_purpose(home):
    state = home / "state"
    done = qinglian(
        "run", "处罚.csv", *ENF, "-f", "jsonl", "--unmask", "核对执法人数", cwd=home, XDG_STATE_HOME=str(state)
    )  # fmt: skip
    assert done.returncode == 0
    assert "周某某" in done.stdout
    (entry,) = map(
        json.loads, (state / "qinglian" / "unmasked.jsonl").read_text("utf-8").splitlines()
    )
    assert entry["purpose"] == "核对执法人数"
    assert entry["by"]
    assert [item["name"] for item in entry["inputs"]] == ["处罚.csv"]
    assert str(state) in done.stderr


def test_unmask_needs_a_purpose(home):
    assert "用途" in refused(2, "run", "处罚.csv", "--unmask", " ", cwd=home)


def test_fail_on_answers_with_one_from_its_level_on(home):
    assert qinglian("run", "处罚.csv", *ENF, "--fail-on", "blue", cwd=home).returncode == 1
    lawful = ledger(home / "合规.csv", penalty(1), penalty(3))
    assert qinglian("run", lawful, *ENF, "--fail-on", "red", cwd=home).returncode == 0


def test_explain_tells_rows_law_and_what_would_clear_it(home, report):
    signal = next(signal for signal in report if signal["rule_id"] == "DESK-001")
    done = qinglian("explain", signal["signal_id"][:8], "--from", "疑点.jsonl", cwd=home)
    assert done.returncode == 0
    for word in (
        signal["signal_id"],
        "CF002",
        "行政处罚法 第四十二条",
        "合规情形",
        "第二名执法人员漏录",
    ):
        assert word in done.stdout


def test_explain_refuses_what_it_does_not_know(home, report):
    assert "zzzz" in refused(2, "explain", "zzzz", "--from", "疑点.jsonl", cwd=home)
    assert "没有文件" in refused(2, "explain", "zzzz", "--from", "别的.html", cwd=home)


@pytest.mark.parametrize("name", ["疑点.csv", "疑点.xlsx", "疑点.html"])
def test_the_format_is_told_by_the_name_of_the_file(home, name):
    assert qinglian("run", "处罚.csv", *ENF, "--out", name, cwd=home).returncode == 0
    head = (home / name).read_bytes()[:200]
    assert head.startswith(b"PK") if name.endswith("xlsx") else head


def test_the_day_of_judgement_decides(home):
    still = ledger(home / "在办.csv", penalty(7, decided=""))
    early = qinglian("run", still, *DESK, "--as-of", "2024-04-01", "-f", "jsonl", cwd=home)
    late = qinglian("run", still, *DESK, "--as-of", "2024-06-30", "-f", "jsonl", cwd=home)
    assert "DESK-002" not in early.stdout
    assert "DESK-002" in late.stdout


def test_params_change_numbers_and_switch_rules_off(home):
    (home / "宽.yaml").write_text(
        "DESK-001: off\nDESK-002: {within: {at_most: 20, unit: calendar_days}}\n", "utf-8"
    )
    done = qinglian("run", "处罚.csv", *ENF, "-f", "jsonl", "--params", "宽.yaml", cwd=home)
    rules = [json.loads(line)["rule_id"] for line in done.stdout.splitlines()]
    assert "DESK-001" not in rules
    assert rules.count("DESK-002") == 3


def test_a_bare_code_speaks_to_all_its_rules(home):
    (home / "关.yaml").write_text("R038: off\n", "utf-8")
    tenders = SAMPLES / "ledgers" / "公共资源交易.xlsx"
    done = qinglian("run", tenders, "--pack", "ocds_red_flags", "--params", home / "关.yaml")
    assert done.returncode == 0
    assert "R038" not in done.stdout
    assert "R036" in done.stdout


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("DESK-0002: off", "DESK-002"),
        ("DESK-002: {withn: {at_most: 5, unit: hours}}", "within"),
        ("DESK-001: {minimum: two}", "int"),
        ("DESK-001: {minimum: [}", "params.yaml:1"),
        ("- DESK-001", "规则: 参数"),
    ],
)
def test_a_wrong_parameter_is_answered_with_the_nearest(home, text, said):
    (home / "params.yaml").write_text(text, "utf-8")
    assert said in refused(2, "run", "处罚.csv", *ENF, "--params", "params.yaml", cwd=home)


@pytest.mark.parametrize(
    ("args", "said"),
    [
        ((), "--lake"),
        (("处罚.csv", "--pack", "enforcment_cn"), "enforcement_cn"),
        (("处罚.csv", "--packs", "没有"), "没有文件夹"),
        (("处罚.csv", "--as-of", "2024-13-01"), "2026-06-30"),
        (("处罚.csv", "--status", "stabel"), "stable"),
        (("处罚.csv", "--timezone", "Mars"), "Mars"),
        (("处罚.csv", "--source", "workbok"), "workbook"),
        (("处罚.csv", "--format", "html"), "--out"),
        (("处罚.csv", "--format", "pdf"), "html"),
        (("处罚.csv", "--params", "没有.yaml"), "没有.yaml"),
        (("处罚.csv", "--mapping", "没有.yaml"), "没有.yaml"),
        (("处罚.csv", "--lake", "."), "--lake"),
        (("--lake", "没有"), "qinglian load"),
        (("--lake", "没有", "--unmask", "核对"), "--unmask"),
    ],
)
def test_bad_usage_is_two_and_says_what_to_write(home, args, said):
    assert said in refused(2, "run", *args, cwd=home)


def test_a_file_that_is_none_is_three(home):
    assert "没有文件 别的.csv" in refused(3, "run", "别的.csv", cwd=home)
    assert "*.xlsx" in refused(3, "run", ".", cwd=home)
    (home / "照片.xlsx").write_bytes(b"PK\x03\x04 not a workbook")
    assert "照片.xlsx" in refused(3, "run", "照片.xlsx", cwd=home)


def test_a_row_that_cannot_be_right_is_told_with_row_column_and_value(home):
    bad = ledger(home / "坏行.csv", penalty(1), penalty(2, decided="2024/2/30"))
    done = qinglian("run", bad, *ENF, cwd=home)
    assert done.returncode == 0
    assert "读 2 行 = 收 1 + 未收 1" in done.stdout
    for word in ("3", "处罚决定日期", "2024/2/30"):
        assert word in done.stdout


def test_an_unknown_command_is_answered_with_the_nearest():
    assert "run" in refused(2, "rnu")


def test_no_command_shows_help():
    done = qinglian()
    assert "qinglian run" in done.stdout + done.stderr


@pytest.mark.parametrize(
    "command", ["", "run", "coverage", "explain", "load", "docs", "rules", "new"]
)
def test_every_command_has_help_with_an_example(command):
    done = qinglian(*command.split(), "--help")
    assert done.returncode == 0
    assert "例 Example: qinglian" in done.stdout


def test_coverage_tells_which_rules_can_be_asked(home):
    done = qinglian("coverage", "处罚.csv", *DESK, "--lang", "en", cwd=home)
    assert done.returncode == 0
    assert "3 rows read = 3 kept + 0 refused" in done.stdout
    assert "Fewer than two officers" in done.stdout


def test_a_reader_that_goes_away_is_no_mistake_of_the_program():
    told = subprocess.run(
        f"{sys.executable} -m qinglian rules list | head -1",
        shell=True, cwd=ROOT / "src", capture_output=True, text=True, check=True,
    )  # fmt: skip
    assert told.stdout.startswith("APR-001\t")
    assert not told.stderr
