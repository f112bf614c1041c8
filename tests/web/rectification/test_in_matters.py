"""A problem under the columns of a matter: it is carried out once it was struck off, and shown only to who sees it."""

from collections.abc import Callable
from types import SimpleNamespace

import pytest

from qinglian.web.core.moves import NotAllowed
from qinglian.web.rectification.models import Problem
from qinglian.web.tasks.matrix import cells_of, gaps
from qinglian.web.tasks.services.matters import matter_link, matter_open
from qinglian.web.units.models import Unit

pytestmark = pytest.mark.django_db


def test_a_problem_carries_out_a_matter_once_it_was_struck_off(
    people: SimpleNamespace, bodies: dict[str, Unit], raised: Callable[..., Problem]
) -> None:
    problem = raised(by=people.office, finder_unit=bodies["office"])
    matter = matter_open(
        title="示例工程款清理",
        host=bodies["county"],
        by=people.office,
        concerned=[bodies["market"]],
    )
    with pytest.raises(NotAllowed):
        matter_link(
            matter=matter, by=people.office, column="inspected", number=problem.public_id, reason="同一事项"
        )  # fmt: skip
    matter_link(
        matter=matter, by=people.office, column="carried_out", number=problem.public_id, reason="同一事项"
    )  # fmt: skip
    columns = cells_of([matter], people.office)[matter.pk]
    (cell,) = columns["carried_out"]
    assert (cell.shown.title, cell.shown.url) == (problem.title, problem.get_absolute_url())
    assert "carried_out" in gaps(columns)
    Problem.objects.filter(pk=problem.pk).update(
        status="struck", second_by=people.team, second_unit=bodies["team"], struck_by=people.team,
        struck_unit=bodies["team"], struck_at=problem.opened_at,
    )  # fmt: skip
    assert "carried_out" not in gaps(cells_of([matter], people.office)[matter.pk])
    (other,) = cells_of([matter], people.market)[matter.pk]["carried_out"]
    assert problem.title not in other.shown.title
    assert other.shown.url == ""
