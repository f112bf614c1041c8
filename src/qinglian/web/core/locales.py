"""
English texts: `<app>/locale/en/LC_MESSAGES/django.po` are the source, compiled when first needed. 英文界面的文本。

What a page shows is written in Chinese in templates and code; the `.po` beside it has the English. Compiled
catalogues are not kept in the repository: they are written to the user's cache under a hash of the text, so
that a package works as installed.
"""

import hashlib
import os
import tempfile
from pathlib import Path

from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po


def compiled_locales(web: Path) -> list[str]:
    """Folders for LOCALE_PATHS, one for each app with English texts, each compiled at most once."""
    return [str(_compiled(po)) for po in sorted(web.glob("*/locale/en/LC_MESSAGES/django.po"))]


def _compiled(po: Path) -> Path:
    text = po.read_bytes()
    name = hashlib.sha256(text).hexdigest()[:16]
    cache = Path(os.environ.get("XDG_CACHE_HOME") or Path.home() / ".cache")
    folder = cache / "qinglian" / "locale" / name
    mo = folder / "en" / "LC_MESSAGES" / "django.mo"
    if not mo.exists():
        mo.parent.mkdir(parents=True, exist_ok=True)
        with po.open("rb") as source:
            catalog = read_po(source, locale="en")
        # Written aside and renamed: two processes may start at once.
        with tempfile.NamedTemporaryFile(dir=mo.parent, delete=False) as out:
            write_mo(out, catalog)
        os.replace(out.name, mo)
    return folder
