"""Forms in which problems are described: the answer of a topic, and a re-check. 自查与抽查表单。"""

from typing import Any

from django import forms
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from qinglian.web.campaigns.forms import VersionForm, words
from qinglian.web.campaigns.services.checking import Said
from qinglian.web.campaigns.states import Result
from qinglian.web.core.paper_forms import PapersForm
from qinglian.web.units.forms import day

EMPTY, MOST = 2, 20


class ProblemForm(forms.Form):
    """One problem."""

    title = forms.CharField(label=_("问题"), max_length=200, required=False)
    text = words(_("情况"), 2, required=False)
    mended = words(_("已经怎么纠正"), 2, required=False)

    def said(self) -> Said | None:
        """What was written; nothing where nothing was."""
        data = self.cleaned_data
        if not any(data.get(name) for name in ("title", "text", "mended")):
            return None
        return Said(data["title"], data["text"], data.get("mended", ""))

    def clean(self) -> dict[str, Any]:
        """A title alone is no description, and a description needs a title."""
        data = super().clean() or {}
        if any(data.values()) and not (data.get("title") and data.get("text")):
            raise forms.ValidationError(_("每个问题都要写标题和情况。"))
        return data


class WithProblems:
    """A form with several problems below it."""

    problems: list[ProblemForm]

    def add_problems(self, data: Any, initial: list[dict[str, str]]) -> None:
        """Those described so far, and two empty ones."""
        number = len(initial) + EMPTY
        if data is not None:
            number = min(MOST, max(number, int(str(data.get("problems") or 0)[:2] or 0)))
        self.problems = [
            ProblemForm(
                data, prefix=f"p{place}", label_suffix="",
                initial=initial[place] if place < len(initial) else None,
            )
            for place in range(min(number, MOST))
        ]  # fmt: skip

    def problems_valid(self) -> bool:
        """Whether each is whole."""
        valid = [one.is_valid() for one in self.problems]
        return all(valid)

    def described(self) -> list[Said]:
        """What was described."""
        return [said for one in self.problems if (said := one.said())]


class AnswerForm(VersionForm, WithProblems):
    """Found something or not, how one looked; what the system knows already is only ticked."""

    offline = None
    found = forms.TypedChoiceField(
        label=_("查的结果"), choices=[("yes", _("发现问题")), ("no", _("未发现问题"))],
        widget=forms.RadioSelect, coerce=lambda value: value == "yes",
    )  # fmt: skip
    how = words(
        _("怎么查的"),
        help_text=_("查了哪些台账、多少件、什么时段。未发现问题的会抽一部分到现场再看。"),
    )
    known = forms.MultipleChoiceField(
        label=_("系统已有，不用再写"), required=False, widget=forms.CheckboxSelectMultiple
    )

    def __init__(
        self, *args: Any, known: list[Any], before: Any, founds: list[Any], **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        self.fields["known"].choices = [(one.key, one.title) for one in known]
        if not known:
            del self.fields["known"]
        if before:
            self.fields["found"].initial = "yes" if before.found else "no"
            self.fields["how"].initial = before.how
            if known:
                self.fields["known"].initial = [one.known_id for one in founds if one.known]
        open_ones = [one for one in founds if not one.known and not one.problem_id]
        self.add_problems(
            args[0] if args else None,
            [{"title": one.title, "text": one.text, "mended": one.mended} for one in open_ones],
        )

    def is_valid(self) -> bool:
        """With its problems."""
        return all([super().is_valid(), self.problems_valid()])


class RecheckForm(PapersForm, WithProblems):
    """What was seen on the spot."""

    result = forms.ChoiceField(
        label=_("抽查结果"), choices=Result.choices, widget=forms.RadioSelect
    )
    looked_on = day(_("日期"))
    place = forms.CharField(label=_("地点"), max_length=200)
    seen = words(_("看了什么"))
    topic = forms.ModelChoiceField(
        None, label=_("专题"), required=False, help_text=_("另有发现的，选问题所在的专题。")
    )

    def __init__(self, *args: Any, topics: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["topic"].queryset = topics
        self.fields["looked_on"].initial = timezone.localdate()
        self.add_problems(args[0] if args else None, [])
        for one in self.problems:
            del one.fields["mended"]

    def is_valid(self) -> bool:
        """With its problems."""
        return all([super().is_valid(), self.problems_valid()])
