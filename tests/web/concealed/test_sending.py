"""A picture sent twice is one record; what broke off goes on; what does not fit is told and nothing is lost."""

import uuid
from collections.abc import Callable
from datetime import timedelta
from types import SimpleNamespace

import pytest
from django.db import IntegrityError, connection, transaction
from django.test import Client
from django.utils import timezone

from qinglian.web.accounts.models import User
from qinglian.web.concealed import clock
from qinglian.web.concealed.models import Acceptance, Arriving, Shot
from tests.web.concealed.conftest import Phone, picture


def test_sent_twice_is_one(phone: Phone) -> None:
    name, content = str(uuid.uuid4()), picture(1)
    first = phone.send(content, name)
    assert (first["state"], first["number"]) == ("arrived", 1)
    assert phone.send(content, name) == first
    assert Shot.objects.count() == Acceptance.objects.count() == 1
    assert not Arriving.objects.exists()


def test_what_broke_off_goes_on_where_it_stopped(phone: Phone) -> None:
    name, content = str(uuid.uuid4()), picture(2, quality=100)
    assert len(content) > 60_000
    phone.announce(content, name)
    assert phone.piece(name, content, 0, 20_000).json()["have"] == 20_000
    again = phone.announce(content, name).json()
    assert (again["state"], again["have"]) == ("waiting", 20_000)
    # A piece that comes again, or leaves a gap, changes nothing.
    assert phone.piece(name, content, 0, 20_000).json()["have"] == 20_000
    assert phone.piece(name, content, 30_000, 5_000).json()["have"] == 20_000
    assert phone.send(content, name)["state"] == "arrived"
    assert Shot.objects.get().kept_sha256 == Shot.objects.get().sha256


def test_conflicts_are_told(phone: Phone) -> None:
    name = str(uuid.uuid4())
    phone.send(picture(1), name)
    other = phone.announce(picture(2), name)
    assert (other.status_code, other.json()["state"]) == (409, "differs")
    same = phone.announce(picture(1))
    assert same.json()["state"] == "same"
    assert "1" in same.json()["said"]
    unknown = phone.announce(picture(3), kind="示例没有")
    assert (unknown.status_code, unknown.json()["state"]) == (409, "refused")
    bad = phone.send(b"no picture at all", str(uuid.uuid4()))
    assert bad["state"] == "refused"
    assert Shot.objects.count() == 1


def test_of_whom(phone: Phone, site: SimpleNamespace, signed_in: Callable[[User], Client]) -> None:
    """Another person's pictures on a shared phone stay; who is of no side of the site sends nothing; others: 404."""
    phone.facts["user"]["id"] += 1
    assert phone.announce(picture(1)).json()["state"] == "other"
    owner = Phone(signed_in(site.people["site_agent"]), site)
    assert owner.facts["sections"] == []
    stranger = signed_in(User.objects.create(username="stranger"))
    address = f"/concealed/site/{site.section.public_id}/send/"
    assert stranger.post(address, "{}", content_type="application/json").status_code == 404


def test_a_record_is_only_added(phone: Phone) -> None:
    phone.send(picture(1))
    for sql in ("update concealed_shot set number = 7", "delete from concealed_shot"):
        with pytest.raises(IntegrityError), transaction.atomic(), connection.cursor() as cursor:
            cursor.execute(sql)
    assert Shot.objects.get().number == 1


def test_how_far_a_time_can_be_believed(phone: Phone, site: SimpleNamespace) -> None:
    user, section, now = site.people["quality_lead"], site.section, timezone.now()
    facts = phone.said()

    def sure(**more: object) -> str:
        return clock.reckon(
            {**facts, "server_sent": facts["device_sent"], **more}, user=user, section=section, received=now
        ).sure  # fmt: skip

    hour = 3_600_000
    assert sure() == "high"
    assert sure(source="gallery") == "low"
    assert sure(challenge="made up") == "low"
    # A clock an hour wrong all the time is taken into account; one that was moved in between is noticed.
    wrong = {
        key: facts[key] + hour for key in ("device_at_challenge", "device_taken", "device_sent")
    }
    assert sure(**wrong) == "high"
    assert sure(**wrong, ran_ms=None) == "high"
    assert sure(device_taken=facts["device_taken"] - hour) == "low"
    assert sure(device_taken=facts["device_taken"] + hour) == "low"
    later = {"device_sent": facts["device_sent"] + hour, "device_taken": facts["device_taken"]}
    assert sure(**later, ran_ms=None) == "low"
    other = clock.reckon(facts, user=site.people["measurer"], section=section, received=now)
    assert other.sure == "low"
    reckoned = clock.reckon({**facts, **wrong}, user=user, section=section, received=now)
    assert abs(reckoned.at - now) < timedelta(minutes=1)


@pytest.mark.parametrize(
    ("place", "kind", "sure"),
    [
        ({"kind": "gnss", "lat": 30.1, "lon": 120.2, "accuracy": 8}, "gnss", "high"),
        ({"kind": "gnss", "lat": 30.1, "lon": 120.2, "accuracy": 900}, "gnss", "middle"),
        ({"kind": "portal", "portal": "左洞进口", "face": "ZK1+230"}, "portal", "middle"),
        ({"kind": "qr_point", "point": "示例3号"}, "qr_point", "middle"),
        ({"kind": "gnss"}, "declared", "low"),
        (None, "declared", "low"),
    ],
)
def test_no_place_is_refused(phone: Phone, place: object, kind: str, sure: str) -> None:
    assert phone.send(picture(1), place=place)["state"] == "arrived"
    shot = Shot.objects.get()
    assert (shot.found, shot.place_sure) == (kind, sure)


def test_a_stake_that_cannot_be_stays_as_words(phone: Phone) -> None:
    phone.send(picture(1), said="K9+999", set="1" * 32, part="")
    phone.send(picture(2), said="K1+200～K1+260", set="2" * 32, part="")
    wrong, right = Acceptance.objects.order_by("pk")
    assert (wrong.said, wrong.start) == ("K9+999", None)
    assert (right.start, right.end) == (1200, 1260)
