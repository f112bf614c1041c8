"""Texts of programmes and lists, which everybody quotes. 方案和清单的原文。"""

from collections.abc import Iterator

from qinglian.web.duties.models import Item, Programme


def quoted() -> Iterator[str]:
    """Each as it was issued."""
    yield from Programme.objects.values_list("text", flat=True)
    for title, measure in Item.objects.values_list("title", "measure"):
        yield f"{title}\n{measure}"
