"""
工人、工资、专户。Workers, their wages, the wage account: paid each month in full, from the account, to their own cards.
"""

import numpy as np

from qinglian.city.days import NEVER, add_months
from qinglian.city.draw import Draw, Ints, as_column
from qinglian.city.rows import Rows
from qinglian.city.works.sections import numbered, persons, repeated
from qinglian.city.world import World

CREW = 12


def crews(world: World, draw: Draw, section: Rows) -> dict[str, Rows]:
    """Workers, their months, months of the sections, settlements of those who left, accounts."""
    n = len(section)
    of, _part = repeated(np.full(n, CREW, dtype=np.int64))
    count = len(of)
    stays = section["months"][of]
    leaves = draw.at("leaves").chance(150, count)
    months = np.where(leaves, draw.at("left").between(4, 6, count), stays)
    worker = Rows(
        count,
        _section=of,
        **persons(world, draw.at("names"), 0, count),
        daily=draw.at("daily").between(230, 380, count) * 100,
        months=np.minimum(months, stays),
        account=as_column([f"6299{order:015d}" for order in range(count)]),
    )
    return {
        "worker": worker,
        "wage": _months(world, draw.at("months"), section, worker),
        "month": _site(world, draw.at("site"), section),
        "leaver": _leavers(world, draw.at("settled"), section, worker, leaves),
        "account": _accounts(world, draw.at("account"), section),
    }


def month_on(section: Rows, of: Ints, month: Ints) -> Ints:
    """First day of a section's month."""
    first = section["start"].astype("datetime64[D]").astype("datetime64[M]").astype("datetime64[D]")
    return add_months(first.astype(np.int64)[of], month)


def _months(world: World, draw: Draw, section: Rows, worker: Rows) -> Rows:
    of, month = repeated(worker["months"])
    n = len(of)
    days = draw.at("days").between(19, 26, n)
    first = month_on(section, worker["_section"][of], month)
    return Rows(
        n,
        worker_month_id=numbered("GZ", world, n, 7),
        _worker=of,
        _section=worker["_section"][of],
        _month=month,
        month_on=first,
        attended_days=days,
        due=worker["daily"][of] * days,
        paid_share=1000,
        deduction=0,
        short=0,
        agreed_on=add_months(first, 1) + 19,
        paid_on=add_months(first, 1) + draw.at("paid").between(7, 18, n),
        holder_id=worker["person_id"][of],
        paid_from="account",
        logged=True,
    )


def _site(world: World, draw: Draw, section: Rows) -> Rows:
    of, month = repeated(section["months"])
    n = len(of)
    first = month_on(section, of, month)
    return Rows(
        n,
        site_month_id=numbered("YD", world, n),
        _section=of,
        _month=month,
        month_on=first,
        open_days=draw.at("open").between(25, 28, n),
        attendance_complete=True,
        payroll_complete=True,
        due_share=draw.at("due").between(1050, 1300, n),
        funded_share=1000,
        funded_on=add_months(first, 1) + draw.at("funded").between(2, 6, n),
        balance_share=draw.at("balance").between(1030, 1900, n),
    )


def _leavers(world: World, draw: Draw, section: Rows, worker: Rows, leaves: np.ndarray) -> Rows:
    at = np.flatnonzero(leaves & (worker["months"] < section["months"][worker["_section"]]))
    of, n = worker["_section"][at], len(at)
    left = month_on(section, of, worker["months"][at]) - 1
    return Rows(
        n,
        worker_exit_id=numbered("LC", world, n),
        _section=of,
        _worker=at,
        left_on=left,
        settled_on=left + draw.at("settled").between(0, 3, n),
        unpaid=0,
        confirmed=True,
        disputed=False,
        dispute_doc_no=None,
    )


def _accounts(world: World, draw: Draw, section: Rows) -> Rows:
    n, start, ended = len(section), section["start"], section["ended"]
    settled = ended + draw.at("settled").between(5, 40, n)
    notice = settled + draw.at("notice").between(1, 10, n)
    closed = notice + draw.at("closed").between(31, 60, n)
    return Rows(
        n,
        wage_account_id=numbered("ZH", world, n),
        account=as_column([f"9900{order:014d}" for order in range(n)]),
        started=start,
        opened=start - draw.at("opened").between(3, 25, n),
        filed=start - draw.at("filed").between(-10, 2, n),
        completed=ended,
        settled=settled,
        notice_from=notice,
        notice_to=notice + 30,
        closed=closed,
        record_from=settled,
        record_to=add_months(settled, 36 + draw.at("kept").between(0, 24, n)),
        exempt=False,
        none=NEVER,
    )
