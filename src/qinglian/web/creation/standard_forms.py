"""Forms of a standard: clauses, negative conditions, tiers. 创建标准的表单。"""

from django import forms
from django.utils.translation import gettext_lazy as _

from qinglian.web.core import proofs
from qinglian.web.creation.models import Negative
from qinglian.web.creation.step_forms import VersionForm
from qinglian.web.creation.words import Counting, Source, Tier
from qinglian.web.units.forms import day


class ClauseForm(VersionForm):
    """A clause of a draft."""

    plain = True

    number = forms.CharField(label=_("条号"), max_length=12, help_text=_("已有的条号会被改写。"))
    dimension = forms.CharField(label=_("维度"), max_length=40, required=False)
    text = forms.CharField(label=_("要求"), max_length=500, widget=forms.Textarea({"rows": 2}))
    counting = forms.ChoiceField(
        label=_("怎样计"), choices=Counting.choices, initial=Counting.POINTS
    )
    points = forms.IntegerField(label=_("满分"), min_value=0, max_value=1000, initial=10)
    evidence = forms.MultipleChoiceField(
        label=_("要什么材料"), required=False, widget=forms.CheckboxSelectMultiple,
        help_text=_("系统里已有的先找给单位确认，不再要。"),
    )  # fmt: skip

    def ready(self) -> None:
        """What the system can look for by itself."""
        known = [(code, one.label) for code, one in proofs.kinds().items()]
        self.fields["evidence"].choices = [("file", _("文件或照片")), *known]
        self.fields["evidence"].initial = ["file"]


class ClauseGoneForm(VersionForm):
    """Which clause goes."""

    plain = True
    number = forms.CharField(label=_("条号"), max_length=12)


class DimensionForm(VersionForm):
    """A dimension gets its own name."""

    plain = True
    was = forms.ChoiceField(label=_("原来的维度"))
    now = forms.CharField(label=_("改为"), max_length=40)

    def ready(self) -> None:
        """Those of the draft."""
        draft = self.row.versions.filter(status="draft").first()
        names = draft.clauses.order_by("place").values_list("dimension", flat=True) if draft else ()
        self.fields["was"].choices = [(one, one) for one in dict.fromkeys(names) if one]


class NegativeForm(VersionForm):
    """A negative condition."""

    plain = True
    text = forms.CharField(label=_("负面情形"), max_length=300)
    source = forms.ChoiceField(label=_("怎样知道"), choices=Source.choices)


class NegativeGoneForm(VersionForm):
    """Which one goes."""

    plain = True
    place = forms.TypedChoiceField(label=_("负面情形"), coerce=int)

    def ready(self) -> None:
        """Those of the draft."""
        rows = Negative.objects.filter(of__of=self.row, of__status="draft")
        self.fields["place"].choices = [(one.place, one.text) for one in rows]


class TierForm(VersionForm):
    """What a tier asks."""

    plain = True
    tier = forms.ChoiceField(label=_("梯次"), choices=Tier.choices)
    share = forms.IntegerField(label=_("得分率不低于（%）"), min_value=0, max_value=100)
    months_below = forms.IntegerField(label=_("须在下一梯次满（月）"), min_value=0, initial=0)
    months_valid = forms.IntegerField(label=_("有效期（月）"), min_value=1, initial=36)
    months_review = forms.IntegerField(label=_("多久复核（月）"), min_value=1, initial=12)
    text = forms.CharField(label=_("其他条件"), max_length=300, required=False)


class IssueForm(VersionForm):
    """From when, by which document."""

    valid_from = day(_("自哪天起施行"))
    document = forms.CharField(label=_("文号或依据"), max_length=120)
