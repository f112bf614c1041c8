"""Photographs of answers and findings, signed sheets, papers of steps. 督查的附件。"""

from typing import Any, Self

from django.db import models
from django.db.models import Q

from qinglian.web.core.papers import FiledPaper
from qinglian.web.inspections.models.inspection import Inspection
from qinglian.web.inspections.models.steps import Objection, Step
from qinglian.web.inspections.models.visits import Answer, Finding, Visit, inside
from qinglian.web.units.scope import reach


class Papers(models.QuerySet["Paper"]):
    """Whoever sees what it belongs to. What was photographed on the spot the body sees with the feedback."""

    def visible_to(self, user: Any) -> Self:
        """The papers a person may fetch."""
        scope = reach(user, Visit.OBJECT)
        visits = Visit.objects.visible_to(user)
        told = visits.filter(Q(sent_at__isnull=False) | inside(scope)).values("pk")
        return self.filter(
            Q(step__inspection__in=Inspection.objects.visible_to(user).values("pk"))
            | Q(step__visit__in=told)
            | Q(answered__visit__in=told)
            | Q(finding__visit__in=told)
            | Q(objection__visit__in=told)
        )


class Paper(FiledPaper):
    """A file of one step, answer, finding or objection."""

    step = models.ForeignKey(Step, models.CASCADE, null=True, related_name="papers")
    answered = models.ForeignKey(Answer, models.CASCADE, null=True, related_name="papers")
    finding = models.ForeignKey(Finding, models.CASCADE, null=True, related_name="papers")
    objection = models.ForeignKey(Objection, models.CASCADE, null=True, related_name="papers")

    objects = Papers.as_manager()

    class Meta:
        constraints = (
            models.CheckConstraint(
                condition=Q(step__isnull=False, answered=None, finding=None, objection=None)
                | Q(step=None, answered__isnull=False, finding=None, objection=None)
                | Q(step=None, answered=None, finding__isnull=False, objection=None)
                | Q(step=None, answered=None, finding=None, objection__isnull=False),
                name="inspection_paper_of_one_thing",
            ),
        )

    @property
    def of(self) -> models.Model:
        """The visit or inspection it belongs to."""
        if self.step:
            return self.step.visit or self.step.inspection
        return (self.answered or self.finding or self.objection).visit
