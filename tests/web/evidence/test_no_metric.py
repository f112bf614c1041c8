"""
How much evidence there is, is nowhere a figure, a ranking, a sort or a line of a paper (practice.md 3.4, design.md 5).
材料份数不是指标。
"""

import ast
import re
from collections.abc import Callable, Iterator
from datetime import timedelta
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest
from django.test import Client
from django.utils import timezone

from qinglian.web.accounts.models import User
from qinglian.web.core.reporting import figures_between
from qinglian.web.core.uploads import Stored
from qinglian.web.evidence.services.pieces import piece_add
from qinglian.web.evidence.services.uses import use_make
from qinglian.web.units.models import Unit

WEB = Path(__file__).parents[3] / "src/qinglian/web"
ROWS = {"Piece", "PieceFile", "Use", "Signature"}
PATHS = re.compile(r"(^|__|\.)-?(pieces?|uses?|evidence|papers?|piece_count|files?)(__|\.|$)")
OFFERING = ("reporting.py", "counted.py", "drafts.py", "desk.py", "cockpit.py")
"""Where numbers are made that pages, meetings and papers show."""


def trees() -> Iterator[tuple[str, ast.Module]]:
    for path in sorted(WEB.rglob("*.py")):
        if "migrations" not in path.parts:
            yield str(path.relative_to(WEB)), ast.parse(path.read_text("utf-8"))


def named(node: ast.AST) -> str:
    return getattr(node, "id", "") or getattr(node, "attr", "")


def words(call: ast.Call) -> Iterator[str]:
    for one in ast.walk(call):
        if isinstance(one, ast.Constant) and isinstance(one.value, str):
            yield one.value


def faults(where: str, tree: ast.Module) -> Iterator[str]:
    """Calls that would offer the number of pieces as a number to look at."""
    offering = where.endswith(OFFERING) or "_drafts" in where or "cockpit" in where
    for call in (one for one in ast.walk(tree) if isinstance(one, ast.Call)):
        name = named(call.func)
        said = list(words(call))
        if name == "Column":
            sorts = [one.value for one in call.keywords if one.arg == "sort"]
            for value in sorts:
                if isinstance(value, ast.Constant) and PATHS.search(str(value.value)):
                    yield f"{where}: a list is sorted by {value.value}"
        elif name in ("Count", "Sum") and offering and any(map(PATHS.search, said)):
            yield f"{where}: counts {said}"
        elif name in ("Figure", "Counter") and any(
            re.search(r"材料(份|数|总)", one) for one in said
        ):
            yield f"{where}: offers {said}"
        elif name == "order_by":
            ranks = [getattr(one, "value", "") for one in call.args]
            if any(re.search(r"(pieces|uses|papers)(__count)?$", str(one)) for one in ranks):
                yield f"{where}: ranks by {ranks}"
        elif name in ("count", "counts") and offering:
            inside = {named(one) for one in ast.walk(call)}
            if inside & ROWS:
                yield f"{where}: counts {inside & ROWS}"


def test_no_page_offers_the_number_of_pieces() -> None:
    assert [fault for where, tree in trees() for fault in faults(where, tree)] == []


@pytest.mark.parametrize(
    "wrong",
    [
        'Column("uses", _("材料份数"), sort="uses__count")',
        'Figure("evidence.pieces", _("佐证"), _("材料份数"), 1, _("份"), "/")',
        'rows.aggregate(n=Count("uses"))',
        'Unit.objects.annotate(n=Count("x")).order_by("-uses__count")',
        "counts(Piece.objects.visible_to(user), KINDS, begins, ends)",
        "Piece.objects.filter(unit=unit).count()",
    ],
)
def test_the_check_sees_what_it_is_for(wrong: str) -> None:
    assert list(faults("evidence/reporting.py", ast.parse(wrong)))


def test_more_evidence_changes_no_number(
    a_task: Callable[..., Any], a_file: Callable[..., Stored], bodies: dict[str, Unit],
    staff: SimpleNamespace, signed_in: Callable[[User], Client],
) -> None:  # fmt: skip
    """The same matters with one piece and with nine: every figure, desk and cockpit says the same."""
    row = a_task()

    def put_in(numbers: range) -> None:
        for n in numbers:
            file = a_file(f"示例第{n}份", f"{n}.txt")
            use_make(
                piece_add(unit=bodies["bureau"], by=staff.officer, file=file), row, by=staff.officer
            )

    def said(who: User) -> tuple[Any, ...]:
        today = timezone.localdate()
        figures = figures_between(who, today - timedelta(days=400), today)
        pages = []
        for address in ("/desk/", "/alerts/cockpit/"):
            page = signed_in(who).get(address).content.decode()
            pages.append(re.findall(r'class="figure[^"]*">\s*([^<]+?)\s*<', page))
        return [(one.key, one.number) for one in figures], pages

    people = [staff.officer, staff.head, staff.office, staff.team, staff.auditor]
    put_in(range(1))
    before = [said(who) for who in people]
    put_in(range(1, 9))
    assert [said(who) for who in people] == before
