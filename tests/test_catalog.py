"""Conventions that hold for every table, check, card and case; each a sentence."""

import ast
import re
from datetime import date
from pathlib import Path

import pytest

from qinglian.engine.case_rows import RESERVED
from qinglian.engine.cases import case_file
from qinglian.engine.catalog import HOME, catalog, check, check_names
from qinglian.engine.params import is_dated, variants
from qinglian.engine.run import constraint_of
from qinglian.model.activity import activities
from qinglian.model.table import TYPES, tables

KNOWN = catalog()
RULES = [rule for rule in KNOWN.rules if rule.path.is_relative_to(HOME)]
CHECKS = check_names()
ROOT = HOME.parents[2]
ids = {"ids": lambda rule: rule.id}


def test_every_card_can_be_read():
    assert not KNOWN.broken, [str(card) for card in KNOWN.broken]


@pytest.mark.parametrize("rule", RULES, **ids)
def test_a_card_says_law_exceptions_and_meaning_in_both_languages(rule):
    card = rule.card
    assert card.basis
    assert card.meaning is not None
    for text in (card.name, card.meaning):
        assert re.search(r"[一-鿿]", text.zh)
        assert re.search(r"[A-Za-z]{3}", text.en)
    assert len({item.id for item in card.exceptions}) == len(card.exceptions)


@pytest.mark.parametrize("rule", RULES, **ids)
def test_the_parameters_of_a_card_are_those_of_its_check(rule):
    asked = check(rule.card.check)
    stretches = variants(rule, asked)
    assert stretches
    if asked.is_process:
        for stretch in stretches:
            constraint_of(rule, stretch)


@pytest.mark.parametrize("rule", RULES, **ids)
def test_dated_values_name_their_law_and_do_not_lie_in_the_future(rule):
    for name, value in rule.card.params.items():
        if is_dated(value):
            for item in value:
                assert item.get("basis"), f"{rule.path}: {name} from {item['from']} has no basis"
                assert item["from"] <= date.today()


@pytest.mark.parametrize("rule", RULES, **ids)
def test_a_card_never_accuses(rule):
    text = f"{rule.card.name.zh}{rule.card.meaning.zh if rule.card.meaning else ''}"
    for word in ("嫌疑", "违纪线索", "查无实据", "一票否决", "造假", "走过场"):
        assert word not in text, f"{rule.path}: {word}"


@pytest.mark.parametrize("rule", RULES, **ids)
def test_activities_of_a_card_have_a_name(rule):
    params = rule.card.params
    process = params.get("process")
    if not isinstance(process, str) or process not in activities():
        return
    known = activities()[process]
    named = []
    for word in ("activation", "target", "until", "closed_by"):
        value = params.get(word, [])
        named += (
            [value] if isinstance(value, str) else [item for item in value if isinstance(item, str)]
        )
    missing = sorted(set(named) - set(known))
    assert not missing, f"{rule.path}: model/activities.yaml has no {missing} of {process}"


@pytest.mark.parametrize("rule", RULES, **ids)
def test_a_card_has_five_cases_that_flag_clear_and_cannot_tell(rule):
    import yaml

    cases = yaml.safe_load(case_file(rule).read_text("utf-8"))
    assert len(cases) >= 5
    assert len({case["name"] for case in cases}) == len(cases), "two cases with one name"
    answers = [row.get("flagged", "unsaid") for case in cases for row in case["expect"]]
    assert True in answers
    assert False in answers or any(not case["expect"] for case in cases)
    assert None in answers, "no case that cannot be told"
    assert all(set(case) <= {*RESERVED, *tables()} for case in cases)


def test_ids_and_files_agree_with_their_pack():
    for rule in RULES:
        assert re.fullmatch(r"[a-z][a-z0-9_]*", rule.path.stem.replace("-", "_")), rule.path


@pytest.mark.parametrize("name", CHECKS)
def test_a_check_states_its_question_and_what_it_needs(name):
    found = check(name)
    assert found.id == name
    assert found.title.zh
    assert found.title.en
    for table, columns in found.reads.items():
        spec = tables()[table]
        known = set(spec.bound())
        assert spec.open or set(columns) <= known, f"{name}: {set(columns) - known}"
    if not found.is_process:
        assert found.formula is not None
        assert found.rows is not None, f"{name} has no evidence"


@pytest.mark.parametrize("name", CHECKS)
def test_what_helps_a_check_is_not_what_it_needs(name):
    found = check(name)
    assert set(found.helps) <= set(found.needs), "helping columns are of tables that are needed"
    for table, columns in found.helps.items():
        needed = set(found.needs[table])
        assert not needed & set(columns), (
            f"{name}: {needed & set(columns)} both helps and is needed"
        )
    for table, groups in found.decisive.items():
        assert all(group for group in groups), f"{name}: an empty choice among columns of {table}"


@pytest.mark.parametrize("name", CHECKS)
def test_a_check_uses_nothing_the_two_engines_answer_differently(name):
    path = HOME.parent / "checks" / (name.replace(".", "/") + ".py")
    source = path.read_text("utf-8")
    for word in (
        "asof_join",
        "collect(order_by",
        "astimezone",
        "timezone(",
        ".truncate(",
        "nunique().over",
    ):
        assert word not in source, f"{path}: {word}"


@pytest.mark.parametrize("spec", tables().values(), ids=lambda spec: spec.name)
def test_a_table_is_complete_in_both_languages(spec):
    assert spec.title.zh
    assert spec.title.en
    assert spec.about.zh
    assert spec.about.en
    assert set(spec.key) <= set(spec.columns)
    for column in spec.columns.values():
        assert column.type in TYPES, f"{spec.name}.{column.name}"
        assert re.search(r"[一-鿿]", column.text.zh), f"{spec.name}.{column.name}"
        assert column.name.endswith("_at") == (column.type == "timestamp"), (
            f"{spec.name}.{column.name}"
        )
        assert column.name.endswith("_on") <= (column.type == "date"), f"{spec.name}.{column.name}"


def test_the_engine_never_imports_django():
    for path in (ROOT / "src" / "qinglian").rglob("*.py"):
        if "web" in path.parts:
            continue
        for node in ast.walk(ast.parse(path.read_text("utf-8"))):
            names = [alias.name for alias in node.names] if isinstance(node, ast.Import) else []
            names += [node.module or ""] if isinstance(node, ast.ImportFrom) else []
            assert not any(name.split(".")[0] == "django" for name in names), path


def test_files_are_short():
    long = [
        f"{path.relative_to(ROOT)}: {lines}"
        for path in [*(ROOT / "src").rglob("*.py"), *(ROOT / "tests").rglob("*.py")]
        if path.parent.name != "migrations"  # written by Django
        if (lines := len(Path(path).read_text("utf-8").splitlines())) > 350
    ]
    assert not long, long
