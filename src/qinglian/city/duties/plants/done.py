"""Done: before it was received, past its day, returned, without a word."""

import numpy as np

from qinglian.city.days import NEVER, after_workdays
from qinglian.city.draw import Bools, Ints
from qinglian.city.duties.moves import (
    Shapes,
    both,
    done,
    never,
    performed,
    told,
    truth,
    turns,
)  # fmt: skip
from qinglian.city.plant import Scene
from qinglian.city.rows import Rows

early = Shapes("DUTY-004", "performed", "sent", "done", among=turns(first=True))
early.fault("签收前一周已报落实", "Said to be done a week before receipt.", performed(4, 9))
early.fault("上期的活动报作本期", "An activity of the period before is used.", performed(25, 45))
early.fault("下发之前就已落实", "Done before it was even sent.", performed(1, 5, "sent"))
early.honest(
    "以系统已有记录确认", "Confirmed by a record that was there.",
    both(performed(5, 30), told(existing=True)),
)  # fmt: skip
early.honest("签收当天落实", "Done on the day of receipt.", performed(0, 0))


def _with_room(turn: Rows) -> Bools:
    """Due early enough that what comes late still comes before the records end."""
    return np.asarray(turn["quarter"] < 7, dtype=bool)


past = Shapes("DUTY-005", "done", among=turns(more=_with_room))
past.fault("逾期几天才报", "Reported some days late.", done(1, 4))
past.fault("拖了一个多月", "Reported more than a month late.", done(22, 40))
past.fault("到期一直没有报", "Never reported.", never, among=turns())
past.honest("到期当天才报", "Reported on its last day.", done(0, 0))


def moved(scene: Scene, at: Ints) -> None:
    """The term was extended before it ran out, and kept."""
    turn = scene.story["turn"]
    turn["due_moved"][at] = after_workdays(turn["due"][at], 15)


past.honest("批准延期后按期", "Extended with approval, and kept.", both(moved, done(6, 15)))
past.honest("不再要求", "No longer asked for.", both(never, told(dropped=True)))

again = Shapes("DUTY-006", "returned", among=turns())
again.fault("退回两次", "Returned twice.", told(returned=2))
again.fault("来回四次", "Returned four times.", told(returned=4))
again.fault(
    "三次里一次因要求变了", "Three times, once because the demand had changed.",
    told(returned=3, returned_for_rules=1),
)  # fmt: skip
again.honest("退回一次", "Returned once.", told(returned=1))
again.honest(
    "两次都因要求变了", "Both times what was asked had changed.",
    told(returned=2, returned_for_rules=2),
)  # fmt: skip


def _reported(scene: Scene) -> Bools:
    """Turns that were reported, on no record that was there."""
    turn = scene.story["turn"]
    there = (turn["done"] != NEVER) & ~truth(turn["existing"])
    return np.asarray(turns()(scene) & there, dtype=bool)


bare = Shapes("DUTY-007", "result", "performed", "sent", "done", among=_reported)
for _shape, _said, _text in (
    ("只写已完成", "One word.", "已完成。"),
    ("一句套话", "One set phrase.", "高度重视，认真落实，各项工作有序推进到位。"),
    ("按要求落实情况良好", "As demanded, all is well.", "已按要求全面落实，情况良好，无。"),
):
    bare.fault(_shape, _said, told(result=_text, number=None))
bare.honest("已完成并填了数", "Done, with the number.", told(result="已完成。", number=12))
bare.honest(
    "确认系统已有记录", "A record that was there is confirmed.",
    told(result="已落实。", number=None, existing=True),
)  # fmt: skip
bare.honest(
    "短而有事",
    "Short, and says what was done.",
    told(result="走访三村，劝退一起大办酒席。", number=None),
)
