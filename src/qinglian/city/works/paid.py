"""
写成表：工资、分包、付款、材料。Wages, subcontracts, payments, materials as rows of the dictionary.
"""

import numpy as np

from qinglian.city.days import END, NEVER, clock
from qinglian.city.draw import Ints, as_column, either
from qinglian.city.plant import Story
from qinglian.city.rows import Rows
from qinglian.city.works.deals import MATERIALS
from qinglian.city.works.sections import labelled
from qinglian.city.world import World


def wages(world: World, story: Story) -> dict[str, Rows]:
    """Months of workers and of sections, settlements; a month is known when it is over."""
    wage, worker, section = story["wage"], story["worker"], story["section"]
    whose, of = wage["_worker"], wage["_section"]
    paid = np.where(
        wage["paid_on"] == NEVER,
        NEVER,
        wage["due"] * wage["paid_share"] // 1000 - wage["deduction"] - wage["short"],
    )
    row = Rows(
        len(wage),
        worker_month_id=wage["worker_month_id"],
        **labelled(section, of, contract=False),
        person_id=worker["person_id"][whose],
        person_name=worker["person_name"][whose],
        month_on=wage["month_on"],
        attended_days=as_column([float(one) for one in wage["attended_days"].tolist()]),
        due_yuan=wage["due"],
        paid_yuan=np.where(wage["paid_on"] == NEVER, 0, paid),
        paid_at=clock(wage["paid_on"], 10),
        account=worker["account"][whose],
        holder_id=wage["holder_id"],
        paid_from=either(wage["paid_on"] == NEVER, None, wage["paid_from"]),
        deduction_yuan=wage["deduction"],
        agreed_on=wage["agreed_on"],
    )
    kept = (wage["agreed_on"] <= END) & (wage["logged"] == True)  # noqa: E712  (columns of objects)
    return {
        "worker_month": row.take(np.flatnonzero(kept)),
        "site_month": _months(story),
        "worker_exit": _leavers(story),
    }


def _months(story: Story) -> Rows:
    month, wage, section = story["month"], story["wage"], story["section"]
    of = month["_section"]
    longest = int(section["months"].max()) + 1
    payroll = np.zeros(len(section) * longest, dtype=np.int64)
    np.add.at(payroll, wage["_section"] * longest + wage["_month"], wage["due"])
    due = payroll[of * longest + month["_month"]]
    labour = due * month["due_share"] // 1000
    row = Rows(
        len(month),
        site_month_id=month["site_month_id"],
        **labelled(section, of, contract=False),
        month_on=month["month_on"],
        open_days=month["open_days"],
        attendance_complete=month["attendance_complete"],
        payroll_complete=month["payroll_complete"],
        labour_due_yuan=labour,
        funded_yuan=labour * month["funded_share"] // 1000,
        funded_at=clock(month["funded_on"], 11),
        balance_yuan=due * month["balance_share"] // 1000,
        payroll_yuan=due,
    )
    return row.take(np.flatnonzero(month["month_on"] + 62 <= END))


def _leavers(story: Story) -> Rows:
    left, worker, section = story["leaver"], story["worker"], story["section"]
    same = ("worker_exit_id", "left_on", "confirmed", "disputed", "dispute_doc_no")
    row = Rows(
        len(left),
        {name: left[name] for name in same},
        **labelled(section, left["_section"], contract=False),
        person_id=worker["person_id"][left["_worker"]],
        person_name=worker["person_name"][left["_worker"]],
        settled_on=_past(left["settled_on"]),
        unpaid_yuan=left["unpaid"],
    )
    return row.take(np.flatnonzero(left["left_on"] + 30 <= END))


def deals(story: Story) -> dict[str, Rows]:
    """Subcontracts, payments, deliveries."""
    sub, section = story["sub"], story["section"]
    amount = section["price"][sub["_section"]] // 1000 * sub["share"]
    same = ("subcontract_id", "subcontractor_id", "subcontractor_name", "kind", "scope", "main_structure",
            "parent_id", "approval_doc_no")  # fmt: skip
    subs = Rows(
        len(sub),
        {name: sub[name] for name in same},
        **labelled(section, sub["_section"]),
        amount_yuan=amount,
        signed_at=clock(sub["signed"], 15),
        approved_at=clock(sub["approved"], 9),
    )
    spent, of = story["spent"], story["spent"]["_section"]
    paid = Rows(
        len(spent),
        {name: spent[name] for name in ("contractor_payment_id", "payee_id", "payee_name", "kind")},
        **labelled(section, of),
        amount_yuan=section["price"][of] // 1000 * spent["share"],
        paid_at=clock(_past(spent["paid"]), 14),
    )
    kept = (spent["paid"] <= END) & (spent["share"] != 0)
    return {
        "subcontract": subs.take(np.flatnonzero(sub["logged"] == True)),  # noqa: E712
        "contractor_payment": paid.take(np.flatnonzero(kept)),
        "material_in": _deliveries(story),
        "material_norm": _norms(story),
        "payment": _received(story),
    }


def _received(story: Story) -> Rows:
    held, section = story["received"], story["section"]
    of = held["_section"]
    return Rows(
        len(held),
        payment_id=held["payment_id"],
        contract_id=section["contract_id"][of],
        project_id=section["project_id"][of],
        unit_id=section["unit_id"][of],
        unit_name=section["unit_name"][of],
        payee_id=section["party_id"][of],
        payee_name=section["party_name"][of],
        amount_yuan=section["price"][of] // 1000 * held["share"],
        kind="progress",
        purpose="支付工程进度款",
        paid_at=clock(held["paid"], 15),
        status="paid",
    )


def _deliveries(story: Story) -> Rows:
    held, section = story["delivery"], story["section"]
    kind = held["kind"].tolist()
    row = Rows(
        len(held),
        material_in_id=held["material_in_id"],
        **{
            name: one
            for name, one in labelled(section, held["_section"], contract=False).items()
            if name != "party_id"
        },
        material_code=as_column([MATERIALS[one][0] for one in kind]),
        material_name=as_column([MATERIALS[one][1] for one in kind]),
        measure=as_column([MATERIALS[one][2] for one in kind]),
        quantity=_numbers(held["amount"]),
        accepted_quantity=_numbers(held["amount"] - held["rejected"]),
        arrived_on=held["arrived"],
        tested_at=clock(held["tested"], 10),
        first_used_at=clock(held["used"], 8),
        test_passed=held["passed"],
        source=held["source"],
        source_doc_no=held["source_doc_no"],
    )
    kept = (held["used"] <= END) & (held["logged"] == True)  # noqa: E712  (columns of objects)
    return row.take(np.flatnonzero(kept))


def _norms(story: Story) -> Rows:
    held, section = story["norm"], story["section"]
    kind = held["kind"].tolist()
    n = len(held)
    row = Rows(
        n,
        material_norm_id=held["material_norm_id"],
        section_id=section["section_id"][held["_section"]],
        item_code=as_column([MATERIALS[one][4] for one in kind]),
        material_code=as_column([MATERIALS[one][0] for one in kind]),
        per_unit=as_column([1.0] * n),
        loss_share=as_column([0.02] * n),
        measured_quantity=_numbers(held["measured"]),
    )
    return row.take(np.flatnonzero(section["ended"][held["_section"]] <= END))


def _numbers(values: Ints) -> np.ndarray:
    return as_column([float(one) for one in values.tolist()])


def _past(day: Ints) -> Ints:
    return np.where(day > END, NEVER, day)
