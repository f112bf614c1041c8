"""
The API: what is common to all calls. 接口的公共部分。

django-ninja makes OpenAPI 3.1 from the types. Added here: problems instead of its own errors, the scopes of each call,
ETag on whatever is read, and a record of each call.
"""

import hashlib
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.cache import patch_vary_headers
from ninja import NinjaAPI
from ninja.errors import AuthenticationError, HttpError, ValidationError

from qinglian.model.text import Text
from qinglian.web.api.calling import called
from qinglian.web.api.problems import KINDS, MEDIA, Problem, ProblemOut, problem_response
from qinglian.web.core.kinds import Refused
from qinglian.web.core.moves import NotAllowed, Overtaken

VERSION = "1.0.0"
ABOUT = """清廉 qinglian 的接口。疑点是线索，不是结论。时间为 ISO 8601 带时区，金额为人民币元的十进制文本。
A lead is never a finding. Instants are ISO 8601 with zone, money is yuan as a decimal string.
"""
ALWAYS = ("token", "scope", "invalid", "often")


class Api(NinjaAPI):
    """Our API."""

    def create_response(self, request: HttpRequest, data: Any, **told: Any) -> HttpResponse:
        """With an ETag over what is answered; unchanged since the caller last read it, it is not sent again."""
        response = super().create_response(request, data, **told)
        if request.method == "GET" and response.status_code == 200:
            tag = f'"{hashlib.sha256(response.content).hexdigest()[:32]}"'
            if tag in [one.strip() for one in request.headers.get("If-None-Match", "").split(",")]:
                response = HttpResponse(status=304)
                del response["Content-Type"]
            response["ETag"] = tag
            response["Cache-Control"] = "private, no-cache"
            patch_vary_headers(response, ("Accept-Language", "Authorization"))
        return response

    def get_root_path(self, path_params: Any) -> str:
        """Where the calls begin."""
        return reverse("api:me").removesuffix("me").lstrip("/")

    def get_openapi_schema(self, **told: Any) -> Any:
        """The document, with what every call may answer."""
        schema = super().get_openapi_schema(**told)
        _complete(self, schema)
        return schema


def _complete(api: Api, schema: Any) -> None:
    """Scopes into `security`, problems into `responses`, under their own media type."""
    schema["components"]["schemas"] |= {
        name: ProblemOut.model_json_schema(ref_template="#/components/schemas/{model}")["$defs"][
            name
        ]
        for name in ("Fault",)
    }
    said = ProblemOut.model_json_schema(ref_template="#/components/schemas/{model}")
    schema["components"]["schemas"]["Problem"] = {
        key: value for key, value in said.items() if key != "$defs"
    }
    for bound in api._get_bound_routers():
        for view in bound.path_operations.values():
            for operation in view.operations:
                found = _details(schema, api.get_openapi_operation_id(operation), operation)
                if found is not None:
                    _answers(found, operation)


def _details(schema: Any, name: str, operation: Any) -> Any:
    wanted = operation.operation_id or name
    for methods in schema["paths"].values():
        for said in methods.values():
            if said["operationId"] == wanted:
                return said
    return None


def _answers(said: dict[str, Any], operation: Any) -> None:
    scopes = [scope for auth in operation.auth_callbacks or () for scope in auth.scopes]
    said["security"] = [{"Bearer": scopes}]
    said["description"] = said.get("description", "").strip()
    for one in said["parameters"]:
        _plain(one)
    responses = said["responses"]
    names = {KINDS[kind][0]: KINDS[kind][1].en for kind in ALWAYS}
    if any(one["in"] == "path" for one in said["parameters"]):
        names[404] = KINDS["missing"][1].en
    for status in [one for one in responses if int(one) >= 400]:
        names[int(status)] = responses.pop(status)["description"]
    for status, title in sorted(names.items()):
        content = {MEDIA: {"schema": {"$ref": "#/components/schemas/Problem"}}}
        responses[status] = {"description": title, "content": content}
    if "get" in operation.methods or "GET" in operation.methods:
        responses[304] = {"description": "Not changed since it was read (If-None-Match)"}


def _plain(parameter: dict[str, Any]) -> None:
    """In an address a thing is either there or not; null is neither."""
    told = parameter["schema"]
    others = [one for one in told.get("anyOf", ()) if one.get("type") != "null"]
    if others and len(others) < len(told["anyOf"]):
        del told["anyOf"]
        told |= others[0]


api = Api(
    title="清廉 qinglian",
    version=VERSION,
    description=ABOUT,
    urls_namespace="calls",
    docs_url=None,
    openapi_url="openapi.json",
    openapi_extra={"jsonSchemaDialect": "https://json-schema.org/draft/2020-12/schema"},
)


@api.exception_handler(Problem)
def _problem(request: HttpRequest, error: Problem) -> HttpResponse:
    return problem_response(request, error)


@api.exception_handler(AuthenticationError)
def _no_token(request: HttpRequest, error: Exception) -> HttpResponse:
    return problem_response(request, Problem("token"))


@api.exception_handler(Http404)
def _missing(request: HttpRequest, error: Exception) -> HttpResponse:
    return problem_response(request, Problem("missing"))


@api.exception_handler(ValidationError)
def _invalid(request: HttpRequest, error: ValidationError) -> HttpResponse:
    if any(one["loc"][0] == "path" for one in error.errors):
        return problem_response(request, Problem("missing"))
    faults = [
        {"where": ".".join(map(str, one["loc"])), "said": str(one["msg"])} for one in error.errors
    ]
    return problem_response(request, Problem("invalid", errors=faults))


@api.exception_handler(HttpError)
def _unreadable(request: HttpRequest, error: HttpError) -> HttpResponse:
    detail = Text("请求的内容不是能读的 JSON。", "The body is no JSON that can be read.")
    return problem_response(request, Problem("invalid", detail))


@api.exception_handler(NotAllowed)
@api.exception_handler(Overtaken)
@api.exception_handler(Refused)
def _stopped(request: HttpRequest, error: Exception) -> HttpResponse:
    """What a service refuses, it says in the caller's language."""
    return problem_response(request, Problem("conflict", Text(str(error), str(error))))


def recorded(view: Any) -> Any:
    """A view of the API: open without a session, since a token opens it; each call is written down."""

    def answer(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        response: HttpResponse = view(request, *args, **kwargs)
        if response.status_code == 405:
            allow = response["Allow"]
            response = problem_response(request, Problem("method"))
            response["Allow"] = allow
        called(request, response.status_code)
        return response

    answer.csrf_exempt = True  # type: ignore[attr-defined]
    answer.login_required = False  # type: ignore[attr-defined]
    return answer
