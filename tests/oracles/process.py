"""
The answer key of process rules: one case after the other, in plain Python, slow and obvious.

It shares no code with the engine. `judge` takes events as dicts (`event_id, process, case_id, position, activity,
occurred_at` naive UTC, `on` local date, `date_only`, further attributes), the name of a check, a card's params as
written in YAML, and says of every case asked what is wrong with which event.
"""

from collections.abc import Callable
from datetime import date
from typing import Any

from tests.oracles import whole
from tests.oracles.case import Case, Verdict, in_order, meets, names
from tests.oracles.days import Event


def all_of(answers: list[bool | None]) -> bool | None:
    """True if all are; false if one is not; else unknown."""
    return False if False in answers else None if None in answers else True


def any_of(answers: list[bool | None]) -> bool | None:
    """True if one is; unknown if one may be; else false."""
    return True if True in answers else None if None in answers else False


def match(case: Case, e: Event, f: Event) -> bool | None:
    """Whether f answers e, wherever it stands: correlation and window."""
    if not agrees(case, e, f):
        return False
    if case.clock is None:
        return True
    first, second = (e, f) if case.place(e) < case.place(f) else (f, e)
    return case.clock.inside(first, second)


def agrees(case: Case, e: Event, f: Event) -> bool:
    """Whether the two belong together by `same`, `different` and `compatible`."""
    for name in names(case.card.get("same")):
        if e.get(name) is None or f.get(name) is None or e[name] != f[name]:
            return False
    for name in names(case.card.get("different")):
        if e.get(name) is None or f.get(name) is None or e[name] == f[name]:
            return False
    return compatible(case, e, f)


def compatible(case: Case, e: Event, f: Event) -> bool:
    """Whether the two agree in these columns, as far as both fill them."""
    columns = names(case.card.get("compatible"))
    return all(e.get(name) is None or f.get(name) is None or e[name] == f[name] for name in columns)


def ended(case: Case, e: Event) -> bool | None:
    """Whether the duty that follows from e ended in time because one of `until` happened."""
    ends = [other for other in case.after(e) if other["activity"] in names(case.card.get("until"))]
    ends = [end for end in ends if compatible(case, e, end)]
    if not case.clock:
        return bool(ends)
    limit = case.card.get("until_at_most")
    return any_of(
        [all_of([case.clock.in_time(e, end), case.clock.near(e, end, limit)]) for end in ends]
    )


def done_before(case: Case, e: Event) -> bool:
    """Whether something happened before e that spares what must follow it; it agrees with e as a target would."""
    wanted = names(case.card.get("unless_before"))
    done = [f for f in case.before(e) if f["activity"] in wanted]
    done = [f for f in done if meets(f, case.card.get("where_target", []))]
    return any(agrees(case, e, f) for f in done)


def lifted(case: Case, e: Event, f: Event) -> bool:
    """Whether one of `until` happened between two events."""
    first, second = (e, f) if case.place(e) < case.place(f) else (f, e)
    between = [x for x in case.after(first) if x in case.before(second)]
    between = [x for x in between if compatible(case, first, x)]
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
    return _counted(case) if check == "counted_precedence" else whole.judged(case, check)


def _binary(case: Case, halves: list[tuple[tuple[str, str], Where, bool]]) -> Verdict | None:
    verdict = Verdict()
    for part in case.parts():
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


FORWARD = (later, before_next, next_one)
BACK = (earlier, last_one, since_last)


def _shown(case: Case, e: Event, targets: list[Event], where: Where) -> list[Event]:
    """Events that would have answered, had they been in time and agreed."""
    compared = case.clock or case.card.get("same") or case.card.get("different")
    compared = compared or case.card.get("compatible")
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
    if where in FORWARD:
        answers.append(done_before(case, e))
    answer = any_of(answers)
    if answer is not False:
        return ("satisfied" if answer else None), None
    lost = (
        case.closed
        or where in BACK
        or (where is next_one and case.after(e))
        or (where is before_next and any(other in judged for other in case.after(e)))
    )
    return ("violated", None) if lost else case.waiting(e)


def _counted(case: Case) -> Verdict | None:
    """The k-th activation wants k earlier targets that agree with it in `same`."""
    verdict = Verdict()
    columns = names(case.card.get("same"))
    for part in case.parts():
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
