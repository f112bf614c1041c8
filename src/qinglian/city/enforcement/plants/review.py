"""Legal review and the discussion of the heads."""

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
    spared,
    told,
)  # fmt: skip

due = (told(review_required=True, review_passed=True), gap("legal_reviewed", 1, 3))
review = Shapes("ENF-006", "review", among=plain)
review.fault(
    "没有审核", "Due, and not done.", *due, gone("legal_reviewed"), told(review_passed=None)
)
review.fault("决定后补审", "Reviewed days after.", *due, alone("legal_reviewed", "decided", 1, 8))
review.fault(
    "当日先批后审",
    "Signed first, reviewed within the hour.",
    *due,
    minutes("legal_reviewed", "decided", 10, 60),
)
review.honest(
    "当日先审后批", "Reviewed that morning.", *due, minutes("legal_reviewed", "decided", -90, -20)
)
review.honest(
    "不属应审情形",
    "Not one of the four kinds.",
    told(review_required=False, review_passed=None),
    gone("legal_reviewed"),
)
review.honest(
    "撤案",
    "Dropped.",
    *due,
    *spared,
    gone("legal_reviewed"),
    told(outcome="dismissed", review_passed=None),
    touches=ALL,
)

same = Shapes("ENF-006-3", "review", "officers", "hearing", among=plain)
same.fault("主办人自审", "The lead officer reviews.", *due, person("reviewer", "lead"))
same.fault(
    "只有一人署名", "One name in every step.", *due, person("reviewer", "lead"), told(second=None)
)
same.fault(
    "自办自审自听证",
    "One officer handles, chairs and reviews.",
    drawn(events.held),
    person("reviewer", "lead"),
    person("chair", "lead"),
    also=("ENF-005-4",),
    touches=("right", "term", "tests", "notice"),
)
same.fault("协办人自审", "The second officer reviews.", *due, person("reviewer", "second"))
same.honest("法制机构审核", "The legal section reviews.", *due)
same.honest(
    "负责人兼审核",
    "The head of the legal section reviews and decides.",
    *due,
    person("reviewer", "head"),
)

against = Shapes("ENF-006-4", "review", "board", among=plain)
against.fault(
    "未通过照样决定", "It did not pass, and was decided.", *due, told(review_passed=False)
)
against.fault(
    "集体讨论压过审核",
    "The board passed over the review.",
    *due,
    told(review_passed=False, grave=True),
    alone("deliberated", "decided", -1),
)
against.fault(
    "听证后未通过",
    "Heard, not passed, decided.",
    drawn(events.held),
    told(review_passed=False),
    touches=("hearing", "right", "term", "tests", "notice"),
)
against.honest("补正后通过", "Sent back, mended, passed.", *due, gap("legal_reviewed", 4, 6))
against.honest(
    "未通过即撤案",
    "It did not pass, and the case was dropped.",
    *due,
    *spared,
    told(outcome="dismissed", review_passed=False),
    touches=ALL,
)
against.honest(
    "自愿送审未通过",
    "Reviewed though none was due.",
    gap("legal_reviewed", 1, 3),
    told(review_required=False, review_passed=False),
)

board = Shapes("ENF-007", "board", among=plain)
board.fault("没有集体讨论", "Grave, and decided by one.", told(grave=True), gone("deliberated"))
board.fault(
    "决定后补会",
    "The meeting came days after.",
    told(grave=True),
    alone("deliberated", "decided", 1, 6),
)
board.fault(
    "当日先批后议",
    "Signed first, discussed within the hour.",
    told(grave=True),
    minutes("deliberated", "decided", 10, 60),
)
board.honest(
    "当日先议后批",
    "Discussed that morning.",
    told(grave=True),
    minutes("deliberated", "decided", -120, -20),
)
board.honest("一般案件", "An ordinary matter.", told(grave=False), gone("deliberated"))
board.honest("不予处罚", "No penalty.", *spared, told(grave=True), gone("deliberated"), touches=ALL)
