"""Files into a lake: each once, all of a call as one batch, one load at a time."""

import os
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from qinglian.engine.lake import Lake, load_files, open_lake
from qinglian.engine.lake.loading import Loaded
from qinglian.model.errors import BadInput, BadUsage

HEAD = "case_id,activity,time,经办人\n"
ROOT = Path(__file__).resolve().parents[3]


@pytest.fixture(autouse=True)
def _own_key(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("QINGLIAN_KEY", str(tmp_path / "key"))


def log(folder: Path, name: str, *cases: str) -> Path:
    """A small event log."""
    path = folder / name
    rows = "".join(
        f"{case},accepted,2024-03-01 09:00,甲某\n{case},decided,2024-03-05 10:00,乙某\n"
        for case in cases
    )
    path.write_text(HEAD + rows, encoding="utf-8")
    return path


def load(root: Path, *paths: Path, **more: Any) -> Loaded:
    return load_files(paths, root, by="核对员", **more)


def cases(root: Path) -> list[str]:
    found = open_lake(root).con.execute("select distinct case_id from event order by 1").fetchall()
    return [row[0] for row in found]


def test_a_log_becomes_a_batch_that_a_run_sees(tmp_path: Path) -> None:
    loaded = load(tmp_path / "lake", log(tmp_path, "a.csv", "C1", "C2"))
    assert loaded.batch is not None
    assert loaded.batch.tables["event"].rows == 4
    assert loaded.batch.sources[0].size == (tmp_path / "a.csv").stat().st_size
    opened = open_lake(tmp_path / "lake")
    assert opened.count("event") == 4
    assert opened.zone == "Asia/Shanghai"
    persons = opened.con.execute("select distinct resource from event").fetchall()
    assert all(name.startswith("p:") for (name,) in persons)


def test_the_same_file_twice_loads_nothing_and_says_so(tmp_path: Path) -> None:
    path = log(tmp_path, "a.csv", "C1")
    first = load(tmp_path / "lake", path)
    copy = tmp_path / "copy.csv"
    copy.write_bytes(path.read_bytes())
    again = load(tmp_path / "lake", copy)
    assert again.batch is None
    assert first.batch is not None
    assert f"copy.csv 已在批次 {first.batch.id} 中" in again.said[0].zh
    assert len(Lake(tmp_path / "lake").batches()) == 1


def test_the_same_file_twice_in_one_call_loads_once(tmp_path: Path) -> None:
    path = log(tmp_path, "a.csv", "C1")
    copy = tmp_path / "copy.csv"
    copy.write_bytes(path.read_bytes())
    loaded = load(tmp_path / "lake", path, copy, log(tmp_path, "b.csv", "C2"))
    assert "copy.csv 与 a.csv 内容完全相同" in loaded.said[0].zh
    assert open_lake(tmp_path / "lake").count("event") == 4
    assert len(loaded.sources) == 2


def test_the_same_bytes_in_another_zone_are_another_load(tmp_path: Path) -> None:
    path = log(tmp_path, "a.csv", "C1")
    first = load(tmp_path / "lake", path).batch
    assert first is not None
    other = load(tmp_path / "lake", path, zone="Europe/Rome", supersede=[first.id])
    assert other.batch is not None
    third = load(tmp_path / "lake", path)
    assert "--supersede" in third.said[0].zh


def test_what_a_mapping_says_is_part_of_what_was_loaded(tmp_path: Path) -> None:
    path = log(tmp_path, "a.csv", "C1")
    mapping = tmp_path / "mapping.yaml"
    mapping.write_text("process: permit\n", encoding="utf-8")
    assert load(tmp_path / "lake", path).batch
    mapped = load(tmp_path / "lake", path, mapping=mapping)
    assert mapped.batch
    assert "--supersede" in mapped.said[0].zh
    mapping.write_text("process: permit\ntimezone: Asia/Shanghai\n", encoding="utf-8")
    assert load(tmp_path / "lake", path, mapping=mapping).batch is None


def test_a_replaced_file_comes_back_only_in_place_of_another(tmp_path: Path) -> None:
    root = tmp_path / "lake"
    one, two = log(tmp_path, "1.csv", "C1"), log(tmp_path, "2.csv", "C2")
    first = load(root, one).batch
    assert first is not None
    second = load(root, two, supersede=[first.id]).batch
    assert second is not None
    for _ in range(2):  # the same commands again change nothing
        assert load(root, one).batch is None
        assert load(root, two, supersede=[first.id]).batch is None
    assert cases(root) == ["C2"]
    assert f"--supersede {second.id}" in load(root, one).said[0].zh
    assert load(root, one, supersede=[second.id]).batch
    assert cases(root) == ["C1"]


def test_a_file_that_cannot_be_read_loads_nothing_of_the_call(tmp_path: Path) -> None:
    root = tmp_path / "lake"
    bad = tmp_path / "bad.parquet"
    bad.write_bytes(b"PAR1 cut off")
    with pytest.raises(BadInput, match=r"bad\.parquet"):
        load(root, log(tmp_path, "a.csv", "C1"), bad)
    assert Lake(root).batches() == []
    with pytest.raises(BadInput, match=r"absent\.csv"):
        load(root, tmp_path / "absent.csv")


def test_another_key_is_refused(tmp_path: Path) -> None:
    load(tmp_path / "lake", log(tmp_path, "a.csv", "C1"))
    with pytest.raises(BadUsage, match="另一把密钥"):
        load(tmp_path / "lake", log(tmp_path, "b.csv", "C2"), key=tmp_path / "other-key")


def test_the_papers_come_along(tmp_path: Path) -> None:
    mapping = tmp_path / "mapping.yaml"
    mapping.write_text("control:\n  event: {rows: 3}\n", encoding="utf-8")
    register = tmp_path / "register.yaml"
    register.write_text(
        "{provider: 示例县政务服务中心, authority: 示例函〔2024〕2号, purpose: 时限抽查, destroy_by: 2999-12-31}",
        encoding="utf-8",
    )
    path = log(tmp_path, "a.csv", "C1")
    loaded = load(tmp_path / "lake", path, mapping=mapping, register=register)
    assert loaded.batch is not None
    assert loaded.batch.reconciled is False
    assert loaded.batch.use_register is not None
    assert loaded.batch.use_register.provider == "示例县政务服务中心"
    assert any("提供单位 3，装载 2" in said.zh for said in loaded.said)
    sheet = tmp_path / "control.yaml"
    sheet.write_text("event: {rows: 2}\n", encoding="utf-8")
    again = load(
        tmp_path / "lake", path, mapping=mapping, control=sheet, supersede=[loaded.batch.id]
    )
    assert again.batch is not None
    assert again.batch.reconciled is True


def test_data_past_their_day_are_not_loaded(tmp_path: Path) -> None:
    register = tmp_path / "register.yaml"
    register.write_text(
        "{provider: 甲, authority: 乙, purpose: 丙, destroy_by: 2020-12-31}", encoding="utf-8"
    )
    with pytest.raises(BadUsage, match="2020-12-31"):
        load(tmp_path / "lake", log(tmp_path, "a.csv", "C1"), register=register)


def test_destroyed_data_come_back_with_new_authority_only(tmp_path: Path) -> None:
    root, path = tmp_path / "lake", log(tmp_path, "a.csv", "C1")
    made = load(root, path).batch
    assert made is not None
    Lake(root).destroy(made.id)
    assert "销毁" in load(root, path).said[0].zh
    register = tmp_path / "register.yaml"
    register.write_text(
        "{provider: 甲, authority: 乙, purpose: 丙, destroy_by: 2999-12-31}", encoding="utf-8"
    )
    assert load(root, path, register=register).batch


def test_of_two_loads_at_once_of_one_file_one_loads(tmp_path: Path) -> None:
    path = log(tmp_path, "a.csv", *(f"C{n}" for n in range(2000)))
    code = (
        "import sys; from pathlib import Path; from qinglian.engine.lake import load_files\n"
        "loaded = load_files([Path(sys.argv[1])], Path(sys.argv[2]), by='核对员')\n"
        "print('loaded' if loaded.batch else loaded.said[-1].en)"
    )
    env = {**os.environ, "PYTHONPATH": str(ROOT / "src"), "QINGLIAN_KEY": str(tmp_path / "key")}
    running = [
        subprocess.Popen(
            [sys.executable, "-c", code, str(path), str(tmp_path / "lake")],
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            text=True,
            env=env,
        )
        for _ in range(2)
    ]
    said = [one.communicate(timeout=120) for one in running]
    assert sorted(out.strip() == "loaded" for out, _ in said) == [False, True], said
    assert any("not loaded again" in out for out, _ in said)
    assert open_lake(tmp_path / "lake").count("event") == 4000
