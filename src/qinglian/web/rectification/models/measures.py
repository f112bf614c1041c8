"""Measures, their stages, and the looks at what is to last. 整改措施。"""

from typing import Self

from django.conf import settings
from django.db import models
from django.db.models import Case, Exists, OuterRef, Q, Value, When
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from qinglian.web.rectification.models.problem import Problem
from qinglian.web.rectification.states import Pace, Progress, Status

USER = settings.AUTH_USER_MODEL


class Measures(models.QuerySet["Measure"]):
    """Measures with how far they are."""

    def told(self) -> Self:
        """
        With `progress`. Done is done, within whatever time. What is to last is done once a look said that it is kept
        and the next look is not overdue. What is late or was not begun is not done; the rest is under way.
        """
        today = timezone.localdate()
        kept = Q(pace=Pace.STANDING, kept=True, look_on__gte=today)
        late = Q(pace=Pace.STANDING) & (Q(look_on__lt=today) | Q(kept=False)) | ~Q(
            pace=Pace.STANDING
        ) & Q(due_on__lt=today)
        return self.annotate(
            progress=Case(
                When(Q(done_on__isnull=False) | kept, then=Value(Progress.DONE.value)),
                When(late | Q(begun_on=None), then=Value(Progress.UNDONE.value)),
                default=Value(Progress.GOING.value),
            )
        )


class Measure(models.Model):
    """
    整改措施: what, who, by when. 分阶段整改 has stages and is done with the last of them. 长期坚持 has no end: it is
    looked at every so many months, `look_on` is the next day for that and `kept` what the last look said.
    """

    problem = models.ForeignKey(Problem, models.CASCADE, related_name="measures")
    pace = models.CharField(_("类型"), max_length=8, choices=Pace)
    text = models.TextField(_("措施"))
    who = models.CharField(_("责任人或责任科室"), max_length=80)
    due_on = models.DateField(_("完成时限"), null=True, blank=True)
    every = models.PositiveSmallIntegerField(_("每几个月查看一次"), null=True, blank=True)
    look_on = models.DateField(_("下次查看"), null=True)
    kept = models.BooleanField(null=True)
    begun_on = models.DateField(_("开始日期"), null=True)
    done_on = models.DateField(_("完成日期"), null=True)
    result = models.TextField(_("完成情况"), blank=True)
    by = models.ForeignKey(USER, models.PROTECT, related_name="+")
    at = models.DateTimeField(default=timezone.now)

    objects = Measures.as_manager()

    class Meta:
        ordering = ("pk",)
        constraints = (
            models.CheckConstraint(
                condition=Q(pace=Pace.STANDING, every__gte=1, look_on__isnull=False, done_on=None)
                | ~Q(pace=Pace.STANDING) & Q(due_on__isnull=False, every=None, look_on=None),
                name="measure_has_its_days",
            ),
            models.CheckConstraint(
                condition=Q(done_on=None) | Q(begun_on__isnull=False), name="measure_begun_first"
            ),
        )

    @property
    def progress_label(self) -> str:
        """How far it is, in words; for rows of `told`."""
        return str(Progress(self.progress).label)


class Stage(models.Model):
    """阶段 of a measure: what is to be reached by when."""

    measure = models.ForeignKey(Measure, models.CASCADE, related_name="stages")
    text = models.CharField(_("阶段目标"), max_length=200)
    due_on = models.DateField(_("完成时限"))
    done_on = models.DateField(_("完成日期"), null=True)
    result = models.TextField(_("完成情况"), blank=True)

    class Meta:
        ordering = ("due_on", "pk")


class Look(models.Model):
    """A periodic look at a measure that is to last: is it kept?"""

    measure = models.ForeignKey(Measure, models.CASCADE, related_name="looks")
    on = models.DateField(_("查看日期"))
    kept = models.BooleanField(_("是否坚持"))
    text = models.TextField(_("看到的情况"))
    by = models.ForeignKey(USER, models.PROTECT, related_name="+")

    class Meta:
        ordering = ("-on", "-pk")


def with_progress(rows: models.QuerySet[Problem]) -> models.QuerySet[Problem]:
    """
    Problems with `progress`: done once every measure is; not done where none was begun, or the day passed; under way
    otherwise. What is struck off is done.
    """
    of = Measure.objects.told().filter(problem=OuterRef("pk"))
    done = Q(status=Status.STRUCK) | Exists(of) & ~Exists(of.exclude(progress=Progress.DONE))
    undone = Q(due_on__lt=timezone.localdate(), paused_on=None) | ~Exists(
        of.exclude(progress=Progress.UNDONE)
    )
    return rows.annotate(
        progress=Case(
            When(done, then=Value(Progress.DONE.value)),
            When(undone, then=Value(Progress.UNDONE.value)),
            default=Value(Progress.GOING.value),
        )
    )
