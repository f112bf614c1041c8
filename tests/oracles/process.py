"""
The answer key of process rules: one case after the other, in plain Python, slow and obvious.

It shares no code with the engine. `judge` takes events as dicts (`event_id, process, case_id, position, activity,
occurred_at` naive UTC, `on` local date, `date_only`, further attributes), the name of a check, a card's params as
written in YAML, and says of every case asked what is wrong with which event.
"""

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from tests.oracles.case import Case, in_order, meets, names
from tests.oracles.days import Event

Row = tuple[int, str, str | None, date | None]
"""Half of the template, event, state (None: cannot tell) and last day of an open duty."""


@dataclass
class Verdict:
    """What is said of one case."""

    activations: int = 0
    value: int = 0
    rows: list[Row] = field(default_factory=list)
    others: list[tuple[int, str, str | None]] = field(default_factory=list)

    @property
    def state(self) -> str | None:
        """The gravest state of its rows."""
        states = {row[2] for row in self.rows}
        for state in ("violated", None, "at_risk", "pending"):
            if state in states:
                return state
        return "satisfied"

    @property
    def due(self) -> date | None:
        """The next last day of a duty that is still open."""
        days = [row[3] for row in self.rows if row[2] in ("pending", "at_risk") and row[3]]
        return min(days, default=None)


def all_of(answers: list[bool | None]) -> bool | None:
    """True if all are; false if one is not; else unknown."""
    return False if False in answers else None if None in answers else True


def any_of(answers: list[bool | None]) -> bool | None:
    """True if one is; unknown if one may be; else false."""
    return True if True in answers else None if None in answers else False


def match(case: Case, e: Event, f: Event) -> bool | None:
    """Whether f answers e, wherever it stands: correlation and window."""
    for name in names(case.card.get("same")):
        if e.get(name) is None or f.get(name) is None or e[name] != f[name]:
            return False
    for name in names(case.card.get("different")):
        if e.get(name) is None or f.get(name) is None or e[name] == f[name]:
            return False
    if case.clock is None:
        return True
    first, second = (e, f) if case.place(e) < case.place(f) else (f, e)
    return case.clock.inside(first, second)


def ended(case: Case, e: Event) -> bool | None:
    """Whether the duty that follows from e ended in time because one of `until` happened."""
    ends = [other for other in case.after(e) if other["activity"] in names(case.card.get("until"))]
    if not case.clock:
        return bool(ends)
    limit = case.card.get("until_at_most")
    return any_of(
        [all_of([case.clock.in_time(e, end), case.clock.near(e, end, limit)]) for end in ends]
    )


def lifted(case: Case, e: Event, f: Event) -> bool:
    """Whether one of `until` happened between two events."""
    first, second = (e, f) if case.place(e) < case.place(f) else (f, e)
    between = [x for x in case.after(first) if x in case.before(second)]
    return any(x["activity"] in names(case.card.get("until")) for x in between)


# Where the other event may lie: (case, judged event, all events judged) → events.
Where = Callable[[Case, Event, list[Event]], list[Event]]


def later(case: Case, e: Event, judged: list[Event]) -> list[Event]:
    return case.after(e)


def earlier(case: Case, e: Event, judged: list[Event]) -> list[Event]:
    return case.before(e)


def anywhere(case: Case, e: Event, judged: list[Event]) -> list[Event]:
    return case.before(e) + case.after(e)


def next_one(case: Case, e: Event, judged: list[Event]) -> list[Event]:
    return case.after(e)[:1]


def last_one(case: Case, e: Event, judged: list[Event]) -> list[Event]:
    return case.before(e)[-1:]


def before_next(case: Case, e: Event, judged: list[Event]) -> list[Event]:
    following = [other for other in case.after(e) if other in judged]
    return [x for x in case.after(e) if not following or case.place(x) <= case.place(following[0])]


def since_last(case: Case, e: Event, judged: list[Event]) -> list[Event]:
    previous = [other for other in case.before(e) if other in judged]
    return [x for x in case.before(e) if not previous or case.place(x) >= case.place(previous[-1])]


A, B = ("activation", "target"), ("target", "activation")
BINARY: dict[str, list[tuple[tuple[str, str], Where, bool]]] = {
    "responded_existence": [(A, anywhere, True)],
    "response": [(A, later, True)],
    "alternate_response": [(A, before_next, True)],
    "chain_response": [(A, next_one, True)],
    "precedence": [(A, earlier, True)],
    "alternate_precedence": [(A, since_last, True)],
    "chain_precedence": [(A, last_one, True)],
    "coexistence": [(A, anywhere, True), (B, anywhere, True)],
    "succession": [(A, later, True), (B, earlier, True)],
    "alternate_succession": [(A, before_next, True), (B, since_last, True)],
    "chain_succession": [(A, next_one, True), (B, last_one, True)],
    "not_responded_existence": [(A, anywhere, False)],
    "not_response": [(A, later, False)],
    "not_chain_response": [(A, next_one, False)],
    "not_precedence": [(A, earlier, False)],
    "not_chain_precedence": [(A, last_one, False)],
    "not_coexistence": [(A, anywhere, False), (B, anywhere, False)],
    "not_succession": [(A, later, False), (B, earlier, False)],
    "not_chain_succession": [(A, next_one, False), (B, last_one, False)],
}


def judge(
    events: list[Event],
    check: str,
    card: dict[str, Any],
    *,
    as_of: date,
    zone: str,
    since: date | None = None,
    until: date | None = None,
) -> dict[tuple[str | None, str], Verdict]:
    """What a card says of every case that it asks, by (process, case)."""
    cases: dict[tuple[str | None, str], list[Event]] = {}
    for event in events:
        if card.get("process") in (None, event["process"]):
            cases.setdefault((event["process"], event["case_id"]), []).append(event)
    found = {}
    for key, rows in cases.items():
        whole = in_order(rows)
        case = Case(whole, whole, card, as_of, zone, since, until)
        verdict = _judged(case, check)
        if verdict is not None:
            found[key] = verdict
    return found


def _judged(case: Case, check: str) -> Verdict | None:
    if check in BINARY:
        return _binary(case, BINARY[check])
    if check == "counted_precedence":
        return _counted(case)
    if check in ("four_eyes", "same_actor"):
        return _persons(case, alike_is_wrong=check == "four_eyes")
    if check == "two_officers":
        return _officers(case)
    return _unary(case, check)


def _parts(case: Case) -> Iterator[Case]:
    """The case, or its parts by the columns of `per`; missing values make a part of their own."""
    columns = names(case.card.get("per"))
    groups: dict[tuple[Any, ...], list[Event]] = {}
    for event in case.events:
        groups.setdefault(tuple(event.get(name) for name in columns), []).append(event)
    for group in groups.values():
        yield Case(group, case.whole, case.card, case.as_of, case.zone, case.since, case.until)


def _binary(case: Case, halves: list[tuple[tuple[str, str], Where, bool]]) -> Verdict | None:
    verdict = Verdict()
    for part in _parts(case):
        for number, ((judged, other), where, wanted) in enumerate(halves):
            all_judged = part.of(judged)
            for e in part.dated(all_judged):
                verdict.activations += 1
                there = [f for f in where(part, e, all_judged) if f in part.of(other)]
                if wanted:
                    state, due = _duty(part, e, there, where, all_judged)
                else:
                    there = [f for f in there if not lifted(part, e, f)]
                    answer = any_of([match(part, e, f) for f in there])
                    state, due = {True: "violated", None: None, False: "satisfied"}[answer], None
                    there = [f for f in there if match(part, e, f)]
                if state != "satisfied":
                    verdict.rows.append((number, e["event_id"], state, due))
                if state == "violated" and due is None:
                    shown = _shown(part, e, part.of(other), where) if wanted else there
                    event = None if not shown else shown[-1 if where in BACK else 0]["event_id"]
                    verdict.others.append((number, e["event_id"], event))
    verdict.value = sum(row[2] == "violated" for row in verdict.rows)
    return verdict if verdict.activations else None


BACK = (earlier, last_one, since_last)


def _shown(case: Case, e: Event, targets: list[Event], where: Where) -> list[Event]:
    """Events that would have answered, had they been in time and agreed."""
    compared = case.clock or case.card.get("same") or case.card.get("different")
    if not compared or where in (next_one, last_one):
        return []
    there = {before_next: later, since_last: earlier}.get(where, where)(case, e, [])
    return [f for f in there if f in targets]


def _duty(
    case: Case, e: Event, there: list[Event], where: Where, judged: list[Event]
) -> tuple[str | None, date | None]:
    """State of one activation that wants an answer."""
    answers = [match(case, e, f) for f in there]
    if where not in BACK:
        answers.append(ended(case, e))
    answer = any_of(answers)
    if answer is not False:
        return ("satisfied" if answer else None), None
    lost = (
        case.closed
        or where in BACK
        or (where is next_one and case.after(e))
        or (where is before_next and any(other in judged for other in case.after(e)))
    )
    return ("violated", None) if lost else _waiting(case, e)


def _waiting(case: Case, e: Event) -> tuple[str | None, date | None]:
    """State of what may still happen."""
    if case.clock is None or case.clock.window.get("at_most") is None:
        return "pending", None
    state, due = case.clock.open(e)
    return state, due if state else None


def _counted(case: Case) -> Verdict | None:
    """The k-th activation wants k earlier targets that agree with it in `same`."""
    verdict = Verdict()
    columns = names(case.card.get("same"))
    for part in _parts(case):
        judged = part.of("activation")
        for e in part.dated(judged):
            verdict.activations += 1
            mine = tuple(e.get(name) for name in columns)
            owed = [
                x
                for x in part.before(e)
                if x in judged and tuple(x.get(n) for n in columns) == mine
            ]
            had = [
                x
                for x in part.before(e)
                if x in part.of("target")
                and None not in mine
                and tuple(x.get(n) for n in columns) == mine
            ]
            if len(had) < len(owed) + 1:
                verdict.rows.append((0, e["event_id"], "violated", None))
    verdict.value = len(verdict.rows)
    return verdict if verdict.activations else None


def _unary(case: Case, check: str) -> Verdict | None:
    if not case.dated(case.whole[:1]):
        return None
    verdict = Verdict(activations=1)
    for part in _parts(case):
        rows = _count(part, check) if check in COUNTED else _look(part, check)
        verdict.rows += rows
        verdict.value += any(row[2] == "violated" for row in rows)
    return verdict


COUNTED = ("existence", "absence", "exactly")


def _count(case: Case, check: str) -> list[Row]:
    first, wanted = case.events[0], case.card["n"]
    answers = [
        (e, case.clock.inside(first, e) if case.clock else True) for e in case.of("activation")
    ]
    sure = [e for e, answer in answers if answer]
    most = [e for e, answer in answers if answer is not False]
    too_many = {"existence": None, "absence": wanted, "exactly": wanted + 1}[check]
    too_few = {"existence": wanted, "absence": 0, "exactly": wanted}[check]
    if too_many is not None and len(sure) >= too_many:
        return [(0, e["event_id"], "violated", None) for e in sure]
    if len(most) < too_few:
        shown = most[-1] if most else first
        if case.closed:
            return [(0, shown["event_id"], "violated", None)]
        state, due = _waiting(case, first)
        return [
            (
                0,
                (first if case.clock and "at_most" in case.clock.window else shown)["event_id"],
                state,
                due,
            )
        ]
    decided = len(sure) >= too_few and (too_many is None or len(most) < too_many)
    return [] if decided else [(0, first["event_id"], None, None)]


def _look(case: Case, check: str) -> list[Row]:
    """Templates without number: where the case begins or ends, which of two happened."""
    one, other = case.of("activation"), case.of("target")
    first, last = case.events[0], case.events[-1]
    if check == "init":
        return [] if first in one else [(0, first["event_id"], "violated", None)]
    if check == "end":
        open_state = "violated" if case.closed else "pending"
        return [] if last in one else [(0, last["event_id"], open_state, None)]
    if not one and not other:
        return [(0, first["event_id"], "violated" if case.closed else "pending", None)]
    if check == "exclusive_choice" and one and other:
        shown = min([*one, *other], key=case.place)
        return [(0, shown["event_id"], "violated", None)]
    return []


def _persons(case: Case, *, alike_is_wrong: bool) -> Verdict | None:
    column = case.card.get("column", "resource")
    entries = [names(entry) for entry in case.card["activities"]]

    def done(part: Case) -> list[tuple[int, Event]]:
        return [
            (number, event)
            for number, entry in enumerate(entries)
            for event in part.events
            if event["activity"] in entry and meets(event, case.card.get("where_activation", []))
        ]

    every = done(case)
    if len({number for number, _ in every}) < 2:
        return None
    if not case.dated([min((event for _, event in every), key=case.place)]):
        return None
    verdict = Verdict(activations=len(every))
    for part in _parts(case):
        here = done(part)
        if len({number for number, _ in here}) < 2:
            continue
        for number, event in here:
            person = event.get(column)
            if person is None:
                verdict.rows.append((0, event["event_id"], None, None))
                continue
            others = [
                before.get(column)
                for entry, before in here
                if entry != number and case.place(before) < case.place(event)
            ]
            wrong = [x for x in others if x is not None and (x == person) == alike_is_wrong]
            if wrong:
                verdict.rows.append((0, event["event_id"], "violated", None))
    verdict.value = sum(row[2] == "violated" for row in verdict.rows)
    return verdict


def _officers(case: Case) -> Verdict | None:
    """Every visit (case × part × day) wants enough officers: by the number recorded, or the persons named."""
    column, minimum = case.card.get("column", "resource"), case.card["minimum"]
    every = case.of("activation")
    if not every or not case.dated(every[:1]):
        return None
    verdict = Verdict(activations=len(every))
    for part in _parts(case):
        days = dict.fromkeys(event["on"] for event in part.of("activation"))
        for day in days:
            visit = [event for event in part.of("activation") if event["on"] == day]
            persons = {event.get(column) for event in visit} - {None}
            numbers = [event["officers"] for event in visit if event.get("officers") is not None]
            if len(persons) >= minimum or (numbers and max(numbers) >= minimum):
                continue
            verdict.rows.append((0, visit[0]["event_id"], "violated" if numbers else None, None))
    verdict.value = sum(row[2] == "violated" for row in verdict.rows)
    return verdict
