"""What was asked and found, of signals as the engine tells them."""

from datetime import date

import pytest

from qinglian.engine.catalog import catalog
from qinglian.engine.dataset import Dataset
from qinglian.engine.run import run
from qinglian.engine.sayings import sayings
from qinglian.model.text import Text
from qinglian.report.measured import measure_title, measured
from qinglian.report.records import batches


def one_signal(rule_id: str, *events: tuple[str, str, str]):
    """The signal of a rule over one case: process, activity and local time of each event."""
    dataset = Dataset()
    rows = ", ".join(
        f"('E{number}', '{process}', 'C', '{activity}', timestamp '{at}' - interval 8 hours, date '{at[:10]}')"
        for number, (process, activity, at) in enumerate(events)
    )
    dataset.con.execute(
        f"create table event as select *, 'ordinary' as procedure"
        f" from (values {rows}) t(event_id, process, case_id, activity, occurred_at, occurred_on)"
    )
    dataset.adopt("event")
    rule = catalog().rule(rule_id)
    outcome = run(dataset, [rule], as_of=date(2024, 12, 31))
    (records,) = batches(outcome.signals)
    (record,) = records
    return record, sayings(rule)


@pytest.mark.parametrize(
    ("rule_id", "events", "zh", "en"),
    [
        ("ENF-011", [("penalty", "decided", "2024-03-01"), ("penalty", "delivered", "2024-03-20")],
         "实际相隔 13 个工作日", "found: 13 working days"),
        ("ENF-014",
         [("penalty", "coerced", "2024-03-01 08:00:00"), ("penalty", "coercion_reported", "2024-03-02 14:30:00")],
         "实际相隔 30 小时", "found: 30 hours"),
        ("ENF-003", [("penalty", "filed", "2024-03-01"), ("penalty", "decided", "2024-07-01")],
         "实际相隔 122 日（未扣除不计入的期间）",
         "found: 122 calendar days (without taking off time that does not count)"),
    ],
)  # fmt: skip
def test_the_distance_is_told_where_both_events_are_there(rule_id: str, events, zh: str, en: str):
    record, known = one_signal(rule_id, *events)
    asked = known[-1].text
    assert measured(record, known) == Text(f"{asked.zh}；{zh}", f"{asked.en}; {en}")
    assert measure_title(record, known).zh == "要求与实际"
    alone = measured(record)
    assert alone.zh.startswith("不符 1 处；实际相隔")
    assert "应不超过" in alone.zh


def test_without_the_other_event_only_what_was_asked_is_told():
    record, known = one_signal("ENF-002-2", ("penalty", "investigated", "2024-03-01"))
    assert record["value"] == 1
    assert measured(record, known) == known[-1].text
    assert measured(record).zh == "不符 1 处"
