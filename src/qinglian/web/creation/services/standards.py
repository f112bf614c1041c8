"""A standard is drafted, taken from an example, issued by somebody else. 创建标准的起草与印发。"""

from datetime import date
from typing import Any

from django.db import transaction
from django.db.models import Max
from django.utils import timezone
from django.utils.translation import gettext as _

from qinglian.web.core.moves import NotAllowed
from qinglian.web.creation.examples import EXAMPLES, Example
from qinglian.web.creation.models import Clause, Negative, Standard, StandardVersion, TierRule
from qinglian.web.creation.services.rules import (
    ensure,
    leads,
    locked,
    moved,
    needs,
    not_mine,
)
from qinglian.web.creation.words import Counting, Source, VersionStatus, step_of
from qinglian.web.units.models import Unit


@transaction.atomic
def standard_make(
    *,
    title: str,
    unit_type: str,
    lead_unit: Unit,
    by: Any,
    range: str = "unit",
    carrier_kind: str = "",
    example: str = "",
    **sheet: Any,
) -> Standard:
    """Begin a standard with a first draft: empty, or with the clauses of a labelled example to be made one's own."""
    if not leads(by, lead_unit):
        raise not_mine()
    needs(title)
    if example:
        carrier_kind = carrier_kind or EXAMPLES[example].carrier_kind
    made = Standard.objects.create(
        title=title, unit_type=unit_type, lead_unit=lead_unit, range=range, carrier_kind=carrier_kind,
        made_by=by,
    )  # fmt: skip
    version = StandardVersion.objects.create(of=made, number=1, made_by=by)
    if example:
        fill(version, EXAMPLES[example])
    moved(made, "make", by=by, **sheet)
    return made


def fill(version: StandardVersion, example: Example) -> None:
    """The clauses, conditions and tiers of an example; the version says that they are one."""
    version.example = example.title
    version.save()
    Clause.objects.bulk_create(
        Clause(of=version, place=place, **one) for place, one in enumerate(example.clauses, 1)
    )
    Negative.objects.bulk_create(
        Negative(of=version, place=place, **one) for place, one in enumerate(example.negatives, 1)
    )
    TierRule.objects.bulk_create(TierRule(of=version, **one) for one in example.tiers)


def drafted(standard: Standard, by: Any, version: int | None = None) -> tuple[Standard, Any]:
    """The standard and its draft for oneself."""
    fresh: Standard = locked(standard, version)
    ensure(fresh, by, "lead")
    draft = fresh.versions.filter(status=VersionStatus.DRAFT).first()
    if draft is None:
        raise NotAllowed(_("已印发的版本不再改动，请先起草新版本。"))
    return fresh, draft


@transaction.atomic
def clause_put(
    *,
    standard: Standard,
    by: Any,
    number: str,
    text: str,
    counting: str,
    points: int = 0,
    dimension: str = "",
    evidence: list[str] | None = None,
    version: int | None = None,
) -> Clause:
    """Add a clause to the draft, or change the one of this number."""
    fresh, draft = drafted(standard, by, version)
    needs(number, text)
    if counting == Counting.POINTS and not points:
        raise NotAllowed(_("计分的条款要写满分。"))
    last = draft.clauses.aggregate(n=Max("place"))["n"] or 0
    had = draft.clauses.filter(number=number).first()
    made: Clause = had or Clause(of=draft, number=number, place=last + 1)
    made.text, made.dimension, made.counting = text, dimension, counting
    made.points = points if counting == Counting.POINTS else 0
    made.evidence = evidence or ["file"]
    made.save()
    moved(fresh, "clause", by=by, data={"clause": number})
    return made


@transaction.atomic
def clause_remove(*, standard: Standard, by: Any, number: str, version: int | None = None) -> None:
    """Take a clause out of the draft."""
    fresh, draft = drafted(standard, by, version)
    if not draft.clauses.filter(number=number).delete()[0]:
        raise NotAllowed(_("没有这一条。"))
    moved(fresh, "clause_remove", by=by, data={"clause": number})


@transaction.atomic
def dimension_rename(
    *, standard: Standard, by: Any, was: str, now: str, version: int | None = None
) -> None:
    """Give a dimension its own name; the examples only number them."""
    fresh, draft = drafted(standard, by, version)
    needs(now)
    if not draft.clauses.filter(dimension=was).update(dimension=now):
        raise NotAllowed(_("没有这个维度。"))
    moved(fresh, "dimension", by=by, data={"dimension": now})


@transaction.atomic
def negative_put(
    *,
    standard: Standard,
    by: Any,
    text: str,
    source: str = Source.ENTERED,
    version: int | None = None,
) -> Negative:
    """Add a negative condition to the draft."""
    fresh, draft = drafted(standard, by, version)
    needs(text)
    last = draft.negatives.aggregate(n=Max("place"))["n"] or 0
    made = Negative.objects.create(of=draft, place=last + 1, text=text, source=source)
    moved(fresh, "negative", by=by)
    return made


@transaction.atomic
def negative_remove(*, standard: Standard, by: Any, place: int, version: int | None = None) -> None:
    """Take a negative condition out of the draft."""
    fresh, draft = drafted(standard, by, version)
    if not draft.negatives.filter(place=place).delete()[0]:
        raise NotAllowed(_("没有这一条。"))
    moved(fresh, "negative_remove", by=by)


@transaction.atomic
def tier_put(
    *, standard: Standard, by: Any, tier: str, version: int | None = None, **said: Any
) -> TierRule:
    """Say what a tier asks."""
    fresh, draft = drafted(standard, by, version)
    made, _new = TierRule.objects.update_or_create(of=draft, tier=tier, defaults=said)
    moved(fresh, "tier", by=by, data={"tier": tier})
    return made


@transaction.atomic
def version_draft(*, standard: Standard, by: Any, version: int | None = None) -> StandardVersion:
    """Begin the next version with all that stands in the last one."""
    fresh: Standard = locked(standard, version)
    ensure(fresh, by, "lead")
    last = fresh.versions.order_by("-number").first()
    if last is None or last.status == VersionStatus.DRAFT:
        raise NotAllowed(_("已有一个版本在起草。"))
    made = StandardVersion.objects.create(
        of=fresh, number=last.number + 1, made_by=by, example=last.example
    )
    for rows in (last.clauses, last.negatives, last.tiers):
        for one in rows.all():
            one.pk, one.of = None, made
            one._state.adding = True
            one.save()
    moved(fresh, "draft", by=by, data={"version_number": made.number})
    return made


def faults(draft: StandardVersion) -> list[str]:
    """What a version still lacks before it may be issued; it is said on the page as well."""
    tiers = sorted(draft.tiers.all(), key=lambda one: step_of(one.tier))
    shares = [one.share for one in tiers]
    said = [
        (not draft.clauses.exists(), _("没有条款。")),
        (not draft.full, _("没有计分的条款，算不出得分率。")),
        (not tiers, _("没有梯次。")),
        (shares != sorted(shares), _("高一梯次的得分率不能比低一梯次低。")),
        (not draft.negatives.exists(), _("没有负面情形。")),
        (
            any("示例" in one.dimension for one in draft.clauses.all()),
            _("维度还是示例的占位名称，请改为本地的名称。"),
        ),
    ]
    return [words for wrong, words in said if wrong]


@transaction.atomic
def version_issue(
    *,
    standard: Standard,
    by: Any,
    valid_from: date,
    document: str,
    version: int | None = None,
    **sheet: Any,
) -> StandardVersion:
    """Issue the draft: somebody else than who wrote it. The version before ends on the day the new one begins."""
    fresh, draft = drafted(standard, by, version)
    ensure(fresh, by, "decide")
    needs(document)
    if draft.made_by_id == by.pk:
        raise NotAllowed(_("起草人不能印发，请由另一人印发。"))
    if said := faults(draft):
        raise NotAllowed("".join(said))
    before = fresh.versions.filter(status=VersionStatus.ISSUED).order_by("-number").first()
    if before is not None:
        if valid_from <= before.valid_from:
            raise NotAllowed(_("施行日期要晚于上一版本。"))
        before.valid_to = valid_from
        before.save()
    draft.status, draft.valid_from, draft.document = VersionStatus.ISSUED, valid_from, document
    draft.issued_by, draft.issued_at = by, timezone.now()
    draft.save()
    data = {"version_number": draft.number, "valid_from": valid_from.isoformat()}
    moved(fresh, "issue", by=by, text=document, data=data, **sheet)
    issued: StandardVersion = draft
    return issued
