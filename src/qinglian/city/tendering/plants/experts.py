"""The panel: how drawn, how large, who sat, what points were given."""

import numpy as np

from qinglian.city.days import MINUTES
from qinglian.city.draw import Bools, Ints
from qinglian.city.plant import Deed, Scene
from qinglian.city.tendering.moves import (
    Shapes,
    alone,
    bids_of,
    gone,
    minutes,
    optional,
    plain,
)  # fmt: skip
from qinglian.city.tendering.people import new_ids


def seats(scene: Scene, row: int, kind: str | None = None) -> Ints:
    """Members of one panel that sat."""
    panel = scene.story["panel_member"]
    mine = np.flatnonzero(panel["_t"] == row)
    mine = mine[panel["status"][mine] == "sat"]
    return np.asarray(mine[panel["kind"][mine] == kind] if kind else mine, dtype=np.int64)


def five(scene: Scene) -> Bools:
    """Plain tenders with a panel of five, nobody replaced."""
    n, panel = len(scene.story["tender"]), scene.story["panel_member"]
    sat = np.asarray(panel["status"] == "sat", dtype=bool)
    whole = np.bincount(panel["_t"], minlength=n) == 5
    fit: Bools = plain(scene) & whole & (np.bincount(panel["_t"][sat], minlength=n) == 5)
    return fit


def member(of: str | None, number: int, **columns: object) -> Deed:
    """The first so many members of a kind are otherwise."""

    def deed(scene: Scene, at: Ints) -> None:
        panel = scene.story["panel_member"]
        for row in at.tolist():
            mine = seats(scene, row, of)[:number]
            for name, value in columns.items():
                panel[name][mine] = value

    return deed


def more(number: int, of: str = "expert", **columns: object) -> Deed:
    """So many members more."""

    def deed(scene: Scene, at: Ints) -> None:
        panel = scene.story["panel_member"]
        for row in at.tolist():
            model = panel.take(seats(scene, row, of)[:1].repeat(number))
            order = np.arange(number)
            names, ids = new_ids(scene, number)
            model["panel_member_id"] = np.array(
                [f"{scene.story['tender']['tender_id'][row]}-N{of[0]}{k}" for k in order], dtype=object,
            )  # fmt: skip
            model["person_id"] = np.array([f"N{number_[6:]}" for number_ in ids], dtype=object)
            model["person_name"], model["person_id_no"] = names, ids
            model["_seat"] = 20 + order
            for name, value in columns.items():
                model[name] = value
            panel.add(model)

    return deed


size = Shapes("BID-027", "panel", among=five, shows=("panel_member",))
size.fault(
    "四人评标", "One expert stayed away, and four evaluated.", member("expert", 1, status="absent"),
)  # fmt: skip
size.fault("六人评标", "Six evaluated.", more(1))
size.fault("三人评标", "Three evaluated.", member("expert", 2, status="absent"))
size.honest(
    "补抽后仍五人", "One fell ill; another was drawn, and five evaluated.",
    member("expert", 1, status="replaced", replaced_reason="health"), more(1),
)  # fmt: skip
size.honest("七人", "Seven evaluated.", more(2))
size.honest("观察员不算", "A sixth on the list did not come.", more(1, status="absent"))

share = Shapes("BID-027-2", "panel", among=five, shows=("panel_member",))
share.fault(
    "两名招标人代表",
    "Of five two stand for the tenderer.",
    member("expert", 1, kind="tenderer", draw_method="appointed"),
)
share.fault("专家只有一半", "Of seven four are experts.", more(2, "tenderer"))
share.fault(
    "工作人员充数", "An officer of the centre filled a seat.",
    member("expert", 1, kind="other", draw_method="appointed"),
)  # fmt: skip
share.honest("正好三分之二", "Of nine six are experts.", more(2), more(2, "tenderer"))
share.honest("七人五名专家", "Of seven five are experts.", more(1), more(1, "tenderer"))
share.honest(
    "全部是专家", "Five experts, nobody from the tenderer.",
    member("tenderer", 1, kind="expert", draw_method="random"),
)  # fmt: skip

drawn = Shapes("BID-028", "panel", among=five, shows=("panel_member",))
drawn.fault(
    "指定一名专家", "One expert was named by the tenderer.", member("expert", 1, draw_method="direct"),
)  # fmt: skip
drawn.fault("专家全部指定", "All experts were named.", member("expert", 4, draw_method="direct"))
drawn.fault(
    "代理推荐两名", "Two experts were sent by the agency.", member("expert", 2, draw_method="appointed"),
)  # fmt: skip
drawn.honest(
    "特殊项目有依据",
    "A special project; the ground for naming them is written down.",
    member("expert", 4, draw_method="direct", direct_basis="示发改批〔2024〕12号 特殊招标项目"),
)
drawn.honest(
    "招标人代表委派", "Only the tenderer's own man was appointed.", member("tenderer", 1, draw_method="direct"),
)  # fmt: skip
drawn.honest(
    "缺席后随机补抽", "One did not come; another was drawn at random.", member("expert", 1, status="absent"),
    more(1),
)  # fmt: skip

replaced = Shapes("BID-028-2", "panel", among=five, shows=("panel_member",))
replaced.fault(
    "招标人要求换人", "An expert is replaced because the tenderer asked.",
    member("expert", 1, status="replaced", replaced_reason="other"), more(1),
)  # fmt: skip
replaced.fault(
    "一次换两人",
    "Two are replaced for no ground in law.",
    member("expert", 2, status="replaced", replaced_reason="other"),
    more(2),
)
replaced.fault(
    "换掉招标人代表",
    "The tenderer's man is replaced for his opinion.",
    member("tenderer", 1, status="replaced", replaced_reason="other"),
    more(1),
)
replaced.honest(
    "突发疾病", "One fell ill.", member("expert", 1, status="replaced", replaced_reason="health"), more(1),
)  # fmt: skip
replaced.honest(
    "擅离职守", "One left without leave.", member("expert", 1, status="replaced", replaced_reason="left"), more(1),
)  # fmt: skip
replaced.honest(
    "应当回避", "One stood aside.", member("expert", 1, status="replaced", replaced_reason="recusal"), more(1),
)  # fmt: skip

watching = Shapes("BID-029-2", "panel", among=five, shows=("panel_member",))
watching.fault(
    "监督科人员当专家", "An officer of the supervising authority sat as expert.",
    member("expert", 1, supervisor_flag=True),
)  # fmt: skip
watching.fault(
    "监督科人员当业主代表", "One sat for the tenderer.", member("tenderer", 1, supervisor_flag=True)
)
watching.fault("两名监督人员参评", "Two of them sat.", member("expert", 2, supervisor_flag=True))
watching.honest(
    "发现后回避", "He stood aside, another was drawn.", member("expert", 1, status="recused", supervisor_flag=True),
    more(1),
)  # fmt: skip
watching.honest(
    "只到场监督", "He is on the list and did not evaluate.", more(1, status="absent", supervisor_flag=True),
)  # fmt: skip

draw = Shapes("BID-P08", "panel", among=five, shows=("panel_member",))
draw.fault("没有抽取记录", "No draw is on record.", gone("experts_drawn_at"))
draw.fault(
    "评完才抽取", "The draw is dated after the evaluation.", minutes("experts_drawn_at", "evaluated_at", 30, 300),
)  # fmt: skip
draw.fault(
    "次日补抽取单", "The sheet of the draw was made the next day.", alone("experts_drawn_at", "evaluated_at", 1, 3),
)  # fmt: skip
draw.honest(
    "开标前半小时抽取", "They were drawn half an hour before the opening.",
    minutes("experts_drawn_at", "opened_at", -40, -20),
)  # fmt: skip
draw.honest(
    "提前两天抽取", "They were drawn two days before.",
    minutes("experts_drawn_at", "opened_at", -2 * MINUTES, -MINUTES),
)  # fmt: skip
draw.honest(
    "不属于必须招标", "Tendered by choice, nobody was drawn.", gone("experts_drawn_at"), among=optional,
)  # fmt: skip


def hands(same: bool, kind: str = "expert") -> Deed:
    """The log names who drew the experts and who entered the evaluation."""

    def deed(scene: Scene, at: Ints) -> None:
        tender, people = scene.story["tender"], scene.world.people["person_id"]
        for row in at.tolist():
            mine = seats(scene, row, kind)
            one = (
                str(scene.story["panel_member"]["person_id"][mine[0]])
                if kind != "clerk"
                else str(people[row % len(people)])
            )
            tender["_drawer"][row] = one
            tender["_evaluator"][row] = one if same else str(people[(row + 7) % len(people)])

    return deed


one = Shapes("BID-P09", "panel", among=five, shows=("panel_member",))
one.fault("抽取人就是评委", "The expert who drew also evaluated.", hands(True))
one.fault(
    "业主代表又抽又评", "The tenderer's man drew the experts and evaluated.", hands(True, "tenderer"),
)  # fmt: skip
one.fault("同一经办人包办", "One clerk did both.", hands(True, "clerk"))
one.honest("抽取与评标分开", "One drew, another evaluated.", hands(False))
one.honest("见证与经办分开", "The centre's witness drew, the clerk entered.", hands(False, "clerk"))


def scored(scene: Scene) -> Bools:
    """Tenders of five members whose points are on record, with four bids at least."""
    rows, n = scene.story["panel_score"], len(scene.story["tender"])
    bid = scene.story["bid"]
    return five(scene) & (np.bincount(bid["_t"][rows["_b"]], minlength=n) >= 20)


def points(by: int, bids: slice, members: slice) -> Deed:
    """Some members give some bids so many tenths of a point more."""

    def deed(scene: Scene, at: Ints) -> None:
        rows = scene.story["panel_score"]
        for row in at.tolist():
            chosen = bids_of(scene, row)[bids]
            sat = seats(scene, row)[members]
            mine = np.isin(rows["_b"], chosen) & np.isin(rows["_member"], sat)
            rows["_points"][mine] += by

    return deed


far = Shapes("BID-S04", "scores", "bids", among=scored, shows=("panel_member",))
far.fault(
    "抬一家", "One expert gives one bid far more than the others do.", points(150, slice(1, 2), slice(0, 1)),
)  # fmt: skip
far.fault(
    "压对手", "One expert gives the strongest rival far less.", points(-150, slice(1, 2), slice(0, 1)),
)  # fmt: skip
far.fault(
    "抬一家压两家", "One expert lifts one and lowers two.", points(150, slice(2, 3), slice(0, 1)),
    points(-150, slice(0, 2), slice(0, 1)),
)  # fmt: skip
far.honest(
    "全体给高分", "All members give one bid far more: it is better.", points(100, slice(0, 1), slice(0, 9)),
)  # fmt: skip
far.honest(
    "普遍手紧", "All members are strict with every bid.", points(-60, slice(0, 99), slice(0, 9)),
)  # fmt: skip
