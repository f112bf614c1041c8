"""Whatever stands in the cells: no row is lost, no file brings the reader down, right values come back as they were."""

import tempfile
from datetime import date, datetime, timedelta
from decimal import Decimal
from pathlib import Path
from typing import Any

from hypothesis import given, settings
from hypothesis import strategies as st

from qinglian.model.errors import BadInput
from tests.sources.ledgers import PERMIT, SAMPLES, as_book, as_csv, permit, read, rows
from tests.sources.test_values import AMOUNTS, DAYS

HEAD = ["案件编号", "处罚机关", "立案日期", "处罚决定日期", "罚款金额（元）"]
days = st.dates(date(1990, 1, 1), date(2049, 12, 31))
yuan = st.integers(0, 10**9).map(lambda number: Decimal(number) / 100)
cells = st.one_of(
    st.text(max_size=12),
    st.sampled_from(
        [
            "合计",
            "2024-03-01",
            "2023-02-30",
            "张某某、李某某",
            "1,234.5",
            "无",
            "办件编号",
            "填表人：张某某",
            "=1+1",
            "是",
        ]
    ),
    st.integers(-(10**18), 10**18),
    st.floats(allow_nan=False, allow_infinity=False),
    st.booleans(),
    st.datetimes(datetime(1950, 1, 1), datetime(2080, 1, 1)),
    st.none(),
)


@settings(max_examples=40)
@given(
    st.lists(
        st.tuples(days, st.sampled_from(sorted(DAYS)), yuan, st.sampled_from(sorted(AMOUNTS))),
        min_size=1,
        max_size=8,
    ),
    st.booleans(),
)
def test_dates_and_amounts_in_any_form_come_back(
    lines: list[tuple[date, str, Decimal, str]], in_book: bool
) -> None:
    table: list[list[Any]] = [HEAD]
    for number, (day, way, fine, written) in enumerate(lines):
        table.append(
            [
                f"CF{number}",
                "示例县水利局",
                DAYS["iso"](day),
                DAYS[way](day),
                AMOUNTS[written](fine),
            ]
        )
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / ("处罚.xlsx" if in_book else "处罚.csv")
        intake = read(as_book(path, 处罚=table) if in_book else as_csv(path, table))
        found = rows(intake, "penalty")
    assert not intake.refused
    for row, (day, _, fine, _) in zip(found, lines, strict=True):
        assert row["decided_at"] == row["filed_at"]
        assert (row["filed_at"] + timedelta(hours=12)).date() == day
        assert row["amount_yuan"] == fine


@settings(max_examples=60)
@given(st.lists(st.lists(cells, min_size=len(PERMIT), max_size=len(PERMIT)), max_size=6))
def test_no_row_is_lost_whatever_it_holds(garbage: list[list[Any]]) -> None:
    printable = [
        [
            "".join(sign for sign in cell if sign.isprintable()) if isinstance(cell, str) else cell
            for cell in line
        ]
        for line in garbage
    ]
    with tempfile.TemporaryDirectory() as folder:
        read(as_book(Path(folder) / "许可.xlsx", 办件=[PERMIT, *printable, permit(7)]))
        read(as_csv(Path(folder) / "许可.csv", [PERMIT, *printable, permit(7)]))


@settings(max_examples=40)
@given(
    st.sampled_from(sorted(path.name for path in SAMPLES.iterdir())),
    st.floats(0.01, 0.999),
    st.binary(max_size=6),
)
def test_a_file_cut_anywhere_is_read_or_refused_in_a_sentence(
    name: str, share: float, tail: bytes
) -> None:
    raw = (SAMPLES / name).read_bytes()
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / name
        path.write_bytes(raw[: int(len(raw) * share)] + tail)
        said = _refusal(path)
    assert said is None or name in said


def _refusal(path: Path) -> str | None:
    try:
        read(path)
    except BadInput as error:
        return error.text.zh
    return None
