"""
One story, from a file to an answer: a ledger in GBK with a fault is loaded into a lake and asked; the signal is
explained after the file is gone; a corrected ledger supersedes the first, and the signal is no longer seen.
"""

import json
import re
from pathlib import Path
from subprocess import CompletedProcess

from tests.cli.command import AS_OF, desk, ledger, penalty, qinglian


def test_from_a_ledger_to_a_signal_that_is_no_longer_seen(tmp_path: Path):
    desk(tmp_path / "packs")
    ledger(tmp_path / "处罚.csv", penalty(1), penalty(2, officers="周某某"), penalty(3))

    loaded = call(tmp_path, "load", "处罚.csv", "--lake", "数据湖", "--key", "密钥")
    assert "读入 3 行 = 收下 3 + 未收 0" in loaded.stdout
    first = batch(loaded)

    (signal,) = asked(tmp_path)
    assert signal["rule_id"] == "DESK-001"
    assert signal["subject_id"] == "CF002"
    assert "参加人数少于 2 人" in signal["text_zh"]
    assert signal["basis"] == ["行政处罚法 第四十二条"]
    assert [row["id"] for row in signal["evidence"]] == ["penalty:CF002:investigated"]
    assert "周某某" not in json.dumps(signal, ensure_ascii=False), "a lake holds no names in clear"

    (tmp_path / "处罚.csv").unlink()
    told = call(tmp_path, "explain", signal["signal_id"][:10], "--from", "数据湖").stdout
    for word in (
        signal["signal_id"],
        "CF002",
        "2024-03-04",
        "行政处罚法 第四十二条",
        "第二名执法人员漏录",
    ):
        assert word in told

    ledger(tmp_path / "更正.csv", penalty(1), penalty(2, officers="周某某、郑某某"), penalty(3))
    mended = call(
        tmp_path, "load", "更正.csv", "--lake", "数据湖", "--key", "密钥", "--supersede", first
    )
    assert batch(mended) != first
    again = call(tmp_path, "run", "--lake", "数据湖", "--key", "密钥", *RULES)
    assert "不再出现 1" in again.stdout
    assert "CF002" not in again.stdout

    twice = call(tmp_path, "load", "更正.csv", "--lake", "数据湖", "--key", "密钥")
    assert not re.search("^批次 ", twice.stdout, re.M), "the same file again is recognised"
    assert asked(tmp_path) == []


RULES = ("--packs", "packs", "--pack", "desk", *AS_OF)


def call(home: Path, *args: str) -> CompletedProcess[str]:
    done = qinglian(*args, cwd=home)
    assert done.returncode == 0, done.stderr
    return done


def batch(loaded: CompletedProcess[str]) -> str:
    found = re.search(r"^批次 (\S+)$", loaded.stdout, re.M)
    assert found, loaded.stdout
    return found[1]


def asked(home: Path) -> list[dict]:
    done = call(home, "run", "--lake", "数据湖", "--key", "密钥", *RULES, "--format", "jsonl")
    return [json.loads(line) for line in done.stdout.splitlines()]
