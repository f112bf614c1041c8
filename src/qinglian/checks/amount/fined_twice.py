"""
同一违法行为被罚款两次以上。One and the same act was fined more than once.

《行政处罚法》第二十九条：对当事人的同一个违法行为，不得给予两次以上罚款的行政处罚。

值是到本案为止对该行为的罚款次数；提示第二次及以后的案件。已撤销的决定不计。没有违法行为标识，或者当事人代码不明而另
有同一标识的，留空。
The value counts the fines for the act up to this case; the second and later ones are flagged. Revoked decisions do
not count. Without a key of the act, or with an unknown party where others share the key, nothing is concluded.
"""

import ibis
from ibis import Table

from qinglian.model.check import Check, Param
from qinglian.model.text import Text

check = Check(
    __name__,
    title=Text(zh="同一违法行为被罚款两次以上", en="One act fined more than once"),
    subject="penalty",
    scope="group",
    dated_by="decided_on",
    needs={"penalty": ("penalty_id", "event_key", ("party_id", "person_id_no"), "decided_on")},
    helps={"penalty": ("unit_id", "penalty_kinds", "amount_yuan", "status", "revoked_on")},
    params={
        "most": Param(
            int,
            Text("同一行为最多罚款几次", "how often one act may be fined"),
            required=True,
            minimum=1,
        )
    },
    threshold="most",
    seen=Text(
        "案件 {subject_id} 是对同一违法行为的第 {value} 次罚款",
        "Case {subject_id} is fine number {value} for one and the same act",
    ),
)


@check
def evaluate(penalty: Table, *, most: int) -> Table:
    """Number the fines of each act and party by day of decision."""
    fines = _fines(penalty)
    of_act = ibis.window(group_by="event_key")
    in_turn = ibis.window(
        group_by=["event_key", "party"],
        order_by=["decided_on", "penalty_id"],
        preceding=None,
        following=0,
    )
    numbered = fines.mutate(turn=fines.count().over(in_turn), alike=fines.count().over(of_act))
    flagged = ibis.cases(
        (numbered.event_key.isnull(), ibis.null("boolean")),
        (numbered.alike <= most, False),
        (numbered.party.isnull(), ibis.null("boolean")),
        else_=numbered.turn > most,
    )
    known = numbered.event_key.notnull() & numbered.party.notnull()
    return numbered.select(
        "penalty_id", "unit_id", value=known.ifelse(numbered.turn, None), flagged=flagged
    )


@check.evidence
def evidence(flagged: Table, penalty: Table) -> Table:
    """All fines for the act, and this one among them."""
    fines = _fines(penalty)
    mine = (
        flagged.select("penalty_id")
        .join(fines, "penalty_id")
        .select("penalty_id", "event_key", "party")
    )
    others = fines.select(row_id="penalty_id", key="event_key", of="party")
    rows = mine.join(others, [mine.event_key == others.key, mine.party == others.of])
    return rows.select(
        "penalty_id",
        table=ibis.literal("penalty"),
        row_id=rows.row_id,
        role=ibis.literal("case"),
        party_id=ibis.null("string"),
    )


def _fines(penalty: Table) -> Table:
    """Fines that still stand, each with its party."""
    fined = ibis.coalesce(penalty.penalty_kinds.contains("fine"), penalty.amount_yuan > 0, True)
    gone = (penalty.status == "revoked").fill_null(False) | penalty.revoked_on.notnull()
    return penalty.filter(fined, ~gone).select(
        "penalty_id",
        "unit_id",
        "event_key",
        "decided_on",
        party=penalty.party_id.coalesce(penalty.person_id_no),
    )
