"""The names of acts recorded by this app."""

from django.utils.translation import gettext_lazy as _

ACTIONS = {
    "bill.imported": _("导入清单"),
    "bill.confirmed": _("确认清单"),
    "bill.ceilings": _("导入控制价单价"),
    "bill.dropped": _("退回清单"),
    "bill_item.added": _("变更新增子目"),
    "ledger.imported": _("编制台账"),
    "ledger.dropped": _("退回台账"),
    "ledger.submitted": _("台账送签"),
    "ledger.signed": _("签认台账"),
    "ledger.refused": _("不同意台账"),
    "ledger.in_force": _("台账启用"),
    "ledger_row.varied": _("变更调整台账行"),
    "ledger_row.added": _("变更新增台账行"),
}
FACTS = {
    "order": _("变更令号"),
    "delta": _("增减数量"),
    "control": _("控制量"),
    "code": _("子目号"),
    "price_fen": _("单价（分）"),
    "rows": _("行数"),
    "total_fen": _("投标报价（分）"),
    "number": _("版次"),
    "side": _("哪一方"),
    "dropped": _("取消的行"),
}
