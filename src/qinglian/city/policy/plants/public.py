"""The public is heard: at all, for long enough, with the material in time."""

from qinglian.city.days import END
from qinglian.city.policy.marks import MAJOR, RULES
from qinglian.city.policy.moves import HEARD, NORMATIVE, Shapes, both, days, docs, gone, same, told

quiet = docs(*MAJOR, no=("concerns",))
asked = docs(*MAJOR, steps=("opened",), no=("concerns",))

heard = Shapes("POL-001", "public", "hearing", "heard", among=quiet)
heard.fault("从未听取意见", "Nobody outside was heard.", gone(*HEARD))
heard.fault(
    "会后才公开征求", "Comment is opened some days after the meeting.",
    both(gone(*HEARD), days("opened", "deliberated", 1, 5), days("closed", "opened", 30, 34)),
    among=docs(*MAJOR, no=("concerns",), before=END - 60),
)  # fmt: skip
heard.fault(
    "印发后补座谈", "A meeting with those concerned is held after issue.",
    both(gone(*HEARD), days("consulted", "signed", 2, 12)),
)  # fmt: skip
heard.honest(
    "只开座谈会", "A meeting with those concerned, which the regulation lets stand.",
    gone("opened", "closed", "material", "heard"),
)  # fmt: skip
heard.honest(
    "只办听证会", "A hearing, with its material sent in time.",
    both(
        days("heard", "closed", 1), days("material", "heard", -9, -7),
        gone("consulted", "opened", "closed"),
    ),
    among=asked,
)  # fmt: skip
heard.honest(
    "依法不公开", "The matter is lawfully withheld, and marked so.",
    both(gone(*HEARD, "published", "filed"), told(undisclosed=True)),
    touches=("publish", "file", "register", "force"),
)  # fmt: skip

comment = Shapes("POL-002", "public", among=docs(*MAJOR, steps=("opened",)))
comment.fault(
    "首日也算一日", "The day of opening is counted: twenty-nine days.", days("closed", "opened", 29)
)
comment.fault("只有二十来日", "Ten to twenty-five days.", days("closed", "opened", 10, 25))
comment.fault(
    "挂网一周未说明", "A week, and the notice does not say why.",
    both(days("closed", "opened", 5, 8), told(explained=False)),
)  # fmt: skip
comment.honest("正好三十日", "Thirty days to the last day.", days("closed", "opened", 30))
comment.honest(
    "情况紧急已说明", "Shortened for urgency, explained in the notice.",
    both(days("closed", "opened", 8, 20), told(explained=True, urgent=True)),
)  # fmt: skip
comment.honest(
    "少一日也说明了", "Twenty-nine days, explained.",
    both(days("closed", "opened", 29), told(explained=True)),
)  # fmt: skip

hearing = Shapes("POL-003", "hearing", among=docs(*MAJOR, steps=("heard",)))
hearing.fault("提前五六日送达", "Four to six days before.", days("material", "heard", -6, -4))
hearing.fault("会上才发材料", "On the day itself.", same("material", "heard"))
hearing.fault("没有送达", "The material is not sent.", gone("material"))
hearing.fault("会后补送", "Sent after the hearing.", days("material", "heard", 1, 4))
hearing.honest("正好提前七日", "Seven days before.", days("material", "heard", -7))
hearing.honest("提前半个月", "Half a month before.", days("material", "heard", -18, -13))
hearing.honest(
    "一般规范性文件听证", "A hearing on a rule that is no major decision.",
    both(days("heard", "closed", 1), days("material", "heard", -3)),
    among=docs(*NORMATIVE, steps=("closed",)),
)  # fmt: skip

business = Shapes(
    "POL-012", "public", among=docs(*RULES, steps=("opened",), yes=("business",), before=END - 70)
)
business.fault("以座谈代替", "A meeting instead of public comment.", gone("opened", "closed"))
business.fault(
    "只问企业",
    "Only operators are asked.",
    gone("opened", "closed", "consulted"),
    touches=("heard",),
)
business.fault(
    "印发后才征求", "Opened to comment after issue.",
    both(days("opened", "signed", 1, 6), days("closed", "opened", 30, 33)),
)  # fmt: skip
business.honest(
    "依法不公开", "Lawfully withheld, and marked so.",
    both(gone("opened", "closed", "published", "filed"), told(undisclosed=True)),
    touches=("heard", "publish", "file", "register", "force"),
)  # fmt: skip
business.honest(
    "与经营无关", "A rule that has nothing to do with business.", gone("opened", "closed"),
    among=docs(*NORMATIVE, steps=("opened",), no=("concerns",)),
)  # fmt: skip

lasting = Shapes(
    "POL-012-2", "public", among=docs(*NORMATIVE, steps=("opened",), yes=("business",))
)
lasting.fault("首日也算一日", "Twenty-nine days.", days("closed", "opened", 29))
lasting.fault("照一般文件七日", "A week, as for other rules.", days("closed", "opened", 7, 10))
lasting.fault(
    "当作十五个工作日", "Fifteen working days, as a habit.", days("closed", "opened", 19, 22)
)
lasting.honest("正好三十日", "Thirty days.", days("closed", "opened", 30))
lasting.honest(
    "执行上级紧急命令", "Shortened to carry out an urgent order, and explained.",
    both(days("closed", "opened", 7, 15), told(explained=True, urgent=True)), touches=("review",),
)  # fmt: skip
lasting.honest(
    "非涉企七日", "A week for a rule that is not on business.", days("closed", "opened", 7),
    among=docs(*NORMATIVE, steps=("opened",), no=("business",)),
)  # fmt: skip
