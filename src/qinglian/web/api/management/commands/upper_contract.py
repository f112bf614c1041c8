"""
`qinglian manage upper_contract`: the contract with an upper platform as JSON Schema, written where it is kept. 约定。
"""

import json
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand

from qinglian.web.api.upper import messages

HOME = Path(messages.__file__).parent
MESSAGES = {
    "warning": messages.WarningIn,
    "report": messages.ReportOut,
    "acknowledgement": messages.Acknowledgement,
}


def schema_of(name: str) -> dict[str, Any]:
    """One message as JSON Schema."""
    said = MESSAGES[name].model_json_schema()
    return {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "$id": f"urn:qinglian:upper:{name}:1",
        **said,
    }


class Command(BaseCommand):
    """Write the files."""

    help = "把与上级平台的约定写成 JSON Schema。Write the contract with an upper platform as JSON Schema."

    def handle(self, *args: Any, **options: Any) -> None:
        """Each message a file."""
        for name in MESSAGES:
            text = json.dumps(schema_of(name), ensure_ascii=False, indent=2) + "\n"
            (HOME / f"{name}.schema.json").write_text(text, encoding="utf-8")
            self.stdout.write(f"{name}.schema.json")
