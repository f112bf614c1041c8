"""Fair competition: reviewed at all, by whom, with what result, on paper, those concerned heard."""

from qinglian.city.policy.marks import NEW_REVIEW, RULES, WRITTEN_REVIEW
from qinglian.city.policy.moves import (
    ALL,
    COMPETITION,
    HEARD,
    STOPPED,
    Among,
    Shapes,
    both,
    days,
    docs,
    gone,
    operators,
    same,
    told,
)  # fmt: skip

MEASURE = ("policy_measure",)
government, bureau = operators(maker="government"), operators(maker="department")
review = Shapes("POL-013", *COMPETITION, among=operators())
review.fault("没有审查", "Nobody looked at fair competition.", gone("fc_drafted", "fc"))
review.fault("只初审没有结论", "The drafter's first look is all.", gone("fc"))
review.fault("印发后补审", "Reviewed after issue.", days("fc", "signed", 1, 15))
review.honest("审毕当日印发", "Concluded on the day of issue.", same("fc", "signed"))
review.honest(
    "不涉及经营者", "Found not to concern operators, and marked so.",
    both(told(concerns=False), gone("fc_drafted", "fc", "operators_heard")),
    among=operators(no=("business",)),
)  # fmt: skip
review.honest(
    "条例施行前印发", "Issued before the regulation was in force.", gone("fc_drafted", "fc"),
    among=operators(since=None, before=NEW_REVIEW),
)  # fmt: skip

against = Shapes("POL-013-2", "fc_result", among=government)
against.fault(
    "会同审查认为不得出台", "The regulator says no.", told(fc_result="violates", exception_end=None)
)
against.fault(
    "部门自审违反仍印发", "The bureau's own review says no.",
    told(fc_result="violates", exception_end=None), among=bureau,
)  # fmt: skip
against.fault(
    "当日否决当日印发", "Held to offend on the day of issue.",
    both(told(fc_result="violates", exception_end=None), same("fc", "signed")), touches=("fc",),
)  # fmt: skip
against.honest(
    "修改后可以出台", "Mended as the opinion asked.", told(fc_result="adjusted", exception_end=None)
)
against.honest(
    "适用例外有期限", "An exception with its term.",
    told(fc_result="exception", exception_end="实施至2026年6月30日"),
)  # fmt: skip
against.honest(
    "不得出台即作罢", "Held to offend, and not issued.",
    both(told(fc_result="violates", exception_end=None), STOPPED), touches=ALL,
    among=operators("policy_measure", "normative_document"),
)  # fmt: skip

endless = told(fc_result="exception", exception_end=None)
exception = Shapes("POL-013-3", "fc_result", among=government)
exception.fault("政府文件例外无期限", "A government's exception has no end.", endless)
exception.fault("部门文件例外无期限", "A bureau's exception has no end.", endless, among=bureau)
exception.fault(
    "当日认定例外无期限", "Found an exception on the day of issue, without end.",
    both(endless, same("fc", "signed")), touches=("fc",),
)  # fmt: skip
exception.honest(
    "写明实施期限",
    "With its term.",
    told(fc_result="exception", exception_end="实施至2026年12月31日"),
)
exception.honest(
    "写明终止条件", "With an end condition.",
    told(fc_result="exception", exception_end="轨道交通二期通车后终止"),
)  # fmt: skip
exception.honest(
    "不属例外", "No exception, so no term.", told(fc_result="clear", exception_end=None)
)


def unheard(*kinds: str) -> Among:
    """Measures that would go without comment to no other rule's concern."""
    return operators(
        *kinds, no=("_major", "business"), more=lambda policy: policy["fc"] >= NEW_REVIEW
    )


light = unheard("policy_measure", "normative_document")
heard = Shapes("POL-013-4", "heard", "public", among=light)
heard.fault("没有听取任何意见", "Nobody concerned is heard.", gone(*HEARD))
heard.fault(
    "审查后才听企业", "Operators are heard after the conclusion.",
    both(gone(*HEARD), days("operators_heard", "fc", 1, 6)), touches=("fc",),
)  # fmt: skip
heard.fault(
    "印发后补座谈", "A meeting with them is held after issue.",
    both(gone(*HEARD), days("consulted", "signed", 2, 10)), touches=("fc",),
)  # fmt: skip
heard.honest(
    "只公开征求", "Public comment, which reaches operators too.", gone("consulted", "operators_heard"),
    among=operators(steps=("fc", "opened")),
)  # fmt: skip
heard.honest(
    "只听行业协会", "Their association alone is heard.", gone("consulted"), among=operators()
)
heard.honest(
    "条例施行前审毕", "Concluded before the regulation was in force.", gone(*HEARD),
    among=operators(*MEASURE, since=None, before=NEW_REVIEW),
)  # fmt: skip

alone = told(fc_who="drafting_unit")
who = Shapes("POL-013-5", "fc_who", among=operators(*RULES, maker="government"))
who.fault("政府规范性文件自审", "The drafter alone reviews the government's rule.", alone)
who.fault(
    "政府措施起草单位自审", "The drafter alone reviews a measure of the government.", alone,
    among=operators("policy_measure", "major_decision", maker="government"),
)  # fmt: skip
who.fault(
    "初审当作结论", "The first look of the drafter becomes the conclusion.",
    both(alone, same("fc", "fc_drafted")), touches=("fc",),
)  # fmt: skip
who.honest("部门文件自审", "A bureau reviews its own.", alone, among=bureau)
who.honest(
    "条例施行前自审", "Reviewed and issued under the rules before.", alone,
    among=operators(since=None, before=NEW_REVIEW, maker="government"),
)  # fmt: skip

late = operators(since=WRITTEN_REVIEW)
paper = Shapes("POL-013-6", "fc_doc", among=operators(since=WRITTEN_REVIEW, maker="government"))
paper.fault("政府文件没有结论文号", "No number of the conclusion.", told(fc_no=None))
paper.fault(
    "口头答复没有成文", "The answer was given by telephone.",
    told(fc_no=None, remark="审查意见电话答复"), among=late,
)  # fmt: skip
paper.fault(
    "当日审毕没有文书", "Concluded by word of mouth on the day of issue.",
    both(told(fc_no=None), same("fc", "signed")), touches=("fc",), among=late,
)  # fmt: skip
paper.honest(
    "几件合一份结论", "One conclusion for several.", told(fc_no="示公竞审〔2025〕合3号"), among=late
)
paper.honest(
    "办法施行前印发", "Issued before the measures were in force.", told(fc_no=None),
    among=operators(before=WRITTEN_REVIEW),
)  # fmt: skip

unknown = told(concerns=None, business=None)
free = docs(*RULES, no=("concerns",), since=NEW_REVIEW)
mark = Shapes("POL-013-7", *COMPETITION, "concern", among=free)
mark.fault("没有标明也没有审", "Neither marked nor reviewed.", unknown)
mark.fault(
    "听了企业意见却漏标", "Operators were even asked, and the mark is left open.",
    both(unknown, days("operators_heard", "drafted", 2, 9)),
)  # fmt: skip
mark.fault(
    "只填了不涉企", "Marked as not on business, the other mark left open.",
    told(concerns=None, business=False),
)  # fmt: skip
mark.honest(
    "漏标但已审查", "Not marked, yet reviewed.",
    both(
        unknown, days("fc", "requested", -4, -1),
        told(fc_who="market_regulator", fc_result="clear", fc_no="示公竞审〔2025〕补1号"),
    ),
)  # fmt: skip
mark.honest(
    "内部与应急文件不标", "A paper of the house or an emergency, not marked.", unknown,
    among=docs("internal", "emergency", "macro_control", since=NEW_REVIEW),
)  # fmt: skip
mark.honest(
    "条例施行前未标", "Issued before the regulation was in force.", unknown,
    among=docs(*RULES, no=("concerns",), before=NEW_REVIEW),
)  # fmt: skip
