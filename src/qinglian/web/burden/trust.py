"""
Nobody is asked above the cap without a name, held by the database itself. 超上限须有批准人，由数据库保证。

The trigger adds up what a body has in a month: whoever writes a row, by form, by service or by hand in SQL, cannot get
above `cap` unless the request names somebody who approves it (that this is another person, a constraint of it says).
"""

REFUSED = "asked above the cap without an approver"
"""What the database says when it refuses; the site says it in words before it comes to that."""

_ABOVE = """
    NEW.counts and (select approved_by_id from burden_ask a where a.id = NEW.ask_id) is null
    and NEW.minutes + (
        select coalesce(sum(b.minutes), 0) from burden_askedunit b
        where b.unit_id = NEW.unit_id and b.month = NEW.month and b.counts and b.id <> {own}
    ) > NEW.cap
"""
_EVENTS = (
    ("insert", "insert", "-1"),
    ("update", "update of minutes, month, unit_id, cap, counts", "NEW.id"),
)

DO = {
    "sqlite": [
        f"""
        create trigger asked_above_{event} before {when} on burden_askedunit
        when {_ABOVE.format(own=own)}
        begin
            select raise(abort, '{REFUSED}');
        end
        """
        for event, when, own in _EVENTS
    ],
    "postgresql": [
        f"""
        create function asked_above() returns trigger language plpgsql as $body$
        begin
            if {_ABOVE.format(own="NEW.id")} then
                raise exception '{REFUSED}' using errcode = 'integrity_constraint_violation';
            end if;
            return NEW;
        end
        $body$
        """,
        """
        create trigger asked_above before insert or update of minutes, month, unit_id, cap, counts
        on burden_askedunit for each row execute function asked_above()
        """,
    ],
}
UNDO = {
    "sqlite": [f"drop trigger if exists asked_above_{event}" for event, _when, _own in _EVENTS],
    "postgresql": [
        "drop trigger if exists asked_above on burden_askedunit",
        "drop function if exists asked_above()",
    ],
}
