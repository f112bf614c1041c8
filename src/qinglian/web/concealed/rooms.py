"""What concealed work says on the page of a section."""

from collections.abc import Iterator
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from qinglian.web.concealed.models import Acceptance, Alike, Shot
from qinglian.web.concealed.queries import late_q
from qinglian.web.concealed.states import Kind, Status
from qinglian.web.works.models import Section
from qinglian.web.works.rooms import Card


def cards(section: Section, user: Any) -> Iterator[Card]:
    """How many stand on which lawful way, and what is amiss."""
    rows = Acceptance.objects.visible_to(user).filter(section=section)
    figures: list[tuple[str, Any]] = [
        (str(kind.label), rows.filter(way=kind).count()) for kind in Kind
    ]
    figures.append((_("待监理验收"), rows.filter(status=Status.NOTICED).count()))
    figures.append((_("现场照片"), Shot.objects.filter(section=section).count()))
    warnings = []
    if late := rows.filter(late_q()).count():
        warnings.append(
            ngettext("%(n)d 处监理逾期未到场", "%(n)d 处监理逾期未到场", late) % {"n": late}
        )
    if private := rows.filter(status=Status.PRIVATE).count():
        said = ngettext("%(n)d 处未通知自行覆盖", "%(n)d 处未通知自行覆盖", private)
        warnings.append(said % {"n": private})
    pairs = Alike.objects.visible_to(user).filter(other__section=section, answer="")
    if open_ := pairs.count():
        said = ngettext("%(n)d 对相似照片待认定", "%(n)d 对相似照片待认定", open_)
        warnings.append(said % {"n": open_})
    home = f"{reverse('concealed:acceptances')}?section={section.public_id}"
    yield Card(_("隐蔽工程"), home, figures, warnings)
