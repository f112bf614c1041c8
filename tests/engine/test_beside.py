"""A connection beside another answers as that one does, whatever the machine's time zone."""

import os
import subprocess
import sys

ASKED = """
from qinglian.engine.backends.duckdb import another, connect
from qinglian.engine.dataset import Dataset
instant = "select (timestamptz '2024-01-01 00:00:00+00')::timestamp::varchar"
held = Dataset()
cons = (held.con, held.beside(["tender"]).con, another(connect()))
print(*(con.execute(instant).fetchall()[0][0] for con in cons), sep="|")
"""


def test_the_machines_time_zone_changes_no_answer():
    done = subprocess.run(
        [sys.executable, "-c", ASKED],
        env={**os.environ, "TZ": "America/New_York"},
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.stdout.strip() == "|".join(["2024-01-01 00:00:00"] * 3), done.stderr
