"""
Forms that take papers with what they say: photographs, PDF, Office files. 带附件的表单。

A form asks for papers, whether the step was done offline, and, once a paper proved to be marked 内部资料, to confirm
that it may lie here. On a phone the browser itself offers the camera for a field that takes pictures.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from django import forms
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from qinglian.web.core.kinds import ENDINGS, EVIDENCE, PICTURES, Refused
from qinglian.web.core.uploads import Stored, all_stored

MOST = 20
"""Papers of one step; more are better packed into one PDF."""
ACCEPT = ",".join(
    [f"image/{kind}" for kind in sorted(PICTURES)]
    + [ending for kind in sorted(EVIDENCE) for ending in ENDINGS[kind]]
)
INTERNAL = _("文件标有“内部资料”一类字样，按本单位规定可以放在本系统")


class Files(forms.ClearableFileInput):
    """Several files in one field."""

    allow_multiple_selected = True


class PapersField(forms.FileField):
    """Several files; what they are is asked when they are stored."""

    widget = Files

    def __init__(self, **said: Any) -> None:
        super().__init__(**{"widget": Files(attrs={"accept": ACCEPT}), **said})

    def clean(self, data: Any, initial: Any = None) -> list[Any]:
        """As many as came, none where none is needed."""
        files = data if isinstance(data, (list, tuple)) else [data] if data else []
        if len(files) > MOST:
            said = gettext("一次最多 %(n)d 份，请合并后再传。") % {"n": MOST}
            raise forms.ValidationError(said)
        if not files:
            super().clean(None, initial)
        return list(files)


class PapersForm(forms.Form):
    """
    A form with papers. `folded`: they are seldom needed here and wait behind a line. Its own fields come first; the
    view does what it does inside `filed`, so that nothing stays of what failed.
    """

    takes_papers = True
    folded = False
    files_field = "papers"

    papers = PapersField(
        label=_("附件"),
        required=False,
        help_text=_("可直接拍照，或选照片、扫描件、办公文档，一次可多份。"),
    )
    offline = forms.BooleanField(label=_("线下已办，附签字件"), required=False)
    internal = forms.BooleanField(label=INTERNAL, required=False)

    asks = False
    """Whether a paper of this form is to be confirmed."""

    def own_fields(self) -> list[forms.BoundField]:
        """What the form asks besides papers."""
        return [one for one in self.visible_fields() if one.name not in PapersForm.base_fields]

    def said(self) -> dict[str, Any]:
        """What was said besides the files themselves; `offline` among it where it is asked."""
        return {
            name: value
            for name, value in self.cleaned_data.items()
            if name not in ("papers", "internal")
        }

    @property
    def touched(self) -> bool:
        """Whether there is something to be seen behind the line."""
        wrong = any(self.errors.get(name) for name in PapersForm.base_fields)
        return self.asks or wrong or bool(self.is_bound and self.data.get("offline"))

    @contextmanager
    def filed(self, by: Any) -> Iterator[list[Stored]]:
        """The papers as they were stored, for what is done inside; where that fails they are gone again."""
        files, asked = self.cleaned_data.get("papers", []), self.cleaned_data.get("internal", False)
        with all_stored(files, by=by, asked=asked) as stored:
            yield stored

    def ask(self) -> None:
        """Ask to confirm that an internal paper may lie here."""
        self.asks = True

    def without_papers(self) -> None:
        """Ask for none."""
        self.takes_papers = False
        for name in PapersForm.base_fields:
            self.fields.pop(name, None)


def refuse_file(form: Any, error: Refused) -> None:
    """Say at its field why a file was not taken. A browser forgets the files of a form that comes back."""
    if error.ask:
        form.ask()
    form.add_error(form.files_field, f"{error} {gettext('请重新选择文件。')}")
