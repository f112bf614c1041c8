"""Rule documents: reviewed, registered, published, in force, filed, and for how long."""

from qinglian.city.days import END
from qinglian.city.draw import Ints
from qinglian.city.plant import Deed, Scene
from qinglian.city.policy.marks import RULES
from qinglian.city.policy.moves import (
    NORMATIVE,
    Shapes,
    both,
    days,
    docs,
    gone,
    same,
    told,
    valid_for,
    workdays,
)  # fmt: skip

PUBLIC = (*RULES, "major_decision")
settled = docs(*PUBLIC, before=END - 150)
out = Shapes("POL-010", "publish", "force", "valid", "file", among=settled)


def follow(months: int = 24) -> Deed:
    """In force and filed after the day it was published."""
    return both(days("effective", "published", 0, 10), valid_for(months))


def late(low: int, high: int | None = None) -> Deed:
    """Published so many working days after issue; what follows follows."""
    return both(workdays("published", "signed", low, high), _filed, follow())


def _filed(scene: Scene, at: Ints) -> None:
    policy = scene.story["policy"]
    rule = at[(policy["_rule"][at] == True)]  # noqa: E712
    policy["filed"][rule] = policy["published"][rule] + scene.draw.at("filed").between(
        2, 12, len(rule)
    )


out.fault("迟一两个工作日", "On the twenty-first or twenty-second working day.", late(21, 22))
out.fault("几个月后才公布", "After three months or more.", late(60, 85))
out.fault("一直没有公布", "Never published.", gone("published", "filed"), touches=("register",))
out.honest("正好第二十个工作日", "On the twentieth working day.", late(20))
out.honest(
    "依法不公开", "Lawfully withheld, and marked so.",
    both(gone("published", "filed"), told(undisclosed=True)), touches=("register", "public"),
    among=docs(*PUBLIC, no=("concerns",)),
)  # fmt: skip
out.honest(
    "未公布即废止", "Repealed within days of issue and never published.",
    both(gone("published", "filed", "changed", "evaluated"), days("repealed", "signed", 5, 15)),
    touches=("register", "evaluation"),
)  # fmt: skip

force = Shapes("POL-011", "force", "valid", "publish", among=docs(*RULES, yes=("business",)))
force.fault(
    "公布前几日已施行", "In force some days before publication.",
    both(days("effective", "published", -6, -1), valid_for(24)),
)  # fmt: skip
force.fault(
    "倒签施行日期", "In force months before it was made public.",
    both(days("effective", "published", -90, -40), valid_for(24)),
)  # fmt: skip
force.fault(
    "印发即施行后公布", "In force on issue, published a week later.",
    both(workdays("published", "signed", 5, 8), same("effective", "signed"), _filed, valid_for(24)),
    touches=("file",),
)  # fmt: skip
force.honest(
    "公布当日施行",
    "In force on the day it is published.",
    both(same("effective", "published"), valid_for(24)),
)
force.honest(
    "公布三十日后施行", "In force thirty days later.",
    both(days("effective", "published", 30), valid_for(24)),
)  # fmt: skip
force.honest(
    "非涉企先施行", "A rule that is not on business.",
    both(days("effective", "published", -5, -1), valid_for(24)), among=docs(*RULES, no=("business",)),
)  # fmt: skip

again = workdays("requested", "deliberated", -9)
reviewed = Shapes(
    "POL-014",
    "review",
    among=docs(*NORMATIVE, steps=("reviewed", "deliberated"), yes=("business",)),
)
reviewed.fault("没有送审", "It was never sent.", gone("requested", "reviewed"), also=("POL-015",))
reviewed.fault(
    "印发后补审", "Sent and reviewed after issue.",
    both(workdays("requested", "signed", 1, 4), workdays("reviewed", "requested", 3, 8)), also=("POL-015",),
)  # fmt: skip
reviewed.fault(
    "送审未出意见", "Sent days before issue, and no opinion given.",
    both(gone("reviewed"), workdays("requested", "signed", -6, -3)),
    also=("POL-015", "POL-015-2"),
)  # fmt: skip
reviewed.honest(
    "会议当日出意见",
    "The opinion is of the day of the meeting.",
    both(again, same("reviewed", "deliberated")),
)
reviewed.honest(
    "具体措施不属规范性文件", "A measure on business that is no rule document.", told(business=True),
    touches=("force", "publish"), among=docs("policy_measure"),
)  # fmt: skip

inner = docs(*NORMATIVE, steps=("reviewed", "deliberated"), no=("business",))
met = Shapes("POL-015", "review", among=inner)
met.fault("没有送审", "It was never sent.", gone("requested", "reviewed"))
met.fault(
    "会后补审", "Sent and reviewed after the meeting.",
    both(workdays("requested", "deliberated", 1), workdays("reviewed", "requested", 3, 8)),
)  # fmt: skip
met.fault(
    "意见未出先上会", "Deliberated while the review went on.",
    both(workdays("requested", "deliberated", -4, -2), workdays("reviewed", "deliberated", 1, 4)),
)  # fmt: skip
met.honest(
    "会议当日出意见",
    "The opinion is of the day of the meeting.",
    both(again, same("reviewed", "deliberated")),
)
met.honest(
    "不上会直接签发", "Signed without a meeting, after its review.", gone("deliberated"),
    touches=("record", "head", "meeting"),
)  # fmt: skip

waited = docs(*NORMATIVE, steps=("opened", "reviewed"))
slow = Shapes("POL-015-2", "review", among=waited)
slow.fault("迟一个工作日", "On the sixteenth working day.", workdays("requested", "reviewed", -16))
slow.fault(
    "跨假期十八九日",
    "Eighteen or nineteen working days.",
    workdays("requested", "reviewed", -19, -18),
)
slow.fault("压了一个月", "Over a month.", workdays("requested", "reviewed", -26, -22))
slow.honest("正好十五个工作日", "On the fifteenth.", workdays("requested", "reviewed", -15))
slow.honest(
    "紧急件材料往返", "An urgent order, its papers sent to and fro.",
    both(told(urgent=True), workdays("requested", "reviewed", -18)),
)  # fmt: skip
slow.honest(
    "重大决策审查较久", "A major decision, to which the term does not apply.",
    workdays("requested", "reviewed", -18, -16), among=docs("decision_document", "major_decision"),
)  # fmt: skip

held = docs(*RULES, steps=("published",), maker="government")
number = Shapes("POL-016", "register", among=held)
number.fault("政府文件没有登记号", "The government's rule has none.", told(register_no=None))
number.fault(
    "部门文件没有登记号", "A bureau's has none.", told(register_no=None),
    among=docs(*RULES, steps=("published",), maker="department"),
)  # fmt: skip
number.fault(
    "乡镇文件没有登记号", "A township's has none.", told(register_no=None),
    among=docs(*RULES, steps=("published",), maker="township"),
)  # fmt: skip
number.honest(
    "重大决策不编登记号",
    "A decision that is no rule.",
    told(register_no=None),
    among=docs("major_decision"),
)
number.honest(
    "一个号分两件印发",
    "Two parts under one number.",
    told(register_no="SZFD-2024-合001"),
    among=held,
)

record = Shapes("POL-017", "file", among=docs(*RULES, steps=("published",), before=END - 120))
record.fault("迟一两日", "On the sixteenth or seventeenth day.", days("filed", "published", 16, 17))
record.fault("两个月后才报", "After two months.", days("filed", "published", 50, 70))
record.fault("没有报备", "Never filed.", gone("filed"))
record.honest("正好第十五日", "On the fifteenth day.", days("filed", "published", 15))
record.honest(
    "报备前已废止", "Repealed before the term was over.",
    both(gone("filed", "changed", "evaluated"), days("repealed", "published", 5, 14)),
    touches=("evaluation", "publish"),
)  # fmt: skip
record.honest(
    "重大决策不属备案", "A decision that is no rule.", gone("filed"), among=docs("major_decision")
)

term = Shapes("POL-018", "valid", "force", among=docs(*RULES, no=("trial",)))
term.fault("五年多两日", "Five years and two days.", valid_for(60, 2))
term.fault("一定十年", "Ten years.", valid_for(120))
term.fault("试行三年", "Three years on trial.", valid_for(36), among=docs(*RULES, yes=("trial",)))
term.honest("五年整", "Five years to the day.", valid_for(60))
term.honest("试行两年整", "Two years on trial.", valid_for(24), among=docs(*RULES, yes=("trial",)))
term.honest(
    "重大决策定十年",
    "A plan for ten years that is no rule.",
    valid_for(120),
    among=docs("major_decision"),
)
