"""
给案件与事件编号，不必全部排在一起。Number cases and events without sorting all of them in one place.

Cases are dealt into buckets by their names; inside a bucket they are numbered in order, and each bucket goes on where
the one before ended. Events of a case follow one another, as `prepare.ordered` has them.
"""

import ibis
from ibis import Table

from qinglian.engine.backends import Backend
from qinglian.engine.process.prepare import unbound

BUCKETS = 1024
NUMBERED = "numbered_case"


def ordered(backend: Backend, event: Table, *, date_only: bool = True) -> Table:
    """Add `case_no` and `eid` to the event table as bound for checks, as `prepare.ordered` does."""
    backend.materialise(NUMBERED, _numbered(event))
    cases = unbound(backend, NUMBERED)
    joined = event.join(
        cases,
        [
            event.case_id == cases.of_case,
            event.process.fill_null("") == cases.of_process.fill_null(""),
        ],
    ).select(event, cases.case_no, cases.before)
    moment = joined.occurred_at
    if date_only:
        same_day = ibis.window(group_by=[joined.case_no, joined.occurred_on])
        vague = joined.date_only.fill_null(False).max().over(same_day)
        moment = vague.ifelse(joined.occurred_at.max().over(same_day), joined.occurred_at)
    joined = joined.mutate(moment=moment)
    names = ("occurred_on", "moment", "position", "event_id", "activity")
    inside = ibis.window(group_by=joined.case_no, order_by=[joined[name] for name in names])
    place = ibis.row_number().over(inside) + joined.before + 1
    return joined.mutate(eid=place.cast("int32")).drop("moment", "before")


def _numbered(event: Table) -> Table:
    """Cases with `case_no`, from 0, and `before`, the number of events of all cases with lower numbers."""
    named = event.filter(event.case_id.notnull())
    cases = named.group_by("process", "case_id").aggregate(n=named.count())
    bucket = (cases.case_id.hash() % BUCKETS).cast("int32")
    cases = cases.mutate(bucket=bucket)
    inside = ibis.window(group_by=cases.bucket, order_by=[cases.process, cases.case_id])
    until_here = ibis.window(
        group_by=cases.bucket, order_by=[cases.process, cases.case_id], preceding=None, following=0
    )
    placed = cases.mutate(
        place=ibis.row_number().over(inside), earlier=cases.n.sum().over(until_here) - cases.n
    )
    totals = cases.group_by("bucket").aggregate(cases=cases.count(), events=cases.n.sum())
    so_far = ibis.window(order_by=totals.bucket, preceding=None, following=0)
    totals = totals.select(
        of_bucket=totals.bucket,
        cases_before=totals.cases.sum().over(so_far) - totals.cases,
        events_before=totals.events.sum().over(so_far) - totals.events,
    )
    found = placed.join(totals, placed.bucket == totals.of_bucket)
    return found.select(
        of_process="process",
        of_case="case_id",
        case_no=(found.place + found.cases_before).cast("int32"),
        before=(found.earlier + found.events_before).cast("int64"),
    )
