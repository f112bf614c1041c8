"""Money that came back: put on record by one, tied by another to a payment that really lies in the lake."""

import io
from collections.abc import Callable
from datetime import date
from types import SimpleNamespace
from typing import Any

import pytest
from django.db import IntegrityError, transaction
from django.test import Client
from openpyxl import Workbook

from qinglian.web.accounts.models import User
from qinglian.web.core.moves import NotAllowed, Overtaken
from qinglian.web.rectification.models import Amount, Problem
from qinglian.web.rectification.services.money import amount_add, amount_tie, candidates, sums
from qinglian.web.runs.models import Batch
from qinglian.web.units.models import Unit
from tests.web.runs.conftest import _own_lake, loaded, received  # noqa: F401

ROWS = (
    (
        "ZF-1",
        "PZ-101",
        "HT-7",
        "bureau",
        "示例县丙建设有限公司",
        -120_000,
        "退款",
        date(2026, 3, 2),
        "退回超付款",
    ),
    (
        "ZF-2",
        "PZ-102",
        "HT-7",
        "bureau",
        "示例县丙建设有限公司",
        800_000,
        "进度款",
        date(2026, 3, 9),
        "进度款",
    ),
    (
        "ZF-3",
        "PZ-103",
        "HT-9",
        "station",
        "示例县丁养护有限公司",
        -120_000,
        "退款",
        date(2026, 3, 4),
        "退款",
    ),
    (
        "ZF-4",
        "PZ-101",
        "HT-8",
        "school_bureau",
        "示例县戊食品有限公司",
        -120_000,
        "退款",
        date(2026, 3, 2),
        "退款",
    ),
)


@pytest.fixture
def staff(people: SimpleNamespace) -> SimpleNamespace:
    """Who brings the ledger."""
    return people


@pytest.fixture
def paid(loaded: Callable[..., Batch], bodies: dict[str, Unit]) -> None:  # noqa: F811
    """A ledger of payments in the lake."""
    book = Workbook()
    page = book.active
    page.title = "财政支付明细"
    page.append(
        [
            "支付编号",
            "凭证号",
            "合同编号",
            "付款单位",
            "收款单位",
            "支付金额",
            "款项性质",
            "支付日期",
            "用途",
        ]
    )
    for one in ROWS:
        page.append([*one[:3], bodies[one[3]].name, *one[4:]])
    out = io.BytesIO()
    book.save(out)
    loaded(out.getvalue())


@pytest.fixture
def noted(raised: Callable[..., Problem], people: SimpleNamespace) -> Callable[..., Amount]:
    def make(**said: Any) -> Amount:
        usual = {
            "kind": "recovered", "amount_fen": 12_000_000, "on": date(2026, 3, 2), "voucher_no": "PZ-101",
            "contract_id": "HT-7", "by": people.officer, "problem": Problem.objects.first() or raised(),
        }  # fmt: skip
        return amount_add(**{**usual, **said})

    return make


def test_a_payment_is_proposed_with_what_agrees(paid: None, noted: Callable[..., Amount]) -> None:
    first, *others = candidates(noted())
    assert first.row["payment_id"] == "ZF-1"
    assert set(first.why) == {"voucher", "contract", "amount", "day", "back"}
    assert [one.row["payment_id"] for one in others] == ["ZF-3", "ZF-2"], (
        "own and below, not the school"
    )
    assert "payee_person_name" not in first.row


def test_tied_by_a_second_person_and_once(
    paid: None, noted: Callable[..., Amount], people: SimpleNamespace
) -> None:
    amount = noted()
    for who in (people.officer, people.school, people.market, people.auditor):
        with pytest.raises(NotAllowed):
            amount_tie(amount=amount, by=who, payment_id="ZF-1")
    with pytest.raises(NotAllowed):
        amount_tie(amount=amount, by=people.head, payment_id="ZF-4")
    amount = amount_tie(amount=amount, by=people.head, payment_id="ZF-1")
    assert (amount.confirmed_by, amount.payment["amount_fen"]) == (people.head, -12_000_000)
    assert amount.payment["paid_on"] == "2026-03-02"
    with pytest.raises(Overtaken):
        amount_tie(amount=amount, by=people.team, payment_id="ZF-1")
    second = noted(voucher_no="PZ-101", amount_fen=100)
    assert "ZF-1" not in [one.row["payment_id"] for one in candidates(second)]
    with pytest.raises(IntegrityError), transaction.atomic():
        Amount.objects.filter(pk=second.pk).update(payment_id="ZF-1", confirmed_by=people.head)
    with pytest.raises(IntegrityError), transaction.atomic():
        Amount.objects.filter(pk=second.pk).update(payment_id="ZF-9", confirmed_by=people.officer)
    with pytest.raises(IntegrityError), transaction.atomic():
        Amount.objects.filter(pk=second.pk).update(payment_id="ZF-9")


def test_sums_against_the_amount_of_the_problem(
    paid: None, noted: Callable[..., Amount], people: SimpleNamespace
) -> None:
    amount_tie(amount=noted(amount_fen=5_000_000), by=people.head, payment_id="ZF-1")
    noted(kind="refunded", amount_fen=2_000_000, voucher_no="PZ-7")
    assert sums(Problem.objects.get()) == {
        "all": 7_000_000, "tied": 5_000_000, "recovered": 5_000_000, "refunded": 2_000_000, "left": 5_000_000,
    }  # fmt: skip


def test_without_a_ledger_nothing_is_proposed(
    noted: Callable[..., Amount], people: SimpleNamespace, signed_in: Callable[[User], Client]
) -> None:
    amount = noted()
    assert candidates(amount) == []
    page = signed_in(people.head).get(f"/rectification/amounts/{amount.pk}/")
    assert "支付台账还没有装载" in page.content.decode()


def test_the_page_ties(
    paid: None,
    noted: Callable[..., Amount],
    people: SimpleNamespace,
    signed_in: Callable[[User], Client],
) -> None:
    amount = noted()
    assert signed_in(people.officer).get(f"/rectification/amounts/{amount.pk}/").status_code == 403
    browser = signed_in(people.head)
    assert (
        "凭证号相同、合同编号相同、金额相同"
        in browser.get(f"/rectification/amounts/{amount.pk}/").content.decode()
    )
    assert (
        browser.post(f"/rectification/amounts/{amount.pk}/", {"payment": "ZF-1"}).status_code == 302
    )
    page = browser.get(amount.problem.get_absolute_url()).content.decode()
    assert "ZF-1" in page
    assert "已对上" in page


@pytest.mark.parametrize(
    "wrong", [{"amount_fen": 0}, {"on": date(2999, 1, 1)}, {"voucher_no": " "}], ids=str
)
def test_a_sum_is_more_than_nothing_and_has_a_voucher(
    wrong: dict[str, Any], noted: Callable[..., Amount]
) -> None:
    with pytest.raises(NotAllowed):
        noted(**wrong)
