"""
Rows of the payments ledger that may be one sum. 支付凭证的匹配。

Proposed with what agrees; a person says which it is. Only columns that name no person leave here.
"""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from django.utils.translation import gettext_noop

from qinglian.engine.lake import open_lake
from qinglian.model.errors import QinglianError
from qinglian.web.runs.lake import lake_root
from qinglian.web.runs.storing import units_by_name

COLUMNS = (
    "payment_id", "voucher_no", "contract_id", "unit_id", "unit_name", "payee_name", "amount_yuan", "kind", "paid_on",
    "purpose",
)  # fmt: skip
NEAR = 10
"""Calendar days between what was said and what the ledger says."""
MOST = 8
REASONS = {
    "voucher": (gettext_noop("凭证号相同"), 4),
    "contract": (gettext_noop("合同编号相同"), 2),
    "amount": (gettext_noop("金额相同"), 3),
    "day": (gettext_noop("日期相同"), 2),
    "near": (gettext_noop("日期相近"), 1),
    "back": (gettext_noop("是退款或冲销"), 1),
}
"""What agrees, and how much it counts."""
LEAST = 3
"""A day or a contract alone says nothing; both do where money was kept back from a later payment."""


@dataclass(frozen=True, slots=True)
class Match:
    """A row that may be it: its columns, and the keys of `REASONS` that speak for it."""

    row: dict[str, Any]
    why: tuple[str, ...]

    @property
    def weight(self) -> int:
        """How much speaks for it."""
        return sum(REASONS[one][1] for one in self.why)


def payments_like(
    *, units: Collection[int], voucher_no: str, contract_id: str, amount_fen: int, on: date
) -> list[Match]:
    """Payments of these bodies that may be the sum, the likeliest first; none where no ledger lies in the lake."""
    try:
        dataset = open_lake(lake_root())
        if not dataset.has("payment"):
            return []
        rows = dataset.backend.sql(dataset.bind("payment", COLUMNS))
    except QinglianError:
        return []
    found = dataset.con.execute(
        f"""select * from ({rows}) where payment_id = ? or voucher_no = ? or (contract_id = ? and ? <> '')
            or abs(amount_yuan) * 100 = ? and paid_on between ? and ?""",
        [
            voucher_no, voucher_no, contract_id, contract_id, amount_fen, on - timedelta(days=NEAR),
            on + timedelta(days=NEAR),
        ],
    )  # fmt: skip
    names = [one[0] for one in found.description]
    bodies = units_by_name()
    matches = []
    for values in found.fetchall():
        row = dict(zip(names, values, strict=True))
        yuan = row.pop("amount_yuan")
        row["amount_fen"] = None if yuan is None else int(yuan * 100)
        of = next(
            (bodies[one] for one in (row["unit_id"], row["unit_name"]) if one in bodies), None
        )
        if of in units:
            matches.append(Match(row, _why(row, voucher_no, contract_id, amount_fen, on)))
    matches = [one for one in matches if one.weight >= LEAST]
    return sorted(matches, key=lambda one: (-one.weight, one.row["payment_id"]))[:MOST]


def _why(
    row: dict[str, Any], voucher_no: str, contract_id: str, amount_fen: int, on: date
) -> tuple[str, ...]:
    paid, amount = row["paid_on"], row["amount_fen"]
    said = {
        "voucher": voucher_no in (row["payment_id"], row["voucher_no"]),
        "contract": bool(contract_id) and row["contract_id"] == contract_id,
        "amount": amount is not None and abs(amount) == amount_fen,
        "day": paid == on,
        "near": paid is not None and paid != on and abs((paid - on).days) <= NEAR,
        "back": row["kind"] == "refund" or (amount is not None and amount < 0),
    }
    return tuple(key for key, holds in said.items() if holds)
