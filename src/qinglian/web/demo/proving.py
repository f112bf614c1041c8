"""Evidence found and confirmed, a copied handbook, a photograph used again, talks. 佐证材料、待核实材料、谈话。"""

from datetime import timedelta

from django.core.files.uploadedfile import SimpleUploadedFile
from django.utils import timezone

from qinglian.web.accounts.models import User
from qinglian.web.core.uploads import all_stored
from qinglian.web.demo.signed import picture
from qinglian.web.evidence.concern_states import Sort
from qinglian.web.evidence.models import Concern, Piece
from qinglian.web.evidence.queries import proposals
from qinglian.web.evidence.services.comparing import pieces_compare
from qinglian.web.evidence.services.concerns import concern_ask, concern_explain
from qinglian.web.evidence.services.pieces import piece_add
from qinglian.web.evidence.services.talks import dues_keep_all, talk_note
from qinglian.web.evidence.services.uses import records_confirm, use_make, use_review
from qinglian.web.tasks.models import Task
from qinglian.web.units.models import Unit

POSTS = ("采购", "招标", "计量", "支付", "审批", "处罚", "验收", "派车", "用印", "接待")
HANDBOOK = "\n".join(
    f"{number}. {word}岗位：风险点是{word}事项由一人经办、结果不公开；防控措施是{word}事项双人复核、"
    f"每季度公开一次结果，由科室负责人按月抽查{word}台账，发现问题当月通报。"
    for number, word in enumerate(POSTS, 1)
)
WANTED = ("tasks.done", "alerts.closed", "tasks.minutes", "rectification.struck")


def proofs_shown(
    bodies: dict[str, Unit], people: dict[str, User], staff: dict[int, dict[str, User]]
) -> None:
    """What an officer confirmed, what comparison found, who talked to whom."""
    officers = [one["zy"] for _unit, one in sorted(staff.items()) if "zy" in one][:4]
    for one in officers:
        _confirmed(one, people["qinglianban"])
    _handbooks(officers)
    _photographs(officers)
    pieces_compare()
    _heard(people, staff)
    _talks(people, staff)


def _confirmed(officer: User, office: User) -> None:
    """For an open task of the body: the records the system found, and one of them looked at by the office."""
    row = Task.objects.filter(unit=officer.unit, status="working").order_by("pk").first()
    if row is None:
        return
    today = timezone.localdate()
    found = proposals(row, officer, WANTED, today - timedelta(days=360), today)
    wanted = [
        (one.proof.kind, one.proof.number) for one in found if one.proof.number != row.public_id
    ]
    uses = records_confirm(row, wanted[:2], by=officer)
    for use in uses[:1]:
        if office.pk not in (use.made_by_id, use.confirmed_by_id):
            use_review(use, by=office, accepted=True, reason="与事项相符")


def _text(officer: User, name: str, text: str, days: int) -> Piece:
    file = SimpleUploadedFile(name, text.encode(), "text/plain")
    with all_stored([file], by=officer) as stored:
        on = timezone.localdate() - timedelta(days=days)
        return piece_add(unit=officer.unit, by=officer, file=stored[0], on=on)


def _handbooks(officers: list[User]) -> None:
    """Two bodies with one handbook: only name and year differ."""
    for number, one in enumerate(officers[:2]):
        head = f"{one.unit}岗位廉政风险防控手册（{timezone.localdate().year - 1 + number}年）"
        _text(one, f"风险防控手册{number + 1}.txt", f"{head}\n{HANDBOOK}\n", 300 - 280 * number)


def _photographs(officers: list[User]) -> None:
    """One photograph, shown by two bodies for two things."""
    for one in officers[2:4]:
        with picture(one, f"学习活动照片{one.username}", 777) as stored:
            piece = piece_add(unit=one.unit, by=one, file=stored[0], title="学习活动照片")
        row = Task.objects.filter(unit=one.unit).order_by("pk").first()
        if row is not None:
            use_make(piece, row, by=one)


def _heard(people: dict[str, User], staff: dict[int, dict[str, User]]) -> None:
    """The body of the later handbook was asked, and has explained."""
    found = Concern.objects.filter(kind=Sort.TEXT).order_by("pk").first()
    if found is None:
        return
    asked = concern_ask(
        found, by=people["qinglianban"], reason="请说明手册的编写过程，哪些岗位风险是本单位自己的。"
    )
    concern_explain(
        asked,
        by=staff[found.unit_id]["zy"],
        text="参考了兄弟单位的手册，本单位的采购、用印岗位还没有补写。",
    )


def _talks(people: dict[str, User], staff: dict[int, dict[str, User]]) -> None:
    """The leader talked to two heads; the other talks are due."""
    leader, today = people["xianzhang"], timezone.localdate()
    heads = [one["fz"] for _unit, one in sorted(staff.items()) if "fz" in one][:2]
    for number, one in enumerate(heads):
        talk_note(
            by=leader, person=one, kind="heart", on=today - timedelta(days=20 + 170 * number),
            topics=["duty", "integrity"] if number else ["duty"], outline="示例提纲：履职情况、班子建设",
        )  # fmt: skip
    dues_keep_all()
