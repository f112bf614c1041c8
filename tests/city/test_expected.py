"""Rules that got worse in a fictional county break the build."""

from pathlib import Path

import pytest

from tests.cli.command import qinglian

EXPECTED = Path(__file__).with_name("expected.yaml")


@pytest.mark.slow
def test_no_rule_got_worse(tmp_path: Path):
    out = tmp_path / "county"
    qinglian("city", "--seed", "1", "--size", "county", "--no-ledgers", "--out", str(out))
    done = qinglian(
        "measure", str(out), "--format", "json", "--out", str(tmp_path / "measured.json"),
        "--fail-under", str(EXPECTED),
    )  # fmt: skip
    assert done.returncode == 0, done.stderr
