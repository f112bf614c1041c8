"""待核实材料: kinds, states, outcomes. A lead, never a finding: the unit is heard first."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from qinglian.web.accounts.roles import Role


class Sort(models.TextChoices):
    """Why somebody should look."""

    SAME = "same", _("同一份文件")
    TEXT = "text", _("文字雷同")
    PICTURE = "picture", _("照片重复使用")
    LATE = "late", _("期末集中补材料")
    NOTHING = "nothing", _("自查均未发现问题")


COPIES = (Sort.SAME, Sort.TEXT, Sort.PICTURE)


class State(models.TextChoices):
    """Where it stands."""

    OPEN = "open", _("待看")
    ASKED = "asked", _("待单位说明")
    EXPLAINED = "explained", _("单位已说明")
    SETTLED = "settled", _("已核实")


class Finding(models.TextChoices):
    """What people concluded."""

    REASONABLE = "reasonable", _("有合理说明")
    REUSED = "reused", _("属重复使用")
    REDO = "redo", _("退回重做")


OVERSEEING = frozenset(
    {
        Role.PROGRAMME_OFFICE, Role.TRIAGE_OFFICER, Role.SUPERVISOR, Role.SUPERVISION_HEAD,
        Role.LEAD_LIAISON, Role.AUTHORITY_HANDLER, Role.AUTHORITY_HEAD, Role.UNIT_HEAD,
    }
)  # fmt: skip
"""Who asks a unit and concludes: of the body that asked for the evidence, or that supervises the unit."""
