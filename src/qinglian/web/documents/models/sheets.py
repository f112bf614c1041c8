"""签字件: photographs and scans of signed sheets, matched to their papers by the short code. 签字件。"""

from typing import Any, ClassVar, Self

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from qinglian.web.core.papers import FiledPaper
from qinglian.web.documents.models.document import Document, Step
from qinglian.web.units.models import Unit
from qinglian.web.units.scope import Scoped, reach

USER = settings.AUTH_USER_MODEL


class Sheets(Scoped):
    """A sheet of a paper is seen with the paper; one that waits, in the body that photographed it."""

    def visible_to(self, user: Any) -> Self:
        """The sheets a person may fetch."""
        waits = reach(user, Sheet.OBJECT).q(Sheet.SCOPE) & Q(document=None)
        return self.filter(waits | Q(document__in=Document.objects.visible_to(user)))

    def waiting_for(self, user: Any) -> Self:
        """The sheets that wait for somebody who says which paper they are of."""
        return self.filter(reach(user, Sheet.OBJECT, write=True).q(Sheet.SCOPE), document=None)


class Sheet(FiledPaper):
    """
    One file. `read` says how the code was read: from the text of a PDF, from the square code, by a person. `edition` is
    the version of the paper that was printed; where that is not the last one, the page says so.
    """

    class Read(models.TextChoices):
        """How it was matched."""

        TEXT = "text", _("从文字读出")
        SQUARE = "square", _("从二维码读出")
        PERSON = "person", _("由人核对")
        STEP = "step", _("随环节上传")

    SCOPE: ClassVar[dict[str, str]] = {"unit": "unit", "giver": "unit"}
    OBJECT = "document"

    unit = models.ForeignKey(Unit, models.PROTECT, related_name="+", verbose_name=_("上传单位"))
    by = models.ForeignKey(USER, models.PROTECT, related_name="+", verbose_name=_("上传人"))
    at = models.DateTimeField(_("上传时间"), default=timezone.now)
    document = models.ForeignKey(Document, models.CASCADE, null=True, related_name="sheets")
    step = models.ForeignKey(Step, models.CASCADE, null=True, related_name="papers")
    read = models.CharField(_("怎样对上"), max_length=8, choices=Read, blank=True)
    said = models.CharField(_("读到的编码"), max_length=40, blank=True)
    edition = models.PositiveSmallIntegerField(null=True)

    objects = Sheets.as_manager()

    class Meta:
        ordering = ("-at", "-pk")
        constraints = (
            models.CheckConstraint(
                condition=Q(step=None) | Q(document__isnull=False), name="sheet_of_a_paper"
            ),
        )

    @property
    def of(self) -> models.Model:
        """What it belongs to, as records call it."""
        return self.document or self
