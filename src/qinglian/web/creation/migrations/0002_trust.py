"""The triggers that hold who judges whom, and that no naming holds beside a negative condition."""

from django.db import migrations

from qinglian.web.creation.trust import DO, UNDO


def do(apps, editor):
    for statement in DO[editor.connection.vendor]:
        editor.execute(statement)


def undo(apps, editor):
    for statement in UNDO[editor.connection.vendor]:
        editor.execute(statement)


class Migration(migrations.Migration):
    dependencies = [("creation", "0001_initial"), ("accounts", "0001_initial"), ("units", "0001_initial")]
    operations = [migrations.RunPython(do, undo)]
