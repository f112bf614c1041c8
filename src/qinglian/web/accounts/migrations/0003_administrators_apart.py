"""
The three administrators are kept apart, from each other and from every other role (等保三级). Two rows cannot be
compared by a check constraint, so a trigger does it, on both databases, whoever writes.
"""

from django.db import migrations

TABLE = "accounts_assignment"
OVERLAP = """
SELECT 1 FROM accounts_assignment o
WHERE o.user_id = NEW.user_id AND o.role <> NEW.role {other}
AND (o.role IN ('system_admin', 'security_admin', 'audit_admin')
     OR NEW.role IN ('system_admin', 'security_admin', 'audit_admin'))
AND (NEW.valid_to IS NULL OR o.valid_from < NEW.valid_to)
AND (o.valid_to IS NULL OR NEW.valid_from < o.valid_to)
AND (o.valid_to IS NULL OR o.valid_to > o.valid_from)
AND (NEW.valid_to IS NULL OR NEW.valid_to > NEW.valid_from)
"""
SAID = "administrators are kept apart"


def forwards(apps, editor):
    if editor.connection.vendor == "sqlite":
        for verb, other in (("INSERT", ""), ("UPDATE", "AND o.id <> NEW.id")):
            editor.execute(
                f"CREATE TRIGGER assignment_apart_{verb.lower()} BEFORE {verb} ON {TABLE} "
                f"WHEN EXISTS ({OVERLAP.format(other=other)}) BEGIN SELECT RAISE(ABORT, '{SAID}'); END"
            )
    elif editor.connection.vendor == "postgresql":
        editor.execute(
            "CREATE FUNCTION assignment_apart() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN "
            f"IF EXISTS ({OVERLAP.format(other='AND o.id IS DISTINCT FROM NEW.id')}) THEN "
            f"RAISE EXCEPTION '{SAID}' USING ERRCODE = 'check_violation'; END IF; RETURN NEW; END $$"
        )
        editor.execute(
            f"CREATE TRIGGER assignment_apart BEFORE INSERT OR UPDATE ON {TABLE} "
            "FOR EACH ROW EXECUTE FUNCTION assignment_apart()"
        )


def backwards(apps, editor):
    if editor.connection.vendor == "sqlite":
        editor.execute("DROP TRIGGER IF EXISTS assignment_apart_insert")
        editor.execute("DROP TRIGGER IF EXISTS assignment_apart_update")
    elif editor.connection.vendor == "postgresql":
        editor.execute("DROP FUNCTION IF EXISTS assignment_apart() CASCADE")


class Migration(migrations.Migration):
    dependencies = [("accounts", "0002_initial")]
    operations = [migrations.RunPython(forwards, backwards)]
