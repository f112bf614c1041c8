"""Templates of a project are put in place of those of the house. 部位模板的导入。"""

from dataclasses import asdict
from typing import Any

from django.db import transaction

from qinglian.web.audit.services import record
from qinglian.web.concealed.kinds import kinds_of, read_text
from qinglian.web.concealed.models import PartKind
from qinglian.web.works.models import Section
from qinglian.web.works.people import must_stand
from qinglian.web.works.states import Side


@transaction.atomic
def kinds_import(*, section: Section, text: str, by: Any, replace: bool = False) -> int:
    """
    Take the templates of a file into the project of a section, by the owner or the supervisor; returns how many.
    `replace`: those that the file does not name are out of use afterwards.
    """
    must_stand(by, section, (Side.OWNER, Side.SUPERVISOR))
    found, project = read_text(text), section.project
    rows = [
        PartKind(
            project=project, key=one.key, name=one.name, by=by,
            said={name: value for name, value in asdict(one).items() if name != "own"},
        )
        for one in found.values()
    ]  # fmt: skip
    gone = set(kinds_of(project)) - set(found) if replace else set()
    rows += [
        PartKind(project=project, key=key, name=key, said={}, off=True, by=by)
        for key in sorted(gone)
    ]
    PartKind.objects.bulk_create(rows)
    record("part_kinds.imported", on=section, by=by, number=len(found), off=len(gone))
    return len(found)
