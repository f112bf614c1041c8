"""Where the rows lie: one lake for the site, beside its database. 数据湖的位置。"""

from pathlib import Path

from django.conf import settings

from qinglian.engine.lake import Lake


def lake_root() -> Path:
    """The folder of the lake; its key lies beside it, never inside."""
    return Path(settings.CONFIG.data) / "lake"


def key_file() -> Path:
    """The key that hashes identities at load. Split it and keep it away from backups of the lake (practice.md 3.3)."""
    return Path(settings.CONFIG.data) / "lake.key"


def lake() -> Lake:
    """The lake, made when first needed."""
    return Lake(lake_root(), make=True)
