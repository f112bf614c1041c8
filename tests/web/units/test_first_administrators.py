"""An empty site gets its three administrators once, apart from each other, with passwords that must be changed."""

import io

import pytest
from django.core.management import CommandError, call_command

from qinglian.web.accounts.models import Assignment, User
from qinglian.web.accounts.roles import ADMINISTRATORS
from qinglian.web.units.scope import reach, roles_of


def made() -> str:
    out = io.StringIO()
    call_command("first_administrators", code="990101", name="示例县清廉办", stdout=out)
    return out.getvalue()


def test_three_people_each_with_one_role_vouched_for_by_the_others() -> None:
    said = made()
    assert Assignment.objects.count() == User.objects.count() == 3
    for role in ADMINISTRATORS:
        user = User.objects.get(username=role)
        assert roles_of(user) == {role}
        held = user.assignments.get()
        assert len({user.pk, held.granted_by_id, held.approved_by_id}) == 3
        assert user.must_change_password
        password = next(line.split()[-1] for line in said.splitlines() if role in line)
        assert user.check_password(password)
    assert reach(User.objects.get(username="system_admin"), "unit", write=True)


def test_only_once_and_only_where_nobody_is() -> None:
    made()
    with pytest.raises(CommandError):
        made()
    assert User.objects.count() == 3


def test_an_empty_site_says_what_to_do_and_a_peopled_one_nothing() -> None:
    for expected in (True, False):
        out = io.StringIO()
        call_command("first_administrators", hint=True, stdout=out)
        assert ("first_administrators --code" in out.getvalue()) is expected
        if expected:
            made()
