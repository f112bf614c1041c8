"""What all matters of creation share: a version, steps, papers. 各类事项共有的版本、环节与附件。"""

from typing import Any, ClassVar, Self

from django.apps import apps
from django.db import models
from django.utils.translation import gettext_lazy as _

from qinglian.web.core.papers import FiledPaper
from qinglian.web.core.steps import AnyStep
from qinglian.web.units.scope import Scoped


class Step(AnyStep):
    """One thing that happened to a matter: its kind (`application`) and its public number."""

    kind = models.CharField(max_length=20)
    number = models.CharField(max_length=16, db_index=True)


class Matter(models.Model):
    """
    A matter with steps. `version` grows with every move, so that of two people at once the second is told. Steps stand
    in one table for all kinds: what happens to each of them is written and shown in one way.
    """

    OBJECT = "creation"
    SCOPE: ClassVar[dict[str, str]] = {"unit": "unit", "lead": "lead_unit"}
    ROOM: ClassVar[str] = ""
    """What the matter is called in addresses."""

    version = models.PositiveIntegerField(default=0)

    objects = Scoped.as_manager()

    class Meta:
        abstract = True

    @property
    def steps(self) -> models.QuerySet[Step]:
        """What happened to it."""
        return Step.objects.filter(number=self.public_id).order_by("at", "pk")  # type: ignore[attr-defined]


class Papers(models.QuerySet["Paper"]):
    """Papers, seen by whoever sees the matter of their step."""

    def visible_to(self, user: Any) -> Self:
        """The papers a person may fetch."""
        seen = models.Q(pk__in=())
        for model in apps.get_app_config("creation").get_models():
            if issubclass(model, Matter):
                rows = model.objects.visible_to(user).values("public_id")
                seen |= models.Q(step__kind=model._meta.model_name, step__number__in=rows)
        return self.filter(seen)


class Paper(FiledPaper):
    """A file of a step; a photograph taken on the spot belongs to an answer besides."""

    step = models.ForeignKey(Step, models.CASCADE, related_name="papers")
    answer = models.ForeignKey(
        "creation.Answer", models.CASCADE, null=True, related_name="papers", verbose_name=_("条款")
    )

    objects = Papers.as_manager()
