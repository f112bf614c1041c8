"""
A place for one measurement: Debian's PostgreSQL in a temporary folder, syncing what it commits, and a data folder; both
gone afterwards. 临时的数据库与数据文件夹。
"""

import os
import shutil
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager

from tests.web.postgres import running

KEY = "for measuring only: nothing signed with this key is ever trusted"


@contextmanager
def stage() -> Iterator[None]:
    """Set the environment of a site, for this process and those it starts, and make the site's tables."""
    kept = dict(os.environ)
    folder = tempfile.mkdtemp(prefix="qinglian-bench-")
    try:
        with running(("fsync=on",)) as url:
            os.environ |= {
                "DJANGO_SETTINGS_MODULE": "qinglian.web.core.settings",
                "QINGLIAN_DATA": folder,
                "QINGLIAN_DATABASE": url,
                "QINGLIAN_SECRET_KEY": KEY,
            }
            import django
            from django.core.management import call_command
            from django.db import connections

            django.setup()
            call_command("migrate", "--no-input", verbosity=0)
            call_command("collectstatic", "--no-input", verbosity=0)
            yield
            connections.close_all()
    finally:
        os.environ.clear()
        os.environ.update(kept)
        shutil.rmtree(folder, ignore_errors=True)
