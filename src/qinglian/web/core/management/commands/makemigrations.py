"""`makemigrations`, with the tables of a first migration made in one step. 迁移：一个应用的表一步建成。"""

from typing import Any

from django.core.management.commands.makemigrations import Command as Makemigrations
from django.db.migrations import Migration

from qinglian.web.core.migrating import gathered


class Command(Makemigrations):
    """Django's, gathered before it is written."""

    def write_migration_files(self, changes: dict[str, list[Migration]], *args: Any) -> None:
        """Gather each, then write it."""
        for migrations in changes.values():
            for migration in migrations:
                if migration.initial:
                    migration.operations = gathered(migration.operations)
        super().write_migration_files(changes, *args)
