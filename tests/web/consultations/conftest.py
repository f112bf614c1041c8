"""Bureaus of one county that ask each other."""

from collections.abc import Callable
from dataclasses import replace
from datetime import timedelta
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest
from django.core.cache import cache
from django.utils import timezone
from pytest_django import Settings

from qinglian.web.accounts.models import User
from qinglian.web.consultations.models import Asked, Consultation
from qinglian.web.consultations.services.consulting import consultation_open
from qinglian.web.consultations.services.opinions import opinion_draft, opinion_sign
from qinglian.web.core.uploads import Stored, folder
from qinglian.web.units.models import Unit


@pytest.fixture(autouse=True)
def _folder(settings: Settings, tmp_path: Path) -> None:
    settings.CONFIG = replace(settings.CONFIG, data=tmp_path)
    cache.clear()


@pytest.fixture
def people(person: Callable[..., User]) -> SimpleNamespace:
    return SimpleNamespace(
        bureau=person("unit_officer", "bureau"),
        bureau_head=person("unit_head", "bureau"),
        school=person("unit_officer", "school_bureau"),
        school_head=person("unit_head", "school_bureau"),
        market=person("unit_officer", "market"),
        market_head=person("unit_head", "market"),
        station=person("unit_officer", "station"),
        city=person("unit_officer", "city_bureau"),
        auditor=person("auditor", "county"),
        admin=person("system_admin", "county", name="admin"),
    )


@pytest.fixture
def asks(people: SimpleNamespace, bodies: dict[str, Unit]) -> Callable[..., Consultation]:
    """The bureau asks the education bureau and the market bureau."""

    def make(kind: str = "opinion", **said: Any) -> Consultation:
        usual = {
            "kind": kind, "subject": "示例办法", "text": "请看第三条。", "asker": bodies["bureau"],
            "asked": [bodies["school_bureau"], bodies["market"]], "by": people.bureau,
        }  # fmt: skip
        return consultation_open(**{**usual, **said})

    return make


@pytest.fixture
def of(bodies: dict[str, Unit]) -> Callable[[Consultation, str], Asked]:
    """The row of a body in the last round: `of(whole, "market")`."""

    def find(whole: Consultation, body: str) -> Asked:
        last = whole.rounds.last()
        assert last is not None
        return Asked.objects.get(round=last, unit=bodies[body])

    return find


@pytest.fixture
def says(people: SimpleNamespace, of: Callable[[Consultation, str], Asked]) -> Callable[..., Asked]:
    """A body drafts and signs: `says(whole, "school", "agree")`."""

    def make(whole: Consultation, who: str, stance: str, **said: Any) -> Asked:
        row = of(whole, {"school": "school_bureau"}.get(who, who))
        row = opinion_draft(asked=row, by=getattr(people, who), stance=stance, **said)
        return opinion_sign(asked=row, by=getattr(people, f"{who}_head"))

    return make


@pytest.fixture
def sheet() -> Callable[[], list[Stored]]:
    """A signed sheet as it lies after upload."""

    def make() -> list[Stored]:
        folder().mkdir(parents=True, exist_ok=True)
        path = folder() / f"sheet-{timezone.now():%f}"
        path.write_bytes(b"%PDF-1.7")
        return [Stored(name="签字件.pdf", path=str(path), kind="pdf", sha256="0" * 64, size=8)]

    return make


def passed(row: Asked, days: int = 1) -> None:
    """Let the day of a body pass."""
    Asked.objects.filter(pk=row.pk).update(due_on=timezone.localdate() - timedelta(days=days))
