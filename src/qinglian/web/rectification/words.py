"""What happened without a button of its own, in words. 没有按钮的环节。"""

from django.utils.translation import gettext_lazy as _

OTHERS = {
    "opened": _("挂号"),
    "seen_again": _("另一单位发现同一问题"),
    "took_in": _("并入了另一条"),
    "led": _("确定牵头部门"),
    "measure_added": _("制定措施"),
    "measure_going": _("措施进展"),
    "measure_done": _("措施完成"),
    "measure_dropped": _("删去措施"),
    "stage_done": _("阶段完成"),
    "looked": _("查看长期措施"),
    "fixed": _("建章立制"),
    "proved": _("规则重跑验证"),
    "amount_added": _("登记追缴退还"),
    "amount_tied": _("对上支付凭证"),
    "objected": _("登记异议"),
    "objection_answered": _("答复异议"),
    "resumed": _("恢复计时"),
    "stands": _("回头看：站得住"),
    "extend_asked": _("申请延期"),
    "extend_agreed": _("同意延期"),
    "extend_refused": _("不同意延期"),
    "pause_asked": _("申请中止计时"),
    "pause_agreed": _("同意中止计时"),
    "pause_refused": _("不同意中止计时"),
}
