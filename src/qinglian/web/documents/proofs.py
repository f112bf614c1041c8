"""Papers that were issued may show that something was done. 已成文的文书。

Never one about an alert: what is handed over takes its papers along, and nothing may stay elsewhere.
"""

from typing import Any

from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _

from qinglian.web.core.masking import mask_text
from qinglian.web.core.proofs import Proof, in_one_line, proof_kind
from qinglian.web.documents.models import Document
from qinglian.web.documents.states import Status


def _issued(user: Any) -> QuerySet[Document]:
    seen = Document.objects.visible_to(user)
    rows = seen.filter(status=Status.ISSUED, issued_on__isnull=False)
    return rows.exclude(about_type__startswith="alerts.")


def _paper(one: Document) -> Proof:
    said = in_one_line(one.title, one.number, one.issued_on, one.sha256)
    return Proof(
        "documents.issued", one.public_id, f"{mask_text(one.title)}（{one.number}）", one.issued_on,
        one.get_absolute_url(), mask_text(said),
    )  # fmt: skip


PROOFS = [proof_kind("documents.issued", _("已成文的文书"), _issued, "issued_on", _paper)]
