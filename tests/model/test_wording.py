"""What process cards ask, in plain sentences."""

import re
from typing import Any

import pytest

from qinglian.engine.asked import questions
from qinglian.engine.catalog import catalog, check
from qinglian.engine.sayings import saying_of, sayings
from qinglian.model.process import Constraint
from qinglian.model.text import Text
from qinglian.model.wording import asked, found

KNOWN = catalog()
PROCESS_RULES = [rule for rule in KNOWN.rules if check(rule.card.check).is_process]


def said(name: str, **words: Any) -> Text:
    """The sentence of a card on this check."""
    template = check(name).template
    assert template is not None
    return asked(Constraint.model_validate({"process": "permit", **words}), template)


@pytest.mark.parametrize("rule", PROCESS_RULES, ids=lambda rule: rule.id)
def test_every_card_has_a_sentence_without_a_word_of_the_other_language(rule):
    known = sayings(rule)
    assert known
    for one in known:
        assert not re.search(r"[A-Za-z_]", one.text.zh), one.text.zh
        assert not re.search(r"[一-鿿，；。（）]|_", one.text.en), one.text.en
        assert not re.search(r"[{}]|None|  ", "".join(one.text))


@pytest.mark.parametrize("rule", PROCESS_RULES, ids=lambda rule: rule.id)
def test_a_sentence_tells_every_number_and_step_of_its_card(rule):
    (put,) = questions([rule], {})[0]
    for one, constraint in zip(sayings(rule), put.constraints, strict=True):
        window, extension = constraint.within, constraint.extension
        numbers = [window.at_least, window.at_most] if window else []
        numbers += [extension.at_most] if extension else []
        for number in filter(None, numbers):
            assert str(number) in one.text.zh
            assert str(number) in one.text.en
        assert ("顺延" in one.text.zh) == bool(window and window.roll != "none")
        assert ("不计入" in one.text.zh) == bool(constraint.suspended)
        assert ("再加" in one.text.zh) == bool(extension)


@pytest.mark.parametrize(
    ("name", "words", "zh", "en"),
    [
        (
            "sequence.responded_existence",
            {"activation": "decided", "target": "delivered", "within": {"at_most": 30, "unit": "minutes"},
             "compatible": ["lot_id"]},
            "有“决定”的，同一办件中应当有“送达”，相隔不超过 30 分钟；两者的“标段（包）编号”，都填了的须相同",
            "a case with “decision” should have “delivery”, at most 30 minutes apart; "
            "“lot” must agree where both steps have it",
        ),
        (
            "sequence.response",
            {"activation": "decided", "target": "delivered", "within": {"at_most": 10, "unit": "working_days"}},
            "“决定”之后应当在 10 个工作日内有“送达”",
            "within 10 working days after “decision” there should be “delivery”",
        ),
        (
            "sequence.response",
            {"activation": "decided", "target": "delivered", "unless_before": "closed"},
            "“决定”之后应当有“送达”；“决定”之前已有“办结”的，不再要求",
            "after “decision” there should be “delivery”; not asked where “case closed” happened before “decision”",
        ),
        (
            "sequence.precedence",
            {"activation": "heard", "target": "hearing_noticed", "within": {"at_least": 7, "unit": "working_days"}},
            "“听证”之前应当有“听证通知”，相隔不少于 7 个工作日",
            "before “hearing” there should be “notice of the hearing”, at least 7 working days apart",
        ),
        (
            "sequence.not_response",
            {"activation": "accepted", "target": ["rejected", "withdrawn"], "until": "closed",
             "within": {"at_most": 1, "unit": "months"}},
            "“受理”之后不应当在 1 个月内有“不予受理”或“撤回申请”；其间有“办结”的，不受此限",
            "within 1 month after “acceptance” there should be no “refusal to accept” or “withdrawal”; "
            "unless “case closed” happened in between",
        ),
        (
            "sequence.succession",
            {"activation": "accepted", "target": "decided"},
            "“受理”之后应当有“决定”；并且“决定”之前应当有“受理”",
            "after “acceptance” there should be “decision”; and before “decision” there should be “acceptance”",
        ),
        (
            "sequence.chain_precedence",
            {"activation": "decided", "target": "reviewed"},
            "紧挨在“决定”之前的应当是“审查”",
            "the step directly before “decision” should be “review”",
        ),
        ("sequence.absence", {"activation": "revoked", "n": 1}, "不应当有“撤销”", "there should be no “revocation”"),
        (
            "sequence.exactly",
            {"activation": "decided", "n": 1, "per": "lot_id"},
            "“决定”应当恰好有 1 次；按“标段（包）编号”分别判断",
            "“decision” should happen exactly once; judged by “lot”",
        ),
        (
            "sequence.exclusive_choice",
            {"activation": "accepted", "target": "rejected"},
            "“受理”与“不予受理”应当有且只有其一",
            "exactly one of “acceptance” and “refusal to accept” should happen",
        ),
        (
            "sequence.init",
            {"activation": "received"},
            "首个环节应当是“收件”",
            "the first step should be “application received”",
        ),
        (
            "duties.same_actor",
            {"activities": ["reviewed", "inspected"]},
            "“审查”与“现场核查”应当由同一人办理",
            "“review” and “inspection on site” should be done by one person",
        ),
        (
            "sequence.response",
            {"activation": "accepted", "target": "decided",
             "where_activation": [
                 {"column": "legal_days", "unless": {"more_than": 20}}, {"column": "doc_no", "is_null": True},
             ]},
            "“受理”之后应当有“决定”；只看“文书号”为空的；“法定时限”高于 20 的除外",
            "after “acceptance” there should be “decision”; only where “document number” is empty; "
            "not where “days allowed by law” is more than 20",
        ),
    ],
)  # fmt: skip
def test_templates_and_words_of_cards(name: str, words: dict[str, Any], zh: str, en: str):
    assert said(name, **words) == Text(zh, en)


def test_a_step_that_the_dictionary_does_not_have_stays_as_written():
    text = said("sequence.response", process=None, activation="Create Fine", target="缴款")
    assert text.zh == "“Create Fine”之后应当有“缴款”"


def test_other_numbers_of_a_params_file_are_in_the_sentence():
    rule = KNOWN.rule("ENF-011")
    (one,) = sayings(
        rule, {"ENF-011": {"within": {"at_most": 3, "unit": "working_days"}}, "APR-001": {}}
    )
    assert "3 个工作日内" in one.text.zh
    assert one.threshold == 3


def test_a_signal_finds_the_wording_by_which_it_was_judged():
    rule = KNOWN.rule("ENF-011")
    then = {"at_most": 7, "unit": "calendar_days"}
    dated = [
        {"from": "2000-01-01", "value": then, "basis": "旧"},
        {"from": "2021-07-15", "value": {**then, "at_most": 9}, "basis": "新"},
    ]
    known = sayings(rule, {"ENF-011": {"within": dated}})
    assert [one.threshold for one in known] == [7, 9]
    assert saying_of(known, 7.0) == known[0]
    assert saying_of(known, 8.0) is None


def test_a_formula_has_no_such_sentence():
    assert sayings(KNOWN.rule("R028")) == []


def test_the_distance_is_read_where_one_is_told():
    text = Text(
        "A，受理（2024-02-08）到决定（2024-03-22）相隔 27 个工作日，应不超过 20 个工作日；共 2 处",
        "A, from acceptance (2024-02-08) to decision (2024-03-22): 27 working days, "
        "asked: at most 20 working days; 2 in all",
    )
    assert found(text) == Text("实际相隔 27 个工作日", "found: 27 working days")
    limited = found(text, limit=True)
    assert limited == Text(
        "实际相隔 27 个工作日，应不超过 20 个工作日",
        "found: 27 working days, asked: at most 20 working days",
    )
    assert (
        found(Text("A，受理之后没有决定，应不超过 20 个工作日", "A, no decision after acceptance"))
        is None
    )
