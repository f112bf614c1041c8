"""Money that came back, and the payment it is. 追缴、退还、扣回与支付凭证。"""

from datetime import date
from typing import Any, Unpack

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from qinglian.web.core.dated import in_force
from qinglian.web.core.moves import NotAllowed, Overtaken
from qinglian.web.core.papers import Sheet
from qinglian.web.rectification.models import Amount, Problem
from qinglian.web.rectification.services.rules import (
    needs,
    noted,
    on_side,
    take,
    taken_by,
    took_part,
)
from qinglian.web.rectification.states import OPEN, Status
from qinglian.web.runs.services.payments import Match, payments_like
from qinglian.web.units.models import Line, Reach


@transaction.atomic
def amount_add(
    *, problem: Problem, by: Any, kind: str, amount_fen: int, on: date, voucher_no: str, contract_id: str = "",
    version: int | None = None, **sheet: Unpack[Sheet],
) -> Amount:  # fmt: skip
    """登记追缴、退还、扣回: a sum with its day and voucher; also after the problem was struck off."""
    fresh = taken_by(problem, by, "unit", (*OPEN, Status.STRUCK), version)
    needs(voucher_no)
    if amount_fen <= 0:
        raise NotAllowed(_("金额应大于零。"))
    if on > timezone.localdate():
        raise NotAllowed(_("日期不能在今天之后。"))
    made = Amount.objects.create(
        problem=fresh, kind=kind, amount_fen=amount_fen, on=on, voucher_no=voucher_no.strip(),
        contract_id=contract_id.strip(), by=by,
    )  # fmt: skip
    took_part(fresh, by)
    noted(fresh, "amount_added", by=by, text=voucher_no, amount=made.pk, fen=amount_fen, **sheet)
    return made


def candidates(amount: Amount) -> list[Match]:
    """Payments of the responsible body and those below it that may be the sum, unless they answer for another one."""
    below = Reach.objects.filter(
        in_force(), upper=amount.problem.unit_id, kind__in=(Reach.SELF, Line.Kind.BELONGS)
    )
    found = payments_like(
        units=set(below.values_list("lower_id", flat=True)), voucher_no=amount.voucher_no,
        contract_id=amount.contract_id, amount_fen=amount.amount_fen, on=amount.on,
    )  # fmt: skip
    taken = set(
        Amount.objects.filter(payment_id__in=[one.row["payment_id"] for one in found])
        .exclude(pk=amount.pk)
        .values_list("payment_id", flat=True)
    )
    return [one for one in found if one.row["payment_id"] not in taken]


def may_tie(amount: Amount, by: Any) -> bool:
    """Whether a person says which payment it is: somebody else of the body, or who leads or supervises."""
    sides = ("unit", "lead", "supervisor")
    return amount.by_id != by.pk and any(on_side(amount.problem, by, side) for side in sides)


@transaction.atomic
def amount_tie(*, amount: Amount, by: Any, payment_id: str) -> Amount:
    """对上支付凭证: a second person says that it is this row; the row is kept as it stands."""
    problem = take(amount.problem)
    fresh = Amount.objects.select_for_update().select_related("problem").get(pk=amount.pk)
    if fresh.payment_id:
        raise Overtaken(_("已对上"), fresh.confirmed_by or "")
    if not may_tie(fresh, by):
        raise NotAllowed(_("对凭证的应是登记人之外的另一个人。"))
    match = next((one for one in candidates(fresh) if one.row["payment_id"] == payment_id), None)
    if match is None:
        raise NotAllowed(_("数据里没有这笔支付，或者它已对上另一笔。"))
    fresh.payment_id, fresh.confirmed_by, fresh.confirmed_at = payment_id, by, timezone.now()
    fresh.payment = {
        name: value.isoformat() if hasattr(value, "isoformat") else value
        for name, value in match.row.items()
    }
    fresh.why = list(match.why)
    fresh.save()
    noted(problem, "amount_tied", by=by, text=payment_id, amount=fresh.pk)
    return fresh


def sums(problem: Problem) -> dict[str, int]:
    """What came back by kind, in all, tied to payments, and what of the amount concerned is still out."""
    found: dict[str, int] = {"all": 0, "tied": 0}
    for kind, fen, payment in problem.amounts.values_list("kind", "amount_fen", "payment_id"):
        found[kind] = found.get(kind, 0) + fen
        found["all"] += fen
        found["tied"] += fen if payment else 0
    if problem.amount_fen is not None:
        found["left"] = max(0, problem.amount_fen - found["all"])
    return found
