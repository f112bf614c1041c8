"""
Triggers that keep the records of pictures as they were written, on SQLite and PostgreSQL. 照片记录只增不改。

Whoever may drop a trigger can get around it: the chain of hashes then tells.
"""

SHOT = "concealed_shot"
SAID = "concealed: records of pictures are only ever added"
_STOP = f"begin select raise(abort, '{SAID}'); end"

DO = {
    "sqlite": [
        f"create trigger {SHOT}_kept before update on {SHOT} {_STOP}",
        f"create trigger {SHOT}_stays before delete on {SHOT} {_STOP}",
        f"create trigger {SHOT}_new before insert on {SHOT} when exists (select 1 from {SHOT} where id = new.id"
        f" or (section_id = new.section_id and number = new.number)) {_STOP}",
    ],
    "postgresql": [
        f"""
        create function {SHOT}_refuse() returns trigger language plpgsql as $body$
        begin raise exception '{SAID}' using errcode = 'restrict_violation'; end $body$
        """,
        f"create trigger {SHOT}_kept before update or delete on {SHOT} for each row"
        f" execute function {SHOT}_refuse()",
        f"create trigger {SHOT}_whole before truncate on {SHOT} for each statement"
        f" execute function {SHOT}_refuse()",
    ],
}
UNDO = {
    "sqlite": [f"drop trigger if exists {SHOT}_{name}" for name in ("kept", "stays", "new")],
    "postgresql": [
        f"drop trigger if exists {SHOT}_kept on {SHOT}",
        f"drop trigger if exists {SHOT}_whole on {SHOT}",
        f"drop function if exists {SHOT}_refuse()",
    ],
}
