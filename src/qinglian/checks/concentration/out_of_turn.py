"""
越过先到的申请先办，且集中于个别经办人或代办人。Decided out of turn, and such cases gather at one officer or agent.

《行政许可法》第五十七条：有数量限制的行政许可……应当根据受理行政许可申请的先后顺序作出准予行政许可的决定。

值是越过的份额：受理在先、此件受理时尚未决定的同事项办件中，决定晚于此件的占多少。有数量限制而分批的，一批一列队，先后只在
本批之内比：前一批依次办结的，不冲淡本批的插队。排在前面的不足最少件数的不问；当场办结和绿色通道的不算，也不提示；事项、
受理日期、经办人或分批事项的批次不明的，留空。
The value is the share of earlier cases passed over: of those of the same matter accepted before and still open
when this one was accepted, how many were decided later. A permit limited in number and given in rounds has a
line for each round, and turn is compared inside it, so that an earlier round that was served in turn does not
hide a jump in this one. Cases with too few before them are not asked; those settled on the spot or in a lawful
fast lane do not count and are never flagged. Where matter, acceptance, officer, or the round of a matter that
has rounds is unknown and could change the answer, nothing is concluded.
"""

import ibis
from ibis import Table

from qinglian.checks.concentration._favour import GROUP, decided_cases, judged
from qinglian.checks.concentration._queue import LINE, queues
from qinglian.model.check import Check, Param
from qinglian.model.text import Text

check = Check(
    __name__,
    title=Text(zh="越过先到的先办且集中于个别人", en="Out of turn, gathered at one person"),
    subject="permit",
    scope="population",
    needs={
        "permit": (
            "permit_id", ("matter_code", "matter_name"), "accepted_wd", "decided_wd", ("handler_id", "reviewed_by"),
        )
    },
    helps={"permit": ("unit_id", "agent_name", "quota_round", "special_flag", "on_spot_flag")},
    params={
        "passed_share": Param(float, Text("越过先到办件的份额", "share of earlier cases passed over"), default=0.8),
        "minimum_count": Param(int, Text("前面至少几件在办", "open cases before it at least"), default=5, minimum=1),
        "minimum_odd": Param(int, Text("一人至少几件插队", "such cases of one person at least"), default=3, minimum=1),
        "share": Param(float, Text("占插队办件的份额", "share of the cases out of turn"), default=0.5),
        "lift": Param(float, Text("该份额至少是其平常份额的几倍", "times the usual share at least"), default=2.0),
    },
    threshold="passed_share",
    seen=Text(
        "办件 {subject_id} 越过了 {value} 的先到办件，且这类办件集中于同一人",
        "Case {subject_id} passed over a share of {value} of the earlier cases; such cases gather at one person",
    ),
)  # fmt: skip


@check
def evaluate(
    permit: Table,
    *,
    passed_share: float,
    minimum_count: int,
    minimum_odd: int,
    share: float,
    lift: float,
) -> Table:
    """Count the earlier cases each one passed over, and look whose such cases are."""
    cases = decided_cases(permit, round="quota_round")
    of_matter = ibis.window(group_by=GROUP)
    rounds = cases.round.count().over(of_matter) > 0
    cases = cases.mutate(
        vague=cases.days.isnull() | cases.matter.isnull() | (rounds & cases.round.isnull()),
        round=cases.round.fill_null(""),
    )
    ordinary = cases.filter(~cases.lawful, ~cases.vague)
    queue = queues(ordinary)
    queue = queue.filter(queue.waiting >= minimum_count)
    keys = [*LINE, "begun", "ended"]
    ranked = ordinary.join(queue, keys).mutate(passed=queue.later / queue.waiting)
    odd = ranked.filter(ranked.passed >= passed_share)
    whose = judged(ordinary, odd, minimum_count=minimum_odd, share=share, lift=lift)
    whose = whose.rename(odd_id="permit_id")
    joined = ranked.left_join(whose, ranked.permit_id == whose.odd_id)
    known = joined.select(
        "permit_id",
        value="passed",
        flagged=joined.odd_id.notnull().ifelse(joined.favoured, False),
    )
    vague = cases.filter(~cases.lawful, cases.vague)
    return ibis.union(
        known, vague.select("permit_id", value=ibis.null("float64"), flagged=ibis.null("boolean"))
    )


@check.evidence
def evidence(flagged: Table, permit: Table) -> Table:
    """The case and its officer."""
    rows = flagged.select("permit_id").join(permit, "permit_id")
    return rows.select(
        "permit_id",
        table=ibis.literal("permit"),
        row_id=rows.permit_id,
        role=ibis.literal("officer"),
        party_id=rows.handler_id.coalesce(rows.reviewed_by),
    )
