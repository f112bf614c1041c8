"""
Striking off, held by the database itself. 销号的约束由数据库保证。

Whoever sets `closed_by` on an alert, by form, by service or by hand in SQL, meets these triggers: the body of
whoever strikes off is written from the person's own row and not from what the caller says; somebody who handled
or checked the matter, somebody of a handler's body, and somebody of a body that belongs to it today are
refused. Written for SQLite and PostgreSQL alike; other matters that are struck off have the same triggers.
"""

from dataclasses import dataclass

REFUSED = "alert struck off by a hand"
"""What the database says when it refuses; the site says it in words before it comes to that."""

_CONCERNED = """
    exists (select 1 from {hands} h where h.{link} = NEW.id and h.user_id = NEW.{by}_id)
    or exists (select 1 from {hands} h where h.{link} = NEW.id and h.unit_id = {unit})
    or {unit} = NEW.{home}
    or exists (
        select 1 from units_reach r join {hands} h on h.unit_id = r.upper_id
        where h.{link} = NEW.id and r.kind = 'belongs' and r.lower_id = {unit}
            and r.valid_from <= {today} and (r.valid_to is null or r.valid_to > {today})
    )
    or exists (
        select 1 from units_reach r where r.kind = 'belongs' and r.upper_id = NEW.{home}
            and r.lower_id = {unit} and r.valid_from <= {today} and (r.valid_to is null or r.valid_to > {today})
    )
"""


@dataclass(frozen=True, slots=True)
class Guard:
    """
    The triggers of one column: `by` of `table` names whoever strikes off, `body` (without `_id`) is written with the
    body of that person, `home` is the body whose own people and those below it are refused, as are the hands in `hands`
    that `link` ties to the row. `name` and `writes` name the triggers.
    """

    name: str
    writes: str
    table: str
    by: str
    body: str
    home: str
    hands: str
    link: str
    said: str

    @property
    def _unit(self) -> str:
        return f"(select u.unit_id from accounts_user u where u.id = NEW.{self.by}_id)"

    def _concerned(self, unit: str, today: str) -> str:
        return _CONCERNED.format(
            hands=self.hands, link=self.link, by=self.by, home=self.home, unit=unit, today=today
        )

    def sqlite(self) -> list[str]:
        """Statements that make them."""
        refused = self._concerned(self._unit, "date('now', 'localtime')")
        return [
            f"""
            create trigger {self.name}_{event} before {when} on {self.table}
            when NEW.{self.by}_id is not null and ({refused})
            begin
                select raise(abort, '{self.said}');
            end
            """
            for event, when in (
                ("insert", "insert"),
                ("update", f"update of {self.by}_id, {self.home}"),
            )
        ] + [
            f"""
            create trigger {self.writes}_{event} after {when} on {self.table}
            when NEW.{self.body}_id is not {self._unit}
            begin
                update {self.table} set {self.body}_id = {self._unit} where id = NEW.id;
            end
            """
            for event, when in (
                ("insert", "insert"),
                ("update", f"update of {self.by}_id, {self.body}_id"),
            )
        ]

    def postgresql(self) -> list[str]:
        """Statements that make them."""
        refused = self._concerned(f"NEW.{self.body}_id", "current_date")
        return [
            f"""
            create function {self.name}() returns trigger language plpgsql as $body$
            begin
                if NEW.{self.by}_id is null then
                    NEW.{self.body}_id := null;
                else
                    NEW.{self.body}_id := {self._unit};
                    if {refused} then
                        raise exception '{self.said}' using errcode = 'integrity_constraint_violation';
                    end if;
                end if;
                return NEW;
            end
            $body$
            """,
            f"""
            create trigger {self.name} before insert or update of {self.by}_id, {self.body}_id, {self.home}
            on {self.table} for each row execute function {self.name}()
            """,
        ]

    def undo(self, vendor: str) -> list[str]:
        """Statements that take them away."""
        if vendor == "postgresql":
            return [
                f"drop trigger if exists {self.name} on {self.table}",
                f"drop function if exists {self.name}()",
            ]
        return [
            f"drop trigger if exists {name}_{event}"
            for name in (self.name, self.writes)
            for event in ("insert", "update")
        ]


ALERT = Guard(
    name="alert_strike_off", writes="alert_closing_unit", table="alerts_alert", by="closed_by", body="closed_by_unit",
    home="handler_unit_id", hands="alerts_hand", link="alert_id", said=REFUSED,
)  # fmt: skip

UNDO = {vendor: ALERT.undo(vendor) for vendor in ("sqlite", "postgresql")}
DO = {"sqlite": ALERT.sqlite(), "postgresql": ALERT.postgresql()}
