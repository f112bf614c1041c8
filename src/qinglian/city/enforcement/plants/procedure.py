"""Officers, filing, the term of ninety days."""

from qinglian.city.days import NEVER
from qinglian.city.enforcement import measures
from qinglian.city.enforcement.course import DAYS, TERM
from qinglian.city.enforcement.moves import (
    ALL,
    Shapes,
    alone,
    done,
    drawn,
    gap,
    gone,
    late,
    minutes,
    numbered,
    ordinary,
    penalised,
    plain,
    simple,
    spared,
    told,
)  # fmt: skip

few = Shapes("ENF-001", "officers")
few.fault("一人现场检查", "One officer went alone.", told(officers=1, second=None))
few.fault(
    "一人当场处罚", "One officer fined on the spot.", told(officers=1, second=None), among=simple
)
few.fault(
    "事后添协办人", "A second name stands in the ledger, one officer took part.", told(officers=1)
)
few.honest("正好两人", "Two officers.", told(officers=2))
few.honest("漏填协办人", "Two took part, one name was entered.", told(officers=2, second=None))
few.honest("人数未填有两人姓名", "The number is left open, two are named.", told(officers=NEVER))

card = Shapes("ENF-001-2", "officers")
card.fault("一人证件过期", "The card of one had run out.", told(lapsed=1, ticked=True))
card.fault("均为辅助人员", "Both are assistants without a card.", told(lapsed=2, ticked=True))
card.fault(
    "当场处罚无证",
    "The officer on the street has no card.",
    told(lapsed=1, ticked=True),
    among=simple,
)
card.honest("均持证", "All hold cards.", told(lapsed=0, ticked=True))
card.honest("未填是否持证", "Nobody ticked the box.", told(lapsed=0, ticked=False))

filing = Shapes("ENF-002", "filing", "term")
filing.fault("没有立案", "Penalised without filing.", gone("filed"), also=("ENF-002-2",))
filing.fault(
    "决定后补立案", "Filed days after the decision.", alone("filed", "decided", 1, 8), also=("ENF-002-2", "ENF-003"),
)  # fmt: skip
filing.fault(
    "当日先罚后立", "Filed half an hour after the decision.", minutes("filed", "decided", 15, 40),
    also=("ENF-002-2", "ENF-003"),
)  # fmt: skip
filing.honest("快速办理当日立案", "Filed, looked into and decided in one day.", gap("investigated", 0), *(
    gap(step, 0) for step in ("investigation_closed", "noticed", "decided")
), told(eligible=False), gone("hearing_right_noticed"), among=plain,
    touches=("notice", "right", "review", "board"),
)  # fmt: skip
filing.honest("简易程序无须立案", "A case of the simple procedure.", among=simple)
filing.honest(
    "不予处罚未立案",
    "Below the standard for filing: no penalty.",
    *spared,
    gone("filed", "investigated"),
    touches=ALL,
)

early = Shapes("ENF-002-2", "filing", "term")
early.fault(
    "先取证几天后立案",
    "Evidence taken some days before filing.",
    alone("investigated", "filed", -5, -1),
)
early.fault(
    "取证后数周立案", "Evidence taken weeks before.", alone("investigated", "filed", -30, -15)
)
early.fault("当日先查后立", "Filed an hour after.", minutes("investigated", "filed", -90, -30))
early.honest(
    "上午立案下午调查",
    "Filed, then looked into, on one day.",
    minutes("investigated", "filed", 60, 200),
)
early.honest("简易程序当场检查", "An on-the-spot case.", among=simple)

term = Shapes("ENF-003", "term", "filing", "tests", "right", "hearing", "seize", among=plain)
term.fault(
    "超期几天", "Decided some days after the term.", late("decided", 90, 1, 6, since="filed")
)
term.fault("拖了半年", "Decided months after the term.", late("decided", 90, 40, 80, since="filed"))
term.fault(
    "期满后才批延期", "The extension is approved when the term is over.", late("extended", 90, 1, 4),
    numbered("extension_doc", "延"), late("decided", 90, 5, 12, since="filed"),
)  # fmt: skip
term.fault(
    "检测没有告知文书", "Tests nobody told the party of.", done(measures.tested, 20), told(suspension_doc=None),
    late("decided", 90, 1, 8, since="filed"),
)  # fmt: skip
term.fault(
    "延期无批准文号", "Extended by word of mouth.", gap("extended", 80, 88, unit=DAYS), told(extension_doc=None),
    late("decided", 90, 3, 9, since="filed"),
)  # fmt: skip
term.honest(
    "正好第九十日",
    "On the ninetieth day, or the working day after it.",
    gap("decided", 90, unit=TERM, since="filed"),
)
term.honest(
    "期内批准延长", "Extended in time, with its paper.", gap("extended", 75, 89, unit=DAYS),
    numbered("extension_doc", "延"), gap("decided", 100, 120, unit=TERM, since="filed"),
)  # fmt: skip
term.honest(
    "检测有告知文书", "Tests told in writing do not count.", done(measures.tested, 20),
    late("decided", 90, 1, 8, since="filed"),
)  # fmt: skip
term.honest(
    "期内移送公安", "Transferred within the term; nothing is decided.",
    drawn(measures.suspect), done(measures.undecided),
    told(outcome="transferred", amount=0, kinds=[]), touches=ALL,
)  # fmt: skip

sent = Shapes("ENF-011", "delivery", "pay", "court")
sent.fault("第八九日送达", "Delivered a day or two late.", gap("delivered", 8, 9))
sent.fault("压了一两个月", "The letter lay for weeks.", gap("delivered", 20, 50))
sent.fault("结案未见送达", "Closed, and no delivery.", gone("delivered"))
sent.honest("正好第七日", "On the seventh working day.", gap("delivered", 7))
sent.honest("当场交付", "Handed over at once.", gap("delivered", 0))

away = Shapes("ENF-018-3", "region", among=penalised)
away.fault(
    "没有协助函", "Across the border without a letter.", told(cross_region=True, assistance=None)
)
away.fault(
    "当场异地处罚",
    "Fined on the spot across the border.",
    told(cross_region=True, assistance=None),
    among=simple,
)
away.fault(
    "协助函未编号",
    "Only a call was made; the number stays blank.",
    told(cross_region=True, assistance=" "),
    among=ordinary,
)
away.honest(
    "有协助函",
    "The other authority was asked in writing.",
    told(cross_region=True),
    numbered("assistance", "协函"),
)
away.honest(
    "本地案件", "A case at home needs no letter.", told(cross_region=False, assistance=None)
)
