"""
What was issued stays as it was, held by the database itself. 印发的清单不再改动。

Items of an issued version are neither added, changed nor removed, nor are the sentences they carry out; of the version
itself only the day on which the next one follows it is still written (`valid_to`). Whoever tries, by form, by service
or by hand in SQL, meets these triggers; a change is a new version (C03).
"""

REFUSED = "an issued list never changes"
"""What the database says when it refuses; the site says it in words before it comes to that."""

VERSION, ITEM, CARRIED = "duties_listversion", "duties_item", "duties_item_clauses"
KEPT = (
    "id", "of_id", "number", "status", "valid_from", "doc_no", "why", "made_by_id", "made_at", "issued_by_id",
    "issued_at",
)  # fmt: skip


def _of(column: str) -> str:
    return f"exists (select 1 from {VERSION} v where v.id = {column} and v.status = 'issued')"


def _carried(row: str) -> str:
    return (
        f"exists (select 1 from {ITEM} i join {VERSION} v on v.id = i.of_id"
        f" where i.id = {row}.item_id and v.status = 'issued')"
    )


def _guards(same: str) -> dict[tuple[str, str], str]:
    """Table and event, and when it is refused."""
    changed = " or ".join(f"NEW.{column} {same} OLD.{column}" for column in KEPT)
    return {
        (VERSION, "update"): f"OLD.status = 'issued' and ({changed})",
        (VERSION, "delete"): "OLD.status = 'issued'",
        (ITEM, "insert"): _of("NEW.of_id"),
        (ITEM, "update"): f"{_of('OLD.of_id')} or {_of('NEW.of_id')}",
        (ITEM, "delete"): _of("OLD.of_id"),
        (CARRIED, "insert"): _carried("NEW"),
        (CARRIED, "update"): f"{_carried('OLD')} or {_carried('NEW')}",
        (CARRIED, "delete"): _carried("OLD"),
    }


def _name(table: str, event: str) -> str:
    return f"{table}_issued_{event}"


DO = {
    "sqlite": [
        f"create trigger {_name(table, event)} before {event} on {table} when {when}"
        f" begin select raise(abort, '{REFUSED}'); end"
        for (table, event), when in _guards("is not").items()
    ],
    "postgresql": [
        statement
        for (table, event), when in _guards("is distinct from").items()
        for statement in (
            f"""
            create function {_name(table, event)}() returns trigger language plpgsql as $body$
            begin
                if {when} then
                    raise exception '{REFUSED}' using errcode = 'integrity_constraint_violation';
                end if;
                return {"OLD" if event == "delete" else "NEW"};
            end
            $body$
            """,
            f"create trigger {_name(table, event)} before {event} on {table}"
            f" for each row execute function {_name(table, event)}()",
        )
    ],
}
UNDO = {
    "sqlite": [f"drop trigger if exists {_name(*one)}" for one in _guards("is not")],
    "postgresql": [
        statement
        for table, event in _guards("is not")
        for statement in (
            f"drop trigger if exists {_name(table, event)} on {table}",
            f"drop function if exists {_name(table, event)}()",
        )
    ],
}
