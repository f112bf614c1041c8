"""A batch: what its manifest says, what came back refused, and the papers that came with it."""

import json
from datetime import date
from decimal import Decimal
from pathlib import Path

import pytest

from qinglian.engine.lake import Lake, open_lake
from qinglian.engine.lake.batch import Terms, keep
from qinglian.engine.lake.manifest import Manifest, UseRegister, batch_id
from qinglian.engine.lake.papers import read_control, read_register
from qinglian.model.errors import BadInput, BadUsage
from tests.engine.lake.making import BY, KEY, dataset, events, put, seen, sha

CONTRACTS = [
    {"contract_id": "HT-1", "amount_yuan": Decimal("100.10"), "signed_on": date(2024, 1, 8)},
    {"contract_id": "HT-2", "amount_yuan": Decimal("200.20"), "signed_on": date(2024, 3, 29)},
    {"contract_id": "HT-3", "amount_yuan": Decimal("0.03"), "signed_on": date(2999, 1, 1)},
]
REGISTER = UseRegister(
    provider="示例县财政局",
    authority="示例函〔2024〕1号",
    purpose="合同抽查",
    destroy_by=date(2024, 12, 31),
)


def test_the_manifest_says_what_came_from_whom_and_when(tmp_path: Path) -> None:
    lake = Lake(tmp_path, make=True)
    made = dataset({"event": events(("1", "C", "2024-03-01"), ("2", "C", "2024-03-09"))}, refused=2)
    made.records({"permit": {"accepted", "decided"}})
    manifest, said = keep(lake, made, Terms(by=BY, key_id=KEY, sizes={sha("账.xlsx"): 1234}))
    assert Manifest.read(tmp_path / "batches" / manifest.id) == manifest
    source = manifest.sources[0]
    assert (source.rows_read, source.rows_kept, source.rows_refused, source.size) == (4, 2, 2, 1234)
    assert [(reason.text.zh, reason.rows) for reason in source.reasons] == [("没有这一天", 2)]
    assert manifest.period is not None
    assert (manifest.period.first, manifest.period.last) == (date(2024, 3, 1), date(2024, 3, 9))
    assert manifest.recorded == {"permit": ["accepted", "decided"]}
    assert manifest.key_id == KEY
    assert manifest.by == BY
    assert manifest.reconciled is None
    assert "读到 4 行 = 保留 2 + 退回 2" in said[0].zh
    plain = json.loads((tmp_path / "batches" / manifest.id / "manifest.json").read_text("utf-8"))
    assert plain["period"] == {"from": "2024-03-01", "to": "2024-03-09"}


def test_a_run_sees_refused_rows_and_recorded_activities(tmp_path: Path) -> None:
    lake = Lake(tmp_path, make=True)
    for process, steps in (
        ("permit", {"accepted"}),
        ("permit", {"decided"}),
        ("penalty", {"filed"}),
    ):
        made = dataset({"event": events((f"{process}{steps}", "C", "2024-03-01"))}, refused=1)
        made.records({process: steps})
        keep(lake, made, Terms(by=BY, key_id=KEY))
    opened = open_lake(tmp_path)
    assert opened.recorded == {"permit": {"accepted", "decided"}, "penalty": {"filed"}}
    assert [note.refused[0]["value"] for note in opened.sources] == ["2023-02-30"] * 3
    assert opened.count("event") == 3


def test_rows_that_do_not_add_up_are_not_kept(tmp_path: Path) -> None:
    lake = Lake(tmp_path, make=True)
    made = dataset({"bid": [{"bid_id": "A"}]})
    made.sources[0].rows_read = 3
    with pytest.raises(BadInput, match="3 行"):
        keep(lake, made, Terms(by=BY))
    assert lake.batches() == []
    assert list((tmp_path / ".writing").iterdir()) == []


def test_ids_follow_time_even_when_the_clock_goes_back() -> None:
    first = batch_id(None)
    later = batch_id("29991231T235959999999-00000000")
    assert first < "29991231T235959999999-00000000" < later
    assert later.startswith("30000101T000000000000-")


def test_a_lake_holds_one_key(tmp_path: Path) -> None:
    old = put(tmp_path, {"bid": [{"bid_id": "A"}]}, key_id="aaaa")
    with pytest.raises(BadUsage, match="另一把密钥") as caught:
        put(tmp_path, {"bid": [{"bid_id": "B"}]}, key_id="bbbb")
    assert "aaaa" in caught.value.text.en
    put(tmp_path, {"bid": [{"bid_id": "B"}]}, key_id="bbbb", supersedes=(old.id,))
    assert seen(tmp_path, "bid", "bid_id") == [("B",)]


def test_control_totals_that_tie(tmp_path: Path) -> None:
    control = read_control({"contract": {"rows": 3, "sum": {"amount_yuan": "300.33"}}})
    manifest = put(tmp_path, {"contract": CONTRACTS}, control=control)
    assert manifest.reconciled is True
    assert open_lake(tmp_path).warnings == []
    assert open_lake(tmp_path).sources[0].control["reconciled"] is True
    assert manifest.period is not None
    assert manifest.period.last == date(2024, 3, 29)


def test_control_totals_that_do_not_tie_are_shown_with_both_numbers(tmp_path: Path) -> None:
    control = read_control(
        {"contract": {"rows": 4, "sum": {"amount_yuan": 300.34}}, "bid": {"rows": 0}}
    )
    manifest = put(tmp_path, {"contract": CONTRACTS}, control=control)
    assert manifest.reconciled is False
    assert seen(tmp_path, "contract", "contract_id") == [("HT-1",), ("HT-2",), ("HT-3",)]
    opened = open_lake(tmp_path)
    assert "提供单位 4，装载 3，不符" in opened.warnings[0].zh
    assert "provider 300.34, loaded 300.33, does not tie" in opened.warnings[0].en
    totals = opened.sources[0].control["totals"]
    assert [total["ties"] for total in totals] == [False, False, True]


def test_a_total_of_a_column_that_did_not_come_does_not_tie(tmp_path: Path) -> None:
    control = read_control({"contract": {"sum": {"amount_yuan": 0}}})
    manifest = put(tmp_path, {"contract": [{"contract_id": "HT-1"}]}, control=control)
    assert manifest.reconciled is False
    assert manifest.control[0].found is None


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("contracts: {rows: 1}", "contract"),
        ("contract:\n  sum: {amount_yuann: 1}", ":2"),
        ("contract:\n  rows: many", "contract.rows"),
        ("- contract", "表名"),
        ("contract: {rows: 1", "YAML"),
    ],
)
def test_a_mistake_in_a_hand_over_sheet_is_named(tmp_path: Path, text: str, said: str) -> None:
    path = tmp_path / "control.yaml"
    path.write_text(text, encoding="utf-8")
    with pytest.raises(BadUsage, match=said) as caught:
        read_control(path)
    assert "control.yaml" in str(caught.value)


def test_a_register_is_read_from_a_file(tmp_path: Path) -> None:
    path = tmp_path / "register.yaml"
    path.write_text(
        "provider: 示例县财政局\nauthority: 示例函〔2024〕1号\npurpose: 合同抽查\nfields: 合同台账\n"
        "term: 2024\ncontact: 张三（化名）\ndestroy_by: 2024-12-31\n",
        encoding="utf-8",
    )
    register = read_register(path)
    assert register.fields == ("合同台账",)
    assert register.term == "2024"
    assert register.destroy_by == date(2024, 12, 31)
    path.write_text("provider: 示例县财政局\n", encoding="utf-8")
    with pytest.raises(BadUsage, match="authority"):
        read_register(path)


def test_a_batch_past_its_day_refuses_to_run(tmp_path: Path) -> None:
    manifest = put(tmp_path, {"contract": CONTRACTS}, use_register=REGISTER)
    open_lake(tmp_path, today=date(2024, 12, 31))
    with pytest.raises(BadUsage, match="2024-12-31") as caught:
        open_lake(tmp_path, today=date(2025, 1, 1))
    assert manifest.id in str(caught.value)


def test_a_replaced_batch_past_its_day_is_a_warning(tmp_path: Path) -> None:
    old = put(tmp_path, {"contract": CONTRACTS}, use_register=REGISTER)
    put(tmp_path, {"contract": CONTRACTS}, supersedes=(old.id,))
    opened = open_lake(tmp_path, today=date(2025, 1, 1))
    assert any(old.id in said.zh and "销毁" in said.zh for said in opened.warnings)


def test_destroying_a_batch_takes_its_rows_and_keeps_its_manifest(tmp_path: Path) -> None:
    old = put(tmp_path, {"contract": CONTRACTS[:1]})
    new = put(tmp_path, {"contract": CONTRACTS[1:2]}, supersedes=(old.id,))
    put(tmp_path, {"contract": CONTRACTS[2:]})
    Lake(tmp_path).destroy(new.id)
    assert not (tmp_path / "batches" / new.id).exists()
    assert Lake(tmp_path).destroyed() == [new]
    assert seen(tmp_path, "contract", "contract_id") == [("HT-3",)]


def test_an_interrupted_destruction_is_finished_by_the_next_start(tmp_path: Path) -> None:
    made = put(tmp_path, {"contract": CONTRACTS[:1]})
    put(tmp_path, {"contract": CONTRACTS[1:]})
    made.write(_folder(tmp_path / "destroyed" / made.id))
    lake = Lake(tmp_path)
    assert "销毁" in lake.notes[0].zh
    assert len(lake.batches()) == 1


def test_a_batch_that_lost_a_file_is_named(tmp_path: Path) -> None:
    made = put(tmp_path, {"contract": CONTRACTS})
    file = tmp_path / "batches" / made.id / "contract.parquet"
    file.write_bytes(file.read_bytes()[:-1])
    with pytest.raises(BadInput, match=made.id):
        open_lake(tmp_path)


def test_nothing_replaces_a_batch_with_nothing(tmp_path: Path) -> None:
    old = put(tmp_path, {"contract": CONTRACTS})
    lake = Lake(tmp_path)
    empty = dataset({}, refused=3)
    with pytest.raises(BadInput, match="没有一行可用"):
        keep(lake, empty, Terms(by=BY, key_id=KEY, supersedes=(old.id,)))
    assert lake.live() == [old]


def test_a_folder_of_other_files_does_not_become_a_lake(tmp_path: Path) -> None:
    (tmp_path / "合同.xlsx").write_bytes(b"PK")
    with pytest.raises(BadUsage, match="已有别的文件"):
        Lake(tmp_path, make=True)
    with pytest.raises(BadUsage, match="不是数据湖"):
        Lake(tmp_path)
    with pytest.raises(BadUsage, match="是空的"):
        open_lake(Lake(tmp_path / "lake", make=True).root)


def _folder(path: Path) -> Path:
    path.mkdir(parents=True)
    return path
