"""Random lakes and a few cards to ask of them. Cases and persons are fictional."""

from datetime import date, datetime
from decimal import Decimal
from pathlib import Path
from typing import Any, NamedTuple

import yaml
from hypothesis import strategies as st

from qinglian.engine.outcome import Coverage, Outcome
from qinglian.model.rule import Rule, read_card

PERMIT = {"process": "permit"}
CARDS: dict[str, tuple[str, dict[str, Any]]] = {
    "T-response": (
        "sequence.response",
        {
            **PERMIT,
            "activation": "accepted",
            "target": "decided",
            "within": {"at_most": 5, "unit": "working_days"},
            "closed_by": ["delivered"],
        },
    ),
    "T-dated": (
        "sequence.response",
        {
            **PERMIT,
            "activation": "accepted",
            "target": "decided",
            "within": [
                {
                    "from": date(2020, 1, 1),
                    "value": {"at_most": 9, "unit": "calendar_days"},
                    "basis": "旧条",
                },
                {
                    "from": date(2024, 3, 10),
                    "value": {"at_most": 4, "unit": "calendar_days"},
                    "basis": "新条",
                },
            ],
        },
    ),
    "T-precedence": (
        "sequence.precedence",
        {"activation": "decided", "target": "accepted", "same": ["resource"]},
    ),
    "T-absence": (
        "sequence.absence",
        {
            **PERMIT,
            "activation": "supplement_noticed",
            "n": 2,
            "where_activation": [{"column": "amount", "at_least": 1}],
        },
    ),
    "T-penalty": (
        "sequence.existence",
        {"process": "penalty", "activation": "decided", "n": 1},
    ),
    "T-four_eyes": ("duties.four_eyes", {**PERMIT, "activities": ["accepted", "decided"]}),
    "T-promise": ("disclosure.promised_beyond_law", {}),
    "T-supplement": ("duties.supplement_asked_again", {"most": 1}),
    "T-fee": ("amount.fee_without_basis", {"free_up_to": 0}),
    "T-disqualified": ("competition.all_except_winner_disqualified", {"threshold": 1}),
    "T-speed": (
        "concentration.selective_speed",
        {
            "percentile": 0.5,
            "minimum_count": 2,
            "minimum_quick": 1,
            "share": 0.5,
            "lift": 1.0,
        },
    ),
}


def rules(folder: Path) -> list[Rule]:
    """The cards, written and read back."""
    for rule_id, (check, params) in CARDS.items():
        path = folder / f"{rule_id}.yaml"
        card = {
            "id": rule_id,
            "check": check,
            "name": {"zh": rule_id, "en": rule_id},
            "status": "stable",
            "basis": [{"title": "示例条例 第一条", "in_force": date(2024, 3, 15)}],
            "params": params,
            "severity": "blue",
        }
        path.write_text(yaml.safe_dump(card, allow_unicode=True), "utf-8")
    return read(folder)


def read(folder: Path) -> list[Rule]:
    """The cards as they lie there."""
    return [read_card(path, "test") for path in sorted(folder.glob("T-*.yaml"))]


class Load(NamedTuple):
    """One batch: what it holds, how it relates to the others, and by which day the run after it judges, if any."""

    tables: dict[str, list[dict[str, Any]]]
    corrects: bool
    supersedes: int
    as_of: date | None


CASES = st.sampled_from("ABCD")
DAYS = st.integers(1, 28)
PEOPLE = st.sampled_from(["甲", "乙", None])


def _event(row: tuple[int, str, str | None, str, int, str | None, float | None]) -> dict[str, Any]:
    number, case, process, activity, day, resource, amount = row
    at = datetime(2024, 3, day, 2)
    said = {
        "event_id": f"{case}{number}",
        "case_id": case,
        "process": process,
        "position": number,
        "activity": activity,
        "occurred_at": at,
        "occurred_on": at.date(),
        "date_only": False,
        "resource": resource,
    }
    return said if amount is None else {**said, "amount": amount}


def _permit(
    row: tuple[str, int | None, int, int | None, str | None, str | None],
) -> dict[str, Any]:
    case, promised, accepted, days, handler, basis = row
    begun = datetime(2024, 3, accepted, 1)
    ended = None if days is None else datetime(2024, 4, days, 1)
    return {
        "permit_id": case,
        "unit_id": "示例机关",
        "matter_code": "M",
        "promised_days": promised,
        "legal_days": 5,
        "accepted_at": begun,
        "accepted_on": begun.date(),
        "decided_at": ended,
        "decided_on": ended and ended.date(),
        "handler_id": handler,
        "fee_yuan": Decimal("10.00"),
        "fee_basis": basis,
    }


def _tender(row: tuple[str, str | None]) -> dict[str, Any]:
    return {"tender_id": row[0], "contracting_process_id": row[1], "bids_recorded": True}


def _bid(row: tuple[str, str, str | None]) -> dict[str, Any]:
    tender, bidder, status = row
    return {
        "bid_id": f"{tender}-{bidder}",
        "tender_id": tender,
        "bidder_id": bidder,
        "status": status,
    }


def _award(row: tuple[str, str]) -> dict[str, Any]:
    return {
        "award_id": f"{row[0]}-award",
        "tender_id": row[0],
        "supplier_id": row[1],
        "status": "active",
    }


TENDERS = st.sampled_from(["T1", "T2", "T3"])
ROWS = {
    "event": st.tuples(
        st.integers(1, 6),
        CASES,
        st.sampled_from(["permit", "permit", "penalty", None]),
        st.sampled_from(["accepted", "decided", "delivered", "supplement_noticed"]),
        DAYS,
        PEOPLE,
        st.sampled_from([None, None, 1.0]),
    ).map(_event),
    "permit": st.tuples(
        CASES,
        st.sampled_from([None, 3, 7]),
        DAYS,
        st.one_of(st.none(), DAYS),
        PEOPLE,
        st.sampled_from([None, "示例收费目录"]),
    ).map(_permit),
    "tender": st.tuples(TENDERS, st.sampled_from(["P", "T1", None])).map(_tender),
    "bid": st.tuples(
        TENDERS, st.sampled_from("XYZ"), st.sampled_from(["valid", "disqualified", None])
    ).map(_bid),
    "award": st.tuples(TENDERS, st.sampled_from("XY")).map(_award),
}


@st.composite
def loads(draw: st.DrawFn) -> list[Load]:
    """A history of a lake. Events come often, the rest now and then; a first batch has some of everything."""
    history = []
    for number in range(draw(st.integers(2, 4))):
        names = sorted(draw(st.sets(st.sampled_from(sorted(ROWS)), min_size=1, max_size=2)))
        if number == 0:
            names = sorted(draw(st.sets(st.sampled_from(sorted(ROWS)), min_size=3)))
        tables = {
            name: draw(st.lists(ROWS[name], min_size=1, max_size=8 if name == "event" else 4))
            for name in names
        }
        history.append(
            Load(
                tables,
                draw(st.booleans()),
                draw(st.sampled_from([-1, -1, 0, 1])),
                draw(
                    st.sampled_from([date(2024, 3, 12), date(2024, 3, 12), date(2024, 5, 1), None])
                ),
            )
        )
    return [*history[:-1], history[-1]._replace(as_of=history[-1].as_of or date(2024, 3, 12))]


def said(outcome: Outcome) -> dict[str, Any]:
    """Everything a run says but when: signals, and coverage field by field. No card has a mistake."""
    assert not any(item.error for item in outcome.coverage)
    signals = sorted(
        (
            {
                **{name: value for name, value in row.items() if name != "seen_at"},
                "parties": sorted(row["parties"], key=str),
                "evidence": sorted(row["evidence"], key=str),
            }
            for row in outcome.signals.to_pylist()
        ),
        key=str,
    )
    return {
        "signals": signals,
        "coverage": {item.rule.id: _numbers(item) for item in outcome.coverage},
        "reviews": outcome.reviews,
        "completeness": outcome.completeness,
    }


def _numbers(item: Coverage) -> dict[str, Any]:
    names = (
        "asked",
        "decided",
        "undecided",
        "flagged",
        "pending",
        "at_risk",
        "next_due_on",
        "error",
    )
    lacks = [(lack.table, lack.column, lack.subjects, lack.text) for lack in item.missing]
    return {**{name: getattr(item, name) for name in names}, "missing": sorted(lacks, key=str)}
