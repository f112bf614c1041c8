"""Who is eligible for a subsidy by a rule, with every input (A08). 奖补资格。"""

from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db import transaction
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext as _

from qinglian.web.core.moves import NotAllowed, Overtaken, locked
from qinglian.web.core.wording import noted
from qinglian.web.creation.models import Condition, Naming, Standard, SubsidyRule
from qinglian.web.creation.scoring import Share, answers_of, score
from qinglian.web.creation.services.rules import ensure, leads, moved, needs, not_mine
from qinglian.web.creation.states import ConditionStatus
from qinglian.web.creation.words import Stage, VersionStatus, step_of
from qinglian.web.units.models import Unit


@transaction.atomic
def subsidy_make(
    *,
    title: str,
    year: int,
    standard: Standard,
    lead_unit: Unit,
    basis: str,
    tier: str,
    share: int,
    by: Any,
    **sheet: Any,
) -> SubsidyRule:
    """Write a rule for a year."""
    if not leads(by, lead_unit):
        raise not_mine()
    needs(title, basis)
    made = SubsidyRule(
        title=title, year=year, standard=standard, lead_unit=lead_unit, basis=basis, tier=tier,
        share=share, made_by=by,
    )  # fmt: skip
    done: SubsidyRule = moved(made, "make", by=by, **sheet)
    return done


@transaction.atomic
def subsidy_issue(
    *, row: SubsidyRule, by: Any, version: int | None = None, **sheet: Any
) -> SubsidyRule:
    """Issue it: somebody else than who wrote it. From then on it stands."""
    fresh: SubsidyRule = locked(row, version)
    ensure(fresh, by, "decide")
    if fresh.status != VersionStatus.DRAFT:
        raise Overtaken(fresh.get_status_display())
    if fresh.made_by_id == by.pk:
        raise NotAllowed(_("起草人不能印发，请由另一人印发。"))
    sheet.pop("text", None)
    done: SubsidyRule = moved(
        fresh,
        "issue",
        by=by,
        status=VersionStatus.ISSUED,
        issued_by=by,
        issued_on=timezone.localdate(),
        **sheet,
    )
    return done


@dataclass(frozen=True, slots=True)
class Input:
    """One input of the rule: what is asked, what is so, whether that is enough, and where it stands."""

    asked: Any
    found: Any
    enough: bool
    url: str


@dataclass(frozen=True, slots=True)
class Line:
    """One naming under the rule: its inputs, and yes where all of them are enough."""

    naming: Naming
    inputs: tuple[Input, ...]

    @property
    def eligible(self) -> bool:
        """Yes or no."""
        return all(one.enough for one in self.inputs)


def day_of(rule: SubsidyRule) -> date:
    """The day by which it is asked: the end of its year, or today while the year runs."""
    return min(timezone.localdate(), date(rule.year, 12, 31))


def lines(rule: SubsidyRule, user: Any) -> list[Line]:
    """Each naming under the standard that a person sees, with what the rule asks and finds."""
    on = day_of(rule)
    rows = Naming.objects.visible_to(user).filter(standard=rule.standard, valid_from__lte=on)
    return [_line(rule, one, on) for one in rows.select_related("unit", "application", "standard")]


def _line(rule: SubsidyRule, naming: Naming, on: date) -> Line:
    tier = _tier_on(naming, on)
    got = score(answers_of(naming.application), Stage.ASSESS).points
    within = Q(known_on__gte=date(rule.year, 1, 1), known_on__lte=on)
    against = Condition.objects.filter(within, naming=naming).exclude(status=ConditionStatus.LIFTED)
    first = against.order_by("known_on").first()
    ended = naming.ended_on is not None and naming.ended_on <= on
    holds = not ended and (naming.valid_to is None or on < naming.valid_to)
    page = naming.get_absolute_url()
    names = dict(naming._meta.get_field("tier").choices or ())
    return Line(
        naming,
        (
            Input(
                _("%(day)s命名有效") % {"day": on}, _("有效") if holds else _("无效"), holds, page
            ),
            Input(
                _("梯次不低于“%(tier)s”") % {"tier": rule.get_tier_display()},
                names.get(tier, _("没有")),
                bool(tier) and step_of(tier) >= step_of(rule.tier),
                page,
            ),
            Input(
                _("评审得分率不低于 %(share)d%%") % {"share": rule.share},
                _told(got), got.percent >= rule.share, naming.application.get_absolute_url(),
            ),
            Input(
                _("%(year)d年没有负面情形") % {"year": rule.year},
                _("没有") if first is None else first.negative.text,
                first is None,
                first.get_absolute_url() if first else page,
            ),
        ),
    )  # fmt: skip


def _told(share: Share) -> str:
    return noted(f"{share.number}/{share.of}", f"{share.percent}%")


def _tier_on(naming: Naming, on: date) -> str:
    """The tier it had on a day, by its history."""
    last = naming.changes.filter(on__lte=on).last()
    return last.now if last else ""
