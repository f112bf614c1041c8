"""The verbs as buttons: label, form, service. 办理按钮。"""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext_lazy as _

from qinglian.web.concealed import forms
from qinglian.web.concealed.services import moving
from qinglian.web.concealed.states import MOVES


@dataclass(frozen=True, slots=True)
class Verb:
    """`first`: what the page offers first; `proves`: its papers are asked for openly."""

    name: str
    label: Any
    form: type[forms.Versioned]
    call: Callable[..., Any]
    first: bool = False
    proves: bool = False


VERBS: dict[str, Verb] = {
    one.name: one
    for one in (
        Verb("notice", MOVES["notice"].label, forms.TextForm, moving.acceptance_notice, first=True),
        Verb("accept", MOVES["accept"].label, forms.TextForm, moving.acceptance_accept, first=True),
        Verb("return", MOVES["return"].label, forms.ReasonForm, moving.acceptance_return),
        Verb(
            "cover", MOVES["cover"].label, forms.CoverForm, moving.acceptance_cover, first=True,
            proves=True,
        ),
        Verb("sign", _("签收自行覆盖记录"), forms.TextForm, moving.acceptance_sign, first=True),
        Verb("private", MOVES["private"].label, forms.ReasonForm, moving.acceptance_private),
        Verb("uncover", MOVES["uncover"].label, forms.UncoverForm, moving.uncovering_ask),
        Verb(
            "uncovered", MOVES["uncovered"].label, forms.UncoveredForm, moving.uncovering_done,
            first=True, proves=True,
        ),
        Verb("proof", _("提交事后证明"), forms.ProofForm, moving.proof_add, proves=True),
    )
}  # fmt: skip
OTHERS = {
    "open": _("开始收集资料"),
    "rows": _("选定台账行"),
    "proof_agreed": _("确认事后证明"),
    "proof_refused": _("不确认事后证明"),
}
LABELS = {name: verb.label for name, verb in VERBS.items()}
