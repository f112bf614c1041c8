"""
关系的链条。Chains of relations, two or three steps long.

控制只认一个方向：关系表上控股、控制的主体甲持有、控制主体乙；持股达到规则卡所定比例的才算，比例不明的只是可能。链条上每一
步都须在开标之日存在，所以起止日期取最迟的开始和最早的结束。人只按证件号（装载时杂凑）相认。
Control has one way: the first party of a relation of holding or control holds or controls the second. A holding counts
from the share on the card; of unknown share it only may. Every step must stand on the day of opening, so a chain begins
with its latest step and ends with its earliest. Persons are known by their (hashed) identity numbers.

What is found is told as `ties` tells relations - `one`, `other`, `since`, `until`, `sure` - with a row for each step of
the chain, named by `table` and `row_id`, so that evidence shows the whole of it.
"""

from collections.abc import Sequence
from typing import Any

import ibis
from ibis import Table

RELATION_HELPS = ("from_name",)
NEXT = "\x1f"
OF = "\x1e"


def control(relation: Table, percent: float, state_words: Sequence[str] = ()) -> Table:
    """Who controls a body: `low` and `high`, a body or a person. Bodies of the state by name are passed over."""
    kept = relation.filter(relation.kind.isin(["holding", "control"]), relation.to_id.notnull())
    if state_words:
        named: Any = ibis.or_(*(kept.from_name.contains(word) for word in state_words))
        kept = kept.filter(~named.fill_null(False))
    counts = (kept.kind == "holding").ifelse(kept.share >= percent, True)
    high = kept.from_id.coalesce(_person(kept.from_person_id_no))
    kept = kept.mutate(high=high, counts=counts).filter(counts.fill_null(True), high != kept.to_id)
    return kept.select(
        "high",
        low="to_id",
        refs=_ref("relation", kept.relation_id),
        since="from_on",
        until="to_on",
        sure=kept.counts.fill_null(False),
    )


def heads(party: Table) -> Table:
    """The registered head of each body, shaped like `control`."""
    known = party.filter(party.legal_representative_id_no.notnull())
    return known.select(
        high=_person(known.legal_representative_id_no),
        low="party_id",
        refs=_ref("party", known.party_id),
        since=ibis.null("date"),
        until=ibis.null("date"),
        sure=ibis.literal(True),
    )


def chains(bodies: Table, up: Table, steps: int) -> Table:
    """Two bodies of which one controls the other through others, both ways round."""
    found = _climbs(bodies, up, steps)
    found = found.filter(found.depth > 1)
    down = found.select("refs", "since", "until", "sure", one="body", other="top")
    return _links(
        down.union(down.select("refs", "since", "until", "sure", one="other", other="one"))
    )


def common(pairs: Table, up: Table, steps: int) -> Table:
    """Pairs (`one`, `other`) under one controller that is neither of the two, by at most so many steps in all.

    Two that merely have one registered head are no such pair: the law names that by itself.
    """
    bodies = pairs.select(body="one").union(pairs.select(body="other")).distinct()
    climbed = _climbs(bodies, up, steps - 1)
    mine = climbed.view().rename("my_{name}").view()
    theirs = climbed.view().rename("its_{name}").view()
    rows = pairs.join(mine, [("one", "my_body")])
    rows = rows.join(theirs, [("other", "its_body"), ("my_top", "its_top")])
    rows = rows.filter(
        rows.my_depth + rows.its_depth <= steps,
        ~rows.my_way.contains(ibis.literal(NEXT) + rows.other + NEXT),
        ~rows.its_way.contains(ibis.literal(NEXT) + rows.one + NEXT),
        ~(rows.my_refs.startswith("party") & rows.its_refs.startswith("party")),
    )
    return _links(rows.select("one", "other", **_after(rows, "my_", "its_")))


def acquainted(
    pairs: Table,
    relation: Table,
    party: Table,
    *,
    posts: Sequence[str],
    other_posts: Sequence[str],
    steps: int,
) -> Table:
    """Pairs with one person in posts on both sides (two steps), or with two near relatives (three)."""
    mine = _posts(relation, party, posts).rename("my_{name}").view()
    theirs = _posts(relation, party, other_posts).rename("its_{name}").view()
    rows = pairs.join(mine, [("one", "my_body")]).view()
    same = rows.join(theirs, [("other", "its_body"), ("my_person", "its_person")])
    found = same.select("one", "other", **_after(same, "my_", "its_"))
    if steps >= 3:
        family = kin(relation).rename("kin_{name}").view()
        near = rows.join(family, [("my_person", "kin_person")])
        near = near.select("one", "other", person="kin_relative", **_after(near, "my_", "kin_"))
        near = near.rename("all_{name}").view()
        met = near.join(theirs, [("all_other", "its_body"), ("all_person", "its_person")])
        met = met.select(one="all_one", other="all_other", **_after(met, "all_", "its_"))
        found = found.union(met)
    return _links(found)


def through_kin(relation: Table, party: Table, posts: Sequence[str]) -> Table:
    """Persons (`one_person`) a near relative of whom has a post in a body (`other`), a row for each step."""
    theirs = _posts(relation, party, posts).rename("its_{name}").view()
    family = kin(relation).rename("kin_{name}").view()
    rows = family.join(theirs, [("kin_relative", "its_person")])
    met = rows.select(one="kin_person", other="its_body", **_after(rows, "kin_", "its_"))
    return _links(met).rename(one_person="one")


def kin(relation: Table) -> Table:
    """Near relatives, both ways round."""
    known = relation.filter(relation.kind == "kin")
    ends = ("from_person_id_no", "to_person_id_no")
    both = [
        known.select(
            person=one,
            relative=other,
            refs=_ref("relation", known.relation_id),
            since="from_on",
            until="to_on",
            sure=ibis.literal(True),
        )
        for one, other in (ends, ends[::-1])
    ]
    every = ibis.union(*both)
    return every.filter(every.person.notnull(), every.relative.notnull())


def _posts(relation: Table, party: Table, kinds: Sequence[str]) -> Table:
    """Persons with a post of these kinds in a body, and the registered heads; either end may be the person."""
    kept = relation.filter(relation.kind.isin(kinds))
    rows = [
        kept.select(
            person=f"{a}_person_id_no",
            body=f"{b}_id",
            refs=_ref("relation", kept.relation_id),
            since="from_on",
            until="to_on",
            sure=ibis.literal(True),
        )
        for a, b in (("from", "to"), ("to", "from"))
    ]
    led = party.select(
        person="legal_representative_id_no",
        body="party_id",
        refs=_ref("party", party.party_id),
        since=ibis.null("date"),
        until=ibis.null("date"),
        sure=ibis.literal(True),
    )
    every = ibis.union(*rows, led)
    return every.filter(every.person.notnull(), every.body.notnull())


def _climbs(bodies: Table, up: Table, steps: int) -> Table:
    """Who stands above each body, `depth` steps up; `way` names all on the way, so that none is met twice."""
    start = bodies.join(up, [("body", "low")])
    level = start.select(
        "body", "refs", "since", "until", "sure", top="high", depth=ibis.literal(1),
        way=ibis.literal(NEXT) + start.body + NEXT + start.high + NEXT,
    )  # fmt: skip
    levels = [level]
    for depth in range(2, steps + 1):
        last = levels[-1].rename("so_far_{name}").view()
        more = up.rename("more_{name}").view()
        rows = last.join(more, [("so_far_top", "more_low")])
        rows = rows.filter(~rows.so_far_way.contains(ibis.literal(NEXT) + rows.more_high + NEXT))
        levels.append(
            rows.select(
                body="so_far_body", **_after(rows, "so_far_", "more_"), top="more_high",
                depth=ibis.literal(depth), way=rows.so_far_way + rows.more_high + NEXT,
            ).select(*level.columns)
        )  # fmt: skip
    return levels[0] if len(levels) == 1 else ibis.union(*levels)


def _after(rows: Table, first: str, second: str) -> dict[str, Any]:
    """Two stretches of a chain, one after the other."""
    since = rows[f"{first}since"], rows[f"{second}since"]
    until = rows[f"{first}until"], rows[f"{second}until"]
    return {
        "refs": rows[f"{first}refs"] + NEXT + rows[f"{second}refs"],
        "since": ibis.greatest(since[0].coalesce(since[1]), since[1].coalesce(since[0])),
        "until": ibis.least(until[0].coalesce(until[1]), until[1].coalesce(until[0])),
        "sure": rows[f"{first}sure"] & rows[f"{second}sure"],
    }


def _links(rows: Table) -> Table:
    """A row for each step."""
    each = rows.mutate(link=rows.refs.split(NEXT).unnest()).view()
    parts = each.link.split(OF)
    return each.select(
        "one", "other", "since", "until", "sure", table=parts[0], row_id=parts[1]
    ).distinct()


def _ref(table: str, row_id: Any) -> Any:
    return ibis.literal(f"{table}{OF}") + row_id


def _person(number: Any) -> Any:
    """A person's number, told apart from any body's."""
    return ibis.literal("@") + number
