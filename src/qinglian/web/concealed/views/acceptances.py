"""The list of acceptances and one of them. 隐蔽工程验收的列表与页面。"""

from typing import Any

from django.db.models import Q
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from qinglian.web.concealed.kinds import house, kind_of
from qinglian.web.concealed.models import Acceptance
from qinglian.web.concealed.queries import late_q, missing, open_verbs, sections_of, why
from qinglian.web.concealed.states import ATTENDING, Kind, Status
from qinglian.web.concealed.verbs import LABELS, OTHERS, VERBS
from qinglian.web.core.listing import Column, Filter, Listing
from qinglian.web.core.wording import step_label
from qinglian.web.works.models import Section
from qinglian.web.works.people import sides
from qinglian.web.works.states import Side


def state_q(value: str, user: Any) -> Q:
    """Conditions that are more than a status."""
    if value == "mine":
        mine = Q(section__in=sections_of(user, Side.SUPERVISOR, ATTENDING), status=Status.NOTICED)
        own = sections_of(user, Side.CONTRACTOR)
        return mine | Q(section__in=own, status__in=(Status.RETURNED, Status.FAILED))
    return {
        "late": late_q(),
        "unsigned": Q(status=Status.COVERED, signed_at=None),
        "private": Q(covered_privately=True),
    }[value]


@require_safe
def acceptances(request: HttpRequest) -> HttpResponse:
    """All one may see."""
    seen = Section.objects.visible_to(request.user)
    names = {one.key: one.label for one in house().values()}
    rows = Acceptance.objects.visible_to(request.user).select_related("section__project", "part")
    return Listing(
        request, rows, title=_("隐蔽工程"),
        columns=[
            Column("public_id", _("编号"), link=True, sort="public_id"),
            Column("place", _("部位或桩号"), value=str, sort="said"),
            Column("kind", _("类别"), value=lambda row: names.get(row.kind, row.kind), sort="kind"),
            Column("section", _("标段"), sort="section__code"),
            Column("status", _("状态"), badge=True, sort="status"),
            Column("way", _("计量依据"), sort="way"),
            Column("due_at", _("应到场时间"), sort="due_at"),
        ],
        search=("public_id", "said", "process", "part__name", "section__name"),
        filters=[
            Filter("section", _("标段"), [(one.public_id, str(one)) for one in seen], "section__public_id"),
            Filter("status", _("状态"), Status.choices),
            Filter("way", _("计量依据"), Kind.choices),
            Filter("kind", _("类别"), sorted(names.items())),
            Filter(
                "state", _("情形"),
                [
                    ("mine", _("等我办的")), ("late", _("逾期未到场")), ("unsigned", _("自行覆盖待签收")),
                    ("private", _("曾未通知自行覆盖")),
                ],
                lambda value: state_q(value, request.user),
            ),
        ],
        order="-at", empty=_("还没有隐蔽工程验收。"),
        intro=_("覆盖以前拍照、报验；计量只凭三种依据：正常验收、逾期未到场自行覆盖、事后证明。"),
        actions=[
            (_("现场采集"), reverse("concealed:site")), (_("相似照片"), reverse("concealed:pairs")),
        ],
    ).respond()  # fmt: skip


@require_safe
def acceptance(request: HttpRequest, public_id: str) -> HttpResponse:
    """Where it stands, its pictures by template, what it opens for measurement, later looks, what one may do."""
    rows = Acceptance.objects.visible_to(request.user).select_related(
        "section__project", "part", "alignment", "noticed_by", "handled_by", "signed_by"
    )
    found = get_object_or_404(rows, public_id=public_id)
    kind = kind_of(found.section.project, found.kind)
    verbs = [VERBS[name] for name in open_verbs(found, request.user)]
    mine = sides(request.user, found.section)
    pictures = list(found.shots.select_related("by", "section").order_by("number"))
    known = {one.key for one in kind.shots}
    groups = [(one.name, [row for row in pictures if row.shot == one.key]) for one in kind.shots]
    groups.append((_("其他镜头"), [row for row in pictures if row.shot not in known]))
    shown = {
        "acceptance": found, "kind": kind, "groups": groups, "missing": missing(found, kind),
        "first": [one for one in verbs if one.first], "others": [one for one in verbs if not one.first],
        "covers": found.covers.select_related("row__item"),
        "chooses": Side.CONTRACTOR in mine
        and found.status in (Status.DRAFT, Status.RETURNED, Status.PRIVATE, Status.FAILED),
        "photographs": bool(mine & {Side.CONTRACTOR, Side.SUPERVISOR}),
        "uncoverings": found.uncoverings.select_related("by", "done_by"),
        "proofs": found.proofs.select_related("by", "decided_by", "step").prefetch_related("step__papers"),
        "decides": Side.SUPERVISOR in mine,
        "steps": [
            {"step": step, "label": step_label(step.verb, LABELS, OTHERS)}
            for step in found.steps.select_related("by").prefetch_related("papers")
        ],
        "reasons": why(request.user, found.section),
    }  # fmt: skip
    return render(request, "concealed/acceptance.html", shown)
