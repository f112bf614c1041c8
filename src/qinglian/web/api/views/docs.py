"""The document of the calls as a page: no script, nothing from elsewhere. 接口说明。"""

import re
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_safe

from qinglian.web.api.calls import api
from qinglian.web.api.states import Event, Scope

GROUPS = {
    "me": _("身份"),
    "signals": _("疑点"),
    "alerts": _("预警"),
    "tasks": _("督办"),
    "rectification": _("整改"),
    "batches": _("送数据"),
    "webhooks": _("订阅事件"),
    "upper": _("上级平台来件与回传"),
}
BOTH = re.compile(r"^(.*[。；])\s*([A-Z].*)$", re.DOTALL)
SCHEMAS = "#/components/schemas/"


@require_safe
def docs(request: HttpRequest) -> HttpResponse:
    """Every call: address, scope, what is asked and answered."""
    document = api.get_openapi_schema()
    schemas = document["components"]["schemas"]
    groups: dict[str, list[dict[str, Any]]] = {name: [] for name in GROUPS}
    for path, methods in document["paths"].items():
        for method, said in methods.items():
            groups[said["tags"][0]].append(_call(path, method, said))
    return render(
        request,
        "api/docs.html",
        {
            "groups": [(GROUPS[name], name, calls) for name, calls in groups.items() if calls],
            "scopes": Scope.choices,
            "events": Event.choices,
            "schemas": [
                (name, _fields(schema))
                for name, schema in sorted(schemas.items())
                if "properties" in schema
            ],
            "version": document["info"]["version"],
        },
    )


def _call(path: str, method: str, said: dict[str, Any]) -> dict[str, Any]:
    content = said.get("requestBody", {}).get("content", {})
    answers = []
    for status, answer in sorted(said["responses"].items(), key=lambda one: str(one[0])):
        kinds = [_kind(one["schema"]) for one in answer.get("content", {}).values()]
        answers.append((status, kinds[0] if kinds else ""))
    return {
        "method": method.upper(),
        "path": path,
        "id": said["operationId"],
        "told": _told(said["description"]),
        "scopes": said["security"][0]["Bearer"],
        "parameters": [
            (one["name"], one["in"], _kind(one["schema"]), one.get("required", False))
            for one in said["parameters"]
        ],
        "body": [(media, _kind(one["schema"])) for media, one in content.items()],
        "answers": answers,
    }


def _told(text: str) -> str:
    """The half that is in the reader's language."""
    found = BOTH.match(text)
    if found is None:
        return text
    return found[2] if (get_language() or "").startswith("en") else found[1]


def _fields(schema: dict[str, Any]) -> list[tuple[str, str, bool]]:
    required = schema.get("required", ())
    return [(name, _kind(said), name in required) for name, said in schema["properties"].items()]


def _kind(said: dict[str, Any]) -> str:
    """A type in a word or two."""
    if "$ref" in said:
        return str(said["$ref"].removeprefix(SCHEMAS))
    if "anyOf" in said:
        return " | ".join(_kind(one) for one in said["anyOf"])
    if said.get("type") == "array":
        return f"{_kind(said.get('items', {}))}[]"
    if "enum" in said:
        return " | ".join(map(str, said["enum"]))
    return str(said.get("format") or said.get("type") or "any")
