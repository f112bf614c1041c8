"""A row holds what is measured between nothing and its control quantity, whoever comes, in whatever order."""

from decimal import Decimal
from threading import Barrier, Thread
from types import SimpleNamespace

import pytest
from django.db import IntegrityError, connection, transaction
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from qinglian.web.bills.models import LedgerRow
from qinglian.web.bills.services.rows import (
    Beyond,
    item_add,
    row_add,
    row_certify,
    row_take,
    row_vary,
)
from qinglian.web.core.moves import NotAllowed

STEPS = st.lists(
    st.tuples(
        st.sampled_from(["take", "certify", "vary"]),
        st.decimals(-700, 700, places=4, allow_nan=False),
    ),
    max_size=25,
)


@settings(
    max_examples=40, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(STEPS)
def test_the_total_stays_between_nothing_and_control(
    site: SimpleNamespace, steps: list[tuple[str, Decimal]]
) -> None:
    """Kept as a plain sum beside it: what is refused moves nothing, what is taken moves exactly that."""
    with transaction.atomic():
        LedgerRow.objects.filter(pk=site.rows["R6"].pk).update(measured=0, certified=0, varied=0)
        row, told = site.rows["R6"], {"take": Decimal(0), "certify": Decimal(0), "vary": Decimal(0)}
        for verb, quantity in steps:
            try:
                if verb == "take":
                    row_take(row, quantity, by=None)
                elif verb == "certify":
                    row_certify(row, quantity)
                else:
                    row_vary(row, quantity, order_number="BG-1", by=None)
            except NotAllowed:
                continue
            told[verb] += quantity
        row.refresh_from_db()
        assert (row.measured, row.certified, row.varied) == tuple(told.values())
        assert 0 <= row.measured <= row.control == 480 + told["vary"]
        assert 0 <= row.certified <= row.control


def test_who_asks_too_much_is_told_how_much_there_is(site: SimpleNamespace) -> None:
    row_take(site.rows["R6"], Decimal("470.5"), by=None)
    with pytest.raises(Beyond, match=r"本次最多 9\.5，超出 0\.5 m") as error:
        row_take(site.rows["R6"], Decimal(10), by=None)
    assert (error.value.over, error.value.possible) == (Decimal("0.5"), Decimal("9.5"))
    with pytest.raises(Beyond, match=r"多冲了 29\.5 m"):
        row_take(site.rows["R6"], Decimal(-500), by=None)
    with pytest.raises(NotAllowed, match="四位小数"):
        row_take(site.rows["R6"], Decimal("0.00001"), by=None)


def test_a_correction_of_what_is_certified_makes_room_at_once(site: SimpleNamespace) -> None:
    """−10 wrong, +8 right in one period: the certificate bears −2."""
    row = site.rows["R6"]
    row_take(row, Decimal(480), by=None)
    row_certify(row, Decimal(480))
    row_take(row, Decimal(-10), by=None)
    row_take(row, Decimal(8), by=None)
    row = row_certify(row, Decimal(-2))
    assert row.measured == row.certified == 478


def test_a_cut_never_falls_below_what_is_measured(site: SimpleNamespace) -> None:
    row_take(site.rows["R6"], Decimal(300), by=None)
    with pytest.raises(NotAllowed, match="最多核减 180"):
        row_vary(site.rows["R6"], Decimal(-181), order_number="BG-1", by=None)
    assert row_vary(site.rows["R6"], Decimal(-180), order_number="BG-1", by=None).left == 0


def test_a_variation_brings_an_item_and_its_row(site: SimpleNamespace) -> None:
    made = item_add(
        site.section, code="203-1-f", name="挖淤泥", unit="m3", price_fen=3180, order_number="BG-2", by=None
    )  # fmt: skip
    with pytest.raises(NotAllowed, match="已经有了"):
        item_add(
            site.section, code="203-1-f", name="挖淤泥", unit="m3", price_fen=1, order_number="BG-2", by=None
        )  # fmt: skip
    row = row_add(
        site.section, key="B1", item=made, quantity=Decimal(350), order_number="BG-2", by=None,
        part=site.parts["01"],
    )  # fmt: skip
    assert (made.chapter, made.quantity, row.reviewed, row.control) == ("200", 0, 0, 350)
    with pytest.raises(IntegrityError, match="ledger_row_within_control"), transaction.atomic():
        LedgerRow.objects.filter(pk=row.pk).update(measured=351)


@pytest.mark.slow
@pytest.mark.django_db(transaction=True)
@pytest.mark.skipif(connection.vendor == "sqlite", reason="SQLite has one writer at a time")
def test_of_two_who_take_the_rest_at_once_one_is_told(site: SimpleNamespace) -> None:
    together, said = Barrier(2), []

    def one() -> None:
        together.wait()
        try:
            row_take(site.rows["R6"], Decimal(300), by=None)
            said.append("taken")
        except Beyond as error:
            said.append(f"at most {error.possible:.0f}")
        finally:
            connection.close()

    threads = [Thread(target=one) for _ in range(2)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert sorted(said) == ["at most 180", "taken"]
    assert LedgerRow.objects.get(pk=site.rows["R6"].pk).measured == 300
