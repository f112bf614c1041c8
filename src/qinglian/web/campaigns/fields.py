"""
Fields of business: those of the rule packs, and those the programme office added. 领域。

A field without any rule is the reason why there is a map, so a place adds its own. The red flags of the open
contracting standard are no field: they belong to tendering.
"""

from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from qinglian.web.accounts.roles import Role
from qinglian.web.audit.services import record
from qinglian.web.campaigns.models import Field
from qinglian.web.core.moves import NotAllowed
from qinglian.web.runs.cards import cards
from qinglian.web.runs.words import pack_choices, pack_name
from qinglian.web.units.scope import roles_of

WITHIN = {"ocds_red_flags": "bidding_cn"}
"""Packs that are no field of their own."""
OWN = "own-"
ADDING = frozenset({Role.PROGRAMME_OFFICE, Role.SUPERVISION_HEAD})


def fields() -> list[tuple[str, str]]:
    """All fields: key and name in the reader's language; names that a place added stay as they were typed."""
    packs = [(key, name) for key, name in pack_choices() if key not in WITHIN]
    return packs + list(Field.objects.values_list("key", "name"))


def field_name(key: str) -> str:
    """The name of a field; a key that is gone, as it is."""
    if key.startswith(OWN):
        return Field.objects.filter(key=key).values_list("name", flat=True).first() or key
    return pack_name(key)


def packs_of(keys: Any) -> list[str]:
    """The rule packs that belong to fields."""
    wanted = set(keys)
    return [pack for pack in cards().packs if WITHIN.get(pack, pack) in wanted]


def may_add(user: Any) -> bool:
    """Whether a person may add a field."""
    return bool(roles_of(user) & ADDING)


@transaction.atomic
def field_add(*, name: str, by: Any) -> Field:
    """Add a field, so that the map shows where nothing is done."""
    if not may_add(by):
        raise NotAllowed(_("您的角色不办理这件事。"))
    name = name.strip()
    if not name or name in {known for _key, known in fields()}:
        raise NotAllowed(_("已有这个领域，或没有写名称。"))
    number = (Field.objects.order_by("-pk").values_list("pk", flat=True).first() or 0) + 1
    made = Field.objects.create(key=f"{OWN}{number}", name=name, by=by)
    record("campaign.field_added", on=("field", made.key), by=by)
    return made
