"""
The states of an acceptance before covering, and who moves it. 隐蔽验收的状态与动作。

Three lawful ways lead to measurement and are kept apart (works.md 5; 标准文件 13.5): accepted by the supervisor;
covered after the agreed time without him, by the contractor's own record; proved later. What was covered without
notice is none of them until it is proved.
"""

from dataclasses import dataclass

from django.db import models
from django.utils.translation import gettext_lazy as _

from qinglian.web.works.states import Post, Side


class Status(models.TextChoices):
    """Where an acceptance stands."""

    DRAFT = "draft", _("收集资料")
    NOTICED = "noticed", _("待监理验收")
    RETURNED = "returned", _("退回整改")
    ACCEPTED = "accepted", _("已验收")
    COVERED = "covered", _("逾期未到场自行覆盖")
    PRIVATE = "private", _("未通知自行覆盖")
    PROVED = "proved", _("事后证明")
    UNCOVERING = "uncovering", _("重新检查中")
    FAILED = "failed", _("重新检查不合格")


class Kind(models.TextChoices):
    """The lawful ways."""

    ACCEPTED = "accepted", _("正常验收")
    TIMED_OUT = "timed_out", _("逾期未到场自行覆盖")
    LATER_PROOF = "later_proof", _("事后证明")


class Method(models.TextChoices):
    """How it is looked at afterwards."""

    OPENED = "opened", _("揭开")
    DRILLED = "drilled", _("钻孔")
    RADAR = "radar", _("雷达")
    ULTRASOUND = "ultrasound", _("超声")
    CORE = "core", _("取芯")
    UNCOVERED = "uncovered", _("揭检")


OPENING = (Method.OPENED, Method.DRILLED)
PROVING = (Method.RADAR, Method.ULTRASOUND, Method.CORE, Method.UNCOVERED)


class Source(models.TextChoices):
    """Where a picture comes from."""

    CAMERA = "camera", _("现场拍摄")
    GALLERY = "gallery", _("相册导入")


class Found(models.TextChoices):
    """How the place was known. There is no satellite in a tunnel, under a deck, in a canyon: nothing is refused."""

    GNSS = "gnss", _("卫星定位")
    QR = "qr_point", _("二维码点位")
    PORTAL = "portal", _("洞口加掌子面里程")
    DECLARED = "declared", _("自报位置")


class Sure(models.TextChoices):
    """How much a time or place is worth."""

    HIGH = "high", _("可靠")
    MIDDLE = "middle", _("较可靠")
    LOW = "low", _("仅自报")


ATTENDING = (Post.SITE_SUPERVISOR, Post.SPECIALIST, Post.RESIDENT, Post.CHIEF_SUPERVISOR)
"""Who of the supervisor accepts."""


@dataclass(frozen=True, slots=True)
class Move:
    """One verb: from where to where, of which side, in which posts (none: any)."""

    verb: str
    label: object
    sources: tuple[str, ...]
    target: str
    side: tuple[str, ...]
    posts: tuple[str, ...] = ()


S = Status
MOVES: dict[str, Move] = {
    one.verb: one
    for one in (
        Move("notice", _("报监理验收"), (S.DRAFT, S.RETURNED, S.FAILED), S.NOTICED, (Side.CONTRACTOR,)),
        Move("accept", _("验收合格"), (S.NOTICED,), S.ACCEPTED, (Side.SUPERVISOR,), ATTENDING),
        Move("return", _("退回整改"), (S.NOTICED,), S.RETURNED, (Side.SUPERVISOR,), ATTENDING),
        Move("cover", _("逾期未到场，自行覆盖"), (S.NOTICED,), S.COVERED, (Side.CONTRACTOR,)),
        Move(
            "private", _("登记未通知自行覆盖"), (S.DRAFT, S.RETURNED), S.PRIVATE,
            (Side.CONTRACTOR, Side.SUPERVISOR, Side.OWNER, Side.QUALITY),
        ),
        Move(
            "uncover", _("要求重新检查"), (S.ACCEPTED, S.COVERED, S.PRIVATE, S.PROVED), S.UNCOVERING,
            (Side.SUPERVISOR, Side.OWNER, Side.QUALITY),
        ),
        Move("uncovered", _("登记重新检查结果"), (S.UNCOVERING,), "", (Side.SUPERVISOR,), ATTENDING),
    )
}  # fmt: skip
"""`uncovered` goes where the result says."""
HIDDEN = (S.ACCEPTED, S.COVERED, S.PRIVATE, S.PROVED, S.UNCOVERING)
"""What lies covered."""
