"""
Photographs without the place where they were taken. 照片去除位置信息。

A photograph of a signed sheet needs no coordinates of somebody's home. With Pillow the place and the serial
numbers go and the picture stays as it is; without Pillow nothing is taken out, and `can_strip` says so.
"""

from importlib.util import find_spec
from pathlib import Path

can_strip = find_spec("PIL") is not None
"""Whether Pillow is installed."""

GPS = 0x8825
EXIF = 0x8769
TAKEN_OUT = (0xA430, 0xA431, 0xA435, 0x927C)
"""Owner's name, serial numbers of camera and lens, the maker's own notes, in which a place may stand again."""


def without_place(path: Path, kind: str) -> bool:
    """
    Take place, owner and serial numbers out of a photograph in place; True when there was a place. When it was taken
    stays: it is evidence.
    """
    if not can_strip or kind != "jpeg":
        return False
    from PIL import Image

    with Image.open(path) as picture:
        said = picture.getexif()
        inner = said.get_ifd(EXIF)
        if GPS not in said and not any(tag in inner for tag in TAKEN_OUT):
            return False
        had_place = GPS in said
        if had_place:
            del said[GPS]
        for tag in TAKEN_OUT:
            inner.pop(tag, None)
        # The picture itself is kept as it is: quantisation and sampling are those it came with.
        beside = path.with_suffix(".new")
        picture.save(beside, format="JPEG", quality="keep", exif=said.tobytes())
    beside.replace(path)
    return had_place
