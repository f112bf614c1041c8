"""A programme with four actions, the five lists as examples, forty items in two versions. 方案、五张清单、四十项。"""

from datetime import date, timedelta
from functools import cache
from importlib.resources import files
from typing import Any

import yaml
from django.utils import timezone

from qinglian.web.accounts.models import User
from qinglian.web.duties.models import Clause, DutyList, Item, ListVersion, Programme
from qinglian.web.duties.reading.text import pieces
from qinglian.web.duties.sampling import Sample, samples
from qinglian.web.duties.services.items import item_drop, item_put
from qinglian.web.duties.services.lists import list_make, version_draft, version_issue
from qinglian.web.duties.services.programmes import clause_set_aside, programme_make
from qinglian.web.duties.services.sheets import list_from_sample
from qinglian.web.units.models import Unit

ISSUED, RENEWED = 150, 30
"""How many days ago the two versions came into force."""
LISTED = 40
"""Items of the first version."""


@cache
def opinion() -> dict[str, Any]:
    """The text of the county and what its items carry out."""
    text = files("qinglian.web.demo").joinpath("opinion.yaml").read_text("utf-8")
    found: dict[str, Any] = yaml.load(text, Loader=yaml.CSafeLoader)
    return found


def programme_made(bodies: dict[str, Unit], people: dict[str, User]) -> DutyList:
    """The programme, its lists, and two versions of the long one; returns it."""
    office, second, today = people["qinglianban"], people["qinglianban2"], timezone.localdate()
    said = opinion()
    read = list(enumerate(pieces(said["text"]), 1))
    programme = programme_make(
        title=said["title"], doc_no=said["doc_no"], issued_on=today - timedelta(days=ISSUED + 20),
        owner_unit=bodies["county"], text=said["text"], by=office,
        asking={place for place, one in read if one.asks},
        actions={place for place, one in read if one.is_action},
    )  # fmt: skip
    for words, reason in said["aside"].items():
        clause_set_aside(clause=_clause(programme, words), by=office, reason=reason)
    since = today - timedelta(days=ISSUED)
    for sample in samples().values():
        if sample.holder:
            made = list_from_sample(
                sample=sample, owner_unit=bodies["county"], by=office, year=today.year,
                action=programme.actions.get(number=1),
            )  # fmt: skip
            _issue(made, second, since)
    _norms(bodies["county"], office, second, since)
    return _long(programme, bodies["county"], office, second, since)


def _clause(programme: Programme, words: str) -> Clause:
    return programme.clauses.get(text__contains=words, heading=False)


def _issue(of: DutyList, by: User, day: date, why: str = "") -> ListVersion:
    draft = of.draft
    assert draft is not None
    return version_issue(draft, by=by, valid_from=day, why=why)


def _norms(county: Unit, office: User, second: User, day: date) -> None:
    for name in ("positive_meetings", "negative_meetings", "power_village"):
        _issue(list_from_sample(sample=samples()[name], owner_unit=county, by=office), second, day)


def _asked(shelf: dict[str, Sample]) -> list[dict[str, Any]]:
    """Items of all templates of duties and tasks, for whom each is."""
    return [
        {**item, "applies_types": list(one.of)}
        for one in shelf.values()
        if one.kind in ("duty", "task")
        for item in one.items
    ]


def _long(programme: Programme, county: Unit, office: User, second: User, day: date) -> DutyList:
    said, year = opinion(), timezone.localdate().year
    made = list_make(
        title=f"{year}年全县清廉建设任务清单", kind="task", owner_unit=county, by=office,
        programme=programme, year=year,
    )  # fmt: skip
    draft = made.draft
    assert draft is not None
    more = [dict(one) for one in said["more"]]
    for item in _asked(samples())[: LISTED - len(more)]:
        words = said["carried"].get(item["title"])
        item_put(draft, by=office, clauses=[_clause(programme, words)] if words else [], **item)
    for one in more:
        _carrying(draft, office, programme, one)
    _issue(made, second, day)
    changed = said["changed"]
    draft = version_draft(of=made, by=office, why=changed["why"])
    by_title = {one.title: one for one in draft.items.all()}
    for title, fields in changed["put"].items():
        item_put(draft, by=office, key=by_title[title].key, **fields)
    for title, reason in changed["removed"].items():
        item_drop(item=by_title[title], by=office, reason=reason)
    for one in changed["added"]:
        _carrying(draft, office, programme, dict(one))
    _issue(made, second, timezone.localdate() - timedelta(days=RENEWED))
    return made


def _carrying(draft: ListVersion, by: User, programme: Programme, said: dict[str, Any]) -> Item:
    words = said.pop("carries")
    if due := said.get("due_on"):
        said["due_on"] = date.fromisoformat(due)
    return item_put(draft, by=by, clauses=[_clause(programme, words)], **said)
