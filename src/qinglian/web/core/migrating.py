"""
Tables of an app made in one step. 一个应用的表一步建成。

Django renders every model that is joined to a new one again for each table, index and constraint: in a house of two
hundred tables, all of them tied to people and bodies, that is most of a minute on each test database and each first
start. Here an app's first migration is one step, and models are rendered once.
"""

from typing import Any

from django.db.backends.base.schema import BaseDatabaseSchemaEditor
from django.db.migrations.operations import AddConstraint, AddField, AddIndex, CreateModel
from django.db.migrations.operations.base import Operation
from django.db.migrations.state import ProjectState


class Tables(Operation):
    """Create these tables, with their indexes and constraints; they may refer to each other in any direction."""

    serialization_expand_args = ["tables"]

    def __init__(self, tables: list[CreateModel]) -> None:
        self.tables = tables

    def deconstruct(self) -> tuple[str, list[Any], dict[str, Any]]:
        """As it is written into a migration."""
        return (type(self).__name__, [], {"tables": self.tables})

    def state_forwards(self, app_label: str, state: ProjectState) -> None:
        """All of them at once: what was rendered is forgotten, and rendered again when it is next needed."""
        state.__dict__.pop("apps", None)
        for table in self.tables:
            table.state_forwards(app_label, state)

    def database_forwards(
        self,
        app_label: str,
        schema_editor: BaseDatabaseSchemaEditor,
        from_state: ProjectState,
        to_state: ProjectState,
    ) -> None:
        """In their order; both databases look at references only later."""
        for table in self.tables:
            table.database_forwards(app_label, schema_editor, from_state, to_state)

    def database_backwards(
        self,
        app_label: str,
        schema_editor: BaseDatabaseSchemaEditor,
        from_state: ProjectState,
        to_state: ProjectState,
    ) -> None:
        """The last one first."""
        for table in reversed(self.tables):
            table.database_backwards(app_label, schema_editor, from_state, to_state)

    def describe(self) -> str:
        """For the list of what a migration does."""
        return f"Create {', '.join(table.name for table in self.tables)}"


def gathered(operations: list[Operation]) -> list[Operation]:
    """The steps of a first migration as one: columns, indexes and constraints stand in the table they are of."""
    made = {one.name_lower: one for one in operations if isinstance(one, CreateModel)}
    if len(made) < 2:
        return operations
    kept: list[Operation] = []
    for one in operations:
        table = made.get(getattr(one, "model_name_lower", ""))
        if isinstance(one, AddField) and table is not None:
            table.fields.append((one.name, one.field))
        elif isinstance(one, AddConstraint) and table is not None:
            table.options.setdefault("constraints", []).append(one.constraint)
        elif isinstance(one, AddIndex) and table is not None:
            table.options.setdefault("indexes", []).append(one.index)
        elif not isinstance(one, CreateModel):
            kept.append(one)
    return [Tables(list(made.values())), *kept]
