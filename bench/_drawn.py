"""Pictures drawn at random, and copies of them as people make them. 画出来的照片与它们的翻版。"""

import cv2
import numpy as np
from numpy.typing import NDArray

Picture = NDArray[np.uint8]


def drawn(seed: int, width: int = 320, height: int = 240) -> Picture:
    """Ground with light and texture, things with edges, some lettering: as a photograph of a meeting or a board has."""
    chance = np.random.default_rng(seed)
    ground = np.zeros((height, width, 3), dtype=np.float32)
    for size, weight in ((3, 90), (6, 60), (14, 35), (40, 16)):
        noise = chance.normal(size=(size, size + 1, 3)).astype(np.float32) * weight
        ground += cv2.resize(noise, (width, height), interpolation=cv2.INTER_CUBIC)
    picture: Picture = np.clip(ground + chance.integers(70, 180), 0, 255).astype(np.uint8)
    for _ in range(chance.integers(4, 14)):
        colour = [int(one) for one in chance.integers(0, 256, 3)]
        x, y = int(chance.integers(0, width)), int(chance.integers(0, height))
        w, h = int(chance.integers(10, width // 3)), int(chance.integers(10, height // 3))
        kind = chance.integers(0, 4)
        if kind == 0:
            cv2.rectangle(picture, (x, y), (x + w, y + h), colour, -1)
        elif kind == 1:
            cv2.ellipse(
                picture,
                (x, y),
                (w // 2, h // 2),
                float(chance.integers(0, 180)),
                0,
                360,
                colour,
                -1,
            )
        elif kind == 2:
            cv2.line(picture, (x, y), (x + w, y - h), colour, int(chance.integers(1, 6)))
        else:
            word = "".join(map(str, chance.integers(0, 10, 6)))
            cv2.putText(
                picture,
                word,
                (x // 2, y),
                cv2.FONT_HERSHEY_SIMPLEX,
                float(chance.uniform(0.5, 1.6)),
                colour,
                2,
            )
    return picture


def copied(picture: Picture, seed: int) -> Picture:
    """Cropped by up to a tenth, brighter or darker by up to a fifth, compressed again at quality 50 or better."""
    chance = np.random.default_rng(seed)
    height, width = picture.shape[:2]
    gone_w, gone_h = int(chance.uniform(0, 0.1) * width), int(chance.uniform(0, 0.1) * height)
    left, top = int(chance.integers(0, gone_w + 1)), int(chance.integers(0, gone_h + 1))
    part = picture[top : height - (gone_h - top), left : width - (gone_w - left)]
    light = np.clip(part.astype(np.float32) * chance.uniform(0.8, 1.2), 0, 255).astype(np.uint8)
    quality = [cv2.IMWRITE_JPEG_QUALITY, int(chance.integers(50, 95))]
    _done, packed = cv2.imencode(".jpg", light, quality)
    return np.asarray(cv2.imdecode(packed, cv2.IMREAD_COLOR), dtype=np.uint8)
