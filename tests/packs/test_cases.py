"""Every case of every card of the project's packs."""

import pytest

from qinglian.engine.cases import case_file, outcomes
from qinglian.engine.catalog import HOME, catalog

RULES = [rule for rule in catalog().rules if rule.path.is_relative_to(HOME)]


@pytest.mark.parametrize("rule", RULES, ids=lambda rule: rule.id)
def test_cases_agree(rule):
    found = list(outcomes(rule))
    assert len(found) >= 5, f"{case_file(rule)}: a card has at least five cases"
    wrong = [f"{o.path}:{o.line} {o.name}: {text.zh}" for o in found for text in o.wrong]
    assert not wrong, "\n".join(wrong)
