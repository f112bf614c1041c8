"""The documents say what is so: their commands run, their cards pass their cases, their links lead somewhere."""

import gzip
import os
import re
import shlex
import shutil
from datetime import date
from functools import cache
from pathlib import Path

import pytest
import yaml
from openpyxl import Workbook

from qinglian.engine.params import is_dated
from qinglian.pages import pages
from tests.cli.command import ROOT, SAMPLES, qinglian

DOCS = ROOT / "docs"
WRITTEN = sorted(
    {ROOT / "README.md", ROOT / "samples" / "README.md", *DOCS.rglob("*.md")}
    - {DOCS / name for name in pages()}
)
READ_FIRST = (ROOT / "README.md", DOCS / "tutorials" / "my-first-rule.md")
"""Pages whose commands run in every test run; those of the others in the slow one."""
FENCE = re.compile(r"^```(\w*)\n(.*?)^```$", re.S | re.M)
ME = ".venv/bin/qinglian"
PLACE = re.compile(r"`((?:src|tests|docs|samples|sources|engine|checks|report|model)/[\w./-]+)`")
SIGNAL = re.compile(r"\b[0-9a-f]{32}\b")

XES = """<?xml version="1.0" encoding="UTF-8"?>
<log xes.version="1.0"><trace><string key="concept:name" value="C1"/>
<event><string key="concept:name" value="Create Purchase Order Item"/><string key="org:resource" value="U1"/>
<date key="time:timestamp" value="2024-03-01T09:00:00+01:00"/></event>
<event><string key="concept:name" value="Record Goods Receipt"/><string key="org:resource" value="U1"/>
<date key="time:timestamp" value="2024-03-04T09:00:00+01:00"/></event></trace></log>
"""
LOG = """\
办件,步骤,时刻,工号
C1,窗口收件,2024-03-01 09:00,S1
C1,出具受理单,2024-03-04 09:00,S1
C1,领导签批,2024-06-28 15:00,S2
"""


def blocks(path: Path, language: str) -> list[str]:
    return [text for said, text in FENCE.findall(path.read_text("utf-8")) if said == language]


def commands(path: Path) -> list[str]:
    lines = (line for text in blocks(path, "sh") for line in text.splitlines())
    return [line for line in lines if line.startswith(ME)]


def names(path: Path) -> str:
    return str(path.relative_to(ROOT))


@pytest.fixture
def desk(tmp_path: Path) -> Path:
    """A folder with the samples, and with the files of their own that readers of the documents have."""
    (tmp_path / "samples").symlink_to(SAMPLES, target_is_directory=True)
    (tmp_path / "src" / "qinglian").mkdir(parents=True)
    for name in ("行政许可办件.xlsx", "行政处罚双公示.csv"):
        shutil.copy(SAMPLES / "ledgers" / name, tmp_path)
    book = Workbook()
    sheet = book.active
    sheet.append(["我局编号", "事项名称", "许可机关", "申请人", "接件日", "受理时间", "办结日"])
    days = (date(2024, 3, 1), date(2024, 3, 4), date(2024, 6, 28))
    sheet.append(["X1", "食品经营许可", "示例县行政审批局", "示例县甲商贸有限公司", *days])
    book.save(tmp_path / "台账.xlsx")
    (tmp_path / "日志.csv").write_text(LOG, "utf-8")
    (traces,) = blocks(DOCS / "how-to" / "bid-traces.md", "csv")
    (tmp_path / "投标机器特征.csv").write_text(traces, "utf-8")
    (tmp_path / "fines.xes.gz").write_bytes(gzip.compress(XES.encode()))
    pack = tmp_path / "my_packs" / "fines"
    shutil.copytree(SAMPLES / "packs" / "purchasing", pack)
    (pack / "pack.yaml").write_text("name: fines\ntitle: {zh: 罚款, en: Fines}\n", "utf-8")
    return tmp_path


def put_yaml(path: Path, home: Path) -> None:
    """Write the YAML of a page where the page says: below its name, or as the card and cases that were drafted."""
    drafted = home / "packs" / "my_pack" / "ordered_and_received.yaml"
    for text in blocks(path, "yaml"):
        if name := re.match(r"# ([\w-]+\.yaml)", text):
            (home / name[1]).write_text(text, "utf-8")
        elif text.startswith("id: ") and drafted.exists():
            drafted.write_text(text, "utf-8")
        elif text.startswith("- name: ") and drafted.exists():
            (drafted.parent / "cases" / drafted.name).write_text(text, "utf-8")


def some_signal(home: Path, source: str) -> str:
    if not (home / source).is_dir():
        return SIGNAL.findall((home / source).read_text("utf-8"))[0]
    told = qinglian("run", "--lake", source, "--pack", "approval_cn", "-f", "jsonl", cwd=home)
    return SIGNAL.findall(told.stdout)[0]


@pytest.mark.parametrize(
    "path",
    [
        path if path in READ_FIRST else pytest.param(path, marks=pytest.mark.slow)
        for path in WRITTEN
        if commands(path)
    ],
    ids=names,
)
def test_the_commands_of_a_page_run(path, desk):
    for line in commands(path):
        put_yaml(path, desk)
        args = []
        for word in shlex.split(line.removeprefix(ME), comments=True):
            found = (
                sorted(str(file.relative_to(desk)) for file in desk.glob(word))
                if "*" in word
                else []
            )
            args += found or [word]
        if "疑点编号" in args:
            args[args.index("疑点编号")] = some_signal(desk, args[-1])
        done = qinglian(*args, cwd=desk, XDG_STATE_HOME=str(desk), XDG_DATA_HOME=str(desk))
        assert done.returncode == 0, f"{line}\n{done.stdout[-500:]}{done.stderr}"
        assert done.stdout or done.stderr


def test_the_mapped_log_is_asked_by_the_rules_that_are_there(desk):
    put_yaml(DOCS / "how-to" / "event-log.md", desk)
    done = qinglian(
        "run",
        "日志.csv",
        "--mapping",
        "mapping.yaml",
        "--pack",
        "approval_cn",
        "-f",
        "jsonl",
        cwd=desk,
    )
    assert "APR-003" in done.stdout


def test_the_card_and_cases_of_the_tutorial_are_those_of_the_example_pack():
    card, dated, cases = map(
        yaml.safe_load, blocks(DOCS / "tutorials" / "my-first-rule.md", "yaml")
    )
    example = SAMPLES / "packs" / "purchasing"
    same = yaml.safe_load((example / "ordered_and_received_by_one.yaml").read_text("utf-8"))
    for key in ("check", "name", "params", "severity", "exceptions", "meaning"):
        assert card[key] == same[key], key
    known = yaml.safe_load(
        (example / "cases" / "ordered_and_received_by_one.yaml").read_text("utf-8")
    )
    assert all(case in known for case in cases)
    assert is_dated(dated["params"]["within"])


@pytest.mark.parametrize("path", WRITTEN, ids=names)
def test_yaml_on_a_page_is_yaml(path):
    for text in blocks(path, "yaml"):
        assert yaml.safe_load(text)


@cache
def generated() -> set[Path]:
    return {DOCS / name for name in pages()}


@pytest.mark.parametrize("path", WRITTEN, ids=names)
def test_links_lead_somewhere(path):
    for target in re.findall(r"\]\(([^)#\s]+)[^)]*\)", path.read_text("utf-8")):
        if re.match(r"[a-z]+:", target):
            continue
        place = Path(os.path.normpath(path.parent / target))
        assert place.exists() or place in generated(), f"{names(path)} links to {target}"


def test_links_of_generated_pages_lead_to_generated_pages():
    for name, text in pages().items():
        for target in re.findall(r"\]\(([^)#\s]+)[^)]*\)", text):
            place = Path(os.path.normpath(DOCS / Path(name).parent / target))
            assert place in generated(), f"{name} links to {target}"


@pytest.mark.parametrize("path", WRITTEN, ids=names)
def test_places_named_on_a_page_exist(path):
    for place in PLACE.findall(path.read_text("utf-8")):
        near = (ROOT / place, ROOT / "src" / "qinglian" / place)
        assert any(file.exists() for file in near), f"{names(path)} names {place}"


@pytest.mark.parametrize("folder", ["how-to", "decisions"])
def test_every_page_of_a_folder_is_in_its_index(folder):
    index = (DOCS / folder / "index.md").read_text("utf-8")
    pages_there = {page.name for page in (DOCS / folder).glob("*.md")} - {"index.md"}
    assert pages_there == set(re.findall(r"\]\(([\w-]+\.md)\)", index))


def test_decisions_are_numbered_without_a_gap():
    numbers = sorted(page.name[:4] for page in (DOCS / "decisions").glob("0*.md"))
    assert numbers == [f"{number:04d}" for number in range(1, len(numbers) + 1)]


def test_words_that_are_not_used_are_not_used():
    unused = ("嫌疑", "违纪线索", "查无实据", "一票否决", "打卡", "走过场", "造假", "监察建议书")
    for path in WRITTEN:
        if path.name != "glossary.md":
            text = path.read_text("utf-8")
            assert [word for word in unused if word in text] == [], names(path)


def test_the_words_of_the_flow_stand_in_the_glossary():
    glossary = (DOCS / "glossary.md").read_text("utf-8")
    flow = FENCE.findall((DOCS / "flow.md").read_text("utf-8"))[0][1]
    for zh, en in re.findall(r"([一-鿿]+) ([a-z]+?)s?\b", flow):
        if zh != "报告":
            word = zh.removeprefix("数据")
            assert re.search(rf"^\| (数据)?{word} .*`{en}`", glossary, re.M), f"{zh} {en}"
