"""Lines with breaks, layers, parts and operating stakes are entered as one says them, and refused with the reason."""

from collections.abc import Callable
from datetime import date
from decimal import Decimal
from types import SimpleNamespace

import pytest
from django.db import IntegrityError, connection, transaction
from django.test import Client

from qinglian.web.accounts.models import User
from qinglian.web.concealed.kinds import house
from qinglian.web.core.moves import NotAllowed
from qinglian.web.works.divisions import divisions
from qinglian.web.works.models import (
    Alignment,
    OperatingPiece,
    Part,
    Participant,
    Party,
)
from qinglian.web.works.services import places


@pytest.fixture
def keeper(site: SimpleNamespace, person: Callable[..., User]) -> User:
    """Who keeps the register of the owner."""
    return person("unit_officer", "station")


def test_a_line_with_a_long_and_a_short_break(site: SimpleNamespace, keeper: User) -> None:
    line = places.alignment_add(
        project=site.project, prefix="zk", first="ZK0+000", last="ＺＫ３＋０００", by=keeper,
        breaks=["ZK1+100=ZK1+000 长链 100 m", "ZK2+000=ZK2+050"],
    )  # fmt: skip
    assert places.length(line) == Decimal(3050)
    road = places.road(Alignment.objects.get(pk=line.pk))
    assert [str(one) for one in road.breaks] == [
        "ZK1+100=ZK1+000 长链 100 m", "ZK2+000=ZK2+050 短链 50 m",
    ]  # fmt: skip
    with pytest.raises(NotAllowed, match="已有这条线"):
        places.alignment_add(
            project=site.project, prefix="ZK", first="ZK0+000", last="ZK1+000", by=keeper
        )


@pytest.mark.parametrize(
    ("prefix", "first", "last", "breaks", "said"),
    [
        ("YK", "YK2+000", "YK1+000", [], "没有增大"),
        ("YK", "YK0+000", "YK1+000", ["YK0+500=YK0+500"], "不是断链"),
        ("YK", "ZK0+000", "YK1+000", [], "不在"),
        ("YK", "起点", "YK1+000", [], "不是桩号"),
        ("XX", "K0+000", "K1+000", [], "线形代号"),
    ],
)
def test_what_makes_no_line_is_refused_with_the_reason(
    site: SimpleNamespace, keeper: User, prefix: str, first: str, last: str, breaks: list[str], said: str
) -> None:  # fmt: skip
    with pytest.raises(NotAllowed, match=said):
        places.alignment_add(
            project=site.project, prefix=prefix, first=first, last=last, breaks=breaks, by=keeper
        )  # fmt: skip
    assert site.project.alignments.count() == 1


def test_a_line_on_which_something_lies_stays(site: SimpleNamespace, keeper: User) -> None:
    with pytest.raises(NotAllowed, match="落在这条线上"):
        places.alignment_remove(alignment=site.line, by=keeper, reason="改线")
    assert site.line.breaks.count() == 1
    other = places.alignment_add(
        project=site.project, prefix="LK", first="LK0+000", last="LK1+000", by=keeper
    )
    places.alignment_remove(alignment=other, by=keeper, reason="误登")
    assert site.project.alignments.count() == 1


def test_operating_stakes_hold_from_day_to_day(site: SimpleNamespace, keeper: User) -> None:
    said = {"alignment": site.line, "start": "K0+000", "end": "K1+000", "by": keeper}
    piece = places.operating_add(
        **said, route="X001", from_stake="K100+000", to_stake="K101+000", valid_from=date(2020, 1, 1)
    )  # fmt: skip
    new = said | {"route": "G104", "from_stake": "K5+000", "to_stake": "K6+000"}
    with pytest.raises(NotAllowed, match="重叠"):
        places.operating_add(**new, valid_from=date(2024, 7, 1))
    places.operating_end(piece=piece, valid_to=date(2024, 7, 1), by=keeper, reason="路线调整")
    places.operating_add(**new, valid_from=date(2024, 7, 1))
    assert OperatingPiece.objects.count() == 2
    with pytest.raises(NotAllowed, match="断前"):
        places.operating_add(
            **(said | {"start": "K2+050", "end": "K3+000"}), route="X9", from_stake="K0+000", to_stake="K1+000",
            valid_from=date(2024, 7, 1),
        )  # fmt: skip


def test_the_default_division_is_imported_below_the_last_number(
    site: SimpleNamespace, keeper: User
) -> None:
    top = places.parts_import(
        section=site.section, unit="bridge", name="K2+345 示例二桥", by=keeper
    )
    assert top.path == "03"
    lower = Part.objects.filter(section=site.section, path__startswith="03.")
    assert lower.filter(rank="division").count() == len(divisions()["bridge"].parts)
    pile = lower.get(kind="pile")
    member = places.part_add(
        section=site.section, upper=pile, rank="member", name="1#墩 1-1#桩", kind="pile", by=keeper
    )
    assert member.path == f"{pile.path}.01"
    with pytest.raises(NotAllowed, match="低于"):
        places.part_add(section=site.section, upper=member, rank="item", name="示例", by=keeper)


def test_every_kind_of_the_default_division_has_its_template() -> None:
    known = set(house())
    for unit in divisions().values():
        for division in unit.parts:
            for item in division.parts:
                assert not item.kind or item.kind in known, item.name


def test_others_enter_nothing(site: SimpleNamespace, signed_in: Callable[[User], Client]) -> None:
    measurer = site.people["measurer"]
    with pytest.raises(NotAllowed, match="建设单位"):
        places.layers_set(project=site.project, names=["垫层"], by=measurer)
    browser = signed_in(measurer)
    assert browser.get(f"{site.project.get_absolute_url()}places/").status_code == 200
    assert browser.get(f"{site.project.get_absolute_url()}places/lines/new/").status_code == 403


def test_places_on_the_page(
    site: SimpleNamespace, keeper: User, signed_in: Callable[[User], Client]
) -> None:
    browser, at = signed_in(keeper), site.project.get_absolute_url()
    wrong = {"prefix": "YK", "first": "YK0+000", "last": "YK9+000", "breaks": "YK1+0=?"}
    assert "不是桩号" in browser.post(f"{at}places/lines/new/", wrong).content.decode()
    browser.post(f"{at}places/lines/new/", wrong | {"breaks": "YK1+000=YK1+200"})
    assert "路堤" in browser.get(f"{at}places/layers/").content.decode()
    browser.post(f"{at}places/layers/", {"names": "底基层\n上面层\n底基层"})
    page = browser.get(f"{at}places/").content.decode()
    assert "短链 200 m" in page
    assert "8,800" in page
    assert page.count("底基层") == 1
    parts = f"{site.section.get_absolute_url()}parts/"
    browser.post(f"{parts}import/", {"unit": "tunnel"})
    assert "洞身衬砌" in browser.get(parts).content.decode()


def test_no_way_around_one_side(site: SimpleNamespace) -> None:
    """Rows written past the services: the database itself refuses."""
    mine = Participant.objects.get(user=site.people["measurer"])
    theirs = Party.objects.get(section=site.section, side="supervisor")
    row = Participant(
        party=theirs, user=mine.user, post="resident", valid_from=date(2024, 1, 1), added_by=mine.added_by
    )  # fmt: skip
    with pytest.raises(IntegrityError, match="one side"), transaction.atomic():
        row.save()
    with pytest.raises(IntegrityError, match="one side"), transaction.atomic():
        Participant.objects.filter(user=site.people["resident"]).update(user=mine.user)
    with pytest.raises(IntegrityError, match="one side"), transaction.atomic():
        Party.objects.filter(pk=mine.party_id).update(side="supervisor")
    mine.ended_at = mine.added_at
    mine.save()
    row.save()
    assert connection.vendor in ("sqlite", "postgresql")
