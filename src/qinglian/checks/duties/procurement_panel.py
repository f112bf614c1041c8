"""
评审小组的人数、单数和专家比例。Number, odd number and share of experts of a procurement panel.

《政府采购法》第三十八条、第四十条：谈判小组、询价小组由采购人的代表和有关专家共三人以上的单数组成，专家不得少于三分
之二；招标的评标委员会见财政部令第87号第四十七条。

值是参加评审的成员数；被更换、回避、缺席的不计。分包评审的一包一算。名单里没有采购人代表的，可能只列了专家，同一编号
又有几轮的，名单分不开，人数都不下结论；没有成员记录的，或者成员类别不明足以改变结论的，留空。
The value counts the members who sat; those replaced, recused or absent are left out, and lots have panels of their
own. A list without anybody of the buyer may name experts only, and one of several rounds under a number cannot be
told apart, so that nothing is concluded from its length; nor without members on record, nor where an unknown kind of
member could change the answer.
"""

import ibis
from ibis import Table

from qinglian.checks._purchases import asked_of, way_of
from qinglian.checks._tendering import UNIT, agree, answers_for
from qinglian.model.check import Check, Param
from qinglian.model.text import Text

AWAY = ("replaced", "recused", "absent")

check = Check(
    __name__,
    title=Text(zh="评审小组组成", en="Composition of a procurement panel"),
    subject="tender",
    scope="case",
    dated_by="period_end_on",
    needs={
        "tender": ("tender_id", ("way", "method"), "period_end_on"),
        "panel_member": ("panel_member_id", "tender_id", "kind"),
    },
    helps={
        "tender": ("regime", "category", *UNIT, "amount_yuan", "complex_flag", "lot_id", "round"),
        "panel_member": ("status", "person_id", "lot_id"),
    },
    params={
        "minimum": Param(
            int, Text("至少几人", "at least how many members"), required=True, minimum=1
        ),
        "odd": Param(bool, Text("应为单数", "the number must be odd"), default=True),
        "expert_thirds": Param(
            int, Text("专家至少占几个三分之一", "experts are at least so many thirds"), default=0
        ),
        "ways": Param(list, Text("只问这些方式", "ask only of these ways"), required=True),
        "from_yuan": Param(
            float,
            Text(
                "只问预算达到几元的，或者技术复杂、社会影响较大的",
                "ask only budgets from so many yuan, or complex ones",
            ),
            default=0,
        ),
    },
    threshold="minimum",
    seen=Text(
        "采购项目 {subject_id} 有 {value} 人参加评审，人数、单数或专家比例不合",
        "Purchase {subject_id}: {value} members sat; their number, or the share of experts, does not fit",
    ),
)


@check
def evaluate(
    tender: Table,
    panel_member: Table,
    *,
    minimum: int,
    odd: bool,
    expert_thirds: int,
    ways: list[str],
    from_yuan: float,
) -> Table:
    """Count who sat on the panel of each purchase."""
    asked = asked_of(tender)
    of_way = way_of(asked).isin(ways)
    large = ibis.literal(True)
    if from_yuan:
        large = (asked.amount_yuan.cast("float64") >= from_yuan) | asked.complex_flag
    asked = asked.mutate(meant=of_way & large & asked.governed)
    asked = asked.filter(asked.meant.fill_null(True))
    m = panel_member.filter(panel_member.status.notin(AWAY).fill_null(True))
    sat = m.group_by("lot_id", of="tender_id").aggregate(
        n=m.count(),
        experts=(m.kind == "expert").fill_null(False).sum(),
        perhaps=(m.kind == "expert").fill_null(True).sum(),
        buyers=(m.kind == "tenderer").fill_null(False).sum(),
    )
    again = tender.group_by(held="tender_id").aggregate(rounds=tender["round"].nunique())
    asked = asked.join(again, asked.tender_id == again.held)
    rows = asked.left_join(sat, [asked.tender_id == sat.of, *agree(asked, sat, "lot_id")])
    wrong = rows.n < minimum
    if odd:
        wrong = wrong | (rows.n % 2 == 0)
    wrong = ((rows.buyers > 0) & (rows.rounds <= 1)).ifelse(wrong, ibis.null("boolean"))
    few_experts = ibis.cases(
        (rows.perhaps * 3 < rows.n * expert_thirds, True),
        (rows.experts * 3 >= rows.n * expert_thirds, False),
    )
    return rows.select(
        "tender_id",
        unit_id=answers_for(rows),
        value=rows.n,
        flagged=(wrong | few_experts) & rows.meant,
    )


@check.evidence
def evidence(flagged: Table, panel_member: Table) -> Table:
    """The members on record."""
    rows = flagged.select("tender_id").join(panel_member, "tender_id")
    return rows.select(
        "tender_id",
        table=ibis.literal("panel_member"),
        row_id=rows.panel_member_id,
        role=ibis.literal("expert"),
        party_id=rows.person_id,
    )
