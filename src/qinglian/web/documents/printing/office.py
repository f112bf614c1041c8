"""
Word to PDF by LibreOffice, where it is installed. LibreOffice 转换。

Without a window, in a profile of its own in which nothing runs and nothing is fetched, one at a time on the whole
server, and killed with all its children when it takes too long.

LibreOffice reads the character grid of a page otherwise than Word and WPS (it spreads the characters), so that it gets
a copy in which the grid is said as spacing; and it is told which of the fonts there are stand for those of offices.
"""

import fcntl
import io
import math
import os
import re
import shutil
import signal
import subprocess
import tempfile
import zipfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from django.conf import settings

SECONDS = 60
"""For the first paper of a call; each further one gets `MORE`."""
MORE = 5
AT_ONCE = 25
"""Papers of one call: LibreOffice begins once for all of them."""
_GRID = re.compile(rb'<w:docGrid\b[^>]*w:type="linesAndChars"[^>]*/>')
_SPACE = re.compile(rb'w:charSpace="(-?\d+)"')
_TEXT = re.compile(rb"<w:t(?: [^>]*)?>[^<]*</w:t>")
_LONG = re.compile(rb"(?<=[>\x80-\xff])[0-9A-Z-]{9,}(?=[<\x80-\xff])")
_BREAK = "\u200b".encode()
_DEFAULT = re.compile(rb"(<w:rPrDefault>\s*<w:rPr>)(.*?)(</w:rPr>)", re.DOTALL)
SETTINGS = """<?xml version="1.0" encoding="UTF-8"?>
<oor:items xmlns:oor="http://openoffice.org/2001/registry">
<item oor:path="/org.openoffice.Office.Common/Security/Scripting"><prop oor:name="DisableMacrosExecution" oor:op="fuse">
<value>true</value></prop></item>
<item oor:path="/org.openoffice.Office.Common/Security/Scripting"><prop oor:name="DisableActiveContent" oor:op="fuse">
<value>true</value></prop></item>
<item oor:path="/org.openoffice.Office.Common/Security/Scripting"><prop oor:name="BlockUntrustedRefererLinks"
 oor:op="fuse"><value>true</value></prop></item>
<item oor:path="/org.openoffice.Office.Writer/Content/Update"><prop oor:name="Link" oor:op="fuse">
<value>0</value></prop></item></oor:items>"""
FONTS = {
    "Noto Serif CJK SC": (
        "仿宋_GB2312", "仿宋", "FangSong", "楷体_GB2312", "楷体", "KaiTi", "宋体", "SimSun", "方正小标宋简体",
        "方正小标宋_GBK", "FZXiaoBiaoSong-B05S",
    ),
    "Noto Sans CJK SC": ("黑体", "SimHei"),
}  # fmt: skip
"""What stands for a font of offices where that is missing; one that is installed is taken first."""


class OfficeError(RuntimeError):
    """LibreOffice did not make a PDF."""


def program() -> str:
    """Where LibreOffice is; nothing where it is not."""
    return shutil.which("soffice") or shutil.which("libreoffice") or ""


def pdfs(words: list[bytes]) -> list[bytes]:
    """The PDF of each Word file, in their order. Raises `OfficeError`."""
    made: list[bytes] = []
    for at in range(0, len(words), AT_ONCE):
        made += _pdfs(words[at : at + AT_ONCE])
    return made


def _pdfs(words: list[bytes]) -> list[bytes]:
    home = _home()
    with _alone(home), tempfile.TemporaryDirectory(dir=home) as name:
        place = Path(name)
        files = [place / f"{at:03d}.docx" for at in range(len(words))]
        for path, word in zip(files, words, strict=True):
            path.write_bytes(_readable(word))
        _call(home, place, files)
        made = [path.with_suffix(".pdf") for path in files]
        if missing := [path.name for path in made if not path.exists()]:
            raise OfficeError(f"no {', '.join(missing)}")
        return [path.read_bytes() for path in made]


def _home() -> Path:
    home = Path(settings.CONFIG.data).resolve() / "office"
    profile = home / "profile" / "user"
    profile.mkdir(parents=True, exist_ok=True, mode=0o700)
    registry = profile / "registrymodifications.xcu"
    if not registry.exists():
        registry.write_text(SETTINGS, "utf-8")
        aliases = "".join(
            f"<alias binding='same'><family>{one}</family><accept><family>{there}</family></accept></alias>"
            for there, names in FONTS.items()
            for one in names
        )
        (home / "fonts.conf").write_text(
            "<?xml version='1.0'?><!DOCTYPE fontconfig SYSTEM 'fonts.dtd'><fontconfig>"
            f"<include ignore_missing='yes'>/etc/fonts/fonts.conf</include>{aliases}</fontconfig>",
            "utf-8",
        )
    return home


@contextmanager
def _alone(home: Path) -> Iterator[None]:
    """One LibreOffice at a time: two with one profile would talk to each other."""
    with (home / "lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        yield


def _call(home: Path, place: Path, files: list[Path]) -> None:
    told = {"PATH": os.environ.get("PATH", ""), "HOME": str(place), "LANG": "C.UTF-8"}
    call = subprocess.Popen(
        [
            program(), f"-env:UserInstallation={(home / 'profile').as_uri()}", "--headless", "--norestore", "--nologo",
            "--convert-to", "pdf:writer_pdf_Export", "--outdir", str(place), *map(str, files),
        ],
        env={**told, "FONTCONFIG_FILE": str(home / "fonts.conf")},
        stdin=subprocess.DEVNULL, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, start_new_session=True,
    )  # fmt: skip
    try:
        call.wait(SECONDS + MORE * len(files))
    except subprocess.TimeoutExpired as error:
        raise OfficeError("too long") from error
    finally:
        # Its children as well: oosplash leaves soffice.bin behind.
        if call.poll() is None:
            os.killpg(call.pid, signal.SIGKILL)
            call.wait()


def _readable(word: bytes) -> bytes:
    """The copy for LibreOffice: the grid of characters as spacing between them."""
    with zipfile.ZipFile(io.BytesIO(word)) as packed:
        parts = {one: packed.read(one) for one in packed.namelist()}
    body = parts.get("word/document.xml", b"")
    grid = _GRID.search(body)
    space = _SPACE.search(grid[0]) if grid else None
    if not grid or "word/styles.xml" not in parts:
        return word
    # It does not know `wordWrap` either: long numbers get places where they may be broken.
    parts["word/document.xml"] = _TEXT.sub(
        lambda text: _LONG.sub(lambda one: _BREAK.join(re.findall(b".", one[0])), text[0]),
        _GRID.sub(b"", body),
    )
    if space:
        twips = math.floor(int(space[1]) / 4096 * 20)
        mark = b'<w:spacing w:val="%d"/>' % twips
        parts["word/styles.xml"] = _DEFAULT.sub(
            lambda found: found[1] + _spaced(found[2], mark) + found[3], parts["word/styles.xml"], 1
        )
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as packed:
        for name, content in parts.items():
            packed.writestr(name, content)
    return out.getvalue()


def _spaced(properties: bytes, mark: bytes) -> bytes:
    """Run properties with spacing in the place the schema has for it: after fonts and colour, before the size."""
    at = re.search(rb"<w:(?:w|kern|position|sz|szCs|lang)\b", properties)
    place = at.start() if at else len(properties)
    return properties[:place] + mark + properties[place:]
