"""The names of acts recorded by this app."""

from django.utils.translation import gettext_lazy as _

ACTIONS = {
    "limit.asked": _("提出时限变更"),
    "limit.agreed": _("批准时限变更"),
    "limit.refused": _("不批准时限变更"),
}
FACTS = {
    "term": _("时限"),
    "days_before": _("原为几个工作日"),
    "days": _("改为几个工作日"),
}
