"""Templates that judge a case as a whole: number, place, choice; and who did what."""

from tests.oracles.case import Case, Row, Verdict, meets, names
from tests.oracles.days import Event

COUNTED = ("existence", "absence", "exactly")


def judged(case: Case, check: str) -> Verdict | None:
    """What is said of a case; None where it is not asked."""
    if check in ("four_eyes", "same_actor"):
        return _persons(case, alike_is_wrong=check == "four_eyes")
    if check == "two_officers":
        return _officers(case)
    return _unary(case, check)


def _unary(case: Case, check: str) -> Verdict | None:
    if not case.dated(case.whole[:1]):
        return None
    verdict = Verdict(activations=1)
    for part in case.parts():
        rows = _count(part, check) if check in COUNTED else _look(part, check)
        verdict.rows += rows
        verdict.value += any(row[2] == "violated" for row in rows)
    return verdict


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
        state, due = case.waiting(first)
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
    for part in case.parts():
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
    for part in case.parts():
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
