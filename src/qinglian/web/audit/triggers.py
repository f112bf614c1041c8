"""
Triggers that keep records, seals and heads as they were written, on SQLite and PostgreSQL. 数据库触发器。

A record may be sealed once: `seal_id` and `position` from nothing to something, all else equal. Every other
UPDATE, every DELETE, on PostgreSQL every TRUNCATE, and on SQLite every INSERT that would replace a row, is
refused whoever asks. Who may drop a trigger can get around it: the chain and the published heads then tell.
"""

from typing import Any

RECORD, SEAL, HEAD = "audit_record", "audit_seal", "audit_head"
KEPT = (
    "id", "at", "actor_id", "role", "action", "object_type", "object_id", "unit_code", "reason", "data",
)  # fmt: skip
SAID = "audit: rows are only ever added"


def _sqlite() -> dict[str, str]:
    same = " AND ".join(f"NEW.{column} IS OLD.{column}" for column in KEPT)
    sealing = (
        "OLD.seal_id IS NULL AND OLD.position IS NULL AND NEW.seal_id IS NOT NULL"
        f" AND NEW.position IS NOT NULL AND {same}"
    )
    stop = f"BEGIN SELECT RAISE(ABORT, '{SAID}'); END"
    made = {
        f"{RECORD}_kept": f"BEFORE UPDATE ON {RECORD} WHEN NOT ({sealing}) {stop}",
        f"{RECORD}_new": f"BEFORE INSERT ON {RECORD} WHEN NEW.seal_id IS NOT NULL OR NEW.position IS NOT NULL"
        f" OR EXISTS (SELECT 1 FROM {RECORD} WHERE id = NEW.id) {stop}",
    }
    for table, key in ((SEAL, "number"), (HEAD, "day")):
        made[f"{table}_kept"] = f"BEFORE UPDATE ON {table} {stop}"
        made[f"{table}_new"] = (
            f"BEFORE INSERT ON {table} WHEN EXISTS"
            f" (SELECT 1 FROM {table} WHERE id = NEW.id OR {key} = NEW.{key}) {stop}"
        )
    for table in (RECORD, SEAL, HEAD):
        made[f"{table}_stays"] = f"BEFORE DELETE ON {table} {stop}"
    return {name: f"CREATE TRIGGER {name} {rest}" for name, rest in made.items()}


def _postgresql() -> dict[str, str]:
    same = " AND ".join(f"NEW.{column} IS NOT DISTINCT FROM OLD.{column}" for column in KEPT)
    sealing = (
        "OLD.seal_id IS NULL AND OLD.position IS NULL AND NEW.seal_id IS NOT NULL"
        f" AND NEW.position IS NOT NULL AND {same}"
    )
    stop = "EXECUTE FUNCTION audit_refuse()"
    made = {
        f"{RECORD}_kept": f"BEFORE UPDATE ON {RECORD} FOR EACH ROW WHEN (NOT ({sealing})) {stop}",
        f"{RECORD}_new": f"BEFORE INSERT ON {RECORD} FOR EACH ROW"
        f" WHEN (NEW.seal_id IS NOT NULL OR NEW.position IS NOT NULL) {stop}",
    }
    for table in (SEAL, HEAD):
        made[f"{table}_kept"] = f"BEFORE UPDATE ON {table} FOR EACH ROW {stop}"
    for table in (RECORD, SEAL, HEAD):
        made[f"{table}_stays"] = f"BEFORE DELETE ON {table} FOR EACH ROW {stop}"
        made[f"{table}_whole"] = f"BEFORE TRUNCATE ON {table} FOR EACH STATEMENT {stop}"
    return {name: f"CREATE TRIGGER {name} {rest}" for name, rest in made.items()}


FUNCTION = f"""
CREATE OR REPLACE FUNCTION audit_refuse() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN RAISE EXCEPTION '{SAID}' USING ERRCODE = 'restrict_violation'; END $$
"""


def wanted(connection: Any) -> dict[str, str]:
    """The triggers of this database, name → statement."""
    return _postgresql() if connection.vendor == "postgresql" else _sqlite()


def make(connection: Any) -> None:
    """Make what is missing."""
    with connection.cursor() as cursor:
        if connection.vendor == "postgresql":
            cursor.execute(FUNCTION)
        statements = wanted(connection)
        for name in missing(connection):
            cursor.execute(statements[name])


def drop(connection: Any) -> None:
    """Take them away: for a migration that must rewrite a table, and for the clean-up of tests."""
    with connection.cursor() as cursor:
        for name in wanted(connection):
            table = name.rpartition("_")[0]
            on = f" ON {table}" if connection.vendor == "postgresql" else ""
            cursor.execute(f"DROP TRIGGER IF EXISTS {name}{on}")


def missing(connection: Any) -> list[str]:
    """Triggers that should stand guard and do not: dropped, switched off, or lost when a table was remade."""
    with connection.cursor() as cursor:
        if connection.vendor == "postgresql":
            cursor.execute(
                "SELECT tgname FROM pg_trigger JOIN pg_class ON pg_class.oid = tgrelid"
                " WHERE tgenabled IN ('O', 'A') AND pg_table_is_visible(tgrelid)"
            )
        else:
            cursor.execute("SELECT name FROM sqlite_master WHERE type = 'trigger'")
        there = {name for (name,) in cursor.fetchall()}
    return [name for name in wanted(connection) if name not in there]
