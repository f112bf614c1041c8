"""The code tables. 代码对照表。"""

from dataclasses import dataclass
from importlib.resources import files
from pathlib import Path

import yaml
from django.conf import settings

from qinglian.model.errors import BadUsage
from qinglian.model.text import Text
from qinglian.web.alerts.states import Level
from qinglian.web.tasks.states import Status
from qinglian.web.units.models import Unit

STATES = ("received", *Status.values, "declined")
WRONG = Text("代码对照表 {home} 不对：{listed}", "The code tables {home} are wrong: {listed}")
TABLES = ("level", "field", "unit", "status")


@dataclass(frozen=True, slots=True)
class Codes:
    """Their code → our word, but for `status`: ours → theirs."""

    level: dict[str, str]
    field: dict[str, str]
    unit: dict[str, str]
    status: dict[str, str]

    def body(self, code: str) -> Unit | None:
        """The body of a code: as the table says, else by its credit code or our own number."""
        if code in self.unit:
            return Unit.objects.filter(code=self.unit[code]).first()
        found = Unit.objects.filter(uscc=code) if len(code) == 18 else Unit.objects.none()
        return found.first() or Unit.objects.filter(code=code).first()


def codes() -> Codes:
    """The tables of this place, or the example. Raises BadUsage where they cannot be right."""
    path = settings.UPPER_CODES
    home = Path(path) if path else files("qinglian.web.api.upper") / "codes.yaml"
    said = yaml.load(home.read_text("utf-8"), Loader=yaml.CSafeLoader) or {}
    wrong = [name for name in said if name not in TABLES] + [
        name for name in TABLES if not isinstance(said.get(name, {}), dict)
    ]
    told = {
        name: {str(k): str(v) for k, v in said.get(name, {}).items()}
        for name in TABLES
        if not wrong
    }
    if not wrong:
        wrong += [value for value in told["level"].values() if value not in Level.values]
        wrong += [f"status.{name}" for name in STATES if name not in told["status"]]
        wrong += [f"status.{name}" for name in told["status"] if name not in STATES]
    if wrong:
        listed = ", ".join(wrong)
        raise BadUsage(WRONG.filled(home=home, listed=listed))
    return Codes(**told)
