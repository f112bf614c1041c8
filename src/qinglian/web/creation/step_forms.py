"""Forms of single steps. 创建表单：各环节。"""

from typing import Any

from django import forms
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from qinglian.web.accounts.models import User
from qinglian.web.core.dated import months_after
from qinglian.web.core.paper_forms import PapersForm
from qinglian.web.core.wording import noted
from qinglian.web.creation.forms import number, words
from qinglian.web.creation.limits import notice_ends
from qinglian.web.creation.models import Negative, Objection, Trial
from qinglian.web.creation.services.assessing import pool_for
from qinglian.web.creation.services.conditions import deciders_for, negatives_for
from qinglian.web.creation.services.reviews import usual_due
from qinglian.web.creation.services.rules import on_side
from qinglian.web.creation.states import Outcome
from qinglian.web.creation.words import Objector, Outsider, Tier
from qinglian.web.units.forms import UnitsField, day

YES_NO = [("yes", _("是")), ("no", _("否"))]


def yes(label: Any, choices: Any = YES_NO) -> forms.TypedChoiceField:
    """Yes or no, chosen and never assumed."""
    return forms.TypedChoiceField(
        label=label, choices=choices, coerce=lambda said: said == "yes", widget=forms.RadioSelect
    )


class VersionForm(PapersForm):
    """A form that knows from which version of which row it was made."""

    folded = True
    plain = False
    """Whether it takes no papers."""

    version = forms.IntegerField(widget=forms.HiddenInput, required=False)

    def __init__(self, *args: Any, row: Any, user: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.row, self.user = row, user
        self.fields["version"].initial = row.version
        if self.plain:
            self.without_papers()
        self.ready()

    def ready(self) -> None:
        """Choices and first values that depend on the row."""


class SheetForm(VersionForm):
    """Nothing but papers."""


class TextForm(VersionForm):
    """A few words, if one wants."""

    text = words(_("说明"), required=False)


class ReasonForm(VersionForm):
    """Why."""

    reason = words(_("理由"))


class ParticipantForm(VersionForm):
    """Who creates with us."""

    kind = forms.ChoiceField(label=_("性质"), choices=Outsider.choices)
    name = forms.CharField(label=_("名称"), max_length=120)
    role = forms.CharField(label=_("承担什么"), max_length=200)
    contact = forms.CharField(
        label=_("单位联系方式"), max_length=80, required=False,
        help_text=_("单位的电话或地址；不登记个人手机号。"),
    )  # fmt: skip


class Who(forms.ModelMultipleChoiceField):
    """People with the body they work in."""

    def label_from_instance(self, obj: Any) -> str:
        """The name and the body."""
        return f"{obj} · {obj.unit}"


class AssessorForm(VersionForm):
    """Named assessors."""

    users = Who(User.objects.none(), label=_("评审人"), widget=forms.CheckboxSelectMultiple)

    def ready(self) -> None:
        """Those who may."""
        self.fields["users"].queryset = pool_for(self.row)


class SeedForm(VersionForm):
    """How many are drawn."""

    plain = True
    size = forms.IntegerField(label=_("抽几人"), min_value=1, initial=2)

    def ready(self) -> None:
        """How many there are to draw from."""
        n = pool_for(self.row).count()
        self.fields["size"].help_text = _("名册现有 %(n)d 人，登记后不再变。") % {"n": n}


class OpinionForm(VersionForm):
    """What the group thinks."""

    opinion = words(_("评审意见"), 4)


class PublishForm(VersionForm):
    """From when to when, where."""

    begins_on = day(_("公示起"))
    ends_on = day(_("公示止"), help_text=_("不少于 5 个工作日。"))
    place = forms.CharField(label=_("公示在哪里"), max_length=200)

    def ready(self) -> None:
        """The shortest that is allowed."""
        today = timezone.localdate()
        self.fields["begins_on"].initial, self.fields["ends_on"].initial = today, notice_ends(today)


class ObjectForm(VersionForm):
    """An objection."""

    source = forms.ChoiceField(label=_("来自"), choices=Objector.choices)
    text = words(_("异议"), help_text=_("只写说了什么。群众是谁、电话多少，不在这里登记。"))

    def ready(self) -> None:
        """What people said is entered by the lead body alone."""
        if not on_side(self.row, self.user, "lead"):
            self.fields["source"].choices = [Objector.choices[0]]


class AnswerForm(VersionForm):
    """The answer to an objection."""

    objection = forms.ModelChoiceField(
        Objection.objects.none(), label=_("哪条异议"), empty_label=None
    )
    upheld = yes(_("异议成立"))
    answer = words(_("答复"))

    def ready(self) -> None:
        """Those without an answer that somebody else entered."""
        rows = Objection.objects.filter(notice__application=self.row, answered_by=None)
        self.fields["objection"].queryset = rows.exclude(by=self.user.pk)
        self.fields["objection"].label_from_instance = lambda one: one.text[:80]


class NameForm(VersionForm):
    """At which tier, by which decision."""

    tier = forms.ChoiceField(label=_("梯次"), choices=Tier.choices)
    decision = forms.CharField(label=_("命名文号"), max_length=80)
    decided_on = day(_("命名日期"))

    def ready(self) -> None:
        """What was applied for."""
        self.fields["tier"].initial = self.row.tier
        self.fields["decided_on"].initial = timezone.localdate()


class ConditionForm(VersionForm):
    """Which condition holds, by what, and who decides."""

    negative = forms.ModelChoiceField(
        Negative.objects.none(), label=_("负面情形"), empty_label=None
    )
    basis = words(_("依据"), help_text=_("文件、文号、日期；写事实，不写推测。"))
    decider = forms.ModelChoiceField(
        User.objects.none(), label=_("由谁决定"), empty_label=None,
        help_text=_("登记之日起暂停命名；单位说明情况后由这位负责人决定。"),
    )  # fmt: skip

    def ready(self) -> None:
        """Those of the standard; those who decide."""
        self.fields["negative"].queryset = negatives_for(self.row)
        self.fields["decider"].queryset = deciders_for(self.row, self.user)


class StatementForm(VersionForm):
    """情况说明."""

    text = words(_("情况说明"), 5)


class DecideForm(VersionForm):
    """What becomes of the naming."""

    outcome = forms.ChoiceField(label=_("决定"), choices=Outcome.choices, widget=forms.RadioSelect)
    why = words(_("理由"))
    decision = forms.CharField(
        label=_("文号"), max_length=80, required=False, help_text=_("降级、摘牌的要有文号。")
    )


class ReviewForm(VersionForm):
    """By when it is checked again."""

    due_on = day(_("复核期限"))

    def ready(self) -> None:
        """A month."""
        self.fields["due_on"].initial = usual_due()


class ReportForm(VersionForm):
    """What was found, what is proposed."""

    proposal = forms.ChoiceField(
        label=_("复核建议"), widget=forms.RadioSelect,
        choices=[(Outcome.RESTORE, _("保留")), (Outcome.LOWER, _("降级")), (Outcome.WITHDRAW, _("摘牌"))],
    )  # fmt: skip
    found = words(_("复核情况"), 4)


class ReviewDecideForm(DecideForm):
    """What becomes of it; what was proposed stands first."""

    def ready(self) -> None:
        """Kept rather than restored."""
        self.fields["outcome"].choices = ReportForm.base_fields["proposal"].choices
        self.fields["outcome"].initial = self.row.proposal


class BrandEditForm(VersionForm):
    """A brand written anew."""

    name = forms.CharField(label=_("品牌名称"), max_length=60)
    meaning = words(_("内涵"))
    carrier = words(_("载体"))
    spread = words(_("推广情况"), 2, required=False)

    def ready(self) -> None:
        """As it stands."""
        for name in ("name", "meaning", "carrier", "spread"):
            self.fields[name].initial = getattr(self.row, name)


class TryForm(VersionForm):
    """Who tries it, for how long."""

    units = UnitsField(_("试行单位（一行一个）"))
    begins_on = day(_("试行起"))
    ends_on = day(_("试行止"))

    def ready(self) -> None:
        """Three months."""
        today = timezone.localdate()
        self.fields["begins_on"].initial = today
        self.fields["ends_on"].initial = months_after(today, 3)


class TrialForm(VersionForm):
    """What came of a trial."""

    trial = forms.ModelChoiceField(Trial.objects.none(), label=_("试行单位"), empty_label=None)
    before = number(_("试行前"))
    after = number(_("试行后"))
    text = words(_("试行情况"))

    def ready(self) -> None:
        """The same figure."""
        self.fields["trial"].queryset = self.row.trials.select_related("unit")
        self.fields["trial"].label_from_instance = lambda one: str(one.unit)
        self.fields["before"].help_text = noted(self.row.figure, self.row.figure_unit)


class WhyForm(VersionForm):
    """Why."""

    why = words(_("理由"))


class VisitForm(VersionForm):
    """A visit."""

    on = day(_("走访日期"))
    visitor = forms.CharField(label=_("谁去的（单位和职务）"), max_length=80)
    seen = words(_("看了什么"))
    came = words(_("解决了什么"), help_text=_("没有解决的，写清为什么、下一步谁办。"))

    def ready(self) -> None:
        """Who answers for the place, today."""
        self.fields["on"].initial, self.fields["visitor"].initial = (
            timezone.localdate(),
            self.row.post,
        )


class PointCheckForm(VersionForm):
    """A re-check."""

    kept = yes(_("是否保留"))
    text = words(_("复查情况"))
    check_on = day(_("下次复查日期"), required=False)
