"""
A file that belongs to a step of some matter: the signed sheet, a photograph, what proves an outcome. 附件。

Each app has its own table of papers, so that what is deleted with a matter is deleted whole; the columns are the same.
"""

import time
from collections.abc import Iterable
from functools import partial
from typing import TYPE_CHECKING, Any, TypedDict

from django.db import models
from django.http import FileResponse
from django.utils.translation import gettext as _

from qinglian.web.core.ids import new_id
from qinglian.web.core.moves import NotAllowed
from qinglian.web.core.uploads import download, sent_file, sweep

if TYPE_CHECKING:
    from qinglian.web.core.uploads import Stored

DAY = 86_400.0


class Sheet(TypedDict, total=False):
    """What comes with any step: its papers, and whether it was done on paper or elsewhere before (线下已办)."""

    papers: "Iterable[Stored]"
    offline: bool


def must_prove(papers: "Iterable[Stored]", *, offline: bool) -> None:
    """A step that was done offline shows the signed sheet (practice.md 3.4). Raises `NotAllowed`."""
    if offline and not list(papers):
        raise NotAllowed(_("线下已办的，请附签字件的照片或扫描件。"))


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
    def file(cls, step: Any = None, papers: "Iterable[Stored]" = (), **of: Any) -> None:
        """Keep the files of a step, or of what the table names besides."""
        cls.objects.bulk_create(
            cls(
                step=step,
                name=one.name,
                path=str(one.path),
                kind=one.kind,
                sha256=one.sha256,
                size=one.size,
                **of,
            )
            for one in papers
        )

    @property
    def ending(self) -> str:
        """What kind of file it is, as people say it: JPG, PDF, DOCX."""
        return self.name.rpartition(".")[2].upper()


def paper_sent(paper: FiledPaper, *, of: models.Model, by: Any) -> FileResponse:
    """The file as an attachment; that it left is written down on the matter."""
    response = download(paper.path, paper.name, paper.kind)
    sent_file.send(FiledPaper, paper=paper, of=of, by=by)
    return response


def papers_sweep(before: float | None = None) -> int:
    """Remove what was stored and belongs to nothing: a server died between a file and its row, or after a deletion."""
    named = {
        path
        for table in FiledPaper.__subclasses__()
        for path in table.objects.values_list("path", flat=True)
    }
    return sweep(named, time.time() - DAY if before is None else before)
