"""Templates of checklists, and the checklist of one inspection. 检查单。"""

from typing import Any

from django.db import transaction
from django.db.models import Max
from django.utils.translation import gettext as _

from qinglian.web.audit.services import record
from qinglian.web.core.moves import NotAllowed, Overtaken
from qinglian.web.inspections.models import Inspection, Item, Matter, Template, TemplateItem
from qinglian.web.inspections.services.rules import inspects, not_yours, preparing, stepped
from qinglian.web.inspections.states import Kind

State = Template.State
COLUMNS = ("text", "kind", "measure", "basis", "photo", "mandatory", "finds")


@transaction.atomic
def template_make(*, name: str, matter: Matter, by: Any) -> Template:
    """Begin a checklist for a matter."""
    if not inspects(by):
        raise not_yours()
    made = Template(name=name, matter=matter, unit=by.unit, by=by)
    made.family = made.public_id
    made.save()
    record("template.made", on=made, by=by)
    return made


def _own(template: Template, by: Any, *states: str) -> Template:
    fresh = Template.objects.select_for_update().get(pk=template.pk)
    if not Template.objects.writable_by(by).filter(pk=template.pk).exists():
        raise not_yours()
    if fresh.status not in states:
        raise Overtaken(fresh.get_status_display())
    return fresh


@transaction.atomic
def item_add(*, template: Template, by: Any, **said: Any) -> TemplateItem:
    """One more question, in a draft. What proposes a finding is a yes or a no."""
    fresh = _own(template, by, State.DRAFT)
    if said.get("finds") and said.get("kind", Kind.CHOICE) != Kind.CHOICE:
        raise NotAllowed(_("只有“是否”类的检查项可以提示问题。"))
    last = fresh.items.aggregate(n=Max("place"))["n"] or 0
    made = TemplateItem.objects.create(template=fresh, place=last + 1, **said)
    record("template.changed", on=fresh, by=by)
    return made


@transaction.atomic
def item_remove(*, item: TemplateItem, by: Any) -> None:
    """Take a question out of a draft."""
    fresh = _own(item.template, by, State.DRAFT)
    item.delete()
    record("template.changed", on=fresh, by=by)


@transaction.atomic
def template_issue(*, template: Template, by: Any) -> Template:
    """启用: this version is used from now on, the one before no more."""
    fresh = _own(template, by, State.DRAFT)
    if not fresh.items.exists():
        raise NotAllowed(_("检查单还没有检查项。"))
    Template.objects.filter(family=fresh.family, status=State.ISSUED).update(status=State.RETIRED)
    fresh.status = State.ISSUED
    fresh.save()
    record("template.issued", on=fresh, by=by, items=fresh.items.count())
    return fresh


@transaction.atomic
def template_revise(*, template: Template, by: Any) -> Template:
    """The next version, as a draft with the same questions. What runs keeps its own."""
    fresh = _own(template, by, State.ISSUED, State.RETIRED)
    if Template.objects.filter(family=fresh.family, status=State.DRAFT).exists():
        raise NotAllowed(_("已有一个修订草稿。"))
    last = Template.objects.filter(family=fresh.family).aggregate(n=Max("number"))["n"]
    made = Template.objects.create(
        family=fresh.family, number=last + 1, name=fresh.name, matter=fresh.matter,
        unit=fresh.unit, by=by,
    )  # fmt: skip
    TemplateItem.objects.bulk_create(
        TemplateItem(
            template=made, place=one.place, **{name: getattr(one, name) for name in COLUMNS}
        )
        for one in fresh.items.all()
    )
    record("template.made", on=made, by=by)
    return made


@transaction.atomic
def template_retire(*, template: Template, by: Any) -> Template:
    """停用."""
    fresh = _own(template, by, State.ISSUED)
    fresh.status = State.RETIRED
    fresh.save()
    record("template.retired", on=fresh, by=by)
    return fresh


def mandatory_items(matter: Matter) -> list[TemplateItem]:
    """What is asked in every inspection of a matter (日常监督必检), whichever checklist is used."""
    rows = TemplateItem.objects.filter(
        mandatory=True, template__matter=matter, template__status=State.ISSUED
    )
    return list(rows.select_related("template").order_by("template__name", "place"))


@transaction.atomic
def inspection_checklist(
    *, inspection: Inspection, template: Template, by: Any, version: int | None = None
) -> Inspection:
    """
    Take a copy of the checklist for this inspection, and what is mandatory for its matter besides. Later versions
    change nothing here.
    """
    fresh = preparing(inspection, by, version)
    if template.status != State.ISSUED or template.matter_id != fresh.matter_id:
        raise NotAllowed(_("请选这一督查事项的、已启用的检查单。"))
    fresh.items.all().delete()
    chosen = list(template.items.select_related("template"))
    asked = {one.text for one in chosen}
    for one in mandatory_items(fresh.matter):
        if one.text not in asked:
            asked.add(one.text)
            chosen.append(one)
    Item.objects.bulk_create(
        Item(
            inspection=fresh, place=place, origin=f"{one.template.name} · {one.template.number}",
            **{name: getattr(one, name) for name in COLUMNS},
        )
        for place, one in enumerate(chosen, 1)
    )  # fmt: skip
    fresh.template = template
    stepped(fresh, "checklist", by=by, items=len(chosen))
    return fresh
