"""
Make the client from the document: one file, standard library only. 由 OpenAPI 文档生成客户端。

Every object of the document becomes a data class, every call a method, every list an iterator over all its pages. It is
made, not kept: whoever wants it runs `qinglian manage api_client --out qinglian_client.py` against the site's version.
"""

import keyword
import re
from importlib.resources import files
from typing import Any

SIMPLE = {"string": "str", "integer": "int", "number": "float", "boolean": "bool"}
FORMATS = {"date-time": "dt.datetime", "date": "dt.date"}
MADE = "由 OpenAPI 文档生成，请勿手改。Generated from the OpenAPI document."
SCHEMAS = "#/components/schemas/"


def client_source(document: dict[str, Any]) -> str:
    """The text of the file."""
    base = (files("qinglian.web.api.client") / "base.py").read_text("utf-8")
    base = base.partition('"""\n\n')[2]
    info = document["info"]
    head = (
        f'"""{info["title"]} {info["version"]} · {MADE}\n\n'
        f'    client = Client("https://qinglian.example.gov.cn", "ql_…")\n'
        f'    for alert in client.list_alerts(status="pushed"):\n'
        f'        print(alert.id, alert.title)\n"""\n\n'
    )
    schemas = document["components"]["schemas"]
    wanted = {name: said for name, said in schemas.items() if "properties" in said}
    classes = [_class(name, said) for name, said in wanted.items()]
    methods = [
        _method(path, method, said, schemas)
        for path, calls in document["paths"].items()
        for method, said in calls.items()
    ]
    body = 'class Client(BaseClient):\n    """The calls."""\n\n' + "\n".join(methods)
    return "\n".join([head + "from __future__ import annotations\n", base, "", *classes, body])


def _class(name: str, said: dict[str, Any]) -> str:
    lines = [
        "",
        "@dataclasses.dataclass",
        f"class {name}:",
        f'    """{_quiet(said.get("description", name))}"""',
        "",
    ]
    fields = []
    for own, kind in said["properties"].items():
        required = own in said.get("required", ())
        fields.append((not required, _field(own, _type(kind), required)))
    lines += [line for _late, line in sorted(fields, key=lambda one: one[0])]
    return "\n".join([*lines, ""])


def _field(name: str, kind: str, required: bool) -> str:
    own = _name(name)
    extra = f', metadata={{"name": "{name}"}}' if own != name else ""
    if required:
        return f"    {own}: {kind}" + (
            f" = dataclasses.field(kw_only=True{extra})" if extra else ""
        )
    kind = kind if kind.endswith("| None") or kind == "Any" else f"{kind} | None"
    return f"    {own}: {kind} = dataclasses.field(default=None{extra})"


def _type(said: dict[str, Any]) -> str:
    """The annotation of a schema."""
    if "$ref" in said:
        return str(said["$ref"].removeprefix(SCHEMAS))
    if "anyOf" in said:
        kinds = [_type(one) for one in said["anyOf"] if one.get("type") != "null"]
        null = " | None" if len(kinds) < len(said["anyOf"]) else ""
        return kinds[0] + null if len(kinds) == 1 else "Any"
    kind = said.get("type")
    if kind == "array":
        return f"list[{_type(said.get('items', {}))}]"
    if kind == "object":
        more = said.get("additionalProperties")
        return f"dict[str, {_type(more)}]" if isinstance(more, dict) else "dict[str, Any]"
    if kind == "string" and said.get("format") in FORMATS:
        return FORMATS[said["format"]]
    return SIMPLE.get(str(kind), "Any")


def _method(path: str, method: str, said: dict[str, Any], schemas: dict[str, Any]) -> str:
    places: dict[str, list[tuple[str, str, bool]]] = {"path": [], "query": [], "header": []}
    for one in said["parameters"]:
        places[one["in"]].append((one["name"], _type(one["schema"]), one.get("required", False)))
    content = said.get("requestBody", {}).get("content", {})
    body = ""
    if "application/json" in content:
        body = _type(content["application/json"]["schema"])
    elif content:
        body = "bytes"
    answer, schema = _answer(said, schemas)
    query = places["query"]
    listed = "next" in schema.get("properties", {}) and any(name == "cursor" for name, *_ in query)
    if listed:
        query = [one for one in query if one[0] != "cursor"]
        answer = _type(schema["properties"]["items"])[len("list[") : -1]
    arguments = ["self", *(f"{_name(name)}: {kind}" for name, kind, _ in places["path"])]
    arguments += [f"body: {body}"] if body else []
    named = [(name, kind, needed) for name, kind, needed in [*places["header"], *query]]
    arguments += ["*"] if named else []
    arguments += [
        f"{_name(name)}: {kind}" + ("" if needed else " | None = None")
        for name, kind, needed in named
    ]
    returns = f"Iterator[{answer}]" if listed else answer
    where = re.sub(r"{(\w+)}", lambda found: "{_quoted(" + _name(found[1]) + ")}", path)
    lines = [
        f"    def {said['operationId']}({', '.join(arguments)}) -> {returns}:",
        f'        """{_quiet(said["description"])}"""',
        f'        path = f"{where}"',
        f"        query = {_mapping(query)}",
    ]
    if listed:
        lines.append(f"        return (load({answer}, one) for one in self.pages(path, query))")
    else:
        more = ["query=query", *(["body=body"] if body else [])]
        if places["header"]:
            more.append(f"headers={_mapping(places['header'])}")
        lines.append(f'        said = self.call("{method.upper()}", path, {", ".join(more)})')
        lines.append(
            "        return None" if answer == "None" else f"        return load({answer}, said)"
        )
    return "\n".join([*lines, ""])


def _answer(said: dict[str, Any], schemas: dict[str, Any]) -> tuple[str, dict[str, Any]]:
    for status, answer in sorted(said["responses"].items(), key=lambda one: str(one[0])):
        if str(status).startswith("2"):
            schema = answer.get("content", {}).get("application/json", {}).get("schema")
            if schema is None:
                return "None", {}
            kind = _type(schema)
            return kind, schemas.get(kind, {})
    return "None", {}


def _mapping(parameters: list[tuple[str, str, bool]]) -> str:
    return "{" + ", ".join(f'"{name}": {_name(name)}' for name, *_ in parameters) + "}"


def _name(said: str) -> str:
    """A name as Python has it: `Idempotency-Key` is `idempotency_key`."""
    name = re.sub(r"\W", "_", said).lower() if not said.isidentifier() else said
    return f"{name}_" if keyword.iskeyword(name) else name


def _quiet(text: str) -> str:
    return " ".join(text.replace("\\", "\\\\").replace('"""', "'''").split()).rstrip('"')
