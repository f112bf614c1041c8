"""
在 Spark 上问规则。A run on Spark: the heavy work there, what is small comes back.

Formulas, prepared events, evidence and verdicts are the same expressions as on DuckDB, compiled for Spark. Counts come
back counted; of rows only those that are flagged, and what they cite, from which signals are told in process.
"""

from qinglian.engine.spark.dataset import SparkDataset as SparkDataset
from qinglian.engine.spark.run import run_on_spark as run_on_spark
