"""How quantities stand on pages. 数量的写法。"""

from decimal import Decimal
from typing import Any

from django import template

register = template.Library()


@register.filter
def quantity(value: Any) -> str:
    """Without noughts behind and without powers of ten: 8,000, not 8E+3."""
    if value is None:
        return ""
    whole, point, part = f"{Decimal(value):f}".partition(".")
    part = part.rstrip("0")
    return (
        f"{int(whole):,}" + (f".{part}" if point and part else "")
        if whole not in ("-0",)
        else (f"-0.{part}" if part else "0")
    )
