"""`qinglian new`: what it drafts runs as it stands."""

import importlib.util
import sys
from pathlib import Path
from types import ModuleType

import ibis
import pytest

from qinglian.cli.drafts import rule_files
from qinglian.engine.cases import outcomes
from qinglian.engine.catalog import check, check_names
from qinglian.model.rule import Rule, read_card
from tests.cli.command import qinglian, refused

PROCESS = [name for name in check_names() if name.startswith(("sequence.", "duties."))]


def loaded(name: str, path: Path) -> ModuleType:
    """A module from its file, under the name it will have."""
    spec = importlib.util.spec_from_file_location(name, path)
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    sys.modules[name] = module
    try:
        spec.loader.exec_module(module)
    finally:
        del sys.modules[name]
    return module


def drafted(folder: Path, name: str) -> Rule:
    for path, text in rule_files(name, "MY-001", "my_rule", folder / "mine", "mine").items():
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, "utf-8")
    return read_card(folder / "mine" / "my_rule.yaml", "mine")


@pytest.mark.parametrize("name", [name for name in PROCESS if check(name).is_process])
def test_the_draft_of_a_process_rule_passes_its_cases(tmp_path, name):
    found = list(outcomes(drafted(tmp_path, name)))
    assert len(found) >= 3
    assert [case.name for case in found if case.wrong] == []


def test_the_draft_of_a_formula_starts_from_a_rule_that_asks_it(tmp_path):
    found = list(outcomes(drafted(tmp_path, "competition.single_bid_received")))
    assert len(found) >= 5
    assert [case.name for case in found if case.wrong] == []


def test_a_drafted_rule_can_be_tested_at_once(tmp_path):
    made = qinglian(
        "new", "rule", "sequence.response", "--id", "MY-007", "--name", "late", cwd=tmp_path
    )
    assert made.returncode == 0
    assert "qinglian rules test MY-007" in made.stdout
    for name in ("pack.yaml", "late.yaml", "cases/late.yaml"):
        assert (tmp_path / "packs" / "my_pack" / name).is_file()
    done = qinglian("rules", "test", "MY-007", "--packs", "packs", cwd=tmp_path)
    assert done.returncode == 0, done.stdout
    assert "5 个案例，0 处不符" in done.stdout


def test_nothing_is_written_over_unless_asked(tmp_path):
    args = ("new", "rule", "sequence.response")
    assert qinglian(*args, cwd=tmp_path).returncode == 0
    pack = tmp_path / "packs" / "my_pack" / "pack.yaml"
    pack.write_text("name: my_pack\ntitle: {zh: 甲, en: A}\n", "utf-8")
    assert "--force" in refused(2, *args, cwd=tmp_path)
    assert qinglian(*args, "--force", cwd=tmp_path).returncode == 0
    assert "甲" in pack.read_text("utf-8"), "what others stand below is kept"


def test_a_drafted_check_imports_and_evaluates(tmp_path):
    made = qinglian("new", "check", "price.round_prices", "--home", ".", cwd=tmp_path)
    assert made.returncode == 0, made.stderr
    module = loaded(
        "qinglian.checks.price.round_prices", tmp_path / "checks" / "price" / "round_prices.py"
    )
    drafted_check = module.check
    assert drafted_check.id == "price.round_prices"
    tender = ibis.memtable({"tender_id": ["甲", "乙", "丙"], "amount": [90.0, 110.0, None]})
    answer = (
        drafted_check.formula(tender, at_most=100.0).execute().set_index("tender_id")["flagged"]
    )
    assert not answer["甲"]
    assert answer["乙"]
    assert answer.isna()["丙"]
    rows = drafted_check.rows(tender.select("tender_id"), tender).execute()
    assert set(rows["row_id"]) == {"甲", "乙", "丙"}


def test_a_drafted_source_imports(tmp_path):
    made = qinglian("new", "source", "bank_feed", "--home", ".", cwd=tmp_path)
    assert made.returncode == 0, made.stderr
    folder = tmp_path / "sources" / "bank_feed"
    adapter = loaded("qinglian.sources.bank_feed.adapter", folder / "adapter.py")
    assert adapter.KIND == "bank_feed"
    assert callable(adapter.recognise)
    assert callable(adapter.read)
    assert (folder / "mapping.yaml").is_file()


@pytest.mark.parametrize(
    ("args", "said"),
    [
        (("rule", "sequence.respons"), "sequence.response"),
        (("rule", "sequence.response", "--name", "我的规则"), "round_prices"),
        (("check", "round_prices"), "price.round_prices"),
        (("check", "price.Round"), "Round"),
        (("source", "bank-feed"), "bank-feed"),
        (("source", "bank_feed"), "--home"),
    ],
)
def test_a_wrong_name_is_told_what_to_write(tmp_path, args, said):
    assert said in refused(2, "new", *args, cwd=tmp_path)
    assert not list(tmp_path.iterdir())
