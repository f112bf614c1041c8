"""Found, confirmed in one click, looked at by somebody else, returned with a reason. 材料的收、用、复核。"""

import hashlib
from collections.abc import Callable
from datetime import timedelta
from types import SimpleNamespace
from typing import Any

import pytest
from django.db import IntegrityError, transaction
from django.template import Context, Template
from django.test import Client
from django.utils import timezone

from qinglian.web.accounts.models import User
from qinglian.web.audit.models import Record
from qinglian.web.core.moves import NotAllowed, Overtaken
from qinglian.web.core.proofs import kinds
from qinglian.web.core.reporting import by_key, figures_between
from qinglian.web.core.uploads import content
from qinglian.web.evidence.models import Piece, PieceFile, Use
from qinglian.web.evidence.queries import proposals, serving_others, shown_for
from qinglian.web.evidence.services.pieces import digest, piece_add
from qinglian.web.evidence.services.rules import open_moves
from qinglian.web.evidence.services.uses import (
    records_confirm,
    use_confirm,
    use_make,
    use_review,
    use_withdraw,
)
from qinglian.web.units.models import Unit

Bodies = dict[str, Unit]


def proof_of(user: User, number: str, code: str = "tasks.done") -> Any:
    return kinds()[code].one(user, number)


def test_a_file_is_its_bytes_and_the_same_file_is_one_piece(
    a_file: Callable[..., Any], bodies: Bodies, staff: SimpleNamespace,
    django_capture_on_commit_callbacks: Any,
) -> None:  # fmt: skip
    first = a_file()
    piece = piece_add(unit=bodies["bureau"], by=staff.officer, file=first, title="示例培训材料")
    assert piece.sha256 == hashlib.sha256("示例材料\n做了什么。".encode()).hexdigest()
    again = a_file(name="换了名字.txt")
    with django_capture_on_commit_callbacks(execute=True):
        same = piece_add(unit=bodies["bureau"], by=staff.second, file=again)
    assert same.pk == piece.pk
    assert PieceFile.objects.count() == 1
    assert content(again.path) is None
    assert content(first.path) is not None
    other = piece_add(unit=bodies["school_bureau"], by=staff.school, file=a_file(by=staff.school))
    assert other.pk != piece.pk
    assert not Piece.objects.visible_to(staff.school).filter(pk=piece.pk).exists()


def test_a_record_is_kept_as_it_stood(
    a_task: Callable[..., Any], bodies: Bodies, staff: SimpleNamespace,
    signed_in: Callable[[User], Client],
) -> None:  # fmt: skip
    task = a_task(done=True)
    proof = proof_of(staff.officer, task.public_id)
    piece = piece_add(unit=bodies["bureau"], by=staff.officer, proof=proof)
    assert piece.sha256 == digest("tasks.done", task.public_id, proof.told)
    page = signed_in(staff.officer).get(piece.get_absolute_url()).content.decode()
    assert "组织了两次培训" in page
    assert "后来有变化" not in page
    task.outcome = "其实只来了一半"
    task.save()
    page = signed_in(staff.officer).get(piece.get_absolute_url()).content.decode()
    assert "后来有变化" in page
    assert "其实只来了一半" not in page


def test_a_number_is_kept_with_its_query(
    a_task: Callable[..., Any], bodies: Bodies, staff: SimpleNamespace
) -> None:
    a_task(done=True)
    today = timezone.localdate()
    begins = today - timedelta(days=30)
    piece = piece_add(unit=bodies["bureau"], by=staff.officer, figure=("tasks.done", begins, today))
    seen = by_key(figures_between(staff.officer, begins, today))["tasks.done"]
    assert (piece.number, piece.url) == (seen.number, seen.url) == (1, seen.url)
    assert piece.sha256 == digest("tasks.done", begins, today, 1, seen.url)
    with pytest.raises(NotAllowed):
        piece_add(unit=bodies["bureau"], by=staff.officer, figure=("nothing.such", begins, today))
    later = today + timedelta(days=1)
    with pytest.raises(NotAllowed):
        piece_add(unit=bodies["bureau"], by=staff.officer, figure=("tasks.done", begins, later))


def test_found_and_confirmed_in_one_click(
    a_task: Callable[..., Any], a_meeting: Callable[..., Any], staff: SimpleNamespace,
    signed_in: Callable[[User], Client],
) -> None:  # fmt: skip
    duty, done, met = a_task("示例责任事项"), a_task("示例培训", done=True), a_meeting()
    today = timezone.localdate()
    wanted = ("tasks.done", "tasks.minutes", "nothing.such")
    found = proposals(duty, staff.officer, wanted, today - timedelta(days=9), today)
    assert {one.proof.number for one in found} == {done.public_id, met.public_id}
    assert not proposals(
        duty, staff.officer, wanted, today - timedelta(days=9), today - timedelta(days=3)
    )
    client = signed_in(staff.officer)
    said = [f"{one.proof.kind} {one.proof.number}" for one in found]
    address = f"/evidence/for/tasks.task/{duty.public_id}/confirm/"
    assert client.post(address, {"record": said}).status_code == 302
    assert {one.status for one in Use.objects.all()} == {"confirmed"}
    assert not proposals(duty, staff.officer, wanted, today - timedelta(days=9), today)
    other = a_task("示例另一事项")
    serves = proposals(other, staff.officer, ("tasks.done",), today - timedelta(days=9), today)
    assert [use.on_number for use in serves[0].serves] == [duty.public_id]
    records_confirm(other, [("tasks.done", done.public_id)], by=staff.officer)
    assert Piece.objects.count() == 2
    assert sorted(one.elsewhere for one in shown_for(duty, staff.officer)) == [0, 1]


def test_nobody_confirms_what_they_do_not_see(
    a_task: Callable[..., Any], staff: SimpleNamespace, signed_in: Callable[[User], Client]
) -> None:
    duty, done = a_task("示例责任事项"), a_task("示例培训", done=True)
    theirs = a_task("示例学校事项", unit="school_bureau", done=True)
    with pytest.raises(NotAllowed):
        records_confirm(
            duty, [("tasks.done", done.public_id), ("tasks.done", theirs.public_id)],
            by=staff.officer,
        )  # fmt: skip
    assert not Use.objects.exists()
    assert not Piece.objects.exists()
    for who in (staff.school, staff.auditor):
        one = signed_in(who).post(
            f"/evidence/for/tasks.task/{duty.public_id}/confirm/",
            {"record": f"tasks.done {done.public_id}"},
        )
        assert one.status_code in (403, 404)
    assert signed_in(staff.officer).get("/evidence/for/alerts.alert/X/").status_code == 404
    assert signed_in(staff.officer).get("/evidence/for/accounts.user/X/").status_code == 404


def a_use(a_task: Callable[..., Any], staff: SimpleNamespace) -> Use:
    duty, done = a_task("示例责任事项"), a_task("示例培训", done=True)
    return records_confirm(duty, [("tasks.done", done.public_id)], by=staff.officer)[0]


def test_looked_at_by_another_and_returned_with_a_reason(
    a_task: Callable[..., Any], staff: SimpleNamespace
) -> None:
    use = a_use(a_task, staff)
    with pytest.raises(NotAllowed, match="另一个人"):
        use_review(use, by=staff.officer, accepted=True)
    for who in (staff.school, staff.auditor, staff.market):
        with pytest.raises(NotAllowed):
            use_review(use, by=who, accepted=True)
    with pytest.raises(NotAllowed):
        use_review(use, by=staff.office, accepted=False, reason=" ")
    sent = use_review(
        use, by=staff.office, accepted=False, reason="没有签到表", version=use.version
    )
    with pytest.raises(Overtaken):
        use_review(use, by=staff.second, accepted=True, version=use.version)
    with pytest.raises(NotAllowed):
        use_confirm(sent, by=staff.office)
    again = use_confirm(sent, by=staff.second)
    assert (again.status, again.reviewed_by) == ("confirmed", None)
    assert "没有签到表" in [step.text for step in again.steps.all()]
    accepted = use_review(again, by=staff.office, accepted=True)
    with pytest.raises(Overtaken):
        use_withdraw(accepted, by=staff.officer, reason="不用了")
    assert Record.objects.filter(object_id=use.public_id).count() == 4


def test_what_the_giver_puts_forward_counts_once_the_unit_says_yes(
    a_task: Callable[..., Any], a_meeting: Callable[..., Any], staff: SimpleNamespace
) -> None:
    duty, done = a_task("示例责任事项"), a_task("示例培训", done=True)
    use = records_confirm(duty, [("tasks.done", done.public_id)], by=staff.office)[0]
    assert (use.status, use.confirmed_by) == ("proposed", None)
    assert [one.verb for one in open_moves(use, staff.officer)] == ["confirm", "withdraw"]
    assert open_moves(use, staff.office) == []
    use = use_confirm(use, by=staff.officer)
    with pytest.raises(NotAllowed, match="另一个人"):
        use_review(use, by=staff.office, accepted=True)
    assert use_review(use, by=staff.second, accepted=True).status == "accepted"


@pytest.mark.parametrize(
    "wrong",
    [
        {"reviewed_by": "officer"},
        {"status": "accepted"},
        {"status": "returned", "reviewed_by": "office"},
        {"confirmed_by": None},
    ],
)
def test_the_database_keeps_the_second_person(
    wrong: dict[str, Any], a_task: Callable[..., Any], staff: SimpleNamespace
) -> None:
    use = a_use(a_task, staff)
    said = {
        key: getattr(staff, value) if key.endswith("_by") and value else value
        for key, value in wrong.items()
    }
    with pytest.raises(IntegrityError), transaction.atomic():
        Use.objects.filter(pk=use.pk).update(**said)
    with pytest.raises(IntegrityError), transaction.atomic():
        Piece.objects.filter(pk=use.piece_id).update(figure_key="x")


def test_files_leave_within_scope_and_are_recorded(
    a_task: Callable[..., Any], a_file: Callable[..., Any], bodies: Bodies, staff: SimpleNamespace,
    signed_in: Callable[[User], Client],
) -> None:  # fmt: skip
    duty = a_task("示例责任事项")
    piece = piece_add(unit=bodies["bureau"], by=staff.officer, file=a_file())
    address = f"/evidence/files/{piece.file.public_id}/"
    assert signed_in(staff.market).get(address).status_code == 404
    use_make(piece, duty, by=staff.officer)
    answer = signed_in(staff.office).get(address)
    assert answer["Content-Disposition"].startswith("attachment")
    assert Record.objects.filter(object_id=piece.public_id).count() == 2
    sent = signed_in(staff.officer).post(
        f"/evidence/for/tasks.task/{duty.public_id}/file/",
        {"papers": [_upload("示例材料\n做了什么。"), _upload("别的一份")], "title": ""},
    )
    assert sent.status_code == 302
    assert Piece.objects.count() == 2
    assert Use.objects.count() == 2


def _upload(text: str) -> Any:
    from django.core.files.uploadedfile import SimpleUploadedFile

    return SimpleUploadedFile("示例.txt", text.encode())


def test_a_programme_shows_what_serves_another_too(
    a_task: Callable[..., Any], staff: SimpleNamespace
) -> None:
    done, rows = a_task("示例培训", done=True), [a_task("甲"), a_task("乙")]
    uses = [
        records_confirm(row, [("tasks.done", done.public_id)], by=staff.officer)[0] for row in rows
    ]
    for use, number in zip(uses, ("FA-1", "FA-2"), strict=True):
        Use.objects.filter(pk=use.pk).update(for_number=number, for_title=number)
    ((piece, elsewhere),) = serving_others("FA-1", staff.officer)
    assert (piece, elsewhere) == (uses[0].piece, [uses[1]])
    assert serving_others("FA-1", staff.school) == []
    assert serving_others("FA-3", staff.officer) == []


def test_the_part_on_a_page(a_task: Callable[..., Any], staff: SimpleNamespace, rf: Any) -> None:
    row, done = a_task("示例责任事项"), a_task("示例培训", done=True)
    today = timezone.localdate()
    said = "{% load evidence %}{% evidence_of row wanted=wanted begins=begins ends=ends %}"
    request = rf.get("/")

    def page(who: User) -> str:
        request.user = who
        context = {
            "request": request, "row": row, "wanted": ["tasks.done"], "begins": today - timedelta(days=9),
            "ends": today, "csrf_token": "x",
        }  # fmt: skip
        return Template(said).render(Context(context))

    assert "为什么建议" in page(staff.officer)
    assert "为什么建议" not in page(staff.office)
    assert "建议材料" in page(staff.office)
    records_confirm(row, [("tasks.done", done.public_id)], by=staff.officer)
    assert "待复核" in page(staff.office)
    assert "认可" in page(staff.office)
    assert "示例培训" not in page(staff.market)
    assert "加材料" not in page(staff.auditor)
