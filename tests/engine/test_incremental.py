"""A run that starts from the last one says what a run over everything says."""

from datetime import UTC, datetime
from pathlib import Path
from tempfile import TemporaryDirectory

from hypothesis import HealthCheck, given, settings

from qinglian.engine.incremental import run_lake
from qinglian.engine.lake import Lake, open_lake, save_run
from qinglian.engine.run import run
from tests.engine.lake.making import put
from tests.engine.lakes import Load, loads, rules, said

NOW = datetime(2024, 6, 1, tzinfo=UTC)


@settings(
    max_examples=max(12, settings().max_examples // 8),
    suppress_health_check=[HealthCheck.too_slow, HealthCheck.large_base_example],
)
@given(history=loads())
def test_whatever_came_the_answers_are_those_of_a_run_over_everything(history: list[Load]) -> None:
    with TemporaryDirectory() as folder:
        root, asked = Path(folder) / "lake", rules(Path(folder))
        for number, load in enumerate(history):
            live = [batch.id for batch in Lake(root).live()] if number else []
            replaced = live[load.supersedes : load.supersedes + 1] if load.supersedes >= 0 else []
            put(root, load.tables, corrects=load.corrects, supersedes=tuple(replaced))
            if load.as_of is None:
                continue
            now = open_lake(root)
            stepwise = run_lake(now, asked, load.as_of, seen_at=NOW, chunk_events=3)
            plain = run(open_lake(root), asked, as_of=load.as_of, seen_at=NOW)
            whole = run_lake(open_lake(root), asked, load.as_of, incremental=False, seen_at=NOW)
            assert said(stepwise) == said(plain)
            assert said(whole) == said(plain)
            assert stepwise.verdicts.to_pylist() == whole.verdicts.to_pylist()
            save_run(stepwise, now)
