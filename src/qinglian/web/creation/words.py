"""The words of creation: scopes, carriers, tiers, conditions. 创建的用词。"""

from django.db import models
from django.utils.translation import gettext_lazy as _


class Range(models.TextChoices):
    """Who creates together (A04)."""

    UNIT = "unit", _("单元创建")
    TRADE = "trade", _("行业联建")
    PUBLIC = "public", _("社会共建")


class Carrier(models.TextChoices):
    """What inside a body is created, where it is not the body itself (A05, A06)."""

    SECTION = "section", _("处室")
    POST = "post", _("岗位")
    WINDOW = "window", _("窗口")
    PROJECT = "project", _("项目")


class Tier(models.TextChoices):
    """The ladder (A18), from below."""

    NURTURING = "nurturing", _("培育")
    QUALIFIED = "qualified", _("达标")
    MODEL = "model", _("示范")
    BENCHMARK = "benchmark", _("标杆")


LADDER = list(Tier)


def step_of(tier: str) -> int:
    """How high a tier stands."""
    return LADDER.index(Tier(tier))


def below(tier: str) -> str:
    """The tier one step down; nothing below the lowest."""
    step = step_of(tier)
    return LADDER[step - 1].value if step else ""


class Counting(models.TextChoices):
    """How a clause counts."""

    POINTS = "points", _("计分")
    MET = "met", _("必须达到")


class Source(models.TextChoices):
    """Where the fact behind a negative condition comes from."""

    ENTERED = "entered", _("牵头单位依据文件登记")
    ALERT = "alert", _("系统：预警核查结论为违规并已销号")
    PROBLEM = "problem", _("系统：已销号的问题重新挂号")
    SELFCHECK = "selfcheck", _("系统：回头看发现自查不实")


class VersionStatus(models.TextChoices):
    """Where a version of a standard or rule stands."""

    DRAFT = "draft", _("起草中")
    ISSUED = "issued", _("已印发")


class Stage(models.TextChoices):
    """At which step a clause was judged."""

    SELF = "self", _("自评")
    FIRST = "first", _("初审")
    ASSESS = "assess", _("评审")


class Outsider(models.TextChoices):
    """Who takes part besides the body."""

    UNIT = "unit", _("机关单位")
    FIRM = "firm", _("企业")
    ASSOCIATION = "association", _("协会商会")
    GROUP = "group", _("村（居）组织")
    OTHER = "other", _("其他组织")


class Objector(models.TextChoices):
    """Who objects during the notice. Who it was by name is not kept here."""

    UNIT = "unit", _("单位")
    PUBLIC = "public", _("群众（由办公室登记）")


class PointKind(models.TextChoices):
    """A place that shows how it is done, or one that a leader looks after."""

    MODEL = "model", _("示范点")
    CONTACT = "contact", _("联系点")
