"""Projects, sections and who takes part in them. 项目、标段与参建人员。"""

from datetime import date
from typing import Any

from django.db import IntegrityError, transaction
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext as _

from qinglian.web.accounts.models import User
from qinglian.web.audit.services import record
from qinglian.web.core.moves import NotAllowed, Overtaken
from qinglian.web.units.scope import reach
from qinglian.web.works.models import Participant, Party, Project, Section
from qinglian.web.works.states import POSTS, Post, Side


def registers(user: Any, project: Project | None = None) -> bool:
    """Whether a person keeps the register: for the owner's body or the authority, by a role that may write."""
    scope = reach(user, Project.OBJECT, write=True)
    if project is None:
        return bool(scope)
    return Project.objects.filter(scope.q(Project.SCOPE), pk=project.pk).exists()


def _must_register(user: Any, project: Project) -> None:
    if not registers(user, project):
        raise NotAllowed(_("项目、标段和参建人员由建设单位或行业主管部门登记。"))


@transaction.atomic
def project_make(*, by: Any, **said: Any) -> Project:
    """登记项目. Of the owner's body or the authority one registers for."""
    made = Project(by=by, **said)
    try:
        with transaction.atomic():
            made.save()
    except IntegrityError as error:
        raise NotAllowed(_("这个项目代码已经登记过。")) from error
    _must_register(by, made)
    record("project.made", on=made, by=by)
    return made


@transaction.atomic
def section_make(*, project: Project, by: Any, **said: Any) -> Section:
    """登记标段: what one contract builds."""
    _must_register(by, project)
    if said.get("begins_on") and said.get("ends_on") and said["ends_on"] < said["begins_on"]:
        raise NotAllowed(_("计划完工不能早于计划开工。"))
    if Section.objects.filter(project=project, code=said["code"]).exists():
        raise NotAllowed(_("本项目已有这个标段号。"))
    made = Section.objects.create(project=project, by=by, **said)
    record("section.made", on=made, by=by)
    return made


@transaction.atomic
def party_add(*, section: Section, by: Any, **said: Any) -> Party:
    """登记参建方: on which side, by which contract, since when."""
    _must_register(by, section.project)
    if said.get("valid_to") and said["valid_to"] <= said["valid_from"]:
        raise NotAllowed(_("终止日期要在起始日期之后。"))
    made, new = Party.objects.get_or_create(
        section=section, side=said.pop("side"), name=said.pop("name"),
        valid_from=said.pop("valid_from"), defaults=said,
    )  # fmt: skip
    if not new:
        raise NotAllowed(_("这一方已经登记过。"))
    record("section.party_added", on=section, by=by, side=made.side)
    return made


@transaction.atomic
def participant_add(
    *,
    party: Party,
    username: str,
    post: str,
    valid_from: date,
    by: Any,
    valid_to: date | None = None,
) -> Participant:
    """登记参建人员. It opens nothing before a second person confirmed; one person stands on one side of a section."""
    section = Section.objects.select_for_update().get(pk=party.section_id)
    _must_register(by, section.project)
    user = User.objects.filter(username=username, is_active=True).first()
    if user is None:
        raise NotAllowed(_("没有这个登录名，请先由系统管理员开通账号。"))
    if post not in POSTS[party.side]:
        raise NotAllowed(
            _("%(side)s没有“%(post)s”这个岗位。")
            % {"side": Side(party.side).label, "post": Post(post).label}
        )
    if valid_to is not None and valid_to <= valid_from:
        raise NotAllowed(_("终止日期要在起始日期之后。"))
    others = Participant.objects.filter(user=user, party__section=section, ended_at=None)
    if others.exclude(party__side=party.side).exists():
        raise NotAllowed(_("一个人在同一标段只能代表一方，此人已在另一方登记。"))
    if others.filter(party=party, post=post).exists():
        raise NotAllowed(_("此人已在这个岗位上。"))
    made = Participant.objects.create(
        party=party, user=user, post=post, valid_from=valid_from, valid_to=valid_to, added_by=by
    )
    record("section.participant_added", on=section, by=by, person=user.username, post=post)
    return made


@transaction.atomic
def participant_confirm(*, participant: Participant, by: Any) -> Participant:
    """第二人确认: not who entered it, and nobody confirms themselves."""
    fresh = Participant.objects.select_for_update().get(pk=participant.pk)
    section = fresh.party.section
    _must_register(by, section.project)
    if fresh.confirmed_by_id or fresh.ended_at:
        raise Overtaken(_("已确认") if fresh.confirmed_by_id else _("已结束"))
    if by.pk in (fresh.added_by_id, fresh.user_id):
        raise NotAllowed(_("登记人和本人不能确认，请另一人办理。"))
    fresh.confirmed_by, fresh.confirmed_at = by, timezone.now()
    fresh.save()
    record("section.participant_confirmed", on=section, by=by, person=fresh.user.username)
    return fresh


@transaction.atomic
def participant_end(*, participant: Participant, by: Any, reason: str) -> Participant:
    """离岗: from now on it opens nothing; what was signed before stands."""
    fresh = Participant.objects.select_for_update().get(pk=participant.pk)
    section = fresh.party.section
    _must_register(by, section.project)
    if fresh.ended_at:
        raise Overtaken(_("已结束"))
    fresh.ended_at = timezone.now()
    fresh.save()
    record(
        "section.participant_ended", on=section, by=by, reason=reason, person=fresh.user.username
    )
    return fresh


def waiting_people(user: Any) -> Any:
    """Participants that wait for this person's confirmation."""
    scope = reach(user, Project.OBJECT, write=True)
    columns = {key: f"party__section__project__{column}" for key, column in Project.SCOPE.items()}
    rows = Participant.objects.filter(scope.q(columns), confirmed_by=None, ended_at=None)
    return rows.exclude(Q(added_by=user.pk) | Q(user=user.pk))
