"""
Sides, posts and templates of works. 参建各方、岗位与流程模板。

Source: works.md 2 (titles of those who sign), 6 (templates), 8 (works parties sign in by project, not by unit).
"""

from django.db import models
from django.utils.translation import gettext_lazy as _


class Template(models.TextChoices):
    """Which process a project follows (works.md 6)."""

    NEW = "new", _("新改建")
    RURAL = "rural", _("农村公路及小型工程")
    UPKEEP = "upkeep", _("养护工程")


class Side(models.TextChoices):
    """The parties of a section. Nobody signs for two of them."""

    CONTRACTOR = "contractor", _("承包人")
    SUPERVISOR = "supervisor", _("监理人")
    OWNER = "owner", _("发包人")
    DESIGNER = "designer", _("设计")
    LABORATORY = "laboratory", _("检测")
    AUDITOR = "auditor", _("跟踪审计")
    QUALITY = "quality", _("质监")


class Post(models.TextChoices):
    """Titles as site people have them; the chain of signatures names these, not persons."""

    MEASURER = "measurer", _("计量员")
    QUALITY_LEAD = "quality_lead", _("质检负责人")
    CHIEF_ENGINEER = "chief_engineer", _("项目总工")
    PROJECT_MANAGER = "project_manager", _("项目经理")
    SITE_SUPERVISOR = "site_supervisor", _("现场监理")
    SPECIALIST = "specialist", _("专业监理工程师")
    MEASURING_SUPERVISOR = "measuring_supervisor", _("计量监理工程师")
    RESIDENT = "resident", _("驻地监理工程师")
    CHIEF_SUPERVISOR = "chief_supervisor", _("总监理工程师")
    SITE_AGENT = "site_agent", _("业主代表")
    ENGINEERING = "engineering", _("工程部")
    CONTRACTS = "contracts", _("合约部")
    FINANCE = "finance", _("财务")
    LEADER = "leader", _("分管领导")
    LEGAL_PERSON = "legal_person", _("项目法人")
    DESIGN_AGENT = "design_agent", _("设计代表")
    TESTER = "tester", _("试验检测工程师")
    COST_AUDITOR = "cost_auditor", _("造价审核")
    QUALITY_OFFICER = "quality_officer", _("质监员")


POSTS: dict[str, tuple[str, ...]] = {
    Side.CONTRACTOR: (Post.MEASURER, Post.QUALITY_LEAD, Post.CHIEF_ENGINEER, Post.PROJECT_MANAGER),
    Side.SUPERVISOR: (
        Post.SITE_SUPERVISOR, Post.SPECIALIST, Post.MEASURING_SUPERVISOR, Post.RESIDENT, Post.CHIEF_SUPERVISOR,
        Post.TESTER,
    ),
    Side.OWNER: (
        Post.SITE_AGENT, Post.ENGINEERING, Post.CONTRACTS, Post.FINANCE, Post.LEADER, Post.LEGAL_PERSON,
    ),
    Side.DESIGNER: (Post.DESIGN_AGENT,),
    Side.LABORATORY: (Post.TESTER,),
    Side.AUDITOR: (Post.COST_AUDITOR,),
    Side.QUALITY: (Post.QUALITY_OFFICER,),
}  # fmt: skip
"""Which posts a side has."""


class Lane(models.TextChoices):
    """Where across the road. On K in the direction of increasing stakes; 左幅 of K and ZK are different things."""

    FULL = "full", _("全幅")
    LEFT = "left", _("左幅")
    RIGHT = "right", _("右幅")
    MEDIAN = "median", _("中分带")
    UP = "up", _("上行")
    DOWN = "down", _("下行")
