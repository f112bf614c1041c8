"""Every check says the same on both engines."""

import pytest

from qinglian.engine.catalog import catalog
from tests.engine.backends.sparks import Lazy, both_said
from tests.engine.backends.sparks import session as session

pytestmark = pytest.mark.xdist_group("spark")  # one worker, one JVM
RULES = catalog().rules
FIRST = {rule.card.check: rule for rule in reversed(RULES)}
QUICK = [FIRST[name] for name in sorted(FIRST)][::3]
"""Every third check by its first rule: the rest takes minutes, and the slow tests have them all."""


@pytest.fixture(scope="module")
def lazy(session):
    return Lazy(session)


def _must_agree(rule, lazy):
    said = both_said(rule, lazy)
    assert any(one for _, one, _ in said), "nothing was asked"
    for what, one, other in said:
        assert one == other, what


@pytest.mark.slow
@pytest.mark.parametrize("rule", QUICK, ids=lambda rule: f"{rule.card.check}:{rule.id}")
def test_a_check_answers_alike_on_both_engines(rule, lazy):
    _must_agree(rule, lazy)


@pytest.mark.both
@pytest.mark.parametrize(
    "rule", [rule for rule in RULES if rule not in QUICK], ids=lambda rule: rule.id
)
def test_every_rule_answers_alike_on_both_engines(rule, lazy):
    _must_agree(rule, lazy)
