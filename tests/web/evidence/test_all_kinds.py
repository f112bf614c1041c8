"""Every kind of record, whichever app has it, keeps to its scope. 各类记录都守可见范围。"""

from datetime import date
from types import SimpleNamespace

import pytest
from django.apps import apps

from qinglian.web.core.proofs import kinds, proofs_of
from qinglian.web.core.proofs import proof_kind as _proof_kind
from qinglian.web.tasks.models import Task
from qinglian.web.units.models import Unit

CODES = sorted(kinds())
EVER = date(2000, 1, 1), date(2100, 1, 1)


@pytest.mark.parametrize("code", CODES)
def test_a_kind_answers_for_everybody(
    code: str, staff: SimpleNamespace, bodies: dict[str, Unit]
) -> None:
    kind, label = kinds()[code], code.partition(".")[0]
    assert apps.get_app_config(label)
    assert str(kind.label)
    for who in vars(staff).values():
        assert list(kind.found(who, bodies["bureau"], *EVER)) == []
        assert kind.one(who, "XX-00000-00000") is None
        assert kind.one(who, "1") is None


def test_the_apps_that_have_records_say_so() -> None:
    assert {code.partition(".")[0] for code in CODES} >= {
        "alerts", "campaigns", "consultations", "documents", "duties", "inspections",
        "rectification", "runs", "tasks",
    }  # fmt: skip
    assert proofs_of(None, None, ["nothing.such"], *EVER) == []


def test_a_kind_made_of_rows_is_theirs_and_in_its_days(
    a_task: object, staff: SimpleNamespace, bodies: dict[str, Unit]
) -> None:
    done = a_task(done=True)
    kind = kinds()["tasks.done"]
    (found,) = kind.found(staff.officer, bodies["bureau"], *EVER)
    assert found == kind.one(staff.office, done.public_id)
    assert "\n" not in found.told
    assert kind.one(staff.school, done.public_id) is None
    assert not list(kind.found(staff.school, bodies["bureau"], *EVER))
    assert not list(kind.found(staff.officer, bodies["station"], *EVER))
    assert not list(kind.found(staff.officer, bodies["bureau"], EVER[0], date(2001, 1, 1)))
    mine = _proof_kind("x.y", "x", Task.objects.visible_to, "due_on", lambda one: found)
    assert list(mine.found(staff.officer, bodies["bureau"], done.due_on, done.due_on)) == [found]
