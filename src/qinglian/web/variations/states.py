"""
States, moves, reasons and grades of variations. 变更的环节、原因与等级。

Source: works.md 3; 公路工程设计变更管理办法 (交通部令2005年第5号) 第五条 for the features, 第八条 and
after for who approves.
"""

from dataclasses import dataclass
from typing import Any

from django.db import models
from django.utils.translation import gettext_lazy as _

from qinglian.web.works.states import Post, Side


class Status(models.TextChoices):
    """How far the papers are; each has its own day and paper."""

    SUGGESTED = "suggested", _("变更建议")
    REGISTERED = "registered", _("已立项")
    SURVEYED = "surveyed", _("已会勘")
    DRAWN = "drawn", _("图纸已出")
    SCHEME = "scheme", _("方案已批")
    PRICING = "pricing", _("费用审批中")
    PRICED = "priced", _("费用已批")
    ORDERED = "ordered", _("已发变更令")
    DONE = "done", _("已实施")
    REFUSED = "refused", _("不予变更")


class Reason(models.TextChoices):
    """Why, from a fixed list (works.md 3)."""

    DESIGN = "design", _("设计差错或漏项")
    GROUND = "ground", _("地质不符")
    LOCAL = "local", _("地方要求")
    POLICY = "policy", _("政策调整")
    BETTER = "better", _("优化")
    CONTRACTOR = "contractor", _("承包人原因")


class Grade(models.TextChoices):
    """等级 of the design change."""

    MINOR = "minor", _("一般")
    LARGER = "larger", _("较大")
    MAJOR = "major", _("重大")


RANK = {Grade.MINOR: 0, Grade.LARGER: 1, Grade.MAJOR: 2}
LAW = _("公路工程设计变更管理办法第五条")
SINGLE_FEN = 500_0000_00
"""其他单项工程费用变化超过500万元."""
FEATURES: dict[str, tuple[str, Any]] = {
    "route10": (Grade.MAJOR, _("连续长度10公里以上的路线方案调整")),
    "great_bridge": (Grade.MAJOR, _("特大桥的数量或结构型式变化")),
    "long_tunnel": (Grade.MAJOR, _("特长隧道的数量或通风方案变化")),
    "interchange_count": (Grade.MAJOR, _("互通式立交的数量变化")),
    "toll": (Grade.MAJOR, _("收费方式及站点位置、规模变化")),
    "over_estimate": (Grade.MAJOR, _("超过初步设计批准概算")),
    "route2": (Grade.LARGER, _("连续长度2公里以上的路线方案调整")),
    "link": (Grade.LARGER, _("连接线的标准和规模变化")),
    "bad_ground": (Grade.LARGER, _("特殊不良地质路段处置方案变化")),
    "pavement": (Grade.LARGER, _("路面结构类型、宽度和厚度变化")),
    "bridge": (Grade.LARGER, _("大中桥的数量或结构型式变化")),
    "tunnel": (Grade.LARGER, _("隧道的数量或方案变化")),
    "interchange": (Grade.LARGER, _("互通式立交的位置或方案变化")),
    "separate": (Grade.LARGER, _("分离式立交的数量变化")),
    "monitoring": (Grade.LARGER, _("监控、通信系统总体方案变化")),
    "services": (Grade.LARGER, _("管理、养护和服务设施的数量和规模变化")),
    "over_single": (Grade.LARGER, _("其他单项工程费用变化超过500万元")),
    "over_budget": (Grade.LARGER, _("超过施工图设计批准预算")),
}


def grade_of(features: list[str]) -> str:
    """The highest grade that any feature makes it; 一般 where there is none."""
    return max(
        (FEATURES[one][0] for one in features if one in FEATURES),
        key=lambda grade: RANK[Grade(grade)],
        default=Grade.MINOR,
    )


class Rule(models.TextChoices):
    """The three price rules, in their order."""

    APPLICABLE = "applicable", _("清单已有适用子目，用其单价")
    SIMILAR = "similar", _("有类似子目，参照其单价")
    QUOTA = "quota", _("无适用或类似子目，按定额编制并下浮")


class Kind(models.TextChoices):
    """What a line changes of the ledger."""

    VARY = "vary", _("增减原有台账行")
    ADD = "add", _("新增台账行（原有子目）")
    ITEM = "item", _("新增子目和台账行")


@dataclass(frozen=True, slots=True)
class Move:
    """A verb: from where to where, by which posts of which side; `proof`: papers without which it is nothing."""

    verb: str
    label: Any
    sources: frozenset[str]
    target: str
    who: dict[str, tuple[str, ...]]
    proof: bool = False
    number: bool = False


OWNERS = (Post.SITE_AGENT, Post.ENGINEERING, Post.CONTRACTS, Post.LEADER, Post.LEGAL_PERSON)
SUPERVISORS = (Post.SPECIALIST, Post.MEASURING_SUPERVISOR, Post.RESIDENT, Post.CHIEF_SUPERVISOR)
OPEN = frozenset(one for one in Status.values if one not in (Status.DONE, Status.REFUSED))
PENDING = frozenset(
    one for one in Status.values if one not in (Status.ORDERED, Status.DONE, Status.REFUSED)
)
"""Before the order: nothing of it may be measured yet."""
FOUR = (Side.OWNER, Side.SUPERVISOR, Side.DESIGNER, Side.CONTRACTOR)
MOVES = {
    one.verb: one
    for one in (
        Move("register", _("变更立项"), frozenset({Status.SUGGESTED}), Status.REGISTERED, {Side.OWNER: OWNERS}),
        Move("survey", _("四方会勘"), frozenset({Status.REGISTERED}), Status.SURVEYED,
             {Side.SUPERVISOR: SUPERVISORS, Side.OWNER: OWNERS}, proof=True, number=True),
        Move("draw", _("文件图纸"), frozenset({Status.SURVEYED}), Status.DRAWN,
             {Side.DESIGNER: (Post.DESIGN_AGENT,)}, proof=True, number=True),
        Move("scheme", _("方案审批"), frozenset({Status.DRAWN}), Status.SCHEME,
             {Side.OWNER: (Post.ENGINEERING, Post.LEADER, Post.LEGAL_PERSON)}, proof=True, number=True),
        Move("price", _("报工程量与单价"), frozenset({Status.SCHEME}), Status.PRICING,
             {Side.CONTRACTOR: (Post.MEASURER, Post.CHIEF_ENGINEER, Post.PROJECT_MANAGER)}),
        Move("approve", _("费用审批"), frozenset({Status.PRICING}), Status.PRICED, {}),
        Move("order", _("发变更令"), frozenset({Status.PRICED}), Status.ORDERED,
             {Side.SUPERVISOR: (Post.CHIEF_SUPERVISOR,)}, proof=True),
        Move("done", _("实施完成"), frozenset({Status.ORDERED}), Status.DONE,
             {Side.CONTRACTOR: (Post.CHIEF_ENGINEER, Post.PROJECT_MANAGER)}, proof=True),
        Move("refuse", _("不予变更"), frozenset(PENDING), Status.REFUSED,
             {Side.OWNER: OWNERS, Side.SUPERVISOR: (Post.CHIEF_SUPERVISOR,)}),
    )
}  # fmt: skip
LEVELS: tuple[dict[str, Any], ...] = (
    {
        "most_fen": 20_0000_00,
        "who": [[Side.SUPERVISOR, Post.CHIEF_SUPERVISOR], [Side.OWNER, Post.SITE_AGENT]],
    },
    {
        "most_fen": 100_0000_00,
        "who": [[Side.SUPERVISOR, Post.CHIEF_SUPERVISOR], [Side.OWNER, Post.LEADER]],
    },
    {
        "most_fen": None,
        "who": [[Side.SUPERVISOR, Post.CHIEF_SUPERVISOR], [Side.OWNER, Post.LEGAL_PERSON]],
    },
)
"""An owner's table as many have it (示例): ≤ 20 万 总监+业主代表, ≤ 100 万 分管领导, above 项目法人."""
APPROVERS: dict[str, str] = {
    Grade.MAJOR: "批准初步设计的交通运输主管部门",
    Grade.LARGER: "省级交通运输主管部门",
    Grade.MINOR: "项目法人审查并备案",
}
"""HWY-002; 简政放权后以现行授权为准: a setting of the section."""
