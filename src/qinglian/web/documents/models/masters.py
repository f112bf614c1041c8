"""母版: the Word file a paper is made from, replaced without code. 母版。"""

from typing import Self

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from qinglian.web.core.papers import FiledPaper

USER = settings.AUTH_USER_MODEL
GENERAL = ""
"""The kind of the master that serves every kind without one of its own."""


class Masters(models.QuerySet["Master"]):
    """The last one agreed counts."""

    def in_force(self, kind: str) -> "Master | None":
        """The master of a kind, or the general one; None is the one that comes with the program."""
        for code in dict.fromkeys((kind, GENERAL)):
            found = self.filter(kind_code=code, agreed=True).order_by("-decided_at", "-pk").first()
            if found is not None and found.path:
                return found
        return None

    def waiting(self) -> Self:
        """Those that wait for a second person."""
        return self.filter(agreed=None)


class Master(FiledPaper):
    """
    A master that was proposed for a kind of paper (all kinds: `GENERAL`), and what another person said of it. One whose
    file is that of an earlier one goes back to it; one without a file goes back to the built-in one.
    """

    OBJECT = "master"

    kind_code = models.CharField(_("文种"), max_length=40, blank=True)
    number = models.PositiveSmallIntegerField()
    by = models.ForeignKey(USER, models.PROTECT, related_name="+", verbose_name=_("提出人"))
    at = models.DateTimeField(_("提出时间"), default=timezone.now)
    why = models.TextField(_("理由"), blank=True)
    back_to = models.PositiveSmallIntegerField(null=True)
    decided_by = models.ForeignKey(USER, models.PROTECT, null=True, related_name="+")
    decided_at = models.DateTimeField(null=True)
    agreed = models.BooleanField(null=True)
    answer = models.TextField(blank=True)

    objects = Masters.as_manager()

    class Meta:
        ordering = ("-at", "-pk")
        constraints = (
            models.CheckConstraint(
                condition=Q(decided_by=None) | ~Q(decided_by=F("by")), name="master_second_person"
            ),
            models.UniqueConstraint(fields=("kind_code", "number"), name="master_number_once"),
            models.UniqueConstraint(
                fields=("kind_code",), condition=Q(agreed=None), name="master_asked_once"
            ),
        )

    def __str__(self) -> str:
        return self.public_id

    def get_absolute_url(self) -> str:
        """Its page."""
        return reverse("documents:master", args=(self.public_id,))
