"""`qinglian rules`: the catalogue, one card, the cases."""

from pathlib import Path

import pytest

from tests.cli.command import SAMPLES, qinglian, refused

CARD = """\
id: MY-001
check: sequence.response
name: {zh: 受理后须决定, en: Accepted cases are decided}
status: trial
params: {activation: 受理, target: 决定}
severity: yellow
"""
CASES = """\
- name: 受理而未决定，提示
  as_of: 2024-06-30
  event: [{activity: 受理, at: 2024-03-01}]
  expect: [{case_id: C, flagged: true}]
"""


@pytest.fixture
def packs(tmp_path: Path) -> Path:
    """A pack of one's own."""
    folder = tmp_path / "packs" / "mine"
    (folder / "cases").mkdir(parents=True)
    (folder / "pack.yaml").write_text("name: mine\ntitle: {zh: 我的, en: Mine}\n", "utf-8")
    (folder / "card.yaml").write_text(CARD, "utf-8")
    (folder / "cases" / "card.yaml").write_text(CASES, "utf-8")
    return folder.parent


def test_list_is_one_rule_a_line():
    done = qinglian("rules", "list", "--pack", "approval_cn")
    assert done.returncode == 0
    lines = [line.split("\t") for line in done.stdout.splitlines()]
    assert all(len(line) == 6 and line[0].startswith("APR-") for line in lines)
    assert qinglian("rules").stdout.startswith(done.stdout.splitlines()[0])


def test_list_can_be_narrowed_to_a_status():
    drafts = qinglian("rules", "list", "--status", "draft").stdout.splitlines()
    assert {line.split("\t")[3] for line in drafts} <= {"draft"}


def test_show_prints_the_card(packs):
    done = qinglian("rules", "show", "MY-001", "--packs", packs)
    assert CARD.strip() in done.stdout
    assert done.returncode == 0


def test_an_unknown_rule_is_answered_with_the_nearest():
    assert "ENF-003" in refused(2, "rules", "show", "ENF-0033")


def test_a_pack_outside_the_project_passes_its_cases(packs):
    done = qinglian("rules", "test", "MY-001", "--packs", packs)
    assert done.returncode == 0
    assert "1 个案例，0 处不符" in done.stdout


def test_the_cases_of_the_example_pack_pass():
    done = qinglian("rules", "test", "P2P-001", "P2P-002", "P2P-003", "--packs", SAMPLES / "packs")
    assert done.returncode == 0, done.stdout


def test_a_case_that_does_not_agree_is_named_with_file_and_line(packs):
    cases = packs / "mine" / "cases" / "card.yaml"
    cases.write_text(CASES.replace("flagged: true", "flagged: false"), "utf-8")
    done = qinglian("rules", "test", "MY-001", "--packs", packs)
    assert done.returncode == 2
    assert "card.yaml:1" in done.stdout
    assert "受理而未决定，提示" in done.stdout


def test_a_card_with_a_mistake_is_named_with_file_and_line(packs):
    (packs / "mine" / "card.yaml").write_text(
        CARD.replace("severity: yellow", "severity: pink"), "utf-8"
    )
    (packs / "mine" / "other.yaml").write_text(CARD.replace("MY-001", "MY-002"), "utf-8")
    done = qinglian("rules", "test", "MY-001", "--packs", packs)
    assert done.returncode == 2
    assert "card.yaml:6" in done.stderr
    listed = qinglian("rules", "list", "--pack", "mine", "--packs", packs)
    assert "MY-002" in listed.stdout, "the other cards stand"
