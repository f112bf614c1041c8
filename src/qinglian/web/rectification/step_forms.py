"""Forms of the steps of a problem. 办理表单。"""

from typing import Any

from django import forms
from django.utils import timezone
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from qinglian.web.core.paper_forms import PapersForm
from qinglian.web.core.wording import listed, noted
from qinglian.web.rectification.forms import day, fen, words, yuan
from qinglian.web.rectification.models import Problem
from qinglian.web.rectification.states import OPEN, Recovery, Status
from qinglian.web.runs.services.payments import REASONS, Match
from qinglian.web.runs.words import pack_choices, rule_name, rules_of
from qinglian.web.units.models import Unit
from qinglian.web.units.scope import visible_units

STAGES = 4
"""Rows for stages; who needs more writes two measures."""
YES_NO = {"widget": forms.RadioSelect, "coerce": lambda value: value == "yes"}


class VersionForm(PapersForm):
    """A form that knows from which version of the problem it was made. Papers may come with every step."""

    version = forms.IntegerField(widget=forms.HiddenInput, required=False)

    def __init__(self, *args: Any, problem: Problem, user: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.problem, self.user = problem, user
        self.fields["version"].initial = problem.version


class ReasonForm(VersionForm):
    """Why."""

    reason = words(_("理由"))


class TextForm(VersionForm):
    """What was seen."""

    text = words(_("看到的情况"))


class StrikeForm(VersionForm):
    """A few words, if one wants."""

    text = words(_("说明"), required=False)


class ApplyForm(VersionForm):
    """What came of it."""

    outcome = words(_("整改结果"), help_text=_("对照问题写看得见的结果，并附佐证。"))


class SecondForm(TextForm):
    """Checked; to be posted or not."""

    notice = forms.TypedChoiceField(
        label=_("是否公示"),
        choices=[("no", _("不公示，直接销号")), ("yes", _("公示后销号"))],
        initial="no",
        **YES_NO,
    )
    place = forms.CharField(
        label=_("公示在哪里"), max_length=200, required=False,
        help_text=_("公示的才填；不少于 5 个工作日。"),
    )  # fmt: skip


class ReopenForm(ReasonForm):
    """By when, now."""

    due_on = day(label=_("新的期限"), required=False, help_text=_("不填的按设定的时限。"))


class JoinForm(ReasonForm):
    """Into which one."""

    into = forms.ModelChoiceField(Problem.objects.none(), label=_("并入哪个问题"))

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        rows = Problem.objects.visible_to(self.user).filter(unit=self.problem.unit_id)
        self.fields["into"].queryset = rows.filter(status__in=(*OPEN, Status.STRUCK)).exclude(
            pk=self.problem.pk
        )


class LeadForm(VersionForm):
    """Who leads."""

    lead_unit = forms.ModelChoiceField(Unit.objects.none(), label=_("牵头部门"))

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["lead_unit"].queryset = (
            visible_units(self.user).exclude(pk=self.problem.unit_id).order_by("name")
        )


class AskForm(ReasonForm):
    """Ask who supervises: nothing is done yet, so nothing was done offline."""

    offline = None


class ExtendForm(AskForm):
    """Until when."""

    until = day(label=_("延期到"))


class DecideForm(PapersForm):
    """Agree or not; signed on paper, perhaps."""

    folded = True

    agree = forms.TypedChoiceField(
        label=_("意见"), choices=[("yes", _("同意")), ("no", _("不同意"))], **YES_NO
    )
    answer = words(_("说明"), 2, required=False)


class MeasureForm(VersionForm):
    """What, who, by when."""

    text = words(_("措施"))
    who = forms.CharField(label=_("责任人或责任科室"), max_length=80)
    due_on = day(label=_("完成时限"))

    def told(self) -> dict[str, Any]:
        """What `measure_add` is told."""
        return self.said()


class StagedForm(MeasureForm):
    """With goals and days of stages."""

    due_on = None

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for number in range(1, STAGES + 1):
            needed = number <= 2
            self.fields[f"goal{number}"] = forms.CharField(
                label=gettext("阶段%(n)d 目标") % {"n": number}, max_length=200, required=needed
            )
            self.fields[f"by{number}"] = day(
                label=gettext("阶段%(n)d 时限") % {"n": number}, required=needed
            )

    def clean(self) -> dict[str, Any]:
        """A goal has its day, a day its goal."""
        said: dict[str, Any] = super().clean() or {}
        for number in range(3, STAGES + 1):
            if bool(said.get(f"goal{number}")) != bool(said.get(f"by{number}")):
                self.add_error(f"by{number}", gettext("目标和时限要一起写。"))
        return said

    def told(self) -> dict[str, Any]:
        """What `measure_add` is told."""
        said = self.said()
        rows = [(said.pop(f"goal{n}"), said.pop(f"by{n}")) for n in range(1, STAGES + 1)]
        return {**said, "stages": [(goal, until) for goal, until in rows if goal and until]}


class StandingForm(MeasureForm):
    """Looked at every so many months."""

    due_on = None
    every = forms.IntegerField(label=_("每几个月查看一次"), min_value=1, max_value=12, initial=3)


class ReportForm(VersionForm):
    """What was done, and whether that was all."""

    text = words(_("做了什么，结果怎样"))
    on = day(label=_("日期"))
    done = forms.TypedChoiceField(
        label=_("这项措施"), choices=[("yes", _("已完成")), ("no", _("正在推进"))], **YES_NO
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["on"].initial = timezone.localdate()


class StageForm(VersionForm):
    """A stage is reached."""

    text = words(_("做了什么，结果怎样"))
    on = day(label=_("完成日期"))

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["on"].initial = timezone.localdate()


class LookForm(VersionForm):
    """Is it kept?"""

    kept = forms.TypedChoiceField(
        label=_("是否坚持"), choices=[("yes", _("在坚持")), ("no", _("没有坚持"))], **YES_NO
    )
    text = words(_("看到的情况"))
    on = day(label=_("查看日期"))

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["on"].initial = timezone.localdate()


def rule_choices() -> list[tuple[str, list[tuple[str, str]]]]:
    """The rules of the catalogue under their packs."""
    return [
        (name, [(one, rule_name(one)) for one in rules_of(pack)]) for pack, name in pack_choices()
    ]


class FixForm(VersionForm):
    """A document that was made, and what shows that it works."""

    title = forms.CharField(label=_("制度名称"), max_length=200)
    doc_no = forms.CharField(label=_("文号"), max_length=80)
    effective_on = day(label=_("施行日期"))
    rule_id = forms.ChoiceField(
        label=_("用哪条规则验证"), required=False,
        help_text=_("选能看出同类问题的规则；施行之后的数据再运行一次，没有新的疑点，才算管用。"),
    )  # fmt: skip
    of = forms.ModelChoiceField(Unit.objects.none(), label=_("验证哪个单位"))

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["rule_id"].choices = [("", gettext("不用规则验证")), *rule_choices()]
        bodies = visible_units(self.user) | Unit.objects.filter(pk=self.problem.unit_id)
        self.fields["of"].queryset = bodies.distinct().order_by("name")
        self.fields["of"].initial = self.problem.unit_id


class AmountForm(VersionForm):
    """Money that came back."""

    kind = forms.ChoiceField(label=_("方式"), choices=Recovery.choices, widget=forms.RadioSelect)
    amount = yuan(_("金额（元）"))
    on = day(label=_("日期"))
    voucher_no = forms.CharField(label=_("凭证号"), max_length=80)
    contract_id = forms.CharField(label=_("合同编号"), max_length=80, required=False)

    def told(self) -> dict[str, Any]:
        """What `amount_add` is told."""
        said = self.said()
        amount_fen = fen(said.pop("amount"))
        return {**said, "amount_fen": amount_fen}


class ObjectionForm(VersionForm):
    """What was said against it."""

    text = words(_("异议内容"), help_text=_("写事情，不写提出人的姓名和电话。"))
    on = day(label=_("收到日期"))

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["on"].initial = timezone.localdate()


class AnswerForm(VersionForm):
    """Right or not."""

    upheld = forms.TypedChoiceField(
        label=_("异议是否成立"),
        choices=[("no", _("不成立")), ("yes", _("成立，退回整改"))],
        **YES_NO,
    )
    answer = words(_("答复"))


class SayForm(PapersForm):
    """Does it stand?"""

    stands = forms.TypedChoiceField(
        label=_("整改是否站得住"),
        choices=[("yes", _("站得住")), ("no", _("站不住，重新挂号"))],
        **YES_NO,
    )
    text = words(_("看到的情况"))


class TieForm(forms.Form):
    """Which payment it is."""

    payment = forms.ChoiceField(label=_("支付凭证"), widget=forms.RadioSelect)

    def __init__(self, *args: Any, matches: list[Match], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["payment"].choices = [
            (one.row["payment_id"], payment_words(one)) for one in matches
        ]


def payment_words(match: Match) -> str:
    """A payment as one line: number, day, sum, to whom, and what agrees."""
    row = match.row
    fen = row["amount_fen"]
    said = (
        row["payment_id"], row["paid_on"], None if fen is None else f"{fen / 100:,.2f}", row["payee_name"],
        row["purpose"], noted(gettext("相符"), listed(gettext(REASONS[one][0]) for one in match.why)),
    )  # fmt: skip
    return listed(one for one in said if one)
