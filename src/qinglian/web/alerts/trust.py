"""
Striking off, held by the database itself. 销号的约束由数据库保证。

Whoever sets `closed_by` on an alert, by form, by service or by hand in SQL, meets these triggers: the body of
whoever strikes off is written from the person's own row and not from what the caller says; somebody who handled
or checked the matter, somebody of a handler's body, and somebody of a body that belongs to it today are
refused. Written for SQLite and PostgreSQL alike.
"""

REFUSED = "alert struck off by a hand"
"""What the database says when it refuses; the site says it in words before it comes to that."""

_CONCERNED = """
    exists (select 1 from alerts_hand h where h.alert_id = {new}.id and h.user_id = {new}.closed_by_id)
    or exists (select 1 from alerts_hand h where h.alert_id = {new}.id and h.unit_id = {unit})
    or {unit} = {new}.handler_unit_id
    or exists (
        select 1 from units_reach r join alerts_hand h on h.unit_id = r.upper_id
        where h.alert_id = {new}.id and r.kind = 'belongs' and r.lower_id = {unit}
            and r.valid_from <= {today} and (r.valid_to is null or r.valid_to > {today})
    )
    or exists (
        select 1 from units_reach r where r.kind = 'belongs' and r.upper_id = {new}.handler_unit_id
            and r.lower_id = {unit} and r.valid_from <= {today} and (r.valid_to is null or r.valid_to > {today})
    )
"""

_UNIT = "(select u.unit_id from accounts_user u where u.id = NEW.closed_by_id)"

SQLITE = [
    f"""
    create trigger alert_strike_off_{event} before {when} on alerts_alert
    when NEW.closed_by_id is not null and ({{condition}})
    begin
        select raise(abort, '{REFUSED}');
    end
    """.replace(
        "{condition}", _CONCERNED.format(new="NEW", unit=_UNIT, today="date('now', 'localtime')")
    )
    for event, when in (("insert", "insert"), ("update", "update of closed_by_id, handler_unit_id"))
] + [
    f"""
    create trigger alert_closing_unit_{event} after {when} on alerts_alert
    when NEW.closed_by_unit_id is not {_UNIT}
    begin
        update alerts_alert set closed_by_unit_id = {_UNIT} where id = NEW.id;
    end
    """
    for event, when in (
        ("insert", "insert"),
        ("update", "update of closed_by_id, closed_by_unit_id"),
    )
]

POSTGRESQL = [
    f"""
    create function alert_strike_off() returns trigger language plpgsql as $body$
    begin
        if NEW.closed_by_id is null then
            NEW.closed_by_unit_id := null;
        else
            NEW.closed_by_unit_id := {_UNIT};
            if {_CONCERNED.format(new="NEW", unit="NEW.closed_by_unit_id", today="current_date")} then
                raise exception '{REFUSED}' using errcode = 'integrity_constraint_violation';
            end if;
        end if;
        return NEW;
    end
    $body$
    """,
    """
    create trigger alert_strike_off before insert or update of closed_by_id, closed_by_unit_id, handler_unit_id
    on alerts_alert for each row execute function alert_strike_off()
    """,
]

UNDO = {
    "sqlite": [
        f"drop trigger if exists {name}_{event}"
        for name in ("alert_strike_off", "alert_closing_unit")
        for event in ("insert", "update")
    ],
    "postgresql": [
        "drop trigger if exists alert_strike_off on alerts_alert",
        "drop function if exists alert_strike_off()",
    ],
}
DO = {"sqlite": SQLITE, "postgresql": POSTGRESQL}
