"""How long the supervisor has, as the contract says. 约定的到场时限。"""

from datetime import date
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from qinglian.web.audit.services import record
from qinglian.web.concealed.models import Agreed
from qinglian.web.core.moves import NotAllowed
from qinglian.web.works.models import Section
from qinglian.web.works.people import must_stand
from qinglian.web.works.states import Post, Side

KEEPERS = (Post.SITE_AGENT, Post.CONTRACTS, Post.LEGAL_PERSON)


@transaction.atomic
def agreed_set(
    *, section: Section, amount: int, unit: str, clause: str, valid_from: date, by: Any
) -> Agreed:
    """By the owner, from a day on, with the clause of the contract; what ran before ends that day."""
    must_stand(by, section, Side.OWNER, KEEPERS)
    if not clause.strip():
        raise NotAllowed(_("请写明合同条款。"))
    Section.objects.select_for_update().get(pk=section.pk)
    last = Agreed.objects.filter(section=section, valid_to=None).first()
    if last is not None:
        if valid_from <= last.valid_from:
            raise NotAllowed(_("起始日期应在上一次之后。"))
        last.valid_to = valid_from
        last.save(update_fields=["valid_to"])
    made = Agreed.objects.create(
        section=section, amount=amount, unit=unit, clause=clause, valid_from=valid_from, by=by
    )
    record(
        "attendance.set", on=section, by=by, amount=amount, unit=unit, since=valid_from.isoformat()
    )
    return made
