"""
What a form must not ask, because the system knows it. 系统知道的不再问。

Nothing is asked twice (design.md 1): the name, code and level of one's own body, its telephone, the day of today, the
number and title of the matter the form belongs to, a choice that is none, the numbers of `core.reporting`. A field that
looks like one of these arrives filled, or stands in `TYPED` with the reason why only a person knows it.
`tests/web/test_nothing_is_asked_twice.py` walks every form that an officer of a unit can open.
"""

from collections.abc import Iterable
from typing import Any

from django import forms

NEVER = frozenset(
    {
        "单位名称", "本单位", "单位编号", "统一社会信用代码", "层级", "填报单位", "填报人", "填报日期", "填表日期",
        "今天日期", "联系人", "联系电话", "办公电话", "手机号", "姓名",
    }
)  # fmt: skip
"""Labels that no form of a unit bears: the system knows the unit, the person and the day."""

TODAY = frozenset(
    {"on", "done_on", "issued_on", "found_on", "reported_on", "received_on", "visited_on", "year"}
)
"""Fields that mean the day it is done: they arrive with today, to be changed where it was another day."""

MATTER = frozenset(
    {
        "number",
        "title",
        "subject",
        "name",
        "public_id",
        "unit",
        "host",
        "asker",
        "giver_unit",
        "lead_unit",
    }
)
"""Fields that on the page of a matter are those of the matter, unless the form makes something new there."""

TYPED: dict[str, str] = {
    "tasks.GuidanceForm.on": "the day of the visit, often noted later",
    "tasks.LinkForm.on": "the date of the paper itself",
    "tasks.LinkForm.number": "which thing belongs there is chosen",
    "tasks.LinkForm.title": "the name of a paper without a number",
    "tasks.OpenForm.title": "a part is a matter of its own",
    "tasks.OpenForm.unit": "who gets it is decided",
    "tasks.AgendaForm.title": "a new item",
    "tasks.AgendaForm.unit": "who reports is decided",
    "tasks.DecisionForm.unit": "who answers for it is decided",
    "documents.IssueForm.number": "the office system gives the number",
    "campaigns.NoticeForm.title": "the notice has a title of its own",
    "duties.EndForm.on": "the decision names the day, often one to come",
    "campaigns.TopicForm.name": "a new topic",
    "works.SectionForm.name": "a section has a name of its own",
    "works.NodeForm.number": "the number of the paper by which the node was reached",
    "works.NodeForm.on": "the day of that paper",
    "works.PartForm.name": "a part has a name of its own",
    "works.PartForm.rank": "how deep in the division the part lies, not the rank of a body",
    "works.PartsForm.name": "a bridge or tunnel has a name of its own",
    "works.PartsForm.unit": "the kind of unit works, not a body",
    "works.PartyForm.name": "a firm of the contract, not the body that registers it",
    "works.PartyForm.uscc": "the code of that firm",
    "campaigns.ChooseForm.level": "the level one looks for, not one's own",
    "duties.ActionForm.title": "a new action",
    "duties.ItemForm.title": "a new item",
    "duties.CapForm.level": "the level that a cap is set for, not one's own",
    "duties.ProgrammeForm.issued_on": "the date of the paper itself",
    "rectification.FixForm.title": "the name of a new rule",
    "rectification.AmountForm.on": "the date on the voucher",
    "units.HoldingForm.name": "a new power or post",
}
"""Fields that look like something known and are not, as `app.Form.field`, and why."""


def fill_single(form: forms.BaseForm, *names: str) -> None:
    """Where there is one way to answer it is chosen already."""
    for name in names:
        field: Any = form.fields[name]
        if _single(field):
            whole = field.queryset.first() if isinstance(field, forms.ModelChoiceField) else None
            field.initial = (
                whole
                if whole is not None
                else next(value for value, _label in field.choices if value)
            )


def key_of(form: forms.BaseForm, name: str) -> str:
    """`tasks.ReportForm.done_on`."""
    app = (
        type(form).__module__.split(".")[2]
        if type(form).__module__.startswith("qinglian.web.")
        else ""
    )
    return f"{app}.{type(form).__name__}.{name}"


def asked_in_vain(form: forms.BaseForm, *, about: bool, figures: Iterable[str] = ()) -> list[str]:
    """
    Fields that ask what the system knows, as keys. `about`: the form stands on the page of a matter; `figures`: what
    the numbers of the site are called.
    """
    counted = set(figures)
    found = []
    for bound in form.visible_fields():
        key, label = key_of(form, bound.name), str(bound.label).strip()
        if key in TYPED or bound.field.disabled:
            continue
        known = label in NEVER or (label in counted and isinstance(bound.field, forms.IntegerField))
        if known or (_empty(bound) and _known(bound, about=about)):
            found.append(key)
    return found


def _known(bound: forms.BoundField, *, about: bool) -> bool:
    """Whether the system can say what stands in a field that is empty."""
    field = bound.field
    if not field.required:
        return False
    if bound.name in TODAY and isinstance(field, (forms.DateField, forms.IntegerField)):
        return True
    if about and bound.name in MATTER:
        return True
    return _single(field)


def _single(field: forms.Field) -> bool:
    """Whether there is nothing to choose: one way to answer, and it is needed."""
    if isinstance(field, forms.ModelChoiceField):
        return field.queryset[:2].count() == 1
    if isinstance(field, forms.ChoiceField):
        return len([value for value, _label in field.choices if value not in ("", None)]) == 1
    return False


def _empty(bound: forms.BoundField) -> bool:
    return bound.value() in (None, "", [], ())
