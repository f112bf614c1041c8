"""The names of acts recorded by this app."""

from django.utils.translation import gettext_lazy as _

from qinglian.web.burden.kinds import Kind

ACTIONS = {
    "ask.made": _("记入减负台账"),
    "ask.withdrawn": _("撤回要求"),
    "ask.confirmed": _("批准人确认超上限"),
    "ask.denied": _("批准人不认可超上限"),
    "burden_setting.asked": _("提出减负设置变更"),
    "burden_setting.agreed": _("批准减负设置变更"),
    "burden_setting.refused": _("不批准减负设置变更"),
}
FACTS = {
    "minutes": _("分钟"),
    "minutes_before": _("原为（分钟）"),
    "over": _("超上限单位数"),
    "about": _("事项编号"),
    "setting": _("哪一项"),
}
VALUES = dict(Kind.choices)
