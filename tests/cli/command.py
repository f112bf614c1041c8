"""The command as a person calls it, and a small ledger to ask. Persons and cases are fictional."""

import os
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
SAMPLES = ROOT / "samples"
AS_OF = ("--as-of", "2024-12-31")
HEADINGS = (
    "案件编号,行政处罚决定书文号,行政相对人名称,行政相对人类别,证件号码,适用程序,执法人员,"
    "立案日期,调查取证日期,处罚告知日期,处罚决定日期,送达日期,公示日期,处罚机关"
)


CARDS = {
    "pack": "name: desk\ntitle: {zh: 案头, en: Desk}\n",
    "too_few": """\
id: DESK-001
check: duties.two_officers
name: {zh: 执法人员少于两人, en: Fewer than two officers}
status: stable
basis: [{title: 行政处罚法 第四十二条}]
params: {process: penalty, activation: investigated, minimum: 2}
severity: red
exceptions: [{id: not_entered, zh: 第二名执法人员漏录, en: The second officer was not entered}]
""",
    "too_late": """\
id: DESK-002
check: sequence.response
name: {zh: 立案后超过九十日, en: Later than ninety days}
status: stable
params:
  process: penalty
  activation: filed
  target: decided
  within: {at_most: 90, unit: calendar_days}
  closed_by: [decided]
severity: orange
""",
}
"""Two rules: asking a whole pack of the project would take longer and show no more of the command line."""


def desk(folder: Path) -> Path:
    """A folder of packs with one pack, `desk`."""
    (folder / "desk").mkdir(parents=True)
    for name, text in CARDS.items():
        (folder / "desk" / f"{name}.yaml").write_text(text, "utf-8")
    return folder


def penalty(number: int, officers: str = "钱某某、孙某某", decided: str = "2024/4/1") -> str:
    """One lawful case of the ordinary procedure, unless told otherwise."""
    return (
        f"CF{number:03d},示罚决字〔2024〕第{number}号,赵某某,自然人,990001198001010018,普通程序,{officers},"
        f"2024/3/1,2024/3/4,2024/3/20,{decided},2024/8/2,2024/8/5,示例县市场监督管理局"
    )


def ledger(path: Path, *rows: str) -> Path:
    """A public list of penalties in GBK: a lone officer in the second case unless rows are given."""
    found = rows or (penalty(1), penalty(2, officers="周某某"), penalty(3))
    path.write_bytes("\r\n".join([HEADINGS, *found]).encode("gbk"))
    return path


def qinglian(
    *args: object, cwd: Path | None = None, **env: str
) -> subprocess.CompletedProcess[str]:
    """Call the program in a process of its own; it must never show a traceback nor blame itself."""
    place = {"PYTHONPATH": str(ROOT / "src"), "PYTHONUTF8": "1", "QINGLIAN_LANG": "zh"}
    done = subprocess.run(
        [sys.executable, "-m", "qinglian", *map(str, args)],
        cwd=cwd,
        env={**os.environ, **place, **env},
        capture_output=True,
        text=True,
        check=False,
    )
    assert "Traceback" not in done.stderr, done.stderr
    assert done.returncode != 70, done.stderr
    return done


def refused(code: int, *args: object, cwd: Path | None = None, **env: str) -> str:
    """What the program says when it refuses, with this exit code and nothing on standard output."""
    done = qinglian(*args, cwd=cwd, **env)
    assert done.returncode == code, done.stderr
    assert not done.stdout
    return done.stderr
