"""A file that is no such file is refused whole, in one sentence that says what to do; nothing is half-loaded."""

import io
import zipfile
from pathlib import Path

import pytest

from qinglian.model.errors import BadInput
from qinglian.sources.intake import File
from qinglian.sources.workbook import adapter, archive
from tests.sources.ledgers import PERMIT, as_book, as_csv, permit, read


def refusal(path: Path) -> str:
    """The sentence a file is refused with."""
    with pytest.raises(BadInput) as raised:
        read(path)
    assert path.name in raised.value.text.zh
    assert path.name in raised.value.text.en
    return raised.value.text.zh


def test_a_workbook_cut_off(tmp_path: Path) -> None:
    path = as_book(
        tmp_path / "许可.xlsx", 办件=[PERMIT, *(permit(number) for number in range(500))]
    )
    path.write_bytes(path.read_bytes()[:-900])
    assert adapter.recognise(File(path)) >= 60
    assert "不完整或已损坏" in refusal(path)


def test_a_workbook_damaged_inside(tmp_path: Path) -> None:
    path = as_book(
        tmp_path / "许可.xlsx", 办件=[PERMIT, *(permit(number) for number in range(500))]
    )
    raw = bytearray(path.read_bytes())
    with zipfile.ZipFile(path) as book:
        place = book.getinfo("xl/worksheets/sheet1.xml").header_offset + 200
    raw[place : place + 40] = bytes(40)
    path.write_bytes(raw)
    assert "不完整或已损坏" in refusal(path)


def repacked(source: Path, target: Path, part: str, body: bytes) -> Path:
    """A copy of a workbook with one part replaced."""
    made = io.BytesIO()
    with zipfile.ZipFile(source) as old, zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED) as new:
        for name in old.namelist():
            new.writestr(name, body if name == part else old.read(name))
    target.write_bytes(made.getvalue())
    return target


def test_a_bomb_is_refused_by_what_it_declares(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(archive, "BOMB_BYTES", 1 << 20)
    book = as_book(tmp_path / "许可.xlsx", 办件=[PERMIT, permit()])
    bomb = repacked(
        book, tmp_path / "炸弹.xlsx", "xl/worksheets/sheet1.xml", b"<worksheet>" + b" " * (8 << 20)
    )
    assert "压缩炸弹" in refusal(bomb)


def test_a_bomb_that_lies_about_its_size_is_refused(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(archive, "BOMB_BYTES", 1 << 20)
    book = as_book(tmp_path / "许可.xlsx", 办件=[PERMIT, permit()])
    bomb = repacked(
        book, tmp_path / "炸弹.xlsx", "xl/worksheets/sheet1.xml", b"<worksheet>" + b" " * (8 << 20)
    )
    raw = bomb.read_bytes()
    size = (len(b"<worksheet>") + (8 << 20)).to_bytes(4, "little")
    assert raw.count(size) == 2
    bomb.write_bytes(raw.replace(size, (5000).to_bytes(4, "little")))
    assert "不完整或已损坏" in refusal(bomb)


def test_entities_are_refused(tmp_path: Path) -> None:
    book = as_book(tmp_path / "许可.xlsx", 办件=[PERMIT, permit()])
    body = b'<?xml version="1.0"?><!DOCTYPE x [<!ENTITY a "aaaa">]><worksheet>&a;</worksheet>'
    assert "XML 实体" in refusal(
        repacked(book, tmp_path / "实体.xlsx", "xl/worksheets/sheet1.xml", body)
    )


def test_an_archive_that_is_no_workbook(tmp_path: Path) -> None:
    path = tmp_path / "打包.xlsx"
    with zipfile.ZipFile(path, "w") as archived:
        archived.writestr("许可.csv", "办件编号\n1\n")
    assert "是压缩包，不是工作簿" in refusal(path)


@pytest.mark.parametrize("body", [b"   \n", "\ufeff\n".encode()])
def test_an_empty_file(tmp_path: Path, body: bytes) -> None:
    path = tmp_path / "空.csv"
    path.write_bytes(body)
    assert "检查导出是否完成" in refusal(path)


def test_an_empty_workbook(tmp_path: Path) -> None:
    assert "没有内容" in refusal(as_book(tmp_path / "空.xlsx", 一=[]))


def test_a_web_page_with_the_name_of_a_workbook(tmp_path: Path) -> None:
    path = tmp_path / "导出.xls"
    path.write_text("<html><body><table><tr><td>办件编号</td></tr></table></body></html>", "utf-8")
    assert "其实是网页" in refusal(path)


def test_bytes_that_are_no_text(tmp_path: Path) -> None:
    path = tmp_path / "乱.csv"
    path.write_bytes(bytes(range(256)) * 50)
    assert "乱.csv" in refusal(path)


def test_quotation_marks_that_do_not_pair(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("qinglian.sources.workbook.grid.LONGEST_CELL", 5000)
    path = as_csv(tmp_path / "许可.csv", [PERMIT, *(permit(number) for number in range(300))])
    path.write_text(path.read_text("utf-8").replace("XK7,", '"XK7,'), "utf-8")
    assert "引号没有成对" in refusal(path)


def test_a_ledger_nobody_knows_names_its_headings(tmp_path: Path) -> None:
    path = as_csv(tmp_path / "天气.csv", [["日子", "天气"], ["2024-03-01", "晴"]])
    said = refusal(path)
    assert "日子、天气" in said
    assert "--mapping" in said


def test_an_old_export_that_is_plain_text_is_read(tmp_path: Path) -> None:
    path = tmp_path / "导出.xls"
    path.write_bytes("\n".join("\t".join(line) for line in (PERMIT, permit())).encode("gbk"))
    assert read(path).tables == {"permit": 1}


@pytest.mark.parametrize(
    "heading",
    [
        "case:concept:name,concept:name,time:timestamp,org:resource",
        "Case ID,Activity,Complete Timestamp",
        "case_id,activity,timestamp",
    ],
)
def test_event_logs_are_left_to_their_own_source(tmp_path: Path, heading: str) -> None:
    path = tmp_path / "log.csv"
    path.write_text(f"{heading}\nA,Create Fine,2024-03-01,X\n", "utf-8")
    assert adapter.recognise(File(path)) <= 10


def test_steps_with_chinese_headings_are_ours(tmp_path: Path) -> None:
    path = as_csv(
        tmp_path / "环节.csv",
        [["办件编号", "环节名称", "办理时间", "经办人"], ["A", "受理", "2024-03-01", "张某某"]],
    )
    assert adapter.recognise(File(path)) == 90
