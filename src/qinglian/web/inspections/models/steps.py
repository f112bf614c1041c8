"""What happens to inspections and visits, and what is asked of others. 办理环节、申请、异议、联合提议。"""

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from qinglian.web.core.steps import AnyRequest, AnyStep
from qinglian.web.inspections.models.inspection import Inspection
from qinglian.web.inspections.models.visits import Finding, Visit

USER = settings.AUTH_USER_MODEL


class Step(AnyStep):
    """One thing that happened to an inspection or to a visit."""

    inspection = models.ForeignKey(Inspection, models.CASCADE, null=True, related_name="steps")
    visit = models.ForeignKey(Visit, models.CASCADE, null=True, related_name="steps")
    was = models.CharField(max_length=12, blank=True)
    now = models.CharField(max_length=12, blank=True)

    class Meta(AnyStep.Meta):
        constraints = (
            models.CheckConstraint(
                condition=Q(inspection__isnull=False, visit=None)
                | Q(inspection=None, visit__isnull=False),
                name="inspection_step_of_one_thing",
            ),
        )


class Request(AnyRequest):
    """Leave to go outside the plan, or to go again: of one named person, who is another one."""

    class Kind(models.TextChoices):
        """What is asked."""

        BEYOND = "beyond", _("计划外督查")
        REPEAT = "repeat", _("重复检查")

    inspection = models.ForeignKey(Inspection, models.CASCADE, related_name="requests")
    visit = models.ForeignKey(Visit, models.CASCADE, null=True, related_name="requests")
    kind = models.CharField(max_length=8, choices=Kind)
    approver = models.ForeignKey(USER, models.PROTECT, related_name="+", verbose_name=_("批准人"))

    class Meta:
        ordering = ("pk",)
        constraints = (
            models.CheckConstraint(
                condition=~Q(approver=F("by")), name="inspection_request_second_person"
            ),
            models.CheckConstraint(
                condition=Q(decided_by=None) | Q(decided_by=F("approver")),
                name="inspection_request_named",
            ),
            models.CheckConstraint(
                condition=Q(kind="beyond", visit=None) | Q(kind="repeat", visit__isnull=False),
                name="inspection_request_of",
            ),
            models.UniqueConstraint(
                fields=("inspection",),
                condition=Q(agreed=None, kind="beyond"),
                name="inspection_request_once",
            ),
            models.UniqueConstraint(
                fields=("visit",), condition=Q(agreed=None), name="visit_request_once"
            ),
        )


class Objection(AnyRequest):
    """异议 of the visited body against a finding or the feedback as a whole; answered by who did not write it."""

    visit = models.ForeignKey(Visit, models.CASCADE, related_name="objections")
    finding = models.ForeignKey(
        Finding, models.CASCADE, null=True, related_name="objections", verbose_name=_("对哪个问题")
    )

    class Meta:
        ordering = ("pk",)
        constraints = (
            models.CheckConstraint(
                condition=Q(decided_by=None) | ~Q(decided_by=F("by")),
                name="objection_second_person",
            ),
            models.UniqueConstraint(
                fields=("finding",), condition=Q(agreed=None), name="objection_once"
            ),
        )


class Proposal(AnyRequest):
    """To go together: the body of one inspection asks that of another to come with it, for bodies both would visit."""

    inspection = models.ForeignKey(Inspection, models.CASCADE, related_name="proposals")
    other = models.ForeignKey(Inspection, models.CASCADE, related_name="proposed")

    class Meta:
        ordering = ("pk",)
        constraints = (
            models.CheckConstraint(
                condition=Q(decided_by=None) | ~Q(decided_by=F("by")), name="proposal_second_person"
            ),
            models.CheckConstraint(
                condition=~Q(inspection=F("other")), name="proposal_two_inspections"
            ),
            models.UniqueConstraint(
                fields=("inspection", "other"), condition=Q(agreed=None), name="proposal_once"
            ),
        )
