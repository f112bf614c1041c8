"""Helpers of the tests of event logs."""

from pathlib import Path
from typing import Any

import yaml

from qinglian.engine.dataset import Dataset
from qinglian.engine.identity import Hasher
from qinglian.engine.inputs import open_inputs

HASHER = Hasher(bytes(range(32)))


def opened(*paths: Path, mapping: dict[str, Any] | None = None, **said: Any) -> Dataset:
    """Read and load, with a mapping given as a dict."""
    if mapping is not None:
        said["mapping"] = paths[0].with_suffix(".mapping.yaml")
        said["mapping"].write_text(yaml.safe_dump(mapping, allow_unicode=True), "utf-8")
    return open_inputs(paths, hasher=HASHER, **said)


def events(dataset: Dataset, *columns: str) -> list[tuple[Any, ...]]:
    """Columns of the events, by id."""
    found = dataset.backend.arrow(dataset.bind("event", columns)).to_pylist()
    return [
        tuple(row[name] for name in columns)
        for row in sorted(found, key=lambda row: row["event_id"])
    ]


def hashed(person: str) -> str | None:
    """A person as hashed in these tests."""
    return HASHER.hashed("person", person)
