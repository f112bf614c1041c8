"""The names of acts recorded by this app."""

from django.utils.translation import gettext_lazy as _

ACTIONS = {
    "ask.made": _("记入减负台账"),
    "ask.withdrawn": _("撤回要求"),
    "ask.confirmed": _("批准人确认超上限"),
    "ask.denied": _("批准人不认可超上限"),
    "burden_setting.asked": _("提出减负设置变更"),
    "burden_setting.agreed": _("批准减负设置变更"),
    "burden_setting.refused": _("不批准减负设置变更"),
}
