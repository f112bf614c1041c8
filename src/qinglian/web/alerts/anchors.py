"""
What an alert is about: one body, one event. 锚点：一个单位、一件事。

Signals of one event come from several rules that speak of it by different subjects: the tender itself, a bidder
in it, a pair of bids. They meet where their evidence names one tender, case, contract, project or post.
"""

from typing import Any

ANCHORS = (
    ("tender", "tender_id"),
    ("case", "case_id"),
    ("contract", "contract_id"),
    ("project", "project_id"),
    ("post", "post_id"),
)
"""Kinds of event, the widest known first, with the column that names them in evidence."""
DIRECT = {"tender", "case", "contract", "project", "post", "contracting_process"}


def anchor_of(subject: str, subject_id: str, evidence: list[dict[str, Any]]) -> tuple[str, str]:
    """
    Kind and id of the event. A subject that is an event stands for itself; of another subject the event is what
    all its rows name alike; where they name several, the subject is its own anchor (a buyer, a pair of bidders
    over many tenders).
    """
    if subject in DIRECT:
        return subject, subject_id
    for kind, column in ANCHORS:
        named = {str(row["columns"][column]) for row in evidence if row["columns"].get(column)}
        if len(named) == 1:
            return kind, named.pop()
    return subject, subject_id
