"""A phone that announces and sends pictures, and pictures to send."""

import hashlib
import json
import uuid
from collections.abc import Callable
from dataclasses import replace
from io import BytesIO
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import numpy as np
import pytest
from django.core.cache import cache
from django.test import Client
from PIL import Image
from pytest_django import Settings

from qinglian.web.accounts.models import User
from qinglian.web.concealed.models import Acceptance, Shot

PIECE = 40_000


@pytest.fixture(autouse=True)
def _own_folder(tmp_path: Path, settings: Settings) -> None:
    settings.CONFIG = replace(settings.CONFIG, data=tmp_path)
    cache.clear()


def picture(seed: int, quality: int = 90, bright: int = 0) -> bytes:
    """A picture like no other seed's: soft shapes, so that it survives being compressed again."""
    rng = np.random.default_rng(seed)
    small = Image.fromarray(rng.integers(20, 210, (12, 16, 3), dtype=np.uint8) + np.uint8(bright))
    out = BytesIO()
    small.resize((640, 480), Image.Resampling.BICUBIC).save(out, "JPEG", quality=quality)
    return out.getvalue()


class Phone:
    """What the page does, without a browser."""

    def __init__(self, client: Client, site: SimpleNamespace) -> None:
        self.client, self.section = client, site.section
        self.facts = client.get("/concealed/site/facts/").json()

    def said(self, **more: Any) -> dict[str, Any]:
        """Facts of a picture taken now with a true clock."""
        [section] = [one for one in self.facts["sections"] if one["id"] == self.section.public_id]
        at = section["challenge"]["at"]
        return {
            "challenge": section["challenge"]["token"], "device_at_challenge": at, "device_taken": at + 1000,
            "device_sent": at + 2000, "ran_ms": 1000, "source": "camera", "set": "0" * 32, "kind": "pile",
            "shot": "whole", "part": "02.01.01", "said": "", "process": "终孔", "place": {"kind": "declared"},
            "board": {"标段": "TJ1"}, **more,
        }  # fmt: skip

    def announce(self, content: bytes, name: str = "", **more: Any) -> Any:
        """Say that it comes."""
        body = {
            "id": name or str(uuid.uuid4()), "who": self.facts["user"]["id"], "size": len(content),
            "sha256": hashlib.sha256(content).hexdigest(), "facts": self.said(**more),
        }  # fmt: skip
        return self.client.post(
            f"/concealed/site/{self.section.public_id}/send/", json.dumps(body), content_type="application/json"
        )  # fmt: skip

    def piece(self, name: str, content: bytes, begins: int, size: int = PIECE) -> Any:
        """One piece."""
        return self.client.post(
            f"/concealed/site/{self.section.public_id}/send/{name}/{begins}/",
            content[begins : begins + size], content_type="application/octet-stream",
        )  # fmt: skip

    def send(self, content: bytes, name: str = "", **more: Any) -> dict[str, Any]:
        """All of it."""
        name = name or str(uuid.uuid4())
        said = self.announce(content, name, **more).json()
        while said["state"] == "waiting":
            said = self.piece(name, content, said["have"]).json()
        return said


@pytest.fixture
def phone(site: SimpleNamespace, signed_in: Callable[[User], Client]) -> Phone:
    """The contractor's."""
    return Phone(signed_in(site.people["quality_lead"]), site)


@pytest.fixture
def drafted(phone: Phone, site: SimpleNamespace) -> Acceptance:
    """A set with one picture and its ledger row."""
    assert phone.send(picture(1))["state"] == "arrived"
    found = Shot.objects.get().acceptance
    found.covers.create(row=site.rows["R4"])
    return found
