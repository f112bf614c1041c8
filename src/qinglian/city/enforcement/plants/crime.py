"""Suspected crimes: transferred, late, or not at all."""

from qinglian.city.enforcement import measures
from qinglian.city.enforcement.course import CLOCK, TERM
from qinglian.city.enforcement.moves import (
    ALL,
    Shapes,
    drawn,
    fine,
    fined,
    gap,
    gone,
    late,
    spared,
    told,
)

SIDE = ("crime", "term", "filing", "seize", "freeze", "kept")
suspected = (drawn(measures.suspect), told(crime_flag=None, police_declined=None))
lost = Shapes("ENF-016", *SIDE)
lost.fault(
    "发现后只罚款",
    "A crime was suspected; the case ends with a fine.",
    *suspected,
    gone("transfer_reported", "transfer_approved", "transferred"),
)
lost.fault(
    "报了没有批",
    "The report was never answered.",
    *suspected,
    gone("transfer_approved", "transferred"),
    also=("ENF-016-2",),
)
lost.fault(
    "批了没有送", "Approved, and never sent.", *suspected, gone("transferred"), also=("ENF-016-3",)
)
lost.fault(
    "不予处罚了事",
    "No penalty, no transfer.",
    *suspected,
    gone("transfer_reported", "transfer_approved", "transferred"),
    *spared,
    touches=ALL,
)
lost.honest(
    "公安不予立案",
    "The police declined in writing.",
    *suspected,
    gone("transferred", "transfer_approved", "transfer_reported"),
    told(police_declined=True),
)
lost.honest(
    "负责人不批准",
    "The head refused, with reasons.",
    *suspected,
    gone("transfer_approved", "transferred"),
    gap("transfer_refused", 1, unit=TERM),
)
lost.honest("移送后另行处罚", "Transferred, and fined for the rest.", *suspected)

slow = Shapes("ENF-016-2", *SIDE)
slow.fault(
    "超一两天批", "Approved a day or two late.", *suspected, late("transfer_approved", 3, 1, 2)
)
slow.fault("拖了几周批", "Approved weeks later.", *suspected, late("transfer_approved", 3, 8, 20))
slow.fault(
    "迟迟才不批准",
    "Refused weeks later.",
    *suspected,
    gone("transfer_approved", "transferred"),
    late("transfer_refused", 3, 3, 12),
)
slow.honest(
    "正好第三日",
    "On the third day, or the working day after it.",
    *suspected,
    gap("transfer_approved", 3, unit=TERM),
)
slow.honest(
    "第三日不批准",
    "Refused on the third day.",
    *suspected,
    gone("transfer_approved", "transferred"),
    gap("transfer_refused", 3, unit=TERM),
)
slow.honest("当日批准", "Approved that day.", *suspected, gap("transfer_approved", 0))

day = Shapes("ENF-016-3", *SIDE)
day.fault("晚几小时", "Some hours late.", *suspected, gap("transferred", 1441, 2300, unit=CLOCK))
day.fault("晚了一周", "Days late.", *suspected, gap("transferred", 5000, 15000, unit=CLOCK))
day.fault("没有移送", "Never sent.", *suspected, gone("transferred"), also=("ENF-016",))
day.honest("正好二十四小时", "To the minute.", *suspected, gap("transferred", 1440, unit=CLOCK))
day.honest(
    "次日早上移送", "Sent the next morning.", *suspected, gap("transferred", 1200, 1430, unit=CLOCK)
)
day.honest("批准即送", "Sent at once.", *suspected, gap("transferred", 5, 30, unit=CLOCK))

nothing = gone(
    "crime_suspected", "transfer_reported", "transfer_approved", "transferred", "transfer_refused"
)
only = Shapes("ENF-016-4", *SIDE, among=fined)
only.fault(
    "达到标准只罚款",
    "It reaches the standard, and was fined.",
    nothing,
    told(crime_flag=True, police_declined=None),
)
only.fault(
    "罚点小钱",
    "It reaches the standard, and was fined a little.",
    nothing,
    told(crime_flag=True, police_declined=None, level="mitigated"),
    fine(500, 2000, 100),
    touches=("money",),
)
only.fault(
    "公安未答复即结案",
    "Closed while the police had not answered.",
    nothing,
    told(crime_flag=True, police_declined=False),
)
only.honest("已移送", "Transferred as well.", *suspected, told(crime_flag=True))
only.honest(
    "公安不予立案", "The police declined.", nothing, told(crime_flag=True, police_declined=True)
)
only.honest("未达标准", "Below the standard.", nothing, told(crime_flag=False))
