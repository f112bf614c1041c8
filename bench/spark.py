"""Process rules on Spark over the hundredfold road-fines log, from prepared chunks; one run in a process of its own."""

import json
import os
import resource
import sys
import tempfile
import time
from pathlib import Path
from typing import Any

from bench.place import measured

HEADING = [
    "## Spark",
    "",
    "r01–r10，日志 ×100（五千六百万事件），本机 Spark local[2]，从盘上备好的事件到全部计数，一次。",
    "*r01–r10, log ×100 (56 million events), on Spark local[2]: from prepared events on disk to all counts, one run.*",
]
SETTING = """
master: local[2]
conf: {spark.driver.memory: 8g, spark.sql.shuffle.partitions: 16}
"""


def timed(folder: Path) -> dict[str, Any]:
    """Seconds to start a session and to answer, the memory of the JVM, and the flagged cases."""
    from bench import rules
    from qinglian.engine.backends.session import spark
    from qinglian.engine.spark.prepared import counts, prepared_in

    begun = time.perf_counter()
    backend = spark()
    started = time.perf_counter()
    asked = rules.questions(rules.TEN)
    found = {
        q.rule_id: n["flagged"] for q, n in counts(backend, prepared_in(backend, folder), asked)
    }
    answered = time.perf_counter()
    backend.session.stop()
    return {
        "start": started - begun,
        "seconds": answered - started,
        "peak_mb": resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss / 1024,
        "flagged": found,
    }


def main(times: int = 100) -> list[str]:
    """Rows for docs/benchmarks.md."""
    from bench.processes import _must_agree

    with tempfile.TemporaryDirectory() as name:
        conf = Path(name) / "spark.yaml"
        conf.write_text(SETTING, "utf-8")
        os.environ["QINGLIAN_SPARK_CONF"] = str(conf)
        measured(["bench.processes", "prepare", str(times), name])
        said = json.loads(measured(["bench.spark", "timed", name]).stdout.splitlines()[-1])
    _must_agree(said["flagged"], times)
    busy = os.getloadavg()[0]
    return [
        "| 规则 rules | 会话 session | 计数 counts | 平均负载 load average |",
        "| --- | ---: | ---: | ---: |",
        f"| ten rules, log ×{times} | {said['start']:.1f} s | {said['seconds']:.1f} s | {busy:.0f} |",
    ]


if __name__ == "__main__":
    print(json.dumps(timed(Path(sys.argv[2]))))
