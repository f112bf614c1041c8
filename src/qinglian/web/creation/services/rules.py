"""Who acts on a matter of creation and how it moves. 创建的办理规则。"""

from collections.abc import Iterable
from typing import TYPE_CHECKING, Any

from django.utils.translation import gettext as _

from qinglian.web.audit.services import record
from qinglian.web.core.dated import in_force
from qinglian.web.core.masking import mask_text
from qinglian.web.core.moves import NotAllowed, Overtaken, locked
from qinglian.web.core.papers import must_prove
from qinglian.web.creation.models import Paper, Step
from qinglian.web.creation.models.base import Matter
from qinglian.web.creation.states import APPLYING, DECIDING, LEADING
from qinglian.web.units.models import Reach, Unit
from qinglian.web.units.scope import reach, roles_of

if TYPE_CHECKING:
    from qinglian.web.core.uploads import Stored

    Papers = Iterable[Stored]


def works_for(by: Any, unit_id: int) -> bool:
    """Whether a person is of a body, or of one that took over its matters."""
    rows = Reach.objects.filter(in_force(), kind=Reach.SELF, upper=by.unit_id, lower=unit_id)
    return by.unit_id is not None and rows.exists()


def on_side(row: Matter, by: Any, side: str) -> bool:
    """
    Whether a person acts for the body concerned (`unit`), for the lead body (`lead`), or decides there (`decide`).
    Nobody judges the body they work in.
    """
    roles = roles_of(by)
    if side == "unit":
        return bool(roles & APPLYING) and works_for(by, row.unit_id) and _reaches(row, by, "unit")
    wanted = LEADING if side == "lead" else DECIDING
    own = "unit" in row.SCOPE and row.unit_id != row.lead_unit_id and works_for(by, row.unit_id)
    return bool(roles & wanted) and not own and _reaches(row, by, "lead")


def _reaches(row: Matter, by: Any, anchor: str) -> bool:
    scope = reach(by, row.OBJECT, write=True).q({anchor: row.SCOPE[anchor]})
    return type(row).objects.filter(scope, pk=row.pk).exists()


def leads(by: Any, unit: Unit | None, *, deciding: bool = False) -> bool:
    """Whether a person acts for a body as lead body, before there is a row."""
    if unit is None or not roles_of(by) & (DECIDING if deciding else LEADING):
        return False
    scope = reach(by, Matter.OBJECT, write=True).q({"lead": "pk"})
    return Unit.objects.filter(scope, pk=unit.pk).exists()


def lead_units(by: Any) -> Any:
    """The bodies for which a person may make a standard, a brand, a model site."""
    if not roles_of(by) & LEADING:
        return Unit.objects.none()
    return Unit.objects.filter(
        reach(by, Matter.OBJECT, write=True).q({"lead": "pk"}), valid_to=None
    ).order_by("code")


def not_mine() -> NotAllowed:
    """The one sentence for whoever does not act here."""
    return NotAllowed(_("您的角色不办理这件事。"))


def needs(*said: str) -> None:
    """Stop where nothing was said."""
    if not all(one.strip() for one in said):
        raise NotAllowed(_("请写明情况或理由。"))


def impersonal(said: str) -> str:
    """A contact of an organisation: a mobile or citizen number is somebody's own and is not taken."""
    if mask_text(said) != said:
        raise NotAllowed(_("不登记个人手机号和身份证号，请填单位联系方式。"))
    return said


def ensure(row: Matter, by: Any, side: str) -> None:
    """Stop where the verb is not this person's."""
    if not on_side(row, by, side):
        raise not_mine()


def take(row: Any, by: Any, side: str, sources: Iterable[str], version: int | None) -> Any:
    """The row for oneself, if the verb is this person's and fits its state."""
    fresh = locked(row, version)
    if fresh.status not in sources:
        raise Overtaken(fresh.get_status_display())
    ensure(fresh, by, side)
    return fresh


def moved(
    row: Any,
    verb: str,
    *,
    by: Any,
    text: str = "",
    papers: "Papers" = (),
    offline: bool = False,
    data: dict[str, Any] | None = None,
    late_days: int = 0,
    answer: Any = None,
    **fields: Any,
) -> Any:
    """Write a row that was taken, its step, papers and record. What was done offline shows its sheet."""
    papers = list(papers)
    must_prove(papers, offline=offline)
    was = getattr(row, "status", "")
    row.version += 1
    for name, value in fields.items():
        setattr(row, name, value)
    row.save()
    kind = row._meta.model_name
    step = Step.objects.create(
        kind=kind, number=row.public_id, verb=verb, by=by, text=text, late_days=late_days,
        offline=offline, data=data or {},
    )  # fmt: skip
    Paper.file(step, papers, **({"answer": answer} if answer is not None else {}))
    record(
        f"{NAMES.get(kind, kind)}.{verb}", on=row, by=by, reason=text, was=was,
        now=getattr(row, "status", ""), **(data or {}),
    )  # fmt: skip
    return row


NAMES = {
    "application": "creation", "reviewround": "review_round", "subsidyrule": "subsidy",
    "point": "creation_point",
}  # fmt: skip
"""What records call a kind where its own name says too little."""
