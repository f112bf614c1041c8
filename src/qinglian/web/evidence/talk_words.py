"""Kinds of talks, topics, and who is to talk to whom. 谈话的种类、话题与对象。"""

from django.db import models
from django.utils.translation import gettext_lazy as _


class TalkKind(models.TextChoices):
    """Talks of different weight and keeper."""

    HEART = "heart", _("谈心谈话")
    INTEGRITY = "integrity", _("廉政谈话")
    REMINDER = "reminder", _("提醒谈话")
    SUMMONS = "summons", _("约谈")


WITHOUT_OUTLINE = (TalkKind.REMINDER, TalkKind.SUMMONS)
"""What is said in these is kept by the supervision team (practice.md 3.3), never here."""


class Subject(models.TextChoices):
    """Fields that are ticked (示例); no words of what was said."""

    DUTY = "duty", _("履职尽责")
    INTEGRITY = "integrity", _("廉政提醒")
    STYLE = "style", _("作风纪律")
    RISK = "risk", _("岗位廉政风险")
    FAMILY = "family", _("家风家教")
    THOUGHT = "thought", _("思想状况")
    LIFE = "life", _("工作生活困难")


class Whom(models.TextChoices):
    """Whom a head or member is to talk to."""

    HEADS_BELOW = "heads_below", _("下级单位一把手")
    MEMBERS = "members", _("本单位班子成员")
    OFFICERS = "officers", _("本单位清廉专员")
