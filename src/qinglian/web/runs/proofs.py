"""A data batch that was loaded may show that data were handed over. 已装载的数据批次。"""

from typing import Any

from django.db.models import QuerySet
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from qinglian.web.core.masking import mask_text
from qinglian.web.core.proofs import Proof, in_one_line, proof_kind
from qinglian.web.runs.models import Batch


def _batches(user: Any) -> QuerySet[Batch]:
    return Batch.objects.visible_to(user).filter(superseded_by=None, destroyed_at=None)


def _batch(one: Batch) -> Proof:
    on = timezone.localtime(one.at).date()
    rows = f"读入{one.read}行，收下{one.kept}行，未收{one.refused}行"
    said = in_one_line(one.title, on, rows, one.period_from, one.period_to)
    return Proof(
        "runs.batch", one.public_id, mask_text(one.title), on, one.get_absolute_url(), said
    )


PROOFS = [proof_kind("runs.batch", _("已装载的数据批次"), _batches, "at", _batch)]
