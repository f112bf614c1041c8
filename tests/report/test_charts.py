"""Charts: specifications that Altair accepts, pictures that need no script and no background."""

import json
import re
from typing import Any

import altair
import pyarrow as pa
import pytest

from qinglian.model.text import Text
from qinglian.report import charts
from qinglian.report.charts import Bar
from qinglian.report.figures import figures
from tests.report.sample_outcome import EVIL, UNITS, sample, silent

ROWS = [
    Bar(Text("示例县" * 12, "A county " * 9), {"red": 3, "blue": 4}),
    Bar(Text(EVIL, EVIL), {"yellow": 1}),
]


@pytest.mark.parametrize("draw", [charts.bars, charts.columns])
def test_altair_reads_every_specification(draw: Any, monkeypatch: pytest.MonkeyPatch):
    seen = []
    monkeypatch.setattr(
        charts, "_drawn", lambda spec: seen.append(json.loads(spec)) or "<svg viewBox="
    )
    draw(ROWS, "zh", "说明")
    for spec in seen:
        altair.Chart.from_dict(spec).to_dict()


@pytest.mark.parametrize("draw", [charts.bars, charts.columns])
def test_pictures_hold_text_and_nothing_that_runs(draw: Any):
    svg = draw(ROWS, "zh", 'say "it"')
    assert svg.startswith(
        '<svg class="chart" role="img" aria-label="say &quot;it&quot;" viewBox="0 0 '
    )
    assert EVIL not in svg
    assert "<script" not in svg
    assert "http" not in svg
    assert "font-family" not in svg
    assert charts.COLOURS["red"] in svg


def test_the_same_numbers_are_drawn_once():
    charts.bars(ROWS, "zh", "一")
    before = charts._drawn.cache_info().misses
    charts.bars(ROWS, "zh", "二")
    assert charts._drawn.cache_info().misses == before


def test_long_names_are_cut_by_width():
    assert charts.shortened("一二三四五", 10) == "一二三四五"
    assert charts.shortened("一二三四五六", 10) == "一二三四…"
    assert charts.shortened("abcdef", 10) == "abcdef"


def test_figures_count_by_level_rule_unit_and_month():
    outcome = sample(60, 40)
    by_level, by_rule, by_unit, by_month = figures(outcome, {}, UNITS)
    assert [bar.total for bar in by_level.rows] == [60, 1, 1, 0], (
        "the rule under review is left out"
    )
    assert by_rule.rows[0].label.zh == "ENF-003"
    assert by_rule.rows[0].total == 60
    assert sum(bar.total for bar in by_unit.rows) == 62
    assert sum(bar.total for bar in by_month.rows) == 62


def test_rows_without_a_day_have_no_month():
    outcome = sample(0, 0)
    name = "evidence"
    undated = pa.array([[{"table": "tender", "id": "T", "columns": '{"status": "complete"}'}]] * 2)
    column = undated.cast(outcome.signals.schema.field(name).type)
    place = outcome.signals.schema.get_field_index(name)
    outcome.signals = outcome.signals.set_column(place, name, column)
    assert [figure.title.zh for figure in figures(outcome, {}, UNITS)] == [
        "按级别", "按规则", "按单位",
    ]  # fmt: skip


def test_nothing_is_drawn_of_nothing():
    assert figures(silent(), {}, {}) == []


def test_marks_lead_to_the_address_of_their_row_and_are_named_once() -> None:
    rows = [
        Bar(
            Text("示例县甲局", "Bureau A"),
            {"red": 2, "blue": 1},
            "/alerts/?state=open&q=示例县甲局",
        ),
        Bar(Text("示例县乙局", "Bureau B"), {"red": 1}, "/alerts/?state=open&q=示例县乙局"),
    ]
    for draw in (charts.bars, charts.columns):
        drawn = draw(rows, "zh", "各单位")
        links = re.findall(r"<a ([^>]*)>", drawn)
        assert len(links) == 3
        first = [one for one in links if "甲局" in one]
        assert first[0] == 'href="/alerts/?state=open&amp;q=示例县甲局" aria-label="示例县甲局 3"'
        assert 'tabindex="-1"' in first[1]
        assert "://" not in drawn.replace("http://www.w3.org", "")
        assert 'role="group"' in drawn, "an image has no links inside"
