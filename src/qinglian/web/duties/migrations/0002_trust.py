"""The trigger that holds who closes a difficulty."""

from django.db import migrations

from qinglian.web.duties.trust import DO, UNDO


def do(apps, editor):
    for statement in DO[editor.connection.vendor]:
        editor.execute(statement)


def undo(apps, editor):
    for statement in UNDO[editor.connection.vendor]:
        editor.execute(statement)


class Migration(migrations.Migration):
    dependencies = [("duties", "0001_initial"), ("accounts", "0001_initial"), ("units", "0001_initial")]
    operations = [migrations.RunPython(do, undo)]
