"""Triggers that refuse to change or remove what was written."""

from django.db import migrations

from qinglian.web.audit import triggers


def make(apps, schema_editor):
    triggers.make(schema_editor.connection)


def drop(apps, schema_editor):
    triggers.drop(schema_editor.connection)


class Migration(migrations.Migration):
    dependencies = [("audit", "0001_initial")]
    operations = [migrations.RunPython(make, drop)]
