"""The names of acts recorded by this app."""

from django.utils.translation import gettext_lazy as _

from qinglian.web.consultations.states import Adopted, Outcome, Stance

STEPS = {
    "opened": _("发起征询"),
    "round": _("改稿，新一轮"),
    "drafted": _("拟意见"),
    "signed": _("签意见"),
    "filed": _("线下签字，登记意见"),
    "redraft": _("退回重拟"),
    "returned": _("退回补充"),
    "silent": _("到期未反馈，记为无意见"),
    "adopted": _("答复意见"),
    "closed": _("办结征询"),
    "withdrawn": _("撤回征询"),
}
ACTIONS = {f"consultation.{verb}": label for verb, label in STEPS.items()}
VALUES = dict(Outcome.choices) | dict(Adopted.choices) | dict(Stance.choices)
FACTS = {"unit_asked": _("被征询单位")}
