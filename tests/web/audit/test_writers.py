"""Many writers at once on PostgreSQL: nothing lost, nothing twice, the chain whole; the triggers hold there too."""

from pathlib import Path

from tests.web.postgres import on_postgres, postgres  # noqa: F401

HERE = Path(__file__).parent


def test_fifty_writers_and_two_sealers_keep_it_whole(postgres: str) -> None:  # noqa: F811
    ran = on_postgres(postgres, str(HERE / "storm.py"))
    assert ran.returncode == 0, ran.stderr[-2000:]
    assert ran.stdout.startswith("whole: 900 records")
