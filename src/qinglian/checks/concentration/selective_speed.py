"""
同一事项中办得格外快的，集中于个别经办人或代办人。The quickest cases of a matter gather at one officer or agent.

《行政许可法》第五条：设定和实施行政许可，应当遵循公开、公平、公正、非歧视的原则。

值是从受理到决定的工作日数，与同一机关同一事项的低分位数相比。当场办结和绿色通道的不参加比较，也不提示；同事项办件不
足最少件数的不问；事项、受理日期或经办人不明而足以改变结论的，留空。
The value is the number of working days from acceptance to decision, compared with a low percentile of the same
authority and matter. Cases settled on the spot or in a lawful fast lane are left out of the comparison and
never flagged. Matters with too few cases are not asked. Where matter, acceptance or officer is unknown and
could change the answer, nothing is concluded.
"""

import ibis
from ibis import Table

from qinglian.checks._statistics import quantiles
from qinglian.checks.concentration._favour import GROUP, decided_cases, judged
from qinglian.model.check import Check, Param
from qinglian.model.text import Text

check = Check(
    __name__,
    title=Text(zh="格外快的办件集中于个别人", en="The quickest cases gather at one person"),
    subject="permit",
    scope="population",
    needs={
        "permit": (
            "permit_id", ("matter_code", "matter_name"), "accepted_wd", "decided_wd", ("handler_id", "reviewed_by"),
        )
    },
    helps={"permit": ("unit_id", "agent_name", "special_flag", "on_spot_flag")},
    params={
        "percentile": Param(float, Text("低于哪个分位数算格外快", "percentile below which it is quick"), default=0.05),
        "minimum_count": Param(int, Text("同事项至少几件才比较", "cases of a matter at least"), default=60, minimum=2),
        "minimum_quick": Param(int, Text("一人至少几件", "such cases of one person at least"), default=3, minimum=1),
        "share": Param(float, Text("占格外快办件的份额", "share of the quick cases"), default=0.5),
        "lift": Param(float, Text("该份额至少是其平常份额的几倍", "times the usual share at least"), default=2.0),
    },
    seen=Text(
        "办件 {subject_id} 用时 {value} 个工作日，快于同事项的低分位数 {threshold}，且这类办件集中于同一人",
        "Case {subject_id} took {value} working days, under the percentile {threshold}; such gather at one person",
    ),
)  # fmt: skip


@check
def evaluate(
    permit: Table,
    *,
    percentile: float,
    minimum_count: int,
    minimum_quick: int,
    share: float,
    lift: float,
) -> Table:
    """Find the quick cases of each matter, and whose they are."""
    cases = decided_cases(permit)
    ordinary = cases.filter(~cases.lawful, cases.days.notnull(), cases.matter.notnull())
    usual = quantiles(ordinary, "days", {"bound": percentile}, GROUP)
    usual = usual.filter(usual.subjects >= minimum_count)
    usual = usual.select(usual_unit="unit", usual_matter="matter", bound="bound")
    of_matter = [cases.unit == usual.usual_unit, cases.matter == usual.usual_matter]
    asked = cases.left_join(usual, of_matter).drop("usual_unit", "usual_matter")
    asked = asked.filter(asked.matter.isnull() | asked.bound.notnull())
    quick = asked.filter(~asked.lawful, asked.days < asked.bound)
    whose = judged(ordinary, quick, minimum_count=minimum_quick, share=share, lift=lift)
    whose = whose.rename(quick_id="permit_id")
    joined = asked.left_join(whose, asked.permit_id == whose.quick_id)
    flagged = ibis.cases(
        (joined.lawful, False),
        (joined.quick_id.notnull(), joined.favoured),
        else_=joined.days < joined.bound,
    )
    return joined.select("permit_id", value=joined.days, threshold=joined.bound, flagged=flagged)


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
