"""Notice, the right to a hearing, the hearing itself."""

from qinglian.city.enforcement import events
from qinglian.city.enforcement.moves import (
    ALL,
    Shapes,
    alone,
    drawn,
    gap,
    gone,
    minutes,
    person,
    plain,
    right,
    simple,
    spared,
    told,
)  # fmt: skip

notice = Shapes("ENF-004", "notice", "right", "hearing", among=plain)
blank = told(eligible=False, waived=None, statement_waived=None)
notice.fault(
    "没有告知", "Nobody told the party.", blank, gone("noticed", "hearing_right_noticed", "stated")
)
notice.fault(
    "决定后才告知", "Told some days after the decision.", blank, gone("hearing_right_noticed", "stated"),
    alone("noticed", "decided", 1, 5),
)  # fmt: skip
notice.fault(
    "当日先决定后告知", "Told an hour after the decision.", blank, gone("hearing_right_noticed", "stated"),
    minutes("noticed", "decided", 20, 60),
)  # fmt: skip
notice.honest(
    "明确放弃陈述申辩",
    "The party waived its statement.",
    blank,
    told(statement_waived=True),
    gone("noticed", "hearing_right_noticed", "stated"),
)
notice.honest(
    "告知写在听证告知书", "The notice of the hearing told everything.", *right, gone("noticed")
)
notice.honest("当场处罚口头告知", "Told by word of mouth, on the spot.", among=simple)
notice.honest(
    "不予处罚",
    "No penalty, no notice.",
    *spared,
    gone("noticed", "hearing_right_noticed"),
    touches=ALL,
)

told_of = Shapes("ENF-005", "right", "hearing", among=plain)
told_of.fault(
    "没有告知听证",
    "The party never heard of the right.",
    told(eligible=True, waived=False),
    gone("hearing_right_noticed"),
)
told_of.fault(
    "决定后补告知",
    "Told days after the decision.",
    *right,
    alone("hearing_right_noticed", "decided", 1, 6),
)
told_of.fault(
    "当日决定后告知",
    "Told within the hour after the decision.",
    *right,
    minutes("hearing_right_noticed", "decided", 10, 50),
)
told_of.fault(
    "只听了陈述申辩",
    "It was heard in writing only.",
    told(eligible=True, waived=False),
    gone("hearing_right_noticed"),
    gap("stated", 1, 3),
)
told_of.honest(
    "书面放弃听证",
    "Waived in writing.",
    told(eligible=True, waived=True),
    gone("hearing_right_noticed"),
)
told_of.honest(
    "已告知满五日",
    "Told, and decided on the sixth day.",
    *right,
    gap("decided", 6),
    touches=("term",),
)
told_of.honest(
    "数额未达标准",
    "Below the local standard.",
    told(eligible=False, waived=None),
    gone("hearing_right_noticed"),
)
told_of.honest(
    "不予处罚",
    "No penalty.",
    *spared,
    told(eligible=True, waived=False),
    gone("hearing_right_noticed"),
    touches=ALL,
)

hasty = Shapes("ENF-005-2", "right", "hearing", "term", "notice", among=plain)
hasty.fault(
    "次日即决定",
    "Decided the day after.",
    *right,
    gap("decided", 1, 2, since="hearing_right_noticed"),
)
hasty.fault(
    "第五日决定",
    "Decided on the fifth day.",
    *right,
    gap("decided", 5, since="hearing_right_noticed"),
)
hasty.fault(
    "当日即决定", "Decided that day.", *right, gap("decided", 0, since="hearing_right_noticed")
)
hasty.honest(
    "第六日决定",
    "Decided on the sixth working day.",
    *right,
    gap("decided", 6, since="hearing_right_noticed"),
)
hasty.honest(
    "书面放弃后决定",
    "Waived in writing, then decided.",
    *right,
    told(waived=True),
    gap("decided", 2, 4, since="hearing_right_noticed"),
)
hasty.honest("听证后决定", "Heard, then decided.", drawn(events.held), touches=("review", "tests"))

HEARING = ("hearing", "right", "review", "term", "tests", "notice")
short = Shapes("ENF-005-3", *HEARING, among=plain)
short.fault("差一天", "Six working days.", drawn(events.held), gap("heard", 6))
short.fault("临时通知", "Called in for the day after next.", drawn(events.held), gap("heard", 1, 3))
short.fault("没有通知", "No announcement.", drawn(events.held), gone("hearing_noticed"))
short.honest("正好七个工作日", "Seven working days.", drawn(events.held), gap("heard", 7))
short.honest("提前半月通知", "Announced weeks before.", drawn(events.held), gap("heard", 11, 14))

chair = Shapes("ENF-005-4", *HEARING, "officers", among=plain)
chair.fault("主办人主持", "The lead officer chairs.", drawn(events.held), person("chair", "lead"))
chair.fault(
    "主办人代为主持",
    "The chair was ill; the lead officer stood in.",
    drawn(events.held),
    person("chair", "lead"),
    told(remark="主持人因病，由承办人代"),
)
chair.fault(
    "一人包办",
    "One officer handles and chairs alone.",
    drawn(events.held),
    person("chair", "lead"),
    told(second=None),
)
chair.fault(
    "协办人主持", "The second officer chairs.", drawn(events.held), person("chair", "second")
)
chair.honest("另有主持人", "Another officer chairs.", drawn(events.held))
chair.honest(
    "法制人员主持",
    "Somebody of the legal section chairs.",
    drawn(events.held),
    person("chair", "reviewer"),
)

licence = Shapes("ENF-005-5", "right", "hearing", "money", among=plain)
revokes = told(kinds=["fine", "licence_revoked"], revokes=True)
licence.fault(
    "标为不可听证",
    "The ledger says no hearing is due.",
    revokes,
    told(eligible=False, waived=False),
    gone("hearing_right_noticed"),
)
licence.fault(
    "吊销后补告知",
    "Told after the licence was gone.",
    revokes,
    *right,
    alone("hearing_right_noticed", "decided", 1, 6),
    also=("ENF-005",),
)
licence.fault(
    "没有告知",
    "The holder never heard of the right.",
    revokes,
    told(eligible=True, waived=False),
    gone("hearing_right_noticed"),
    also=("ENF-005",),
)
licence.honest(
    "书面放弃",
    "Waived in writing.",
    revokes,
    told(eligible=True, waived=True),
    gone("hearing_right_noticed"),
)
licence.honest("已告知", "Told in time.", revokes, *right, gap("decided", 6, 9), touches=("term",))
licence.honest(
    "只是暂扣",
    "Suspended, not revoked.",
    told(kinds=["fine", "licence_suspended"], eligible=False, waived=None),
    gone("hearing_right_noticed"),
)

held = Shapes("ENF-005-6", *HEARING, among=plain)
held.fault(
    "申请后直接决定",
    "Asked for, and decided without one.",
    drawn(events.held),
    gone("hearing_noticed", "heard"),
)
held.fault("通知了没有开", "Announced and never held.", drawn(events.held), gone("heard"))
held.fault(
    "第五日申请未理",
    "Asked for on the last day, and passed over.",
    drawn(events.held),
    gap("hearing_requested", 5),
    gone("hearing_noticed", "heard"),
)
held.honest("依申请举行", "Held as asked.", drawn(events.held))
held.honest(
    "书面撤回申请",
    "The party withdrew in writing.",
    drawn(events.held),
    gone("hearing_noticed", "heard"),
    told(waived=True),
)

heard = Shapes("ENF-006-2", *HEARING, among=plain)
heard.fault(
    "标为不需审核",
    "The ledger says none is due.",
    drawn(events.held),
    gone("legal_reviewed"),
    told(review_required=False, review_passed=None),
)
heard.fault(
    "审核一栏空着",
    "Nobody said whether one is due.",
    drawn(events.held),
    gone("legal_reviewed"),
    told(review_required=None, review_passed=None),
)
heard.fault(
    "应审未审",
    "Due, and not done.",
    drawn(events.held),
    gone("legal_reviewed"),
    told(review_passed=None),
    also=("ENF-006",),
)
heard.honest("听证后审核", "Reviewed after the hearing.", drawn(events.held))
heard.honest(
    "听证前已审核",
    "Reviewed before the notice.",
    drawn(events.held),
    alone("legal_reviewed", "noticed", -2, -1),
)
heard.honest(
    "听证后不予处罚",
    "After the hearing no penalty was imposed.",
    drawn(events.held),
    *spared,
    gone("legal_reviewed"),
    told(review_required=False, review_passed=None),
    touches=ALL,
)
