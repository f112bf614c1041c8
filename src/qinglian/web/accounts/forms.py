"""Forms of people."""

from datetime import date
from typing import Any

from django import forms
from django.utils import timezone
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


class CertificateForm(forms.Form):
    """Whose certificate: the whole of it, or who gave it under which number until when."""

    username = forms.CharField(label=_("用户名"), max_length=64)
    pem = forms.CharField(
        label=_("证书"),
        required=False,
        max_length=20_000,
        widget=forms.Textarea,
        help_text=_("PEM 格式的文本，国密证书也可以。"),
    )
    issuer = forms.CharField(
        label=_("颁发者"), required=False, max_length=300, help_text=_("如 CN=…,O=…,C=CN")
    )
    serial = forms.RegexField(
        r"^[0-9A-Fa-f: ]{1,64}$", label=_("序列号"), required=False, help_text=_("十六进制")
    )
    ends_on = forms.DateField(
        label=_("有效至"), required=False, widget=forms.DateInput(attrs={"type": "date"})
    )

    def clean(self) -> dict[str, Any]:
        """Either the one or the other; a private key is not to be pasted anywhere."""
        from qinglian.web.accounts.certificates import read_certificate, tidy_issuer, tidy_serial

        said = self.cleaned_data
        if said.get("pem"):
            if "PRIVATE KEY" in said["pem"]:
                raise forms.ValidationError(_("这里面有私钥。请立即停用这把 UKey，并只粘贴证书。"))
            try:
                found = read_certificate(said["pem"])
            except ValueError:
                self.add_error("pem", _("这不是证书。"))
                return said
            ends = timezone.localdate(found.ends) if found.ends else date.min
            self.found = {"issuer": found.issuer, "serial": found.serial, "ends_on": ends}
        elif said.get("issuer") and said.get("serial") and said.get("ends_on"):
            self.found = {
                "issuer": tidy_issuer(said["issuer"]),
                "serial": tidy_serial(said["serial"]),
                "ends_on": said["ends_on"],
            }
        else:
            raise forms.ValidationError(_("请粘贴证书，或把颁发者、序列号和有效期都填上。"))
        return said

    def certificate(self) -> dict[str, Any]:
        """What it was found to be."""
        return self.found
