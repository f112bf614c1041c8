"""Ledgers of purchases: which law a row follows, and the way of purchase that the law names."""

from pathlib import Path

from openpyxl import Workbook

from qinglian.engine.dataset import Dataset
from qinglian.engine.identity import Hasher
from qinglian.engine.load import load
from qinglian.sources.intake import File, Intake
from qinglian.sources.workbook import adapter

ROWS = [
    ["项目编号", "项目名称", "交易类型", "项目类别", "采购方式", "公告时间"],
    ["A", "打印机", "政府采购", "货物", "竞争性磋商", "2024-03-01"],
    ["B", "道路", "工程建设", "工程", "公开招标", "2024-03-01"],
    ["D", "校舍", "政府采购", "工程", "公开招标", "2024-03-01"],
    ["E", "保洁", None, "服务", "竞争性谈判", "2024-03-01"],
    ["F", "电梯", None, "货物", "公开招标", "2024-03-01"],
    ["G", "商铺", "其他", "服务", "公开招标", "2024-03-01"],
]


def loaded(path: Path) -> Dataset:
    book = Workbook()
    for row in ROWS:
        book.active.append(row)
    book.save(path)
    dataset = Dataset()
    intake = Intake(dataset.con, zone="Asia/Shanghai")
    adapter.read(File(path), intake)
    load(intake, dataset, hasher=Hasher(b"tests"))
    return dataset


def test_a_row_belongs_to_the_process_of_the_law_it_follows(tmp_path: Path) -> None:
    dataset = loaded(tmp_path / "交易台账.xlsx")
    events = dataset.bind("event", ["process", "case_id"])
    rows = dataset.con.sql(dataset.backend.sql(events)).fetchall()
    assert {(case, process) for _, process, case in rows} == {
        ("A", "procurement"),
        ("B", "tender"),
        ("D", "tender"),
        ("E", "procurement"),
        ("F", "tender"),
        ("G", "purchase"),
    }


def test_every_process_of_a_ledger_is_recorded(tmp_path: Path) -> None:
    dataset = loaded(tmp_path / "交易台账.xlsx")
    assert dataset.recorded["procurement"] >= {"notice_published"}
    assert dataset.recorded["tender"] >= {"notice_published"}


def test_one_column_gives_method_and_way(tmp_path: Path) -> None:
    dataset = loaded(tmp_path / "交易台账.xlsx")
    rows = dataset.con.sql("select tender_id, method, way from tender order by 1").fetchall()
    assert rows[0] == ("A", "limited", "consultation")
    assert rows[1] == ("B", "open", "open_tender")
    assert rows[3] == ("E", "limited", "negotiation")
