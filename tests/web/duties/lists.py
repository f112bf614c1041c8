"""Lists to send: made directly, as the list side makes them. 测试用的清单。"""

from collections.abc import Callable
from datetime import date, timedelta
from typing import Any

import pytest
from django.utils import timezone

from qinglian.web.accounts.models import User
from qinglian.web.core import proofs
from qinglian.web.core.proofs import Proof, ProofKind
from qinglian.web.duties.models import DutyList, Item, ListVersion, Sending, Turn
from qinglian.web.duties.services.sending import sending_make, sending_receive, sending_send
from qinglian.web.units.models import Holding, Unit
from tests.web.conftest import BEGUN

OWNERS = {
    "principal": "党委", "supervisory": "纪委", "first_person": "书记", "dual_duty": "分管领导",
}  # fmt: skip


def version_of(
    owner: Unit, by: User, second: User, *items: dict[str, Any], title: str = "示例责任清单",
    kind: str = "duty", of: DutyList | None = None,
) -> ListVersion:  # fmt: skip
    """An issued version with these items."""
    made = of or DutyList.objects.create(title=title, kind=kind, owner_unit=owner, made_by=by)
    version = ListVersion.objects.create(
        of=made, number=made.versions.count() + 1, valid_from=BEGUN, made_by=by, issued_by=second,
        issued_at=timezone.now(),
    )  # fmt: skip
    Item.objects.bulk_create(
        Item(
            **{
                "of": version, "place": place, "title": f"示例事项第{place}号", "cycle": "month",
                "evidence": ["file"], **OWNERS, **said,
            }
        )
        for place, said in enumerate(items, 1)
    )  # fmt: skip
    version.status = "issued"
    version.save()
    return version


@pytest.fixture
def second(person: Callable[..., User]) -> User:
    return person("programme_office", "county", home="office", name="second")


@pytest.fixture
def year() -> tuple[date, date]:
    """From today on for a year."""
    today = timezone.localdate()
    return today, today + timedelta(days=365)


@pytest.fixture
def listed(people: Any, second: User, bodies: dict[str, Unit]) -> Callable[..., ListVersion]:
    """A list of the programme office."""

    def make(*items: dict[str, Any], **more: Any) -> ListVersion:
        return version_of(bodies["office"], people.office, second, *(items or ({},)), **more)

    return make


@pytest.fixture
def send(
    people: Any, second: User, bodies: dict[str, Unit], year: tuple[date, date],
    listed: Callable[..., ListVersion],
) -> Callable[..., Sending]:  # fmt: skip
    """Prepared by the office, approved by its second person; `units` by their keys."""

    def make(*units: str, of: ListVersion | None = None, **more: Any) -> Sending:
        version = of or listed()
        said: dict[str, Any] = {
            "of": version, "items": version.items.all(), "begins_on": year[0], "ends_on": year[1],
            "by": people.office, "units": [bodies[one] for one in units or ("bureau",)],
            "plan_number": "示例2026-01", "approver": second,
        }  # fmt: skip
        return sending_send(sending=sending_make(**{**said, **more}), by=second)

    return make


@pytest.fixture
def owed(people: Any, bodies: dict[str, Unit], send: Callable[..., Sending]) -> Callable[..., Turn]:
    """The first turn of an item of the bureau, signed for, due so many days from today."""

    def make(days: int = 3, **item: Any) -> Turn:
        version = None
        if item:
            version = version_of(bodies["office"], people.office, people.county, item)
        sending = send("bureau", of=version)
        sending_receive(sending=sending, unit=bodies["bureau"], by=people.officer)
        turn = Turn.objects.filter(duty__sending=sending).order_by("due_on")[0]
        turn.due_on = timezone.localdate() + timedelta(days=days)
        turn.save()
        return turn

    return make


@pytest.fixture
def holds() -> Callable[..., None]:
    def make(unit: Unit, *codes: str, kind: str = "power") -> None:
        for code in codes:
            Holding.objects.create(unit=unit, kind=kind, code=code, name=code, valid_from=BEGUN)

    return make


@pytest.fixture
def proved(monkeypatch: pytest.MonkeyPatch) -> Callable[..., Proof]:
    """A kind of record `sample.minutes`, with what is put there."""
    rows: list[tuple[int, Proof]] = []

    def found(user: Any, unit: Unit, begins: date, ends: date) -> list[Proof]:
        return [one for pk, one in rows if pk == unit.pk and begins <= one.on <= ends]

    def one(user: Any, number: str) -> Proof | None:
        return next((proof for _pk, proof in rows if proof.number == number), None)

    kind = ProofKind("sample.minutes", "示例会议纪要", found, one)
    monkeypatch.setattr(proofs, "kinds", lambda: {kind.code: kind})
    from qinglian.web.duties.services import showing, turns

    for module in (showing, turns):
        monkeypatch.setattr(module, "kinds", lambda: {kind.code: kind})

    def make(unit: Unit, number: str = "SL-1", on: date | None = None) -> Proof:
        proof = Proof(
            kind.code, number, f"示例纪要{number}", on or timezone.localdate(), "/x/", "示例"
        )
        rows.append((unit.pk, proof))
        return proof

    return make
