"""Evidence kept, goods seized, accounts frozen, coercion on the spot."""

from qinglian.city.enforcement import measures
from qinglian.city.enforcement.course import CLOCK, DAYS, TERM
from qinglian.city.enforcement.moves import Shapes, done, gap, gone, late, numbered, plain, told

kept = done(measures.keep, 3)
held = (kept, gone("seized", "seize_extended", "seize_resolved"))
keep = Shapes("ENF-012", "kept", "seize")
keep.fault(
    "第八九日才处理", "Disposed of a day or two late.", *held, gap("preserve_resolved", 8, 9)
)
keep.fault("存了几个月", "It lay for months.", *held, gap("preserve_resolved", 30, 60))
keep.fault("结案未处理", "Closed, and never disposed of.", *held, gone("preserve_resolved"))
keep.honest("正好第七日", "On the seventh working day.", *held, gap("preserve_resolved", 7))
keep.honest(
    "期内转为扣押",
    "Turned into a seizure in time.",
    *held,
    gone("preserve_resolved"),
    gap("seized", 4, 7),
    gap("seize_resolved", 5, 25, unit=TERM),
)
keep.honest("当日处理", "Disposed of that day.", *held, gap("preserve_resolved", 0))

leave = Shapes("ENF-012-2", "kept")
leave.fault("未经批准", "Without the head's approval.", kept, told(preserve_approved=False))
leave.fault(
    "紧急实施未补批",
    "Urgent, and not approved afterwards.",
    kept,
    gap("preserve_resolved", 1),
    told(preserve_approved=False, remark="紧急实施"),
)
leave.fault(
    "中队长口头同意",
    "A team leader said yes.",
    kept,
    gap("preserve_resolved", 5),
    told(preserve_approved=False, remark="中队长同意"),
)
leave.honest("经批准", "With approval.", kept)
leave.honest(
    "没有登记保存",
    "Nothing was kept; the box says no.",
    gone("preserved", "preserve_resolved"),
    told(preserve_approved=False),
)

seized = done(measures.seize, 10)
seize = Shapes("ENF-013", "seize", "kept", "tests", "term", among=plain)
seize.fault("超几天", "Some days over.", seized, late("seize_resolved", 30, 1, 6))
seize.fault("扣了几个月", "Held for months.", seized, late("seize_resolved", 30, 40, 70))
seize.fault(
    "延长后仍超",
    "Extended, and beyond sixty days.",
    seized,
    gap("seize_extended", 20, 29, unit=DAYS),
    late("seize_resolved", 60, 1, 9),
)
seize.fault(
    "期满后才延长",
    "Extended when the term was over.",
    seized,
    late("seize_extended", 30, 1, 3),
    late("seize_resolved", 30, 4, 10),
)
seize.fault(
    "检测未告知",
    "Tests nobody told the party of.",
    seized,
    done(measures.tested, 12),
    told(suspension_doc=None),
    late("seize_resolved", 30, 1, 3),
)
seize.honest(
    "正好三十日",
    "On the thirtieth day, or the working day after it.",
    seized,
    gap("seize_resolved", 30, unit=TERM),
)
seize.honest(
    "期内延长",
    "Extended in time.",
    seized,
    gap("seize_extended", 20, 29, unit=DAYS),
    gap("seize_resolved", 40, 60, unit=TERM),
)
seize.honest(
    "检测已书面告知",
    "Tests told in writing do not count.",
    seized,
    done(measures.tested, 12),
    numbered("suspension_doc", "鉴告"),
    late("seize_resolved", 30, 1, 3),
)

frozen = done(measures.freeze, 10)
freeze = Shapes("ENF-013-2", "freeze", "tests", "term", among=plain)
freeze.fault(
    "超几天",
    "Some days over, and never extended.",
    frozen,
    gone("freeze_extended"),
    late("freeze_resolved", 30, 1, 6),
)
freeze.fault("冻了几个月", "Held for months.", frozen, late("freeze_resolved", 30, 40, 70))
freeze.fault(
    "延长后仍超",
    "Extended, and beyond sixty days.",
    frozen,
    gap("freeze_extended", 20, 29, unit=DAYS),
    late("freeze_resolved", 60, 1, 9),
)
freeze.fault(
    "以鉴定为由",
    "Tests do not stop the term of a freeze.",
    frozen,
    gone("freeze_extended"),
    done(measures.tested, 12),
    late("freeze_resolved", 30, 1, 5),
)
freeze.honest(
    "正好三十日",
    "On the thirtieth day, or the working day after it.",
    frozen,
    gap("freeze_resolved", 30, unit=TERM),
)
freeze.honest(
    "期内延长",
    "Extended in time.",
    frozen,
    gap("freeze_extended", 20, 29, unit=DAYS),
    gap("freeze_resolved", 40, 60, unit=TERM),
)

acted = done(measures.act_at_once, 300)
report = Shapes("ENF-014", "coerced")
report.fault(
    "晚几小时", "Reported some hours late.", acted, gap("coercion_reported", 1441, 2300, unit=CLOCK)
)
report.fault(
    "晚了几天", "Reported days late.", acted, gap("coercion_reported", 3000, 9000, unit=CLOCK)
)
report.fault("没有报告", "Never reported.", acted, gone("coercion_reported"))
report.honest("正好二十四小时", "To the minute.", acted, gap("coercion_reported", 1440, unit=CLOCK))
report.honest(
    "次日上午补批",
    "Approved the next morning.",
    acted,
    gap("coercion_reported", 1100, 1400, unit=CLOCK),
)
report.honest(
    "当场电话报告", "Told by telephone at once.", acted, gap("coercion_reported", 2, 20, unit=CLOCK)
)
