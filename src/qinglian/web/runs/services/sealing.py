"""Take a signal away without a trace. 移送后不留痕迹。"""

from django.db import transaction
from django.db.models import F

from qinglian.web.runs.models import Asked, Correction, Signal, Tried
from qinglian.web.runs.services.simulating import uncount


@transaction.atomic
def signal_remove(signal: Signal) -> None:
    """
    Delete a signal that was handed over, and uncount it in every run that saw it, as if it had not been asked:
    a figure that no longer fits its list would tell. The caller has kept its mark, so that no later run brings
    it back.
    """
    seen = Asked.objects.filter(
        rule_id=signal.rule_id, flagged__gt=0, run__ended_at__gte=signal.first_run.ended_at
    )
    if signal.gone_at:
        seen = seen.filter(run__ended_at__lt=signal.gone_at)
    seen.update(flagged=F("flagged") - 1, decided=F("decided") - 1, asked=F("asked") - 1)
    for row in Tried.objects.filter(signal_id=signal.signal_id).select_related("change"):
        change, shown = row.change, row.change.simulated
        uncount(row.what, shown["before"], shown["after"])
        change.save(update_fields=["simulated"])
        row.delete()
    concerned = list(Correction.objects.filter(rows__signal=signal).values_list("pk", flat=True))
    signal.delete()
    Correction.objects.filter(pk__in=concerned, rows=None).delete()
