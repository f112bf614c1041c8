"""One paper of every kind that can be drafted here, one of them signed. 每种文书一份。"""

import json
import re
from datetime import timedelta

from django.apps import apps
from django.utils import timezone

from qinglian.web.accounts.models import User
from qinglian.web.core.drafts import DraftKind, kinds, kinds_for
from qinglian.web.core.moves import NotAllowed
from qinglian.web.documents.content import GAP
from qinglian.web.documents.models import Document
from qinglian.web.documents.services.drafting import document_draft, document_edit
from qinglian.web.documents.services.moving import document_check, document_sign, document_submit
from qinglian.web.units.scope import roles_of

LOOKED = 200
"""Rows of a kind among which one that fits is looked for."""


def papers_made(people: dict[str, User], staff: dict[int, dict[str, User]]) -> list[str]:
    """Draft one of each kind, by whoever may; returns the codes for which no row fitted."""
    today, missing = timezone.localdate(), []
    hands = [people[name] for name in ("qinglianban", "yanpan", "jiandu")]
    for key in sorted(staff):
        hands += [staff[key][who] for who in ("zy", "fz", "jb") if who in staff[key]]
    for kind in kinds().values():
        if not kind.of:
            by = next(one for one in hands if kind.roles & roles_of(one))
            made = document_draft(
                kind=kind.code, by=by, begins=today - timedelta(days=180), ends=today
            )
            if kind.code == "period_half_year":
                _signed(made, people)
        elif not _drafted(kind, hands):
            missing.append(kind.code)
    return missing


def _drafted(kind: DraftKind, hands: list[User]) -> bool:
    rows = apps.get_model(kind.of).objects
    for by in hands:
        if not kind.roles & roles_of(by):
            continue
        for row in rows.visible_to(by).order_by("pk")[:LOOKED]:
            if kind in kinds_for(row, roles_of(by)):
                try:
                    document_draft(kind=kind.code, on=row, by=by)
                except NotAllowed:
                    continue
                return True
    return False


def _signed(document: Document, people: dict[str, User]) -> None:
    content = re.sub(
        rf"{GAP}([^】]*)】", r"（示例）\1", json.dumps(document.content, ensure_ascii=False)
    )
    office = people["qinglianban"]
    document = document_edit(
        document=document, by=office, content=json.loads(content), why="补齐文字。"
    )
    document = document_submit(document=document, by=office)
    document_check(document=document, by=people["yanpan"], text="数字已核对。")
    document_sign(document=document, by=people["qinglianban2"], text="同意。")
