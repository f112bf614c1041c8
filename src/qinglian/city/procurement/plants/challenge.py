"""Challenges to the buyer and complaints to the finance bureau."""

from qinglian.city.procurement.moves import Shapes, both, gap, holiday, never, put, quiet, ripe

challenge = Shapes("GPC-020", ("challenge",), both(ripe("result", 150), quiet))
_told = gap("g_challenged_wd", 1, 6)
challenge.fault(
    "第八个工作日才答复", "Answered on the eighth working day.", _told, gap("g_replied_wd", 8)
)
challenge.fault("拖了一个月", "Answered after a month.", _told, gap("g_replied_wd", 18, 30))
challenge.fault("始终不答复", "Never answered.", _told, never("replied"))
challenge.honest(
    "正好第七个工作日", "Answered on the seventh working day.", _told, gap("g_replied_wd", 7)
)
challenge.honest(
    "质疑期内撤回",
    "The supplier takes the challenge back.",
    _told,
    put("challenge_end", "withdrawn"),
)
challenge.honest(
    "跨长假第七个工作日",
    "Answered on the seventh working day, over a holiday.",
    gap("g_challenged_wd", 1),
    gap("g_replied_wd", 7),
    among=holiday("result", 7, 13),
)

_heard = both(ripe("result", 190), quiet)
_made = (gap("g_challenged_wd", 1, 5), gap("g_complained_wd", 2, 9))

examined = Shapes("GPC-020-2", ("challenge",), _heard)
examined.fault(
    "第六个工作日才审查", "Examined on the sixth working day.", *_made, gap("g_examined_wd", 6)
)
examined.fault(
    "压了一个月",
    "Examined after a month.",
    *_made,
    gap("g_examined_wd", 20, 26),
    gap("g_copied_wd", 8),
)
examined.fault(
    "始终没有审查记录", "Decided without an examination on record.", *_made, never("examined")
)
examined.honest(
    "正好第五个工作日", "Examined on the fifth working day.", *_made, gap("g_examined_wd", 5)
)
examined.honest(
    "期内不予受理",
    "Refused within the term, which ends it.",
    *_made,
    put("complaint_end", "rejected"),
)
examined.honest(
    "投诉人撤回",
    "Taken back after four days.",
    *_made,
    never("examined"),
    put("complaint_end", "withdrawn"),
)

copied = Shapes("GPC-020-3", ("challenge",), _heard)
copied.fault(
    "第九个工作日才发", "Copies go out on the ninth working day.", *_made, gap("g_copied_wd", 9)
)
copied.fault(
    "与处理决定同发",
    "Copies go out with the decision.",
    *_made,
    gap("g_copied_wd", 22, 25),
    gap("g_heard_wd", 26, 30),
)
copied.fault("始终没有发副本", "Copies never go out.", *_made, never("copied"))
copied.honest(
    "正好第八个工作日", "Copies go out on the eighth working day.", *_made, gap("g_copied_wd", 8)
)
copied.honest(
    "不予受理不发副本",
    "Refused, so that no copies go out.",
    *_made,
    put("complaint_end", "rejected"),
)
copied.honest(
    "补正期间不计",
    "Time to complete the papers does not count.",
    *_made,
    gap("g_stopped_wd", 2),
    gap("g_stop_wd", 4),
    put("stop_doc", "示财采补〔2024〕1号"),
    gap("g_copied_wd", 10, 12),
    gap("g_examined_wd", 2),
)

heard = Shapes("GPC-020-4", ("challenge",), _heard)
heard.fault(
    "第三十一个工作日才决定",
    "Decided on the thirty-first working day.",
    *_made,
    gap("g_heard_wd", 31),
)
heard.fault("拖了三个月", "Decided after three months.", *_made, gap("g_heard_wd", 50, 62))
heard.fault(
    "鉴定没有文书",
    "Tests without a paper do not stop the clock.",
    *_made,
    gap("g_stopped_wd", 9),
    gap("g_stop_wd", 5),
    gap("g_heard_wd", 33, 35),
)
heard.honest(
    "正好第三十个工作日", "Decided on the thirtieth working day.", *_made, gap("g_heard_wd", 30)
)
heard.honest(
    "鉴定期间有文书",
    "Tests of two weeks, told in writing, do not count.",
    *_made,
    gap("g_stopped_wd", 9),
    gap("g_stop_wd", 10),
    put("stop_doc", "示财采鉴〔2024〕2号"),
    gap("g_heard_wd", 36, 39),
)
heard.honest(
    "投诉人撤回",
    "Taken back, so that nothing is decided.",
    *_made,
    put("complaint_end", "withdrawn"),
)
