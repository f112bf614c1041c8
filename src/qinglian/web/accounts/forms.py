"""Forms of people."""

from django import forms
from django.utils.translation import gettext_lazy as _


class ReasonForm(forms.Form):
    """Why."""

    reason = forms.CharField(label=_("理由"), max_length=500, widget=forms.Textarea)


class ResetForm(ReasonForm):
    """Whose second factor is lost, and how one knows that it is they who ask."""

    field_order = ("username", "reason")
    username = forms.CharField(label=_("用户名"), max_length=64)
    reason = forms.CharField(
        label=_("理由"),
        max_length=500,
        widget=forms.Textarea,
        help_text=_("写明怎样核实了本人。"),
    )
