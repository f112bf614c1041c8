"""Money that came back, tied to payments. 追缴、退还、扣回。"""

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from qinglian.web.rectification.models.problem import Problem
from qinglian.web.rectification.states import Recovery

USER = settings.AUTH_USER_MODEL


class Amount(models.Model):
    """
    One sum with its day and voucher. `payment_id` names the row of the payments ledger it is, `payment` that row as it
    stood then and `why` what made it likely; a second person says that it is this one.
    """

    problem = models.ForeignKey(Problem, models.CASCADE, related_name="amounts")
    kind = models.CharField(_("方式"), max_length=10, choices=Recovery)
    amount_fen = models.BigIntegerField(_("金额"))
    on = models.DateField(_("日期"))
    voucher_no = models.CharField(_("凭证号"), max_length=80)
    contract_id = models.CharField(_("合同编号"), max_length=80, blank=True)
    by = models.ForeignKey(USER, models.PROTECT, related_name="+")
    at = models.DateTimeField(default=timezone.now)
    payment_id = models.CharField(_("支付编号"), max_length=120, blank=True)
    payment = models.JSONField(default=dict)
    why = models.JSONField(default=list)
    confirmed_by = models.ForeignKey(USER, models.PROTECT, null=True, related_name="+")
    confirmed_at = models.DateTimeField(null=True)

    class Meta:
        ordering = ("on", "pk")
        constraints = (
            models.CheckConstraint(condition=Q(amount_fen__gt=0), name="amount_is_some"),
            models.CheckConstraint(
                condition=Q(confirmed_by=None) | ~Q(confirmed_by=F("by")),
                name="amount_second_person",
            ),
            models.CheckConstraint(
                condition=Q(payment_id="", confirmed_by=None)
                | ~Q(payment_id="") & Q(confirmed_by__isnull=False),
                name="amount_tied_by_somebody",
            ),
            # One payment answers for one sum, whatever problem it is of.
            models.UniqueConstraint(
                fields=("payment_id",), condition=~Q(payment_id=""), name="amount_payment_once"
            ),
        )
