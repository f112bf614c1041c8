"""System fixes and their proof. 建章立制与验证。"""

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from qinglian.web.rectification.models.problem import Problem
from qinglian.web.rectification.states import Outcome
from qinglian.web.runs.models import Run
from qinglian.web.runs.words import rule_name
from qinglian.web.units.models import Unit

USER = settings.AUTH_USER_MODEL


class SystemFix(models.Model):
    """
    建章立制: a rule was made or changed, under a number, in force from a day. `rule_id` and `of` say which rule of the
    catalogue, asked of which body, shows whether it works; proofs come from later runs.
    """

    problem = models.ForeignKey(Problem, models.CASCADE, related_name="fixes")
    title = models.CharField(_("制度名称"), max_length=200)
    doc_no = models.CharField(_("文号"), max_length=80)
    effective_on = models.DateField(_("施行日期"))
    rule_id = models.CharField(_("用哪条规则验证"), max_length=40, blank=True)
    of = models.ForeignKey(Unit, models.PROTECT, related_name="+", verbose_name=_("验证哪个单位"))
    by = models.ForeignKey(USER, models.PROTECT, related_name="+")
    at = models.DateTimeField(default=timezone.now)

    class Meta:
        ordering = ("effective_on", "pk")
        constraints = (
            models.CheckConstraint(condition=~Q(doc_no=""), name="fix_has_a_number"),
            models.UniqueConstraint(fields=("problem", "doc_no"), name="fix_once"),
        )

    def __str__(self) -> str:
        return self.title

    @property
    def rule(self) -> str:
        """The rule in words."""
        return rule_name(self.rule_id) if self.rule_id else ""


class Proof(models.Model):
    """
    What a run said of the rule on the body: `before` leads of before the day of effect, `after` those still seen with
    their own day on or after it, `undated` those without a day; `asked` subjects of the body from that day on and
    `decided` those of them that could be judged. Asking again adds a row; nothing is overwritten.
    """

    fix = models.ForeignKey(SystemFix, models.CASCADE, related_name="proofs")
    run = models.ForeignKey(Run, models.PROTECT, null=True, related_name="+")
    as_of = models.DateField(null=True)
    outcome = models.CharField(max_length=8, choices=Outcome)
    before = models.PositiveIntegerField(default=0)
    after = models.PositiveIntegerField(default=0)
    undated = models.PositiveIntegerField(default=0)
    asked = models.PositiveIntegerField(default=0)
    decided = models.PositiveIntegerField(default=0)
    by = models.ForeignKey(USER, models.PROTECT, related_name="+")
    at = models.DateTimeField(default=timezone.now)

    class Meta:
        ordering = ("-at", "-pk")
        constraints = (
            # Nobody can write down "clean" without a run that judged something and saw nothing.
            models.CheckConstraint(
                condition=~Q(outcome=Outcome.CLEAN)
                | Q(run__isnull=False, decided__gt=0, after=0, undated=0),
                name="proof_clean_of_a_run",
            ),
            models.CheckConstraint(
                condition=Q(outcome=Outcome.NOT_RUN) | Q(run__isnull=False), name="proof_of_a_run"
            ),
        )
