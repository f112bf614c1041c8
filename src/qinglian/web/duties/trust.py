"""
A difficulty is closed by nobody but the body that asked, held by the database itself. 只有提出单位能确认解决。

Whoever sets `agreed_by`, by form, by service or by hand in SQL, meets this trigger: the person's own row says of which
body they are, and a body that took over another's matters by merger reaches them (`units_reach`, kind `self`).
"""

REFUSED = "difficulty agreed to by another body"
"""What the database says when it refuses; the site says it in words before it comes to that."""

_STRANGE = """
    not exists (
        select 1 from units_reach r join accounts_user u on u.unit_id = r.upper_id
        where u.id = NEW.agreed_by_id and r.kind = 'self' and r.lower_id = NEW.unit_id
            and r.valid_from <= {today} and (r.valid_to is null or r.valid_to > {today})
    )
"""
DO = {
    "sqlite": [
        f"""
        create trigger difficulty_agreed_{event} before {when} on duties_difficulty
        when NEW.agreed_by_id is not null and ({_STRANGE.format(today="date('now', 'localtime')")})
        begin
            select raise(abort, '{REFUSED}');
        end
        """
        for event, when in (
            ("insert", "insert"),
            ("update", "update of agreed_by_id, unit_id, status"),
        )
    ],
    "postgresql": [
        f"""
        create function difficulty_agreed() returns trigger language plpgsql as $body$
        begin
            if NEW.agreed_by_id is not null and {_STRANGE.format(today="current_date")} then
                raise exception '{REFUSED}' using errcode = 'integrity_constraint_violation';
            end if;
            return NEW;
        end
        $body$
        """,
        """
        create trigger difficulty_agreed before insert or update of agreed_by_id, unit_id, status
        on duties_difficulty for each row execute function difficulty_agreed()
        """,
    ],
}
UNDO = {
    "sqlite": [f"drop trigger if exists difficulty_agreed_{one}" for one in ("insert", "update")],
    "postgresql": [
        "drop trigger if exists difficulty_agreed on duties_difficulty",
        "drop function if exists difficulty_agreed()",
    ],
}
