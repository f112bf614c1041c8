"""
A copy of a picture in which people cannot be known. 公开前遮挡人像。

The original stays. The copy is made when it is asked for and lies nowhere. Blurring alone can be undone on small
patterns: each rectangle is first coarsened to a few tiles, then blurred.
"""

from collections.abc import Iterable
from typing import Any

import cv2
import numpy as np
from django.db import transaction
from django.utils.translation import gettext as _

from qinglian.web.audit.services import record
from qinglian.web.concealed.models import Shot
from qinglian.web.core import uploads
from qinglian.web.core.moves import NotAllowed

TILES = 6
"""Tiles a side that are left of a rectangle."""
QUALITY = 88
Box = tuple[int, int, int, int]


def covered(content: bytes, boxes: Iterable[Box]) -> bytes:
    """The picture with rectangles (left, top, width, height in per mille) made unrecognisable; no notes are kept."""
    picture = cv2.imdecode(np.frombuffer(content, dtype=np.uint8), cv2.IMREAD_COLOR)
    if picture is None:
        raise NotAllowed(_("照片打不开。"))
    height, width = picture.shape[:2]
    for left, top, wide, high in boxes:
        x, y = left * width // 1000, top * height // 1000
        right, low = min(width, x + wide * width // 1000), min(height, y + high * height // 1000)
        patch = picture[y:low, x:right]
        if not patch.size:
            continue
        tiles: Any = cv2.resize(patch, (TILES, TILES), interpolation=cv2.INTER_AREA)
        size = (right - x, low - y)
        flat: Any = cv2.resize(tiles, size, interpolation=cv2.INTER_NEAREST)
        picture[y:low, x:right] = cv2.GaussianBlur(flat, (0, 0), max(2.0, min(size) / TILES / 2))
    done, encoded = cv2.imencode(".jpg", picture, [cv2.IMWRITE_JPEG_QUALITY, QUALITY])
    if not done:
        raise NotAllowed(_("照片打不开。"))
    return bytes(encoded)


@transaction.atomic
def blurred(*, shot: Shot, boxes: list[Box], nobody: bool, purpose: str, by: Any) -> bytes:
    """The copy; who took it out, what for, and how many people were covered is recorded."""
    content = covered(uploads.content(shot.path) or b"", boxes)
    record("shot.published", on=shot, by=by, reason=purpose, boxes=len(boxes), nobody=nobody)
    return content
