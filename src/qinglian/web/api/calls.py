"""The calls, put together. 接口的拼装。"""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.urls import URLPattern
from django.views.decorators.http import require_safe

from qinglian.web.api.calling import PARAMETERS
from qinglian.web.api.endpoints import batches, hooks, problems, reading, upper
from qinglian.web.api.problems import Problem, problem_response
from qinglian.web.api.site import api, recorded

ROUTERS = (reading.router, problems.router, batches.router, hooks.router, upper.router)
for _router in ROUTERS:
    api.add_router("", _router)


def _parameters() -> None:
    """What each call may be asked in its address, as the document says it."""
    document = api.get_openapi_schema(path_prefix="")
    asked = {
        said["operationId"]: frozenset(
            one["name"] for one in said["parameters"] if one["in"] == "query"
        )
        for methods in document["paths"].values()
        for said in methods.values()
    }
    for bound in api._get_bound_routers():
        for view in bound.path_operations.values():
            for one in view.operations:
                for method in one.methods:
                    PARAMETERS[one.url_name, method] = asked[one.operation_id]


_parameters()


def calls() -> list[Any]:
    """Every call as a view that is open without a session and written down; the document besides."""
    found = []
    for pattern in api.urls[0]:
        if pattern.name == "api-root":
            continue
        view = pattern.callback
        if pattern.name == "openapi-json":
            view = require_safe(view)
        found.append(URLPattern(pattern.pattern, recorded(view), name=pattern.name))
    return found


@recorded
def absent(request: HttpRequest) -> HttpResponse:
    """No such call."""
    return problem_response(request, Problem("missing"))
