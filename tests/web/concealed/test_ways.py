"""The three lawful ways to measure what is covered, each visible as its kind."""

from types import SimpleNamespace

import pytest
from django.db import IntegrityError
from django.utils import timezone

from qinglian.web.concealed.models import Acceptance, Covers
from qinglian.web.concealed.ways import covered, way_of


def accepted(site: SimpleNamespace, key: str, way: str) -> Acceptance:
    status = {"accepted": "accepted", "timed_out": "covered", "later_proof": "proved", "": "draft"}
    one = Acceptance.objects.create(
        section=site.section, kind="pile", by=site.people["measurer"], status=status[way], way=way,
        way_at=timezone.now() if way else None,
    )  # fmt: skip
    Covers.objects.create(acceptance=one, row=site.rows[key])
    return one


@pytest.mark.parametrize("way", ["accepted", "timed_out", "later_proof"])
def test_each_way_opens_its_row_as_its_kind(site: SimpleNamespace, way: str) -> None:
    one = accepted(site, "R4", way)
    found = way_of(site.rows["R4"])
    assert found
    assert (found.kind, found.acceptance) == (way, one)
    assert covered(site.rows["R4"])
    assert not covered(site.rows["R5"])


def test_what_covers_nothing_needs_no_way(site: SimpleNamespace) -> None:
    assert covered(site.rows["R1"])
    assert way_of(site.rows["R1"]) is None


def test_a_draft_opens_nothing_and_the_better_kind_is_named(site: SimpleNamespace) -> None:
    accepted(site, "R4", "")
    assert not covered(site.rows["R4"])
    accepted(site, "R4", "later_proof")
    normal = accepted(site, "R4", "accepted")
    found = way_of(site.rows["R4"])
    assert found
    assert found.acceptance == normal


def test_no_acceptance_without_a_way_and_no_way_without_acceptance(site: SimpleNamespace) -> None:
    with pytest.raises(IntegrityError):
        Acceptance.objects.create(
            section=site.section, kind="pile", by=site.people["measurer"], status="draft", way="accepted",
            way_at=timezone.now(),
        )  # fmt: skip
