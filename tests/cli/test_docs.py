"""`qinglian docs`: pages generated from cards and tables, and whether they are fresh."""

from tests.cli.command import qinglian


def test_pages_are_written_and_then_fresh(tmp_path):
    stale = qinglian("docs", "--check", "--out", "pages", cwd=tmp_path)
    assert stale.returncode == 1
    assert "rules/approval_cn.md" in stale.stdout
    assert not (tmp_path / "pages").exists(), "to check is not to write"
    assert qinglian("docs", "--out", "pages", cwd=tmp_path).returncode == 0
    fresh = qinglian("docs", "--check", "--out", "pages", cwd=tmp_path)
    assert (fresh.returncode, fresh.stdout) == (0, "")
    for name in (
        "rules/index.md",
        "rules/enforcement_cn.md",
        "tables/penalty.md",
        "command-line.md",
    ):
        assert (tmp_path / "pages" / name).is_file()
    command_line = (tmp_path / "pages" / "command-line.md").read_text("utf-8")
    assert "## qinglian rules test" in command_line
