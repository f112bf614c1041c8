"""`qinglian manage api_client --out qinglian_client.py`: the Python client of this version. 生成客户端。"""

import json
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandParser

from qinglian.web.api.calls import api
from qinglian.web.api.client.generate import client_source


class Command(BaseCommand):
    """Write the client."""

    help = "由接口文档生成 Python 客户端（单文件，只用标准库）。Make the Python client from the OpenAPI document."
    requires_system_checks = ()

    def add_arguments(self, parser: CommandParser) -> None:
        """Where to."""
        parser.add_argument("--out", type=Path, required=True, metavar="FILE")

    def handle(self, *args: Any, **options: Any) -> None:
        """Write it."""
        document = json.loads(json.dumps(api.get_openapi_schema(), default=str))
        options["out"].write_text(client_source(document), encoding="utf-8")
        self.stdout.write(str(options["out"]))
