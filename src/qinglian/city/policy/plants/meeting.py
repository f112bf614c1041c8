"""The decision itself: deliberated, in which meeting, on record, the head last, reported."""

from qinglian.city.policy.marks import MAJOR
from qinglian.city.policy.moves import (
    COMPETITION,
    NORMATIVE,
    Shapes,
    both,
    days,
    docs,
    gone,
    major,
    same,
    told,
    workdays,
)  # fmt: skip

government = docs(*MAJOR, maker="government")
bureau = docs(*MAJOR, maker="department")
normative = docs(*NORMATIVE, steps=("deliberated",))
STEPS = ("record", "head", "party", "review", "public", "expert", "risk", "hearing", "heard")
ISSUE = ("publish", *COMPETITION)

met = Shapes("POL-008", "meeting", "record", "head", "party", among=major)
met.fault("没有集体讨论", "No meeting deliberated it.", gone("deliberated"), touches=STEPS)
met.fault(
    "印发后补开会",
    "The meeting is held after issue.",
    days("deliberated", "signed", 1, 10),
    touches=STEPS,
)
met.fault(
    "会前一日已印发", "Issued some working days before the meeting.",
    both(workdays("signed", "deliberated", -3, -1), days("reported", "signed", -1)),
    touches=("risk", *ISSUE),
)  # fmt: skip
met.honest(
    "会上通过当日印发", "Deliberated, reported and issued on one day.",
    both(same("signed", "deliberated"), same("reported", "deliberated")), touches=("risk", *ISSUE),
)  # fmt: skip
met.honest(
    "应急处置与宏观调控", "An emergency or macro control, to which the regulation does not apply.",
    gone("deliberated"), among=docs("emergency", "macro_control"),
)  # fmt: skip
met.honest(
    "部门一般规范性文件", "A rule that is no major decision.", gone("deliberated"), among=normative
)

kind = Shapes("POL-008-2", "meeting", among=government)
kind.fault("专题会议定案", "A special meeting decides.", told(meeting="special"))
kind.fault("党委会代替常务会", "The Party committee meets instead.", told(meeting="party"))
kind.fault("圈阅代替开会", "Papers are passed round.", told(meeting="circulation"))
kind.fault("办公会议拍板", "An office meeting decides.", told(meeting="office"))
kind.honest("全体会议", "The plenary meeting.", told(meeting="plenary"))
kind.honest(
    "部门局务会",
    "A bureau's own decision in its own meeting.",
    told(meeting="office"),
    among=bureau,
)
kind.honest(
    "一般规范性文件专题会", "A rule that is no major decision.", told(meeting="special"),
    among=docs(*NORMATIVE, maker="government"),
)  # fmt: skip

record = Shapes("POL-008-3", "record", among=government)
record.fault("常务会没有记录号", "The council leaves no numbered record.", told(minutes_no=None))
record.fault(
    "局务会没有记录号", "The bureau's meeting leaves none.", told(minutes_no=None), among=bureau
)
record.fault(
    "圈阅没有记录", "Papers passed round leave no record.",
    told(minutes_no=None, meeting="circulation"), touches=("meeting",), also=("POL-008-2",),
)  # fmt: skip
record.honest(
    "一会多题同一纪要", "One record for several matters.", told(minutes_no="示会纪〔2024〕合1号")
)
record.honest(
    "一般规范性文件未编号",
    "A rule that is no major decision.",
    told(minutes_no=None),
    among=normative,
)
record.honest(
    "内部规则未编号", "A rule of the house itself.", told(minutes_no=None), among=docs("internal")
)

last = Shapes("POL-008-4", "head", among=government)
last.fault("县长先表态", "The head of the government speaks first.", told(head_last=False))
last.fault(
    "局长先表态", "The head of the bureau speaks first.", told(head_last=False), among=bureau
)
last.fault(
    "全体会议先定调", "The head sets the tone of the plenary meeting.",
    told(head_last=False, meeting="plenary"), touches=("meeting",),
)  # fmt: skip
last.honest(
    "一般规范性文件", "A rule that is no major decision.", told(head_last=False), among=normative
)
last.honest(
    "内部规则会上先说",
    "A rule of the house itself, spoken to first by the head.",
    told(head_last=False),
    among=docs("internal"),
)

party = Shapes("POL-009", "party", among=major)
party.fault("没有请示报告", "It is not reported.", gone("reported"))
party.fault("印发后才报告", "Reported after issue.", days("reported", "signed", 1, 8))
party.fault("公布后补报", "Reported after publication.", days("reported", "published", 1, 5))
party.honest("印发当日先报", "Reported on the day of issue.", same("reported", "signed"))
party.honest("会前先请示", "Reported before the meeting.", workdays("reported", "deliberated", -2))
party.honest(
    "一般规范性文件", "A rule that is no major decision.", gone("reported"), among=normative
)
