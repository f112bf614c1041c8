"""
What a form costs those it asks, shown while it is filled in. 发出之前先看代价。

A form that asks something of bodies is a `CostForm`: it says in `wanted` how many minutes of whom on which day, and the
last of its fields shows the sum, the bodies above their cap and what was asked already. Above a cap it asks who
approves; the service gets the name as `approved_by`.
"""

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.template.loader import render_to_string
from django.utils import timezone
from django.utils.safestring import SafeString
from django.utils.translation import gettext_lazy as _

from qinglian.web.accounts.models import User
from qinglian.web.burden.models import first_of_month
from qinglian.web.burden.numbers import estimate
from qinglian.web.burden.preview import alike as alike_to
from qinglian.web.burden.preview import preview
from qinglian.web.burden.queries import approvers
from qinglian.web.units.models import Unit


@dataclass(frozen=True, slots=True)
class Wanted:
    """What a form would ask as it stands: minutes by key of the body, on a day."""

    kind: str
    minutes: Mapping[int, int]
    day: date
    title: str = ""
    leaving: tuple[str, str] = ("", "")

    @classmethod
    def of(
        cls, kind: str, units: Iterable[int], day: date | None, title: str = "", *, giver: int | None = None,
        on: Any = None,
    ) -> "Wanted":  # fmt: skip
        """The estimate of the kind for each of the bodies; what the asking body does itself is no request."""
        when = day or timezone.localdate()
        leaving = (on._meta.label_lower, str(on.public_id)) if on is not None else ("", "")
        others = [one for one in units if one != giver]
        return cls(kind, dict.fromkeys(others, estimate(kind, when)), when, title, leaving)


class CostWidget(forms.Widget):
    """The sum, and where it is needed the choice of who approves."""

    use_fieldset = True
    form: "CostForm"

    def id_for_label(self, id_: str) -> str:
        """There is no single control: the fieldset has a legend."""
        return ""

    def render(self, name: str, value: Any, attrs: Any = None, renderer: Any = None) -> SafeString:
        """The part of the form, made anew whenever the form changes."""
        return render_to_string("burden/cost_field.html", {"part": self.form.cost_part(value)})


class CostForm(forms.Form):
    """A form that asks something of bodies. `approves`: this is where it is sent, so that a name may be needed."""

    approves = True
    approved_by = forms.ModelChoiceField(
        User.objects.none(), label=_("占用单位时间"), required=False, widget=CostWidget
    )

    def costs(self, user: Any) -> None:
        """Say who fills it in; to be called at the end of `__init__`."""
        self.asker = user
        self.fields["approved_by"] = self.fields.pop("approved_by")
        field: Any = self.fields["approved_by"]
        field.queryset = approvers(user, None)
        field.widget.form = self
        self.parts = {"cost": self.cost_part}

    def wanted(self) -> list[Wanted]:
        """What it would ask as it stands now."""
        raise NotImplementedError

    def clean(self) -> Any:
        """Where nothing is sent yet nobody approves."""
        said = super().clean()
        if not self.approves:
            self.cleaned_data.pop("approved_by", None)
        return said

    def cost_part(self, chosen: Any = None) -> str:
        """What it costs as it stands, as a piece of a page."""
        wanted = self.wanted()
        months: dict[date, Counter[int]] = {}
        for one in wanted:
            months.setdefault(first_of_month(one.day), Counter()).update(one.minutes)
        shown = [preview(minutes, month) for month, minutes in months.items()]
        over = [one for each in shown for one in each.over]
        alike, hidden = {}, 0
        for one in wanted:
            seen, more = alike_to(one.minutes, one.kind, one.title, self.asker, one.leaving)
            alike |= {each.ask.pk: each for each in seen}
            hidden += more
        people = self.fields["approved_by"].queryset if over and self.approves else ()
        return render_to_string(
            "burden/cost.html",
            {
                "units": len({key for minutes in months.values() for key in minutes}),
                "minutes": sum(one.minutes for one in shown),
                "over": over[:MOST_OVER],
                "over_more": max(0, len(over) - MOST_OVER),
                "alike": list(alike.values()),
                "alike_hidden": hidden,
                "approves": self.approves,
                "people": people,
                "chosen": str(chosen or self.data.get(self.add_prefix("approved_by"), "")),
                "name": self.add_prefix("approved_by"),
            },
        )


MOST_OVER = 10


def chosen_units(form: forms.Form, *names: str) -> list[int]:
    """Keys of the bodies chosen in fields as the form stands, as far as they may be chosen."""
    found: dict[int, None] = {}
    for name in names:
        if name not in form.fields:
            continue
        said = form[name].value()
        said = said if isinstance(said, (list, tuple, set)) or hasattr(said, "iterator") else [said]
        keys = [str(getattr(one, "pk", one)) for one in said if one]
        rows: Any = form.fields[name].queryset
        numbers = [int(one) for one in keys if one.isdigit()]
        found |= dict.fromkeys(rows.filter(pk__in=numbers).values_list("pk", flat=True))
    return list(found)


def chosen_unit(form: forms.Form, name: str) -> Unit | None:
    """The one body chosen in a field."""
    found = chosen_units(form, name)
    return Unit.objects.filter(pk=found[0]).first() if found else None


def chosen_day(form: forms.Form, name: str) -> date | None:
    """The day in a field as the form stands."""
    try:
        said = form.fields[name].to_python(form[name].value())
    except ValidationError:
        return None
    if isinstance(said, datetime):
        return timezone.localdate(said) if timezone.is_aware(said) else said.date()
    return said


def typed(form: forms.Form, name: str) -> str:
    """The words in a field as the form stands."""
    return str(form[name].value() or "").strip()
