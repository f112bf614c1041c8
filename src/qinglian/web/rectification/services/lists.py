"""Take in a problem list, and make it whole. 导入问题清单。"""

import hashlib
from collections.abc import Mapping
from datetime import date
from typing import Any

from django.conf import settings
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import override

from qinglian.web.audit.services import record
from qinglian.web.core.moves import NotAllowed, Overtaken
from qinglian.web.rectification.listed import REFUSED, lines_of
from qinglian.web.rectification.models import ProblemList
from qinglian.web.rectification.reading import read_list
from qinglian.web.rectification.services.problems import problem_open, sighting_add
from qinglian.web.rectification.states import FINDING
from qinglian.web.units.scope import roles_of

OWN = "own"
"""Said of a row that is alike: a problem of its own all the same."""


@transaction.atomic
def list_receive(
    *,
    content: bytes,
    name: str,
    origin: str,
    document: str,
    found_on: date,
    by: Any,
    body: str = "",
) -> ProblemList:
    """Read a workbook aside; nothing of it is on record before it is applied. One's earlier ones that wait, go."""
    if not roles_of(by) & FINDING or by.unit_id is None:
        raise NotAllowed(_("您的角色不登记问题。"))
    if found_on > timezone.localdate():
        raise NotAllowed(_("发现日期不能在今天之后。"))
    read = read_list(content)
    if not read.rows:
        raise NotAllowed(_("表里没有问题。"))
    ProblemList.objects.filter(by=by, applied_at=None).delete()
    made = ProblemList.objects.create(
        name=name[:200], sha256=hashlib.sha256(content).hexdigest(), origin=origin, document=document[:200],
        unit=by.unit, body=body.strip()[:120], found_on=found_on, rows=read.rows, heads=read.heads, by=by,
    )  # fmt: skip
    record("problem_list.received", on=made, by=by, sha256=made.sha256, rows=len(read.rows))
    return made


@transaction.atomic
def list_apply(*, received: ProblemList, by: Any, choices: Mapping[int, str]) -> ProblemList:
    """
    Make it, all of it or nothing. `choices`: for a row that is alike the number of the problem it is joined to, or
    `OWN`; where nothing is said it is not applied. Rows that are refused stay with their reasons, to be mended.
    """
    fresh = ProblemList.objects.select_for_update().get(pk=received.pk)
    if fresh.applied_at:
        raise Overtaken(_("已导入"))
    if fresh.by_id != by.pk:
        raise NotAllowed(_("您的角色不办理这件事。"))
    kept = []
    for line, row in zip(lines_of(fresh, by), fresh.rows, strict=True):
        if line.what == REFUSED:
            kept.append({**row, "why": line.reasons})
            continue
        chosen = choices.get(line.row, "")
        if line.found and not chosen:
            raise NotAllowed(_("第 %(row)d 行有相近的问题，请选是不是同一个。") % {"row": line.row})
        with override(settings.LANGUAGE_CODE):
            same = {one.problem.public_id: (one.problem, one.why) for one in line.found}
        if line.found and chosen != OWN:
            if chosen not in same:
                raise Overtaken(_("预览之后有了变化，请重新看一遍"))
            problem, why = same[chosen]
            sighting_add(
                problem=problem, by=by, origin=fresh.origin, seen_on=fresh.found_on, why=why, body=fresh.body,
                unit=None if fresh.body else fresh.unit, document=fresh.document, number=line.number, text=line.text,
            )  # fmt: skip
            fresh.joined += 1
            continue
        assert line.unit
        problem_open(
            title=line.title, text=line.text, unit=line.unit, by=by, origin=fresh.origin, found_on=fresh.found_on,
            finder_unit=fresh.unit, origin_id=fresh.public_id, origin_label=fresh.document, lead_unit=line.lead,
            due_on=line.due_on, amount_fen=line.amount_fen, act_on=line.act_on, anchor_id=line.anchor_id,
            number=line.number, body=fresh.body,
        )  # fmt: skip
        fresh.opened += 1
    fresh.refused, fresh.rows, fresh.applied_at = len(kept), kept, timezone.now()
    fresh.save()
    record(
        "problem_list.applied", on=fresh, by=by, sha256=fresh.sha256, opened=fresh.opened, joined=fresh.joined,
        refused=fresh.refused,
    )  # fmt: skip
    return fresh
