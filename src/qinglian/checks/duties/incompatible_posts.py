"""
不相容岗位由一人兼任。One person held posts that must be kept apart.

《会计法》第三十五条：出纳人员不得兼任稽核、会计档案保管和收入、支出、费用、债权债务账目的登记工作。

一个对象是一人在一个单位的任职。值是确知在任期重叠时兼任的不相容岗位对数。岗位按名称或环节归类，名单之外的不问。岗位、
任职人、单位或者起止日期不明，足以改变结论的，留空。卸任与就任在同一天，也算重叠。
The subject is what one person holds in one unit. The value counts the pairs of kinds surely held at overlapping times.
Posts are of a kind by their name or step; others are not asked. Where an unknown post, holder, unit or day could change
the answer, nothing is concluded. Leaving one post and taking up another on the same day overlap.
"""

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any

import ibis
from ibis import Table

from qinglian.model.check import Check, Param
from qinglian.model.text import Text

Kinds = Mapping[str, Sequence[str]]
Pairs = Sequence[Sequence[str]]

check = Check(
    __name__,
    title=Text(zh="不相容岗位由一人兼任", en="Incompatible posts held by one person"),
    subject="post",
    scope="group",
    key=("unit_id", "person_id"),
    needs={
        "post": ("post_id", "person_id", "unit_id", "post_name", "activity", "from_on", "to_on")
    },
    params={
        "kinds": Param(
            dict, Text("岗位类别 → 名称或环节", "kind of post → its names or steps"), required=True
        ),
        "pairs": Param(
            list, Text("两两不得兼任的类别", "pairs of kinds to be kept apart"), required=True
        ),
        "open_means_current": Param(
            bool,
            Text("任职止空着即为现任（台账须有此列）", "an empty end, in a ledger that has ends, means still held"),
            default=False,
        ),
    },
    seen=Text(
        "{subject_id} 任期重叠时兼任不相容岗位 {value} 对",
        "{subject_id}: pairs of incompatible posts held at overlapping times: {value}",
    ),
)  # fmt: skip


@check
def evaluate(
    post: Table,
    *,
    kinds: Kinds,
    pairs: Pairs,
    open_means_current: bool,
    as_of: date,
    absent: frozenset[str],
) -> Table:
    """Set the posts of each person beside each other, and beside those whose holder is not known."""
    posts = _posts(post, kinds, pairs, _today(open_means_current, as_of, absent))
    mine = posts.filter(posts.person_id.notnull())
    others = posts.rename("other_{name}")
    own = _compared(mine.join(others, mine.person_id == others.other_person_id), pairs)
    nobody = others.filter(others.other_person_id.isnull())
    unknown = _compared(mine.join(nobody, _maybe(mine.unit_id == nobody.other_unit_id)), pairs)
    both = ibis.union(own, unknown)
    judged = both.group_by("unit_id", "person_id").aggregate(
        held=sum(both[name].any().cast("int64") for name in _columns(pairs)), may=both.may.any()
    )
    flagged = ibis.cases((judged.held > 0, True), (judged.may, ibis.null("boolean")), else_=False)
    return judged.select("unit_id", "person_id", value=judged.held, flagged=flagged)


@check.evidence
def evidence(
    flagged: Table,
    post: Table,
    *,
    kinds: Kinds,
    pairs: Pairs,
    open_means_current: bool,
    as_of: date,
    absent: frozenset[str],
) -> Table:
    """The posts that were held together."""
    posts = _posts(post, kinds, pairs, _today(open_means_current, as_of, absent))
    mine = posts.semi_join(flagged, ["unit_id", "person_id"])
    others = posts.rename("other_{name}")
    own = _compared(mine.join(others, mine.person_id == others.other_person_id), pairs)
    together = own.filter(ibis.or_(*(own[name] for name in _columns(pairs)))).distinct()
    return together.select(
        "unit_id",
        "person_id",
        table=ibis.literal("post"),
        row_id=together.row_id,
        role=ibis.literal("officer"),
        party_id=together.person_id,
    ).distinct()


def _today(open_means_current: bool, as_of: date, absent: frozenset[str]) -> date | None:
    """The day up to which a post without an end is held; None where an empty end says nothing."""
    return as_of if open_means_current and "post.to_on" not in absent else None


def _posts(post: Table, kinds: Kinds, pairs: Pairs, today: date | None) -> Table:
    """Posts of the paired kinds, and those of which the kind is not known.

    `is_<kind>` says that a post is of the kind; from `first` to `last` it surely was held.
    """
    told = post if today is None else post.mutate(to_on=post.to_on.coalesce(ibis.literal(today)))
    of_kind = {
        f"is_{name}": (told.post_name.isin(words) | told.activity.isin(words)).fill_null(False)
        for name in sorted({name for pair in pairs for name in pair})
        if (words := [name, *kinds.get(name, ())])
    }
    row_id = ibis.array([told.post_id, told.person_id, told.from_on.cast("string")]).join("/")
    marked = told.mutate(
        **of_kind,
        nameless=told.post_name.isnull() & told.activity.isnull(),
        first=told.from_on.coalesce(told.to_on),
        last=told.to_on.coalesce(told.from_on),
        row_id=row_id,
    )
    return marked.filter(ibis.or_(marked.nameless, *(marked[name] for name in of_kind)))


def _compared(beside: Table, pairs: Pairs) -> Table:
    """For two posts side by side, which pairs surely were held together (`both_<n>`), and whether any may have been."""
    p = beside
    together = _surely(
        (p.person_id == p.other_person_id)
        & (p.unit_id == p.other_unit_id)
        & (p.first <= p.other_last)
        & (p.other_first <= p.last)
    )
    at_once = _maybe(p.from_on <= p.other_to_on) & _maybe(p.other_from_on <= p.to_on)
    itself = p.row_id.identical_to(p.other_row_id)
    kinds = [_are(p, a, b) for a, b in pairs]
    maybe = [_are(p, a, b, unknown=True) for a, b in pairs]
    return p.select(
        "unit_id",
        "person_id",
        "row_id",
        **{name: together & of for name, of in zip(_columns(pairs), kinds, strict=True)},
        may=_maybe(p.unit_id == p.other_unit_id) & at_once & ~itself & ibis.or_(*maybe),
    )


def _are(p: Table, a: str, b: str, *, unknown: bool = False) -> Any:
    """Whether one post is of kind `a` and the other of `b`; counting the unknown ones as either, if asked."""

    def of(side: str, kind: str) -> Any:
        known = p[f"{side}is_{kind}"]
        return known | p[f"{side}nameless"] if unknown else known

    return (of("", a) & of("other_", b)) | (of("", b) & of("other_", a))


def _columns(pairs: Pairs) -> list[str]:
    return [f"both_{place}" for place in range(len(pairs))]


def _surely(known: Any) -> Any:
    return known.fill_null(False)


def _maybe(known: Any) -> Any:
    return known.fill_null(True)
