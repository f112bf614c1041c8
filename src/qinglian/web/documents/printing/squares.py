"""The short code as a square code: PNG for Word, SVG for typst. 二维码。"""

import io
from functools import lru_cache

import qrcode
from qrcode.image.svg import SvgPathFillImage


@lru_cache(maxsize=64)
def _code(text: str) -> qrcode.QRCode:
    # A quarter of the square may be lost: stamps, folds, a cheap copier.
    made = qrcode.QRCode(error_correction=qrcode.constants.ERROR_CORRECT_Q, box_size=8, border=2)
    made.add_data(text)
    return made


@lru_cache(maxsize=64)
def square_png(text: str) -> bytes:
    """As a picture."""
    out = io.BytesIO()
    _code(text).make_image().save(out, format="PNG")
    return out.getvalue()


@lru_cache(maxsize=64)
def square_svg(text: str) -> str:
    """As a drawing."""
    out = io.BytesIO()
    _code(text).make_image(image_factory=SvgPathFillImage).save(out)
    return out.getvalue().decode()
