"""
The rows a signal cites, as people read them: the same as in the reports of the command line. 疑点引用的行。

Headings, codes, steps and local time come from `report.cited`; persons, phones and accounts stay masked.
"""

from typing import Any

import orjson
from django.conf import settings

from qinglian.report.cited import Citer
from qinglian.report.masking import Masker
from qinglian.report.records import Item
from qinglian.web.runs.cards import cards
from qinglian.web.runs.models import Signal
from qinglian.web.runs.words import said

MASKED = Masker()
PARTIES = frozenset(
    {
        "agency", "bidder", "bidder_pair", "buyer", "buyer_supplier", "market_supplier", "procuring_entity", "supplier",
        "tenderer",
    }
)  # fmt: skip
"""Subjects that may be a person; of all others the id is that of a matter and is never masked."""


def sentence(signal: Signal) -> str:
    """What was seen, in the reader's language; hashes of persons under their short names."""
    both = MASKED.words(
        said({"zh": signal.text_zh, "en": signal.text_en}),
        keep=kept(signal.subject, signal.subject_id),
    )
    return said(both)


def subject_name(kind: str, subject_id: str) -> str:
    """What is looked at, as pages and lists show it: a person under a short name, a number of a person masked."""
    return said(MASKED.words(subject_id, keep=kept(kind, subject_id)))


def kept(kind: str, subject_id: str) -> str:
    """The id that is never masked, however much it looks like a number of a person: that of a matter."""
    return "" if kind in PARTIES else subject_id


def unit_text(signal: Signal) -> str:
    """The body as the data name it, where it is not known here; it may be a person."""
    return said(MASKED.words(signal.unit_text))


def cited_rows(signal: Signal) -> list[dict[str, Any]]:
    """Each cited row with the title of its table, its name, its cells under their headings; empty ones left out."""
    items = [
        Item(one["table"], one["id"], orjson.dumps(one["columns"]).decode())
        for one in signal.evidence
    ]
    rule = next((one for one in cards().rules if one.id == signal.rule_id), None)
    record = {"evidence": items, "subject_id": kept(signal.subject, signal.subject_id)}
    tables = Citer(MASKED, zone=settings.TIME_ZONE).tables(record, rule, limit=len(items))
    return [
        {
            "table": said(table.title),
            "id": said(name),
            "cells": [
                (said(head), said(cell))
                for (head, _asked), cell in zip(table.heads, cells, strict=True)
                if said(cell)
            ],
        }
        for table in tables
        for name, cells in table.rows
    ]
