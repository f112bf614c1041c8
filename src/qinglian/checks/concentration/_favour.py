"""Whether what is out of the ordinary gathers at one officer or one agent."""

from collections.abc import Mapping

import ibis
from ibis import Table

from qinglian.checks._matter import with_matter

GROUP = ["unit", "matter"]


def decided_cases(permit: Table, **more: str) -> Table:
    """Decided cases by authority and matter, and the working days they took; `lawful` ones may be quick.

    `more`: further columns of the ledger, by the names they get.
    """
    decided = with_matter(permit)
    decided = decided.filter(decided.decided_wd.notnull())
    lawful = decided.special_flag.fill_null(False) | decided.on_spot_flag.fill_null(False)
    return decided.select(
        "permit_id",
        unit=decided.unit_id.fill_null(""),
        matter="matter",
        begun="accepted_wd",
        ended="decided_wd",
        days=decided.decided_wd - decided.accepted_wd,
        officer=decided.handler_id.coalesce(decided.reviewed_by),
        agent="agent_name",
        lawful=lawful,
        **more,
    )


def gathered(
    cases: Table, odd: Table, by: str, *, minimum_count: int, share: float, lift: float
) -> Table:
    """Values of `by` at which odd cases gather.

    At least `minimum_count` of them, `share` of all odd cases, and `lift` times their usual share.
    """
    named, strange = cases.filter(cases[by].notnull()), odd.filter(odd[by].notnull())
    mine = _count(named, [*GROUP, by], "cases").join(
        _count(strange, [*GROUP, by], "odd"), [*GROUP, by]
    )
    whole = _count(cases, GROUP, "all_cases").join(_count(odd, GROUP, "all_odd"), GROUP)
    both = mine.join(whole, GROUP)
    here, usual = both.odd / both.all_odd, both.cases / both.all_cases
    found = both.filter(both.odd >= minimum_count, here >= share, here >= lift * usual)
    return found.select(**{f"{by}_{name}": found[name] for name in (*GROUP, by)})


def judged(cases: Table, odd: Table, *, minimum_count: int, share: float, lift: float) -> Table:
    """Add `favoured` to odd cases: true where officer or agent is one of those; null where the officer is not known."""
    limits: Mapping[str, float] = {"share": share, "lift": lift}
    officers = gathered(cases, odd, "officer", minimum_count=minimum_count, **limits)
    agents = gathered(cases, odd, "agent", minimum_count=minimum_count, **limits)
    by_officer = odd.semi_join(officers, _same(odd, officers, "officer")).select("permit_id")
    by_agent = odd.semi_join(agents, _same(odd, agents, "agent")).select("permit_id")
    found = ibis.union(by_officer, by_agent, distinct=True).rename(found="permit_id")
    joined = odd.left_join(found, odd.permit_id == found.found)
    favoured = ibis.cases(
        (joined.found.notnull(), True), (joined.officer.isnull(), ibis.null("boolean")), else_=False
    )
    return joined.select("permit_id", favoured=favoured)


def _same(odd: Table, named: Table, by: str) -> list[ibis.Value]:
    return [odd[name] == named[f"{by}_{name}"] for name in (*GROUP, by)]


def _count(rows: Table, keys: list[str], name: str) -> Table:
    return rows.group_by(keys).aggregate(**{name: rows.count()})
