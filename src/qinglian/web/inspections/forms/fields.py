"""Fields that many forms have. 常用字段。"""

from typing import Any

from django import forms


def day(**kwargs: Any) -> forms.DateField:
    """A day, picked."""
    return forms.DateField(
        widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"), **kwargs
    )


def words(label: Any, rows: int = 3, **kwargs: Any) -> forms.CharField:
    """A few words."""
    return forms.CharField(
        label=label, max_length=4000, widget=forms.Textarea(attrs={"rows": rows}), **kwargs
    )
