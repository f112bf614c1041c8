"""The demo county comes up on an empty folder and shows every part of the loop, a paper of every kind among it."""

import os
import sqlite3
import subprocess
import sys

import pytest

from qinglian.web.core.drafts import kinds

COUNTED = {
    "select count(*) from campaigns_campaign": 1,
    "select count(*) from duties_programme": 1,
    "select count(*) from duties_action": 4,
    "select count(distinct holder) from duties_dutylist where holder <> ''": 5,
    "select count(*) from inspections_inspection": 2,
    "select count(distinct status) from inspections_inspection": 2,
    "select count(distinct status) from tasks_meeting": 2,
    "select count(distinct status) from duties_difficulty": 3,
    "select count(*) from consultations_consultation": 2,
    "select count(*) from tasks_task where origin = 'agreed_item' and origin_id <> ''": 2,
}


@pytest.mark.slow
def test_every_part_of_the_loop_is_there(tmp_path):
    command = [sys.executable, "-m", "qinglian", "up", "--demo", "--prepare", "--data", tmp_path]
    own = {name: said for name, said in os.environ.items() if name != "DJANGO_SETTINGS_MODULE"}
    done = subprocess.run(command, capture_output=True, text=True, env=own)
    assert done.returncode == 0, done.stderr
    with sqlite3.connect(tmp_path / "site.sqlite3") as db:
        found = {said: db.execute(said).fetchone()[0] for said in COUNTED}
        steps = {row[0] for row in db.execute("select distinct status from rectification_problem")}
        drafted = {row[0] for row in db.execute("select distinct kind from documents_document")}
        signed = db.execute("select count(*) from documents_document where status = 'signed'")
        assert signed.fetchone()[0] == 1
    assert found == COUNTED
    assert {"planning", "mending", "applied", "checked", "struck"} <= steps
    # The demo county has no works yet, so nobody there orders a variation.
    assert drafted == set(kinds()) - {"variation_order"}
