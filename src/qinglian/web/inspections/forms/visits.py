"""Forms of visits, findings and what is answered. 现场督查的表单。"""

from typing import Any

from django import forms
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from qinglian.web.accounts.models import User
from qinglian.web.burden.forms import CostForm, Wanted
from qinglian.web.burden.kinds import Kind
from qinglian.web.core.paper_forms import PapersForm
from qinglian.web.inspections.forms.fields import day, words
from qinglian.web.inspections.models import (
    Finding,
    Visit,
)
from qinglian.web.inspections.queries import approvers
from qinglian.web.inspections.services.burden import visit_minutes
from qinglian.web.inspections.states import Follow, Severity, Topic

FOLLOWS = [
    (one.value, one.label) for one in (Follow.ON_SPOT, Follow.PROBLEM, Follow.TASK, Follow.NOTED)
]


class DecideForm(PapersForm):
    """Agree or not; signed on paper, perhaps."""

    folded = True
    agree = forms.TypedChoiceField(
        label=_("意见"), choices=[("yes", _("同意")), ("no", _("不同意"))], widget=forms.RadioSelect,
        coerce=lambda value: value == "yes",
    )  # fmt: skip
    answer = words(_("说明"), 2, required=False)


class JointDecideForm(DecideForm):
    """The same without papers."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.without_papers()


class ObjectionDecideForm(DecideForm):
    """Whether an objection stands."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["agree"].choices = [("yes", _("异议成立")), ("no", _("异议不成立"))]
        self.fields["answer"].required = True


class VisitForm(PapersForm):
    """A form that knows from which version of the visit it was made."""

    folded = True
    version = forms.IntegerField(widget=forms.HiddenInput, required=False)

    def __init__(self, *args: Any, visit: Visit, user: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.visit, self.user = visit, user
        self.fields["version"].initial = visit.version


class VisitReasonForm(VisitForm):
    """Why."""

    reason = words(_("理由"))


class VisitNoteForm(VisitForm):
    """A few words, if one wants."""

    text = words(_("说明"), 2, required=False)


class StartForm(VisitForm):
    """Nothing to say: one is there."""


class FinishForm(VisitForm):
    """What was looked at, what the body said, who signed."""

    folded = False
    summary = words(_("看了什么"))
    statement = words(
        _("单位意见"), help_text=_("听取被督查单位的意见，照原意记；没有意见也写明。")
    )
    representative = forms.CharField(
        label=_("单位在场人员职务"), max_length=80, help_text=_("写职务，不写姓名。")
    )
    minutes = forms.IntegerField(
        label=_("占用单位分钟"), min_value=0, max_value=100_000,
        help_text=_("单位陪同、找材料、填表合计约多少分钟，记入减负台账。"),
    )  # fmt: skip
    unsigned = forms.CharField(label=_("没有签字的原因"), max_length=200, required=False)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["papers"].label = _("签字件照片")


class SendForm(VisitForm, CostForm):
    """The feedback. Who was visited unannounced learns of it now, and the ledger with them."""

    feedback = words(_("反馈内容"), 8)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if visit_minutes(self.visit):
            self.costs(self.user)
        else:
            del self.fields["approved_by"]

    def wanted(self) -> list[Wanted]:
        """The minutes it took."""
        visit, inspection = self.visit, self.visit.inspection
        day = timezone.localdate(visit.started_at) if visit.started_at else timezone.localdate()
        return [Wanted(Kind.INSPECTION, visit_minutes(visit), day, inspection.title)]


class ReceiveForm(VisitForm):
    """Signed for, with what one has to say."""

    answer = words(_("单位回复"), 3, required=False)


class ObjectForm(VisitForm):
    """Against what, and why."""

    folded = False
    offline = None
    finding = forms.ModelChoiceField(
        Finding.objects.none(), label=_("对哪个问题"), required=False, empty_label=_("反馈整体")
    )
    reason = words(_("理由"))

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        del self.fields["version"]
        self.fields["finding"].queryset = self.visit.findings.exclude(follow=Follow.WITHDRAWN)


class RepeatForm(VisitForm):
    """Ask a named person to go again."""

    approver = forms.ModelChoiceField(User.objects.none(), label=_("批准人"))
    reason = words(_("理由"))

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.without_papers()
        del self.fields["version"]
        self.fields["approver"].queryset = approvers(self.user, self.visit.inspection)


class FindingForm(PapersForm):
    """What was found."""

    offline = None
    token = forms.CharField(widget=forms.HiddenInput, max_length=40)
    title = forms.CharField(label=_("发现问题"), max_length=120)
    text = words(_("具体情况"), required=False)
    topic = forms.ChoiceField(label=_("类别"), choices=Topic.choices, widget=forms.RadioSelect)
    severity = forms.ChoiceField(
        label=_("程度"), choices=Severity.choices, widget=forms.RadioSelect
    )
    basis = forms.CharField(label=_("依据"), max_length=200, required=False)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["papers"].label = _("照片")


class FollowForm(PapersForm):
    """What becomes of it."""

    folded = True
    version = forms.IntegerField(widget=forms.HiddenInput, required=False)
    follow = forms.ChoiceField(label=_("处置"), choices=FOLLOWS, widget=forms.RadioSelect)
    text = words(_("处置说明"), help_text=_("转督办的写要达到什么；立查立改的写怎样改的。"))
    due_on = day(label=_("办结期限"), required=False)

    def __init__(self, *args: Any, finding: Finding, spot: bool, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["version"].initial = finding.version
        if spot:
            self.fields["follow"].choices = FOLLOWS[:1]
            self.fields["follow"].initial = Follow.ON_SPOT
            del self.fields["due_on"]


class RemoveForm(forms.Form):
    """Why it is taken back."""

    reason = words(_("理由"), 2)
