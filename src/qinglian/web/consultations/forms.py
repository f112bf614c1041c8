"""Forms of consultations. 会签、征求意见的表单。"""

from typing import Any

from django import forms
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from qinglian.web.burden.forms import CostForm, Wanted, chosen_units, typed
from qinglian.web.burden.kinds import Kind as Ledger
from qinglian.web.clocks.terms import days_for
from qinglian.web.consultations.models import Asked, Point
from qinglian.web.consultations.services.opinions import Change
from qinglian.web.consultations.services.rules import asked_units, asker_units, last_round
from qinglian.web.consultations.states import Adopted, Kind, Stance
from qinglian.web.core.paper_forms import PapersForm
from qinglian.web.core.wording import listed
from qinglian.web.units.models import Unit

TURNS = 8
"""Bodies that can be put in order; a longer row is better asked at once."""
CHANGES = 5
"""Clauses at the first time; there are always two free ones more."""


def words(label: Any, rows: int = 3, **kwargs: Any) -> forms.CharField:
    """A few words."""
    return forms.CharField(
        label=label, max_length=8000, widget=forms.Textarea(attrs={"rows": rows}), **kwargs
    )


class VersionForm(PapersForm):
    """A form that knows from which version of the row it was made."""

    version = forms.IntegerField(widget=forms.HiddenInput, required=False)

    def __init__(self, *args: Any, row: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.row = row
        self.fields["version"].initial = row.version


class BodiesForm(PapersForm):
    """Who is asked: all at once, or one after the other in the order given."""

    def turns(self, user: Any) -> None:
        """Offer the bodies this person may ask."""
        units = asked_units(user).order_by("name")
        self.fields["asked"].queryset = units
        for n in range(1, TURNS + 1):
            label = _("第 %(n)d 家") % {"n": n}
            self.fields[f"turn_{n}"] = forms.ModelChoiceField(units, label=label, required=False)

    def chosen(self) -> list[Unit]:
        """The bodies in the order in which they are asked."""
        said = self.cleaned_data
        if said["way"] == "serial":
            return [one for n in range(1, TURNS + 1) if (one := said.get(f"turn_{n}"))]
        return list(said["asked"])

    def clean(self) -> dict[str, Any] | None:
        """Somebody is asked."""
        said = super().clean()
        if "way" in self.cleaned_data and "asked" in self.cleaned_data and not self.chosen():
            wrong = "turn_1" if self.cleaned_data["way"] == "serial" else "asked"
            self.add_error(wrong, _("请选被征询单位。"))
        return said


class OpenForm(BodiesForm, CostForm):
    """Ask."""

    offline = None

    kind = forms.ChoiceField(label=_("种类"), choices=Kind.choices, widget=forms.RadioSelect)
    subject = forms.CharField(label=_("标题"), max_length=200)
    text = words(_("征询内容"), 5, help_text=_("正文可以附在下面；这里写请对方看什么、定什么。"))
    asker = forms.ModelChoiceField(Unit.objects.none(), label=_("发起单位"))
    way = forms.ChoiceField(
        label=_("方式"), choices=[("parallel", _("同时")), ("serial", _("依次"))], widget=forms.RadioSelect,
        initial="parallel",
    )  # fmt: skip
    asked = forms.ModelMultipleChoiceField(
        Unit.objects.none(), label=_("被征询单位"), required=False
    )
    days = forms.IntegerField(label=_("每家几个工作日"), min_value=1, max_value=60, required=False)
    about_url = forms.CharField(
        label=_("所涉页面"), max_length=200, required=False,
        help_text=_("本系统内的网址，以 / 开头；没有的不填。"),
    )  # fmt: skip
    about_type = forms.CharField(widget=forms.HiddenInput, max_length=60, required=False)
    about_id = forms.CharField(widget=forms.HiddenInput, max_length=64, required=False)

    def __init__(self, *args: Any, user: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        askers = asker_units(user).order_by("name")
        self.fields["asker"].queryset, self.fields["asker"].initial = askers, askers.first()
        today = timezone.localdate()
        usual = listed(
            _("%(kind)s %(n)d 个")
            % {"kind": kind.label, "n": days_for(f"consultation.{kind}", "", today) or 0}
            for kind in Kind
        )
        self.fields["days"].help_text = _("不填按规定：%(usual)s。") % {"usual": usual}
        self.turns(user)
        self.order_fields(
            ["kind", "subject", "text", "asker", "way", "asked", *(f"turn_{n}" for n in range(1, TURNS + 1)), "days"]
        )  # fmt: skip
        self.costs(user)

    def wanted(self) -> list[Wanted]:
        """An opinion of each body."""
        serial = self["way"].value() == "serial"
        names = [f"turn_{n}" for n in range(1, TURNS + 1)] if serial else ["asked"]
        giver = next(iter(chosen_units(self, "asker")), None)
        units, title = chosen_units(self, *names), typed(self, "subject")
        return [Wanted.of(Ledger.CONSULTATION, units, None, title, giver=giver)]


class AgainForm(VersionForm, CostForm):
    """A changed text; what changed."""

    offline = None

    text = words(_("征询内容"), 5)
    changed = words(_("改了什么"), 2)
    days = forms.IntegerField(label=_("每家几个工作日"), min_value=1, max_value=60)

    def __init__(self, *args: Any, user: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        last = last_round(self.row)
        self.fields["text"].initial, self.fields["days"].initial = last.text, last.days
        self.costs(user)

    def wanted(self) -> list[Wanted]:
        """The same bodies once more."""
        units, whole = last_round(self.row).asked.values_list("unit", flat=True), self.row
        return [
            Wanted.of(
                Ledger.CONSULTATION, units, None, whole.subject, giver=whole.asker_id, on=whole
            )
        ]


class ReasonForm(VersionForm):
    """Why."""

    reason = words(_("理由"))


class TextForm(VersionForm):
    """A few words, if one wants."""

    text = words(_("说明"), required=False)


class OpinionForm(VersionForm):
    """What the body says; changes clause by clause."""

    stance = forms.ChoiceField(label=_("意见"), choices=Stance.choices, widget=forms.RadioSelect)
    text = words(_("说明"), required=False, help_text=_("不同意的在这里写理由。"))

    def __init__(self, *args: Any, row: Asked, **kwargs: Any) -> None:
        super().__init__(*args, row=row, **kwargs)
        if row.round.consultation.kind == Kind.COUNTERSIGN:
            self.fields["stance"].choices = [one for one in Stance.choices if one[0] != Stance.NONE]
        had = list(row.points.filter(needs=True)) if row.stance == Stance.CHANGES else []
        self.fields["stance"].initial, self.fields["text"].initial = row.stance, row.text
        self.rows = max(CHANGES, len(had) + 2)
        for n in range(self.rows):
            one = had[n] if n < len(had) else Point()
            self._change(n + 1, one)

    def _change(self, n: int, one: Point) -> None:
        number = {"n": n}
        self.fields[f"change{n}_clause"] = forms.CharField(
            label=_("第 %(n)d 条：条款") % number,
            max_length=120,
            required=False,
            initial=one.clause,
        )
        self.fields[f"change{n}_proposed"] = words(
            _("第 %(n)d 条：改为或增删什么") % number, 2, required=False, initial=one.proposed
        )
        # The next clause is shown once this one is written on: the style sheet asks whether this stands there.
        self.fields[f"change{n}_proposed"].widget.attrs["placeholder"] = " "
        self.fields[f"change{n}_reason"] = forms.CharField(
            label=_("第 %(n)d 条：理由") % number,
            max_length=2000,
            required=False,
            initial=one.reason,
        )

    def changes(self) -> list[Change]:
        """The clauses that were written on."""
        said = self.cleaned_data
        return [
            Change(
                said[f"change{n}_clause"], said[f"change{n}_proposed"], said[f"change{n}_reason"]
            )
            for n in range(1, self.rows + 1)
            if said.get(f"change{n}_proposed", "").strip()
        ]

    def said(self) -> dict[str, Any]:
        """The opinion with its changes together."""
        return {
            "changes": self.changes(),
            **{
                name: value
                for name, value in super().said().items()
                if not name.startswith("change")
            },
        }


class AnswerForm(PapersForm):
    """Adopted or not, and why."""

    folded = True

    adopted = forms.ChoiceField(
        label=_("采纳情况"), choices=Adopted.choices, widget=forms.RadioSelect
    )
    answer = words(_("采纳说明"), 2, required=False, help_text=_("部分采纳、不采纳的，请写理由。"))

    def __init__(self, *args: Any, point: Point, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["adopted"].initial, self.fields["answer"].initial = point.adopted, point.answer
