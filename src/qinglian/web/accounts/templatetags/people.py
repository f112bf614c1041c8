"""`{% load people %}`: names and telephones masked: `{{ name|masked }}`, `{{ phone|masked_phone }}`."""

from typing import Any

from django import template

from qinglian.web.core.masking import mask_name, mask_phone

register = template.Library()


@register.filter
def masked(name: Any) -> str:
    """A name without its last characters; of a person the name."""
    return mask_name(str(getattr(name, "name", name) or ""))


@register.filter
def masked_phone(phone: Any) -> str:
    """A telephone number without its middle."""
    return mask_phone(str(phone or ""))


@register.simple_tag
def name_of(person: Any, opened: bool) -> str:
    """The name whole where leave holds (`names_open`), masked otherwise."""
    name = str(getattr(person, "name", person) or "")
    return name if opened else mask_name(name)
