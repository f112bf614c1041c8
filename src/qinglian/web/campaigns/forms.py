"""Forms of campaigns. 专项整治表单。"""

from typing import Any

from django import forms
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from qinglian.web.burden.forms import CostForm, Wanted, chosen_day
from qinglian.web.burden.kinds import Kind
from qinglian.web.campaigns.fields import fields
from qinglian.web.campaigns.services.opening import TOPICS, leads_for
from qinglian.web.campaigns.services.sampling import SHARE
from qinglian.web.campaigns.states import PartStatus
from qinglian.web.clocks.terms import due_for
from qinglian.web.core.paper_forms import PapersForm
from qinglian.web.core.wording import noted
from qinglian.web.units.forms import UnitField, day
from qinglian.web.units.models import Line, Reach, Unit


def words(label: Any, rows: int = 3, **kwargs: Any) -> forms.CharField:
    """A few words."""
    return forms.CharField(
        label=label, max_length=4000, widget=forms.Textarea(attrs={"rows": rows}), **kwargs
    )


class TopicForm(forms.Form):
    """A topic: its name, what counts as the problem, and by which law."""

    name = forms.CharField(label=_("专题"), max_length=120)
    criteria = words(
        _("什么算问题"), 2, help_text=_("写得出是与否的标准，不写“不够重视”一类的话。")
    )
    basis = forms.CharField(
        label=_("依据"), max_length=200, help_text=_("法规、文件的名称和条款。")
    )


class OpenForm(forms.Form):
    """A campaign with its topics. Empty topics are left out."""

    title = forms.CharField(label=_("名称"), max_length=200)
    text = words(_("整治什么、达到什么"))
    lead_unit = forms.ModelChoiceField(Unit.objects.none(), label=_("牵头单位"), empty_label=None)
    urging_unit = UnitField(
        _("督促的派驻组"), help_text=_("牵头单位组织开展，派驻组督促、协助。输入名称的一部分。")
    )
    begins_on = day(_("开始"))
    ends_on = day(_("结束"))
    fields_of = forms.MultipleChoiceField(
        label=_("领域"), required=False, widget=forms.CheckboxSelectMultiple,
        help_text=_("自查时系统按领域列出本单位已有的预警；领域图按此看哪里没有整治。"),
    )  # fmt: skip
    main = forms.BooleanField(
        label=_("第一个专题是主专题"), required=False, initial=True,
        help_text=_("示例：一个主专题加若干专题，数目由各地自定，本系统不赋予含义。"),
    )  # fmt: skip

    def __init__(self, *args: Any, user: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["lead_unit"].queryset = leads_for(user).order_by("code")
        self.fields["lead_unit"].initial = user.unit_id
        self.fields["urging_unit"].initial = self._team(user)
        self.fields["fields_of"].choices = fields()
        self.fields["begins_on"].initial = timezone.localdate()
        data = args[0] if args else None
        self.topics = [
            TopicForm(
                data, prefix=f"topic{number}", empty_permitted=number > 0, label_suffix="",
                use_required_attribute=number == 0,
            )
            for number in range(1 + TOPICS)
        ]  # fmt: skip

    @staticmethod
    def _team(user: Any) -> int | None:
        """The team that supervises one's body, if there is one."""
        lines = Line.objects.filter(
            kind=Line.Kind.SUPERVISES, lower=user.unit_id, valid_to=None
        ).values_list("upper", flat=True)
        return lines.first()

    def is_valid(self) -> bool:
        """With all topics that were begun."""
        return all([super().is_valid(), *(one.is_valid() for one in self.topics)])

    def said_topics(self) -> list[tuple[str, str, str]]:
        """Name, criteria and basis of each topic that was written."""
        return [
            (one.cleaned_data["name"], one.cleaned_data["criteria"], one.cleaned_data["basis"])
            for one in self.topics
            if one.has_changed() and one.cleaned_data.get("name")
        ]


class ChooseForm(forms.Form):
    """Who is to take part: along which line from whom, of which level and type."""

    origin = forms.ChoiceField(
        label=_("从哪个单位"),
        choices=[("lead", _("牵头单位")), ("urging", _("派驻组"))],
        required=False,
    )
    line = forms.ChoiceField(label=_("沿哪种线"), required=False)
    """With how many bodies each kind leads to, so that nobody has to try them."""
    level = forms.ChoiceField(label=_("层级"), required=False)
    q = forms.CharField(label=_("名称"), required=False, max_length=100)

    def __init__(self, *args: Any, counts: dict[str, int], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        names = {**dict(Line.Kind.choices), str(Reach.SELF): _("本单位")}
        self.fields["line"].choices = [
            (kind, noted(names[kind], number)) for kind, number in counts.items()
        ]
        self.fields["level"].choices = [("", _("全部")), *Unit.Level.choices]


class VersionForm(PapersForm):
    """A form that knows from which version it was made."""

    version = forms.IntegerField(widget=forms.HiddenInput, required=False)

    def __init__(self, *args: Any, row: Any, user: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.row, self.user = row, user
        self.fields["version"].initial = row.version


class ReasonForm(VersionForm):
    """Why."""

    reason = words(_("理由"))


class EditForm(VersionForm):
    """A draft, written anew."""

    offline = None
    title = forms.CharField(label=_("名称"), max_length=200)
    text = words(_("整治什么、达到什么"))
    begins_on = day(_("开始"))
    ends_on = day(_("结束"))
    field_keys = forms.MultipleChoiceField(
        label=_("领域"), required=False, widget=forms.CheckboxSelectMultiple
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["field_keys"].choices = fields()
        for name in ("title", "text", "begins_on", "ends_on"):
            self.fields[name].initial = getattr(self.row, name)
        self.fields["field_keys"].initial = list(self.row.field_keys)


class TextForm(VersionForm):
    """A few words, if one wants."""

    text = words(_("说明"), required=False)


class SayForm(VersionForm):
    """A few words that are needed."""

    text = words(_("说明"))


class StartForm(VersionForm):
    """A reason is needed beyond the number of the year."""

    reason = words(_("说明"), 2, required=False, help_text=_("超出年度数时必须写理由，报批准。"))


class AskForm(TextForm, CostForm):
    """By when; what it takes of the time of those who were not asked yet."""

    due_on = day(_("自查期限"))

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["due_on"].initial = due_for("campaign.self_check", "", timezone.localdate())
        self.costs(self.user)

    def wanted(self) -> list[Wanted]:
        """A self-check of each body."""
        one = self.row
        units = one.parts.filter(status=PartStatus.NAMED).values_list("unit", flat=True)
        day, giver = chosen_day(self, "due_on"), one.lead_unit_id
        return [Wanted.of(Kind.SELF_CHECK, units, day, one.title, giver=giver, on=one)]


class BackForm(ReasonForm):
    """Why, and by when again."""

    due_on = day(_("自查期限"))


class PublishForm(VersionForm):
    """Where and when."""

    place = forms.CharField(label=_("公开在哪里"), max_length=200)
    published_on = day(_("公开日期"))

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["published_on"].initial = timezone.localdate()


class NoticeForm(VersionForm):
    """What is to be published."""

    title = forms.CharField(label=_("标题"), max_length=200)
    text = words(_("内容（不写姓名）"), 8)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if hasattr(self.row, "text") and hasattr(self.row, "reviewed_by_id"):
            self.fields["title"].initial, self.fields["text"].initial = (
                self.row.title,
                self.row.text,
            )


class CorrectForm(VersionForm):
    """集中纠治: what was done."""

    topic = forms.ModelChoiceField(None, label=_("专题"), empty_label=None)
    text = words(_("做了什么、纠正了多少"))

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["topic"].queryset = self.row.topics.all()


class CountsForm(forms.Form):
    """查处件数, as a table."""

    table = forms.CharField(
        label=_("件数表"), max_length=100_000, widget=forms.Textarea(attrs={"rows": 12, "class": "code"}),
        help_text=_("每行：单位、月份、件数，可从表格直接粘贴，如：示例局 2026-03 2。"),
    )  # fmt: skip


class ShareForm(forms.Form):
    """How many are drawn."""

    share = forms.IntegerField(
        label=_("抽取比例（%）"),
        min_value=1,
        max_value=100,
        initial=SHARE,
        help_text=_("示例，按本地制度定"),
    )


class MattersForm(forms.Form):
    """Which matters of inspection lie in a field."""

    names = forms.MultipleChoiceField(
        label=_("督查事项"), required=False, widget=forms.CheckboxSelectMultiple
    )

    def __init__(self, *args: Any, matters: list[str], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["names"].choices = [(one, one) for one in matters]


class FieldForm(forms.Form):
    """A field of business that no rule pack has."""

    name = forms.CharField(label=_("领域"), max_length=40)
