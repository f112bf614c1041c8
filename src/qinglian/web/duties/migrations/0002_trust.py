"""Triggers: who closes a difficulty; what was issued stays as it was."""

from django.db import migrations

from qinglian.web.duties import issued, trust


def do(apps, editor):
    for module in (trust, issued):
        for statement in module.DO[editor.connection.vendor]:
            editor.execute(statement)


def undo(apps, editor):
    for module in (issued, trust):
        for statement in module.UNDO[editor.connection.vendor]:
            editor.execute(statement)


class Migration(migrations.Migration):
    dependencies = [("duties", "0001_initial"), ("accounts", "0001_initial"), ("units", "0001_initial")]
    operations = [migrations.RunPython(do, undo)]
