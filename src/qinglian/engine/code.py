"""代码的指纹。What the answers of the engine hang on besides data and cards: its own code and that of its libraries."""

import hashlib
from functools import cache
from importlib.metadata import version
from pathlib import Path

import qinglian

HERE = Path(qinglian.__file__).parent
PARTS = ("model", "checks", "engine")
LIBRARIES = ("ibis-framework", "sqlglot", "duckdb")


@cache
def fingerprint() -> str:
    """Hash of every file of model, checks and engine, and of the versions of the libraries that write and run SQL."""
    seen = hashlib.sha256()
    for name in LIBRARIES:
        seen.update(f"{name} {version(name)}\n".encode())
    for part in PARTS:
        for path in sorted((HERE / part).rglob("*")):
            if path.suffix in (".py", ".yaml"):
                body = path.read_bytes()
                seen.update(f"{path.relative_to(HERE)} {len(body)}\n".encode())
                seen.update(body)
    return seen.hexdigest()[:32]


@cache
def hash_of(path: Path) -> str:
    """Hash of one file of code."""
    return hashlib.sha256(path.read_bytes()).hexdigest()[:32]
