"""
A trigger that keeps one person on one side of a section, whoever writes, on SQLite and PostgreSQL. 一人只代表一方。

Who stands for two parties signs for both: the four eyes of works.md 2 would be two. An ended row no longer counts, a
party never changes its side or section.
"""

SAID = "works: one person stands on one side of a section only"
PERSON, PARTY = "works_participant", "works_party"
_CLASH = f"""
select 1 from {PERSON} other
join {PARTY} theirs on theirs.id = other.party_id
join {PARTY} mine on mine.id = new.party_id
where other.user_id = new.user_id and other.id <> coalesce(new.id, -1) and other.ended_at is null
  and theirs.section_id = mine.section_id and theirs.side <> mine.side
"""
_STOP = f"begin select raise(abort, '{SAID}'); end"

DO = {
    "sqlite": [
        f"create trigger {PERSON}_{verb}_side before {verb} on {PERSON}"
        f" when new.ended_at is null and exists ({_CLASH}) {_STOP}"
        for verb in ("insert", "update")
    ]
    + [
        f"create trigger {PARTY}_stays before update of side, section_id on {PARTY}"
        f" when new.side <> old.side or new.section_id <> old.section_id {_STOP}"
    ],
    "postgresql": [
        f"""
        create function {PERSON}_refuse() returns trigger language plpgsql as $body$
        begin
          perform pg_advisory_xact_lock(hashtext('{PERSON}'), new.user_id::integer);
          if new.ended_at is null and exists ({_CLASH}) then
            raise exception '{SAID}' using errcode = 'integrity_constraint_violation';
          end if;
          return new;
        end $body$
        """,
        f"create trigger {PERSON}_side before insert or update on {PERSON} for each row"
        f" execute function {PERSON}_refuse()",
        f"""
        create function {PARTY}_refuse() returns trigger language plpgsql as $body$
        begin raise exception '{SAID}' using errcode = 'integrity_constraint_violation'; end $body$
        """,
        f"create trigger {PARTY}_stays before update of side, section_id on {PARTY} for each row"
        f" when (new.side <> old.side or new.section_id <> old.section_id) execute function {PARTY}_refuse()",
    ],
}
UNDO = {
    "sqlite": [
        f"drop trigger if exists {name}"
        for name in (f"{PERSON}_insert_side", f"{PERSON}_update_side", f"{PARTY}_stays")
    ],
    "postgresql": [
        f"drop trigger if exists {PERSON}_side on {PERSON}",
        f"drop trigger if exists {PARTY}_stays on {PARTY}",
        f"drop function if exists {PERSON}_refuse()",
        f"drop function if exists {PARTY}_refuse()",
    ],
}
