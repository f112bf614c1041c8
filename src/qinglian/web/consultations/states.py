"""
The states of a consultation and of each body that is asked. 会签、征求意见的状态。

Two kinds. 会签 asks for consent: who says nothing has not consented and stays missing. 征求意见 asks for views: who
says nothing by the day has none, recorded as exactly that and never as agreement (practice.md 1, M5; mission.md D06,
D07).
"""

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _


class Kind(models.TextChoices):
    """What is asked for."""

    COUNTERSIGN = "countersign", _("会签")
    OPINION = "opinion", _("征求意见")


class Status(models.TextChoices):
    """Where the whole stands."""

    ASKING = "asking", _("征询中")
    ANSWERING = "answering", _("待答复采纳")
    CLOSED = "closed", _("已办结")
    WITHDRAWN = "withdrawn", _("已撤回")


class Turn(models.TextChoices):
    """Where one body stands."""

    WAITING = "waiting", _("未轮到")
    ASKED = "asked", _("待反馈")
    DRAFTED = "drafted", _("待签")
    ANSWERED = "answered", _("已反馈")
    SILENT = "silent", _("到期未反馈")
    ENDED = "ended", _("本轮已终止")


class Stance(models.TextChoices):
    """What a body says. `NONE` is no agreement."""

    AGREE = "agree", _("同意")
    CHANGES = "changes", _("同意，有修改意见")
    DISAGREE = "disagree", _("不同意")
    NONE = "none", _("无意见")


class Adopted(models.TextChoices):
    """What the asker does with it."""

    YES = "yes", _("采纳")
    PARTLY = "partly", _("部分采纳")
    NO = "no", _("不采纳")


class Outcome(models.TextChoices):
    """How it ended."""

    AGREED = "agreed", _("会签一致")
    DISPUTED = "disputed", _("会签有不同意见")
    COLLECTED = "collected", _("意见已汇总")


OPEN = (Status.ASKING, Status.ANSWERING)
HEARD = (Turn.ASKED, Turn.DRAFTED)
"""It is the turn of the body."""
INSIDE = ("drafted", "redraft")
"""Steps of a body that are its own affair until it has signed."""
SAID = (Turn.ANSWERED, Turn.SILENT)
MISSING, NO_OPINION = "missing", "no_opinion"


def silence(kind: str) -> str:
    """
    What silence past the day is. For 会签 it is `missing`, so that consent is never made up; a place whose rules of
    procedure say otherwise sets `countersign_silence = "no_opinion"` in `qinglian.toml`.
    """
    if kind == Kind.OPINION:
        return NO_OPINION
    return NO_OPINION if settings.CONFIG.countersign_silence == NO_OPINION else MISSING
