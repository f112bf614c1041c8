"""
评标委员会。Evaluation panels: who sits, and what a tender's panels come to.

被更换、回避、缺席的不算成员；来源没有评审状态一列的，名单上的都算；有此列而空着的，是否参加评标不明。
Members replaced, recused or absent do not count. Where no source has the column of status, all on the list sit;
where it is there and empty, it is not known whether the member sat.
"""

from collections.abc import Collection
from typing import Any

import ibis
from ibis import Table

from qinglian.checks._tendering import LAW, under_tendering

GONE = ("replaced", "recused", "absent")
NOT_EVALUATED = ("planned", "active", "cancelled", "unsuccessful")
TENDER = ("tender_id", "method", "opened_on")
TENDER_HELPS = ("status", "procuring_entity_id", "buyer_id", *LAW)


def sitting(panel_member: Table, absent: Collection[str]) -> Table:
    """Members that sat or may have: `sits` is true or null; `person` tells them apart."""
    kept = panel_member.filter(~panel_member.status.isin(GONE).fill_null(False))
    everybody = "panel_member.status" in absent
    sits = ibis.literal(True) if everybody else kept.status.notnull().nullif(False)
    return kept.mutate(
        sits=sits, person=ibis.coalesce(kept.person_id, kept.person_id_no, kept.panel_member_id)
    )


def judged(tender: Table, panels: Table, methods: list[str]) -> Table:
    """One row a tender by these methods, from its panels (`tender_id`, `value`, `flagged`): the worst decides.

    Asked under the law on tendering: panels of government purchases are those of `duties.procurement_panel`.
    A tender without a panel on record is undecided; it is not asked where it is not known to have come to an evaluation
    and its status says that it did not.
    """
    worst = panels.group_by(of_tender="tender_id").aggregate(
        value=panels.value.min(where=panels.flagged.fill_null(False)),
        least=panels.value.min(),
        bad=panels.flagged.any(),
        unknown=panels.flagged.isnull().any(),
    )
    asked = under_tendering(tender)
    rows = asked.left_join(worst, asked.tender_id == worst.of_tender)
    ended = rows.status.isin(NOT_EVALUATED).fill_null(False)
    rows = rows.filter(
        rows.method.isin(methods).fill_null(True), ~(ended & rows.of_tender.isnull())
    )
    flagged = ibis.cases(
        (rows.method.isnull() | rows.of_tender.isnull(), ibis.null("boolean")),
        (rows.bad, True),
        (rows.unknown, ibis.null("boolean")),
        else_=False,
    )
    return rows.select(
        "tender_id",
        unit_id=rows.procuring_entity_id.coalesce(rows.buyer_id),
        value=rows.value.coalesce(rows.least),
        flagged=flagged,
    )


def cited(flagged: Table, members: Table, party: Any = None) -> Table:
    """Evidence: members of the panels of flagged tenders."""
    rows = members.semi_join(flagged, "tender_id")
    return rows.select(
        "tender_id",
        table=ibis.literal("panel_member"),
        row_id=rows.panel_member_id,
        role=ibis.literal("expert"),
        party_id=rows.person_id if party is None else party,
    )
