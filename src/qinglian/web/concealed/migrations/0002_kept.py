"""Triggers: a record of a picture stays as it was written."""

from django.db import migrations

from qinglian.web.concealed import kept


def do(apps, editor):
    for statement in kept.DO[editor.connection.vendor]:
        editor.execute(statement)


def undo(apps, editor):
    for statement in kept.UNDO[editor.connection.vendor]:
        editor.execute(statement)


class Migration(migrations.Migration):
    dependencies = [("concealed", "0001_initial")]
    operations = [migrations.RunPython(do, undo)]
