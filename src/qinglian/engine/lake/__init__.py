"""数据湖：不可改的批次、留存的运行。The lake: immutable batches, and the runs over them."""

from qinglian.engine.lake.changes import (
    changed_cases,
    changed_ids,
    changed_subjects,
    comparable,
    compare,
)
from qinglian.engine.lake.disk import NotWritten
from qinglian.engine.lake.loading import load_files
from qinglian.engine.lake.opened import LakeDataset, open_lake
from qinglian.engine.lake.prepared import (
    drop_stale,
    find_prepared,
    prepared_key,
    prepared_under,
    preparing,
)
from qinglian.engine.lake.refused import export as export_refused
from qinglian.engine.lake.runs import Run, find_signal, last_run, read_run, runs, save_run
from qinglian.engine.lake.store import Lake

__all__ = [
    "Lake",
    "LakeDataset",
    "NotWritten",
    "Run",
    "changed_cases",
    "changed_ids",
    "changed_subjects",
    "comparable",
    "compare",
    "drop_stale",
    "export_refused",
    "find_prepared",
    "find_signal",
    "last_run",
    "load_files",
    "open_lake",
    "prepared_key",
    "prepared_under",
    "preparing",
    "read_run",
    "runs",
    "save_run",
]
