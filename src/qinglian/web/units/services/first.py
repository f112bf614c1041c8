"""The first people of a site: the three administrators, before anybody can approve anything. 首批管理员。"""

from django.db import transaction
from django.utils import timezone

from qinglian.web.accounts.models import Assignment, User
from qinglian.web.accounts.roles import ADMINISTRATORS, Role
from qinglian.web.audit.services import record
from qinglian.web.core.moves import Overtaken
from qinglian.web.units.models import Unit
from qinglian.web.units.reach import reach_rebuild
from qinglian.web.units.services.people import first_password


@transaction.atomic
def administrators_first(*, code: str, name: str) -> dict[str, str]:
    """
    Enter the body that runs the site and its three administrators, each with a first password to be changed. Only on a
    site without people: whoever may sign in to the server says this once. They vouch for each other, since nobody else
    is there; from then on roles are granted by one and approved by another.
    """
    if User.objects.exists():
        raise Overtaken("已有人员 there are people already")
    unit = Unit.objects.create(code=code, name=name, valid_from=timezone.localdate())
    reach_rebuild()
    people: dict[Role, User] = {}
    passwords: dict[str, str] = {}
    for role in ADMINISTRATORS:
        password = first_password()
        people[role] = User.objects.create_user(
            role.value, password, name=str(role.label), unit=unit, must_change_password=True
        )
        passwords[role.value] = password
        record("person.created", on=people[role])
    for number, role in enumerate(ADMINISTRATORS):
        others = [people[one] for one in ADMINISTRATORS if one != role]
        held = Assignment.objects.create(
            user=people[role], role=role, unit=unit, valid_from=timezone.localdate(),
            granted_by=others[number % 2], approved_by=others[1 - number % 2],
        )  # fmt: skip
        record("role.approved", on=held)
    return passwords
