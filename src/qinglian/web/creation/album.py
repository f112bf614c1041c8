"""
The album of a brand: one press, from what stands in the brand files (S03). 品牌画册。

Typeset like the papers of the site, by typst; what people wrote is data and never read as markup.
"""

import json
from functools import lru_cache
from importlib.resources import files
from io import BytesIO
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import typst
from django.utils import timezone
from PIL import Image, ImageOps

from qinglian.web.core import uploads
from qinglian.web.core.drafts import long_day
from qinglian.web.core.masking import mask_text
from qinglian.web.creation.flower import Flower, print_svg
from qinglian.web.creation.models import Brand, Paper

MOST_PICTURES = 2
WIDEST = 1600


@lru_cache(maxsize=1)
def _fonts() -> typst.Fonts:
    """The fonts of the system, looked through once in each process."""
    return typst.Fonts()


def album(drawn: Flower) -> bytes:
    """The PDF: cover, the flower with all places, a page for each leaf, what is still missing."""
    with TemporaryDirectory() as folder:
        home = Path(folder)
        home.joinpath("album.typ").write_bytes(
            files(__package__).joinpath("album.typ").read_bytes()
        )
        home.joinpath("flower.svg").write_text(print_svg(drawn), "utf-8")
        brands = [one.brand for one in drawn.leaves if one.brand is not None]
        said = {
            "parent": _told(drawn.parent, home), "year": timezone.localdate().year,
            "day": long_day(timezone.localdate()), "size": drawn.size,
            "middle": [[one, text] for one, text in drawn.heart_lines],
            "leaves": [
                {"place": one.place, "there": one.brand is not None, "x": one.x,
                 "lines": [[height, text] for height, text in one.lines]}
                for one in drawn.leaves
            ],
            "pages": [_told(one, home) for one in brands], "missing": drawn.missing,
        }  # fmt: skip
        home.joinpath("album.json").write_text(json.dumps(said, ensure_ascii=False), "utf-8")
        made: Any = typst.compile(home / "album.typ", root=home, font_paths=_fonts(), sys_inputs={})
    return made


def _told(brand: Brand, home: Path) -> dict[str, Any]:
    return {
        "name": brand.name, "place": brand.place or 0, "unit": str(brand.unit),
        "meaning": mask_text(brand.meaning), "carrier": mask_text(brand.carrier),
        "spread": mask_text(brand.spread), "pictures": list(_pictures(brand, home)),
    }  # fmt: skip


def _pictures(brand: Brand, home: Path) -> Any:
    """Its first photographs, made small enough for paper; what cannot be read is left out."""
    rows = Paper.objects.filter(step__number=brand.public_id, kind__in=("jpeg", "png"))
    for one in rows.order_by("pk")[:MOST_PICTURES]:
        raw = uploads.content(one.path)
        try:
            picture = ImageOps.exif_transpose(Image.open(BytesIO(raw or b""))).convert("RGB")
        # Pillow says of a broken file in many ways that it is one.
        except Exception:
            continue
        picture.thumbnail((WIDEST, WIDEST))
        name = f"{one.public_id}.jpg"
        picture.save(home / name, "JPEG", quality=85)
        yield name
