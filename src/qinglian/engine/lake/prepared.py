"""
备好的事件。Prepared events, kept so that the next run over the same batches starts from them.

A folder `prepared/<key>` is named after all that its contents depend on. It is whole or absent, and may be deleted at
any time; a reader holds it as long as its data set lives.
"""

import hashlib
import json
import os
import weakref
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from qinglian import __version__
from qinglian.engine.lake.disk import aside, hold, remove
from qinglian.engine.lake.opened import LakeDataset
from qinglian.engine.lake.store import PREPARED
from qinglian.model.table import tables


def prepared_key(dataset: LakeDataset, *depends: str) -> str:
    """Key of what is prepared from the events: the batches that carry any, and `depends` (the calendar, the columns …).

    Superseding, correcting and a new version of qinglian change it too.
    """
    carry = {"event", *(name for name, spec in tables().items() if spec.process)}
    used = [batch.id for batch in dataset.batches if carry & set(batch.tables)]
    body = json.dumps([__version__, used, dataset.zone, depends], ensure_ascii=False)
    return hashlib.sha256(body.encode()).hexdigest()[:32]


def prepared_under(dataset: LakeDataset, beginning: str) -> list[str]:
    """Names of folders that begin so: what was prepared from the same batches with other columns."""
    return [folder.name for folder in (dataset.lake.root / PREPARED).glob(f"{beginning}*")]


def find_prepared(dataset: LakeDataset, key: str) -> Path | None:
    """The folder prepared under this key, held for the data set; None where it is yet to be made."""
    folder = dataset.lake.root / PREPARED / key
    held = hold(folder, shared=True)
    if held is None:
        return None
    weakref.finalize(dataset, os.close, held)
    return folder


@contextmanager
def preparing(dataset: LakeDataset, key: str) -> Iterator[Path]:
    """Give a folder to fill; at the end of the block it is what `find_prepared` finds, whole.

    Where another process was quicker, its folder stands.
    """
    root = dataset.lake.root
    with aside(root, root / PREPARED / key, keep_existing=True) as folder:
        yield folder


def drop_stale(dataset: LakeDataset, *keep: str) -> int:
    """Remove what was prepared under other keys and is read by nobody; return how many folders went."""
    folders = (dataset.lake.root / PREPARED).iterdir()
    return sum(remove(folder) for folder in sorted(folders) if folder.name not in keep)
