"""
Spark：用户给的会话，本机或集群。Spark: a session the user supplies, on one machine or on many.

Only SQL text and Arrow rows pass between here and the session, so that executors need nothing but the JVM, and a
session of Spark Connect serves as well as one in process. What is kept is cached by the executors.
"""

import shutil
from itertools import count
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pyarrow as pa
import pyarrow.parquet as pq

if TYPE_CHECKING:
    from ibis import Table
    from pyspark.sql import DataFrame, SparkSession

SETTINGS = {
    "spark.sql.session.timeZone": "UTC",
    "spark.sql.timestampType": "TIMESTAMP_NTZ",
    "spark.sql.ansi.enabled": "true",
    "spark.sql.caseSensitive": "false",
    "spark.sql.storeAssignmentPolicy": "ANSI",
    "spark.sql.legacy.timeParserPolicy": "CORRECTED",
    "spark.sql.parquet.inferTimestampNTZ.enabled": "true",
    "spark.sql.execution.arrow.maxRecordsPerBatch": "65536",
}
"""What answers depend on, whatever the session says. They hold for a session of our own, not for the user's."""


class Spark:
    """Runs Ibis expressions on a Spark session.

    `folder`: where rows from here are handed over as Parquet; driver and executors see it under one name. Without
    one they travel as Arrow through the driver.
    """

    name = "spark"
    dialect = "pyspark"

    def __init__(self, session: "SparkSession", folder: Path | None = None) -> None:
        import ibis

        assert ibis.pyspark.name  # its options are there once it is looked at
        self.session = _apart(session)
        self.folder = folder
        self._kept: dict[str, Path] = {}
        self._held: dict[str, DataFrame] = {}
        self._number = count()
        for key, said in SETTINGS.items():
            self.session.conf.set(key, said)

    def table(self, name: str) -> "Table":
        """A view of the session."""
        import ibis
        from ibis.backends.pyspark.datatypes import PySparkType

        fields = self.session.table(name).schema.fields
        return ibis.table({f.name: PySparkType.to_ibis(f.dataType) for f in fields}, name=name)

    def sql(self, expression: Any) -> str:
        """SQL text of an expression."""
        import ibis

        return str(ibis.to_sql(expression, dialect=self.dialect, pretty=False))

    def rows(self, sql: str) -> list[tuple[Any, ...]]:
        """All rows of a query."""
        return [tuple(row) for row in self.session.sql(sql).collect()]

    def arrow(self, expression: Any) -> pa.Table:
        """Rows of an expression, or of SQL text."""
        rows: pa.Table = self._frame(expression).toArrow()
        return rows

    def materialise(self, name: str, expression: Any, *, order: str = "") -> None:
        """Compute an expression, or SQL text, once and keep its rows. Order means nothing here."""
        self._keep(name, self._frame(expression))

    def step(self, name: str, sql: str) -> None:
        """The same, of SQL text."""
        self._keep(name, self.session.sql(sql))

    def put(self, name: str, rows: pa.Table) -> "Table":
        """Keep Arrow rows as a view."""
        if self.folder is None:
            self._view(name, self._sent(rows))
        else:
            path = self.folder / f"{name}.parquet"
            pq.write_table(rows, path)
            self.read(name, [path])
        return self.table(name)

    def _sent(self, rows: pa.Table) -> "DataFrame":
        if rows.num_rows:
            return self.session.createDataFrame(rows)
        # Spark Connect looks at rows for the types of their columns, even where Arrow says them.
        from pyspark.sql.pandas.types import from_arrow_schema

        return self.session.createDataFrame([], from_arrow_schema(rows.schema, True))

    def nothing(self, name: str, columns: pa.Schema) -> None:
        """Keep a view of no rows."""
        self.put(name, columns.empty_table())

    def read(self, name: str, paths: list[Path], but: "DataFrame | None" = None) -> None:
        """Make Parquet files a view, columns by name; nothing is copied. `but`: places of rows left out."""
        several = "true" if len(paths) > 1 else "false"
        reader = self.session.read.option("mergeSchema", several)
        found = reader.parquet(*(str(path) for path in paths))
        if but is not None:
            found = _without(found, but)
        self._view(name, found)

    def drop(self, name: str) -> None:
        """Forget a view and what was kept of it."""
        self.session.catalog.dropTempView(name)
        self._held.pop(name, None)
        if place := self._kept.pop(name, None):
            shutil.rmtree(place, ignore_errors=True)

    def microseconds(self, instant: Any) -> Any:
        """Microseconds from 1970 to an instant."""
        return _unix_micros()(instant.cast("timestamp('UTC')"))

    def _frame(self, expression: Any) -> "DataFrame":
        text = expression if isinstance(expression, str) else self.sql(expression)
        return self.session.sql(text)

    def _keep(self, name: str, rows: "DataFrame") -> None:
        """Cut the rows off from what they were made of: plans that grow with every step become too large to think."""
        if self.folder is None:
            # Spark Connect forgets what was kept when the last who knows of it is gone here, though a view reads it.
            self._held[name] = _of_session(rows.localCheckpoint(), self.session)
            self._view(name, self._held[name])
            return
        place = self.folder / f"{name}-{next(self._number)}"
        rows.write.parquet(str(place))
        self._view(name, self.session.read.schema(rows.schema).parquet(str(place)))
        if before := self._kept.pop(name, None):
            shutil.rmtree(before, ignore_errors=True)
        self._kept[name] = place

    def _view(self, name: str, rows: "DataFrame") -> None:
        rows.createOrReplaceTempView(name)


def _apart(session: "SparkSession") -> "SparkSession":
    """A session with settings and views of its own, where the user's can give one."""
    try:
        return session.newSession()
    except (AttributeError, NotImplementedError):
        return session
    except Exception as error:
        if "NOT_IMPLEMENTED" in str(error) or "UNSUPPORTED" in str(error):
            return session
        raise


def _of_session(kept: "DataFrame", session: "SparkSession") -> "DataFrame":
    """
    Kept rows as those of the session that kept them: Spark Connect 4.3 hands them back as of the session that is active
    in this program (`proto_to_remote_cached_dataframe`), where nobody knows them.
    """
    plan: Any = getattr(kept, "_plan", None)
    if plan is None or kept.sparkSession is session:
        return kept
    from pyspark.sql.connect.dataframe import DataFrame as Remote

    plan._spark_session = session
    return Remote(plan, session)  # type: ignore[arg-type]


def _without(rows: "DataFrame", but: "DataFrame") -> "DataFrame":
    """Rows of files but those at the named places: `file` is the end of the path, `place` the number of the row."""
    from pyspark.sql import functions as f

    placed = rows.withColumn("_file", f.substring_index("_metadata.file_path", "/", -2))
    placed = placed.withColumn("_place", f.col("_metadata.row_index"))
    return placed.join(but, ["_file", "_place"], "left_anti").drop("_file", "_place")


def _unix_micros() -> Any:
    import ibis

    @ibis.udf.scalar.builtin(name="unix_micros", signature=(("timestamp('UTC')",), "int64"))
    def unix_micros(instant):  # type: ignore[no-untyped-def]
        """Spark's own function."""

    return unix_micros
