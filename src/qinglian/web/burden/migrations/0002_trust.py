"""Triggers that hold who may ask above the cap."""

from django.db import migrations

from qinglian.web.burden.trust import DO, UNDO


def do(apps, editor):
    for statement in DO[editor.connection.vendor]:
        editor.execute(statement)


def undo(apps, editor):
    for statement in UNDO[editor.connection.vendor]:
        editor.execute(statement)


class Migration(migrations.Migration):
    dependencies = [("burden", "0001_initial")]
    operations = [migrations.RunPython(do, undo)]
