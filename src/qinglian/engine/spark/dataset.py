"""The tables of a run on Spark: handed over from the data set in process, or read in place from a lake."""

from pathlib import Path

import pyarrow as pa

from qinglian.engine.backends.duckdb import literal, quoted, value
from qinglian.engine.backends.spark import Spark
from qinglian.engine.dataset import Dataset
from qinglian.engine.lake import LakeDataset
from qinglian.engine.lake.visible import FILE, SCHEMA, carriers


class SparkDataset(Dataset):
    """What `local` holds, as views of a Spark session. `local` stays: signals are told there."""

    def __init__(self, local: Dataset, spark: Spark) -> None:
        super().__init__(local.con, zone=local.zone)
        self.local, self.spark = local, spark
        self.backend = spark
        self.columns, self.recorded = local.columns, local.recorded
        self._sources, self.clear = local.sources, local.clear
        for table in self.columns:
            if isinstance(local, LakeDataset):
                self._read(local, table)
            else:
                self._hand_over(table)

    def _hand_over(self, table: str) -> None:
        rows = f"select {_sound(self.local, table)} from {quoted(table)}"
        if self.spark.folder is None:
            self.spark.put(table, self.con.sql(rows).to_arrow_table())
            return
        path = self.spark.folder / f"{table}.parquet"
        self.con.execute(f"copy ({rows}) to {literal(str(path))} (format parquet)")
        self.spark.read(table, [path])

    def _read(self, lake: LakeDataset, table: str) -> None:
        """Read the files of live batches where they lie, without the rows that do not count."""
        paths = [file.path for file in carriers(lake.lake.root, lake.batches, table)]
        hidden = self._hidden(table)
        but = None
        if hidden is not None:
            self.spark.put(f"hidden_{table}", hidden)
            but = self.spark.session.table(f"hidden_{table}")
        self.spark.read(table, paths, but)

    def _hidden(self, table: str) -> pa.Table | None:
        """Rows that repeat or were corrected: the end of the file's path, and the place of the row in it."""
        name = f"hidden_{table}"
        known = "select 1 from duckdb_tables() where schema_name = ? and table_name = ?"
        if value(self.con, known, [SCHEMA, name]) is None:
            return None
        rows = self.con.sql(
            f"select {FILE} as _file, file_row_number::bigint as _place from {SCHEMA}.{quoted(name)}"
        ).to_arrow_table()
        ends = ["/".join(Path(file).parts[-2:]) for file in rows["_file"].to_pylist()]
        return rows.set_column(0, "_file", pa.array(ends, pa.string()))


def _sound(local: Dataset, table: str) -> str:
    """SQL for the columns in types that Parquet and Spark share."""
    described = local.con.execute(f"describe {quoted(table)}").fetchall()
    return ", ".join(_shared(row[0], row[1]) for row in described)


def _shared(name: str, kind: str) -> str:
    column = quoted(name)
    if kind in ("HUGEINT", "UHUGEINT", "UBIGINT"):
        return f"{column}::decimal(38, 0) as {column}"
    if kind in ("UUID", "TIME", "JSON", "INTERVAL") or kind.startswith("ENUM"):
        return f"{column}::varchar as {column}"
    return f"{column}::timestamp as {column}" if kind.startswith("TIMESTAMP_") else column
