"""What stands in the fields of an item, as readers see it. 事项各栏的文字。"""

from typing import Any

from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from qinglian.model.unit_types import unit_types
from qinglian.web.core.proofs import kinds as proof_kinds
from qinglian.web.core.wording import listed
from qinglian.web.duties.kinds import NORMS, ListKind
from qinglian.web.duties.models import Item
from qinglian.web.units.models import Unit

COMPARED = (
    "title", "target", "measure", "check_by", "feedback", "principal", "supervisory", "first_person",
    "dual_duty", "holder", "cycle", "due_on", "due_day", "minutes", "weight", "in_person", "evidence",
    "applies_types", "applies_levels", "applies_powers", "applies_posts", "steps", "risks",
    "public_text", "activity", "ceiling", "ceiling_per", "basis",
)  # fmt: skip
"""Fields in which two versions are compared, in the order of reading."""
DUTY_FIELDS = ("target", "measure", "check_by", "feedback")
NAMES = {
    **{one: Item._meta.get_field(one).verbose_name for one in COMPARED},
    "target": _("目标"),
    "weight": _("风险权重"),
}
"""Labels of fields, short enough for a phone."""


def type_name(code: str) -> str:
    """A unit type in the reader's language."""
    found = unit_types().get(code)
    if found is None:
        return code
    return found.text.en if (get_language() or "").startswith("en") else found.text.zh


def says(item: Any, field: str) -> str:
    """One field as text; nothing where it says nothing."""
    value = getattr(item, field)
    if value in (None, "", [], False):
        return ""
    if field in ("holder", "cycle"):
        return str(getattr(item, f"get_{field}_display")())
    if field == "evidence":
        known = proof_kinds()
        return listed(known[one].label for one in value if one in known)
    if field == "applies_types":
        return listed(type_name(one) for one in value)
    if field == "applies_levels":
        return listed(Unit.Level(one).label for one in value)
    if field in ("steps", "risks"):
        return "\n".join("｜".join(part for part in row.values() if part) for row in value)
    if field == "in_person":
        return str(Item._meta.get_field(field).verbose_name)
    return listed(value) if isinstance(value, list) else str(value)


def fields_of(kind: str) -> tuple[str, ...]:
    """What the page of a list shows of an item besides its title."""
    if kind == ListKind.POWER:
        return ("principal", "supervisory", "steps", "risks", "public_text", "basis")
    if kind in NORMS:
        return ("activity", "ceiling", "ceiling_per", "basis")
    return (
        *DUTY_FIELDS, "principal", "supervisory", "first_person", "dual_duty", "evidence", "applies_types",
        "applies_levels", "applies_powers", "applies_posts", "basis",
    )  # fmt: skip
