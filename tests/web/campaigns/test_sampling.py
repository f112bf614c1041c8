"""Self-checks that found nothing are drawn, looked at on the spot, and can be drawn again by anybody."""

import hashlib
from collections.abc import Callable
from types import SimpleNamespace

import pytest
from django.db import IntegrityError, transaction
from django.test import Client
from django.utils import timezone

from qinglian.web.accounts.models import User
from qinglian.web.audit.models import Record
from qinglian.web.campaigns.models import Campaign, Part, Sampled
from qinglian.web.campaigns.services.checking import Said, part_send_back
from qinglian.web.campaigns.services.sampling import (
    recheck_say,
    sampling_announce,
    sampling_draw,
    unheld,
)
from qinglian.web.core.moves import NotAllowed, Overtaken
from qinglian.web.rectification.models import Problem
from qinglian.web.units.models import Unit
from tests.web.campaigns.conftest import answered, soon

Make = Callable[..., Campaign]


@pytest.fixture
def clean(begun: Make, people: SimpleNamespace) -> Campaign:
    """Two bodies looked and found nothing."""
    made = begun()
    for part in made.parts.all():
        two = (people.officer, people.head)
        if part.unit == people.school.unit:
            two = (people.school, people.school_head)
        answered(part, *two)
    return made


def test_the_seed_is_on_record_before_and_anybody_draws_the_same(
    clean: Campaign, people: SimpleNamespace
) -> None:
    said = sampling_announce(campaign=clean, by=people.team, share=50)
    record = Record.objects.get(action="self_check.seed_said")
    assert (record.data["seed"], record.data["population"]) == (said.seed, said.population)
    assert not Sampled.objects.filter(drawn=True).exists()
    ids = list(clean.parts.values_list("public_id", flat=True))
    first = min(ids, key=lambda one: hashlib.sha256(f"{said.seed}:{one}".encode()).hexdigest())
    drawn = sampling_draw(sampling=said, by=people.lead)
    assert [one.part.public_id for one in drawn.items.filter(drawn=True)] == [first]
    assert drawn.population == hashlib.sha256("\n".join(sorted(ids)).encode()).hexdigest()
    with pytest.raises(Overtaken):
        sampling_draw(sampling=said, by=people.team)


def test_what_is_drawn_from_stands_still_after_the_seed(
    clean: Campaign, people: SimpleNamespace
) -> None:
    said = sampling_announce(campaign=clean, by=people.team)
    with pytest.raises(NotAllowed):
        sampling_announce(campaign=clean, by=people.lead)
    with pytest.raises(NotAllowed):
        part_send_back(part=clean.parts.first(), by=people.lead, reason="补", due_on=soon(3))
    sampling_draw(sampling=said, by=people.team)
    again = sampling_announce(campaign=clean, by=people.lead, share=100)
    assert again.items.count() == 1, "what was drawn is not drawn twice"
    with pytest.raises(IntegrityError), transaction.atomic():
        Sampled.objects.update(drawn=True)


@pytest.mark.parametrize("who", ["officer", "market", "auditor", "aide", "office"])
def test_who_draws(who: str, clean: Campaign, people: SimpleNamespace) -> None:
    with pytest.raises(NotAllowed):
        sampling_announce(campaign=clean, by=getattr(people, who))


def test_what_found_something_is_not_drawn(begun: Make, people: SimpleNamespace) -> None:
    made = begun("bureau")
    answered(made.parts.get(), people.officer, people.head, (Said("多收", "三月多收"),))
    with pytest.raises(NotAllowed):
        sampling_announce(campaign=made, by=people.team)


def test_a_re_check_is_on_the_spot_and_by_another_body(
    clean: Campaign, people: SimpleNamespace, bodies: dict[str, Unit], person: Callable[..., User]
) -> None:
    said = sampling_announce(campaign=clean, by=people.team, share=100)
    item = said.items.first()
    usual = {
        "result": "confirmed", "place": "示例大厅", "seen": "抽了二十份", "by": people.team,
        "looked_on": timezone.localdate(),
    }  # fmt: skip
    with pytest.raises(NotAllowed):
        recheck_say(item=item, **usual)
    sampling_draw(sampling=said, by=people.team)
    with pytest.raises(NotAllowed):
        recheck_say(item=item, **{**usual, "by": people.officer})
    with pytest.raises(NotAllowed):
        recheck_say(item=item, **{**usual, "place": " "})
    with pytest.raises(NotAllowed):
        recheck_say(item=item, **{**usual, "result": "found"})
    with pytest.raises(IntegrityError), transaction.atomic():
        Sampled.objects.filter(pk=item.pk).update(result="confirmed")
    recheck_say(item=item, **usual)
    with pytest.raises(Overtaken):
        recheck_say(item=item, **usual)
    other = said.items.exclude(pk=item.pk).get()
    recheck_say(
        item=other, **{**usual, "result": "found", "topic": clean.topics.first()},
        problems=[Said("漏报两项", "两份合同逾期付款")],
    )  # fmt: skip
    assert unheld(Part.objects.filter(campaign=clean)) == (2, 1)
    found = other.founds.get()
    assert not found.self_found
    problem = Problem.objects.get(public_id=found.problem_id)
    assert (problem.origin, problem.finder_unit, problem.lead_unit) == (
        "campaign",
        bodies["team"],
        bodies["leader"],
    )


def test_bodies_do_not_see_who_was_drawn(
    clean: Campaign, people: SimpleNamespace, signed_in: Callable[[User], Client]
) -> None:
    assert "抽取零发现自查" in signed_in(people.lead).get("/desk/").content.decode()
    said = sampling_announce(campaign=clean, by=people.team, share=100)
    page = said.get_absolute_url()
    assert page in signed_in(people.lead).get("/desk/").content.decode()
    assert signed_in(people.officer).get(page).status_code == 404
    team = signed_in(people.team)
    assert "一致" in team.get(page).content.decode()
    assert team.post(f"{page}draw/").status_code == 302
    item = said.items.first()
    assert team.get(f"/campaigns/samplings/items/{item.pk}/").status_code == 200
    told = {
        "result": "confirmed", "place": "示例大厅", "seen": "抽了二十份", "problems": "2",
        "looked_on": timezone.localdate().isoformat(),
    }  # fmt: skip
    assert team.post(f"/campaigns/samplings/items/{item.pk}/", told).status_code == 302
    shown = team.get(page).content.decode()
    assert "核实无误" in shown
    assert "0 / 1" in shown
    assert "现场抽查" in team.get("/desk/").content.decode()
