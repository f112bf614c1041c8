"""
A file that belongs to a step of some matter: the signed sheet, a photograph, what proves an outcome. 附件。

Each app has its own table of papers, so that what is deleted with a matter is deleted whole; the columns are the same.
"""

from collections.abc import Iterable
from functools import partial
from typing import TYPE_CHECKING, Any

from django.db import models

from qinglian.web.core.ids import new_id

if TYPE_CHECKING:
    from qinglian.web.core.uploads import Stored


class FiledPaper(models.Model):
    """The columns of a paper; the subclass says of which step."""

    public_id = models.CharField(
        max_length=16, unique=True, default=partial(new_id, "CL"), editable=False
    )
    name = models.CharField(max_length=200)
    path = models.CharField(max_length=200)
    kind = models.CharField(max_length=40)
    sha256 = models.CharField(max_length=64)
    size = models.PositiveBigIntegerField()

    class Meta:
        abstract = True

    @classmethod
    def file(cls, step: Any, papers: "Iterable[Stored]") -> None:
        """Keep the files of a step."""
        cls.objects.bulk_create(
            cls(
                step=step,
                name=one.name,
                path=str(one.path),
                kind=one.kind,
                sha256=one.sha256,
                size=one.size,
            )
            for one in papers
        )
