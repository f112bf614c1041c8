"""
Who may not judge whom, and that no naming holds beside a negative condition: held by the database itself. 信任规则。

Whoever checks, assesses, names, enters or decides is not of the body concerned, whatever form, service or hand in SQL
writes it: the person's own row says of which body they are, and a body that took over another's matters by merger
counts as that one (`units_reach`, kind `self`).
"""

REFUSED = "creation: judged by a person of the body concerned"
NAMED = "creation: a naming does not hold while a negative condition does"
"""What the database says when it refuses; the site says it in words before it comes to that."""

OWN = "NEW.unit_id"
JUDGES = (
    ("creation_application", ("checked_by_id", "assessed_by_id", "named_by_id"), OWN),
    ("creation_assessor", ("user_id",), "(select unit_id from creation_application where id = NEW.application_id)"),
    ("creation_condition", ("entered_by_id", "decider_id", "decided_by_id"), OWN),
    ("creation_review", ("reported_by_id", "decided_by_id"), OWN),
)  # fmt: skip
"""Table, columns that hold a person, and the body that person must not be of."""


def _of(column: str, unit: str, today: str) -> str:
    return f"""exists (
        select 1 from units_reach r join accounts_user u on u.unit_id = r.upper_id
        where u.id = NEW.{column} and r.kind = 'self' and r.lower_id = {unit}
            and r.valid_from <= {today} and (r.valid_to is null or r.valid_to > {today}))"""


def _any(columns: tuple[str, ...], unit: str, today: str) -> str:
    return " or ".join(_of(one, unit, today) for one in columns)


HOLDS = "exists (select 1 from creation_naming where id = NEW.naming_id and status = 'named')"
HELD = "exists (select 1 from creation_condition where naming_id = NEW.id and status = 'held')"
LITE_TODAY = "date('now', 'localtime')"
DO = {
    "sqlite": [
        *(
            f"""
            create trigger {table}_judged_{event} before {event} on {table}
            when {_any(columns, unit, LITE_TODAY)}
            begin select raise(abort, '{REFUSED}'); end
            """
            for table, columns, unit in JUDGES
            for event in ("insert", "update")
        ),
        f"""
        create trigger creation_condition_suspends before insert on creation_condition
        when NEW.status = 'held' and {HOLDS}
        begin select raise(abort, '{NAMED}'); end
        """,
        f"""
        create trigger creation_naming_holds before update of status on creation_naming
        when NEW.status = 'named' and {HELD}
        begin select raise(abort, '{NAMED}'); end
        """,
    ],
    "postgresql": [
        *(
            statement
            for table, columns, unit in JUDGES
            for statement in (
                f"""
                create function {table}_judged() returns trigger language plpgsql as $body$
                begin
                    if {_any(columns, unit, "current_date")} then
                        raise exception '{REFUSED}' using errcode = 'integrity_constraint_violation';
                    end if;
                    return NEW;
                end
                $body$
                """,
                f"create trigger {table}_judged before insert or update on {table}"
                f" for each row execute function {table}_judged()",
            )
        ),
        f"""
        create function creation_condition_suspends() returns trigger language plpgsql as $body$
        begin
            if NEW.status = 'held' and {HOLDS} then
                raise exception '{NAMED}' using errcode = 'integrity_constraint_violation';
            end if;
            return NEW;
        end
        $body$
        """,
        "create trigger creation_condition_suspends before insert on creation_condition"
        " for each row execute function creation_condition_suspends()",
        f"""
        create function creation_naming_holds() returns trigger language plpgsql as $body$
        begin
            if NEW.status = 'named' and {HELD} then
                raise exception '{NAMED}' using errcode = 'integrity_constraint_violation';
            end if;
            return NEW;
        end
        $body$
        """,
        "create trigger creation_naming_holds before update of status on creation_naming"
        " for each row execute function creation_naming_holds()",
    ],
}
UNDO = {
    "sqlite": [
        *(
            f"drop trigger if exists {table}_judged_{event}"
            for table, _columns, _unit in JUDGES
            for event in ("insert", "update")
        ),
        "drop trigger if exists creation_condition_suspends",
        "drop trigger if exists creation_naming_holds",
    ],
    "postgresql": [
        *(f"drop function if exists {one[0]}_judged() cascade" for one in JUDGES),
        "drop function if exists creation_condition_suspends() cascade",
        "drop function if exists creation_naming_holds() cascade",
    ],
}
