"""The names of acts recorded by this app."""

from django.utils.translation import gettext_lazy as _

from qinglian.web.variations.states import MOVES

ACTIONS = {
    "variation.suggest": _("提出变更建议"),
    **{f"variation.{move.verb}": move.label for move in MOVES.values()},
    "variation.back": _("退回方案审批"),
    "variation.line_added": _("加变更明细"),
    "variation.line_removed": _("删变更明细"),
    "variation_table.set": _("设变更审批权限"),
}
FACTS = {
    "amount_fen": _("变更金额（分）"),
    "grade": _("设计变更等级"),
    "approver": _("批准机关"),
    "attended": _("到场各方"),
    "post": _("岗位"),
}
