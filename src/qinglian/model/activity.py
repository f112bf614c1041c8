"""Names of the steps of a process, for people."""

from functools import cache
from importlib.resources import files

import yaml

from qinglian.model.text import Text


@cache
def activities() -> dict[str, dict[str, Text]]:
    """Process → activity → its name in both languages, from `model/activities.yaml`."""
    raw = yaml.load(
        files("qinglian.model").joinpath("activities.yaml").read_text("utf-8"),
        Loader=yaml.CSafeLoader,
    )
    return {
        process: {name: Text(*said) for name, said in steps.items()}
        for process, steps in raw.items()
    }


def activity_name(process: str | None, activity: str) -> Text:
    """Name of a step; the step as written where the dictionary does not have it."""
    known = activities().get(process or "", {})
    return known.get(activity, Text(activity, activity))
