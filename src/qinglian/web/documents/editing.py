"""
A paper as a form: one field for each place where words stand. 修改文书的表单。

Headings, paragraphs and the right side of forms are edited in place, tables are data and are kept or left out. An empty
field leaves its block out; an empty line in a paragraph makes two of it; `一、` at the head of the new words makes a
heading.
"""

import re
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from qinglian.web.core.wording import listed
from qinglian.web.documents.content import typed, untyped
from qinglian.web.documents.forms import words

_HEADING = re.compile("^(?:[一二三四五六七八九十]{1,3}、|（[一二三四五六七八九十]{1,3}）)")


class EditForm(forms.Form):
    """What a paper says, and why it is changed."""

    version = forms.IntegerField(widget=forms.HiddenInput, required=False)
    title = forms.CharField(label=_("标题"), max_length=200)
    addressee = forms.CharField(label=_("主送"), max_length=200, required=False)

    def __init__(self, *args: Any, content: dict[str, Any], version: int, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.content = content
        self.fields["version"].initial = version
        self.fields["title"].initial = content["title"]
        self.fields["addressee"].initial = content["addressee"]
        for at, block in enumerate(content["blocks"]):
            self._add(at, block)
        self.fields["more"] = words(
            _("在文末加"),
            4,
            required=False,
            help_text=_("空一行分段；以“一、”或“（一）”开头的一行是标题。"),
        )
        self.fields["attached"] = words(
            _("附件说明"), 2, required=False, initial="\n".join(content["attached"]),
            help_text=_("一行一个附件名称。"),
        )  # fmt: skip
        self.fields["signed"] = forms.CharField(
            label=_("署名"), max_length=200, required=False, initial=content["signed"]
        )
        self.fields["copied"] = forms.CharField(
            label=_("抄送"), max_length=300, required=False, initial=content["copied"]
        )
        self.fields["why"] = words(_("改了什么、为什么"), 2)

    def _add(self, at: int, block: dict[str, Any]) -> None:
        name = f"block_{at}"
        if block["is"] == "heading":
            self.fields[name] = forms.CharField(
                label=_("标题（第%(n)d级）") % {"n": block["level"]}, max_length=200, required=False,
                initial=block["text"],
            )  # fmt: skip
        elif block["is"] == "paragraph":
            text = typed(block["words"])
            self.fields[name] = words(
                _("段落"), max(2, len(text) // 40 + 1), required=False, initial=text
            )
        elif block["is"] == "fields":
            for row, (label, said) in enumerate(block["rows"]):
                text = typed(said)
                self.fields[f"{name}_{row}"] = words(
                    label, max(1, len(text) // 40 + 1), required=False, initial=text
                )
        else:
            self.fields[name] = forms.BooleanField(
                label=_("保留表格“%(title)s”")
                % {"title": block["title"] or listed(block["heads"])},
                required=False, initial=True,
            )  # fmt: skip

    def changed(self) -> dict[str, Any]:
        """The content as it was typed."""
        said = self.cleaned_data
        blocks: list[dict[str, Any]] = []
        for at, block in enumerate(self.content["blocks"]):
            blocks += self._block(f"block_{at}", block, said)
        blocks += paragraphs(said["more"])
        return {
            "title": said["title"].strip(),
            "addressee": said["addressee"].strip(),
            "signed": said["signed"].strip(),
            "copied": said["copied"].strip().rstrip("。"),
            "attached": [one.strip() for one in said["attached"].splitlines() if one.strip()],
            "blocks": blocks,
        }

    @staticmethod
    def _block(name: str, block: dict[str, Any], said: dict[str, Any]) -> list[dict[str, Any]]:
        if block["is"] == "heading":
            text = said[name].strip()
            return [{**block, "text": text}] if text else []
        if block["is"] == "paragraph":
            return paragraphs(said[name])
        if block["is"] == "fields":
            rows = [
                [label, untyped(said[f"{name}_{row}"])]
                for row, (label, _words) in enumerate(block["rows"])
            ]
            return [{**block, "rows": rows}]
        return [block] if said[name] else []


def paragraphs(text: str) -> list[dict[str, Any]]:
    """Typed text as blocks."""
    found: list[dict[str, Any]] = []
    for part in re.split(r"\n\s*\n", text.replace("\r\n", "\n")):
        lines = part.strip()
        head, _line, rest = lines.partition("\n")
        if mark := _HEADING.match(head):
            level = 2 if head.startswith("（") else 1
            found.append({"is": "heading", "text": head[mark.end() :].strip(), "level": level})
            lines = rest.strip()
        if lines:
            found.append({"is": "paragraph", "words": untyped(lines)})
    return found
