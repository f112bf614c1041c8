"""What papers wait for: an alert that is handed over takes its papers with it. 预警移送时文书随案移交。"""

from typing import Any

from django.dispatch import receiver

from qinglian.web.alerts.leaving import Leaving, alert_leaving
from qinglian.web.core.drafts import kinds
from qinglian.web.core.uploads import token
from qinglian.web.documents.models import Batch, BatchFile, Document, Sheet
from qinglian.web.documents.models.document import ALERT


@receiver(alert_leaving)
def papers_leave(alerts: list[Any], *, gone: bool, **_: Any) -> Leaving:
    """
    The papers about it, with all their versions, go into the package. Where the alert disappears they disappear, and so
    do the bundles in which they were; the other papers of a batch stay, and its bundle can be made again.
    """
    names = [one.public_id for one in alerts]
    papers = list(Document.objects.filter(about_type=ALERT, about_id__in=names))
    left = Leaving(package=[_told(one) for one in papers])
    if not gone:
        return left
    sheets = list(Sheet.objects.filter(document__in=papers))
    about = [one.code for one in kinds().values() if one.of == ALERT]
    for batch in Batch.objects.filter(kind__in=about):
        if not set(batch.asked) & set(names):
            continue
        bundles = list(batch.files.all())
        left.hidden += [["paper", one.public_id] for one in bundles]
        left.files += [one.path for one in bundles]
        BatchFile.objects.filter(batch=batch).delete()
        batch.asked = [name for name in batch.asked if name not in names]
        batch.save(update_fields=["asked"])
        if not batch.asked:
            left.hidden.append(["batch", batch.public_id])
            batch.documents.exclude(pk__in=[one.pk for one in papers]).update(batch=None)
            batch.delete()
    left.hidden += [["document", one.public_id] for one in papers]
    for one in sheets:
        left.hidden += [["sheet", one.public_id], ["file", token(one.path)]]
        left.files.append(one.path)
    Document.objects.filter(pk__in=[one.pk for one in papers]).delete()
    return left


def _told(paper: Document) -> dict[str, Any]:
    return {
        "public_id": paper.public_id,
        "kind": paper.kind,
        "unit": str(paper.unit),
        "versions": [
            {"number": one.number, "at": one.at, "by": str(one.by), "content": one.content}
            for one in paper.versions.select_related("by")
        ],
        "steps": [
            {"verb": one.verb, "at": one.at, "by": str(one.by or ""), "text": one.text}
            for one in paper.steps.select_related("by")
        ],
    }
