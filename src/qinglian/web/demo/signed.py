"""Signed sheets and photographs for the demo: pictures that say they are made up. 演示用的签字件和照片。"""

import io
from collections.abc import Iterator
from contextlib import contextmanager

from django.core.files.uploadedfile import SimpleUploadedFile
from PIL import Image, ImageDraw

from qinglian.web.accounts.models import User
from qinglian.web.core.uploads import Stored, all_stored


@contextmanager
def picture(by: User, name: str, number: int = 0) -> Iterator[list[Stored]]:
    """One picture as somebody would have taken it; `number` makes each another."""
    image = Image.new("RGB", (640, 420), (236, 238 - number % 20, 232 + number % 20))
    pen = ImageDraw.Draw(image)
    pen.rectangle((40, 40, 600, 380), outline=(120, 120, 120), width=3)
    for line in range(6):
        pen.line(
            (80, 110 + 40 * line, 460 + (number * 37 + line * 53) % 100, 110 + 40 * line),
            fill=(150, 150, 150),
        )
    pen.text((80, 60), f"SAMPLE {number:03d}", fill=(90, 90, 90))
    kept = io.BytesIO()
    image.save(kept, "JPEG", quality=80)
    file = SimpleUploadedFile(f"{name}.jpg", kept.getvalue(), "image/jpeg")
    with all_stored([file], by=by) as stored:
        yield stored
