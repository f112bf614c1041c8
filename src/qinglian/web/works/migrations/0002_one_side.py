"""Triggers: one person stands on one side of a section."""

from django.db import migrations

from qinglian.web.works import siding


def do(apps, editor):
    for statement in siding.DO[editor.connection.vendor]:
        editor.execute(statement)


def undo(apps, editor):
    for statement in siding.UNDO[editor.connection.vendor]:
        editor.execute(statement)


class Migration(migrations.Migration):
    dependencies = [("works", "0001_initial")]
    operations = [migrations.RunPython(do, undo)]
