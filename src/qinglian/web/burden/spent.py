"""
Minutes really spent on forms: counts in buckets by form, month and level. 表单实际用时。

Kept is how many times a form took so long, in a month, at bodies of a level. A count below five is not shown, nor is a
median of fewer than five. Time beyond an hour counts as an hour: somebody went to lunch.
"""

from dataclasses import dataclass
from datetime import date
from typing import Any

from django.apps import apps
from django.db import transaction
from django.db.models import F, Sum
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from qinglian.web.burden.kinds import Kind
from qinglian.web.burden.models import Spent, first_of_month
from qinglian.web.burden.numbers import numbers

BUCKETS = (1, 2, 3, 5, 8, 12, 20, 30, 45, 60)
"""Up to so many minutes; the last holds all that took longer."""
HIDDEN = 5
"""A smaller count is not shown."""
ENOUGH = 20
"""Times a form must have been filled in before its median says anything of an estimate."""
FAR = 0.25
"""Share by which the median must differ from the estimate for another to be proposed."""

FORMS: dict[str, tuple[Any, str]] = {
    "tasks:act/receive": (gettext_lazy("督办签收"), ""),
    "tasks:act/report": (gettext_lazy("督办报告办结"), Kind.ITEM),
    "tasks:assist": (gettext_lazy("协办完成情况"), ""),
    "alerts:act/receive": (gettext_lazy("预警签收"), ""),
    "alerts:act/answer": (gettext_lazy("预警核查反馈"), ""),
    "campaigns:answer": (gettext_lazy("自查填报"), Kind.SELF_CHECK),
    "campaigns:part_act/report": (gettext_lazy("自查报送复核"), ""),
    "consultations:asked/draft": (gettext_lazy("征求意见反馈"), Kind.CONSULTATION),
    "inspections:visit_act/receive": (gettext_lazy("督查反馈签收"), ""),
    "rectification:report": (gettext_lazy("整改措施进展"), ""),
    "rectification:act/apply": (gettext_lazy("申请销号"), ""),
    "duties:difficulty_new": (gettext_lazy("提出困难问题"), ""),
    "runs:uploads": (gettext_lazy("上传数据表"), Kind.FORM),
}
"""Forms that bodies fill in, by their address and verb: what they are called, the kind of request they answer."""


@transaction.atomic
def spent_add(*, form: str, seconds: int, level: str) -> None:
    """One more time in its bucket, of this month. Forms without a name here are only known by their room."""
    minutes = -(-seconds // 60)
    bucket = next((one for one in BUCKETS if minutes <= one), BUCKETS[-1])
    row, _new = Spent.objects.get_or_create(
        form=form if form in FORMS else form.partition(":")[0],
        month=first_of_month(timezone.localdate()),
        level=level,
        bucket=bucket,
    )
    Spent.objects.filter(pk=row.pk).update(times=F("times") + 1)


@dataclass(frozen=True, slots=True)
class Measured:
    """A form: how many times it was filled in, the median minutes where that may be shown, the buckets."""

    label: Any
    kind: str
    times: int
    median: int | None
    buckets: list[tuple[int, int | None]]
    estimate: int | None

    @property
    def proposed(self) -> int | None:
        """A better estimate, to five minutes; None where the one there is fits or too little is known."""
        if self.estimate is None or self.median is None or self.times < ENOUGH:
            return None
        better = max(5, 5 * round(self.median / 5))
        far = abs(better - self.estimate) > FAR * self.estimate
        return better if far else None


def form_name(form: str) -> Any:
    """What a form is called; the room it belongs to where it has no name here."""
    if form in FORMS:
        return FORMS[form][0]
    known = apps.is_installed(f"qinglian.web.{form}")
    name = apps.get_app_config(form).verbose_name if known else form
    return _("%(room)s：其他表单") % {"room": name}


def measured(since: date, level: str = "") -> list[Measured]:
    """Every form since a month, the most often filled in first."""
    rows = Spent.objects.filter(month__gte=since).order_by()
    if level:
        rows = rows.filter(level=level)
    counted: dict[tuple[str, str], dict[int, int]] = {}
    for form, bucket, times in rows.values_list("form", "bucket").annotate(n=Sum("times")):
        key = (str(form_name(form)), FORMS.get(form, ("", ""))[1])
        said = counted.setdefault(key, {})
        said[bucket] = said.get(bucket, 0) + times
    held = numbers(timezone.localdate())
    found = [
        Measured(
            label, kind, sum(said.values()), median(said),
            [(one, hidden(said.get(one, 0))) for one in BUCKETS],
            held["estimate", kind] if kind else None,
        )
        for (label, kind), said in counted.items()
    ]  # fmt: skip
    return sorted(found, key=lambda one: (-one.times, one.label))


def hidden(times: int) -> int | None:
    """The count, or None where it is too small to be shown."""
    return times if times >= HIDDEN or times == 0 else None


def median(said: dict[int, int]) -> int | None:
    """The bucket in which the middle one lies; None of fewer than five."""
    whole = sum(said.values())
    if whole < HIDDEN:
        return None
    passed = 0
    for bucket in sorted(said):
        passed += said[bucket]
        if passed * 2 >= whole:
            return bucket
    return None
