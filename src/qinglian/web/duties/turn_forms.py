"""Forms of turns. 落实、复核的表单。"""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from qinglian.web.accounts.models import User
from qinglian.web.core.paper_forms import PapersForm
from qinglian.web.core.proofs import Proof
from qinglian.web.duties.forms import words
from qinglian.web.duties.models import Duty, Turn
from qinglian.web.units.forms import day


class TurnForm(PapersForm):
    """A form that knows from which version of the turn it was made."""

    version = forms.IntegerField(widget=forms.HiddenInput, required=False)

    def __init__(self, *args: Any, turn: Turn, user: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.turn, self.user = turn, user
        self.fields["version"].initial = turn.version


class DoneForm(TurnForm):
    """What was done. Records that the system has are ticked already: then one press is enough."""

    folded = True

    proofs = forms.MultipleChoiceField(
        label=_("系统里已有的记录"), required=False, widget=forms.CheckboxSelectMultiple,
        help_text=_("确认了的记录就是材料，不必再写、再传。"),
    )  # fmt: skip
    text = words(_("做了什么、结果如何"), required=False)
    number = forms.DecimalField(
        label=_("完成数"), required=False, max_digits=14, decimal_places=2, min_value=0
    )
    deployed_on = day(_("亲自部署"), required=False)
    urged_on = day(_("亲自督促"), required=False)
    inspected_on = day(_("亲自检验"), required=False)

    def __init__(self, *args: Any, found: list[Proof] = (), **kwargs: Any) -> None:  # type: ignore[assignment]
        super().__init__(*args, **kwargs)
        if found:
            choices = [(f"{one.kind}:{one.number}", f"{one.on} {one.title}") for one in found]
            self.fields["proofs"].choices = choices
            self.fields["proofs"].initial = [key for key, _label in choices]
        else:
            del self.fields["proofs"]
            self.folded = False
        item = self.turn.duty.item
        if not item.in_person:
            for name in ("deployed_on", "urged_on", "inspected_on"):
                del self.fields[name]
        for name in ("text", "number", "deployed_on", "urged_on", "inspected_on"):
            if name in self.fields and self.turn.returned:
                self.fields[name].initial = getattr(self.turn, name)


class ReasonForm(TurnForm):
    """Why."""

    folded = True

    reason = words(_("理由"))


class NoteForm(TurnForm):
    """A few words, if one wants."""

    folded = True

    reason = words(_("说明"), 2, required=False)


class AssignForm(forms.Form):
    """Who of the body sees to it."""

    version = forms.IntegerField(widget=forms.HiddenInput, required=False)
    person = forms.ModelChoiceField(
        User.objects.none(), label=_("具体责任人"), required=False, empty_label=_("（未定）")
    )

    def __init__(self, *args: Any, duty: Duty, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        people = User.objects.filter(unit=duty.unit_id, is_active=True).order_by("name")
        self.fields["person"].queryset = people
        self.fields["person"].initial, self.fields["version"].initial = (
            duty.person_id, duty.version,
        )  # fmt: skip
