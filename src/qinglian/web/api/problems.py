"""
What went wrong, as RFC 9457 says it, in both languages at once: the reader of a log is another person than who reads
the page. 出错时的回答。
"""

from typing import Any

from django.http import HttpRequest, HttpResponse, JsonResponse
from ninja import Schema
from pydantic import Field

from qinglian.model.text import Text

MEDIA = "application/problem+json"
KINDS: dict[str, tuple[int, Text]] = {
    "token": (401, Text("没有有效的访问令牌", "No valid token")),
    "address": (403, Text("不能从这个地址调用", "Not from this address")),
    "scope": (403, Text("令牌没有这项权限", "The token lacks the scope")),
    "missing": (404, Text("没有这个对象，或不在可见范围内", "Not there, or not in your scope")),
    "method": (405, Text("这个地址不收这种请求", "Not with this method")),
    "conflict": (409, Text("与现在的情况不符", "Not as things stand")),
    "large": (413, Text("内容太大", "Too large")),
    "invalid": (422, Text("请求的内容不对", "The request is not right")),
    "often": (429, Text("调用太频繁，请稍后再试", "Too often, try again later")),
}


class Fault(Schema):
    """One thing that is not right in a request."""

    where: str = Field(description="path to the value, as query.limit")
    said: str


class ProblemOut(Schema):
    """A problem (RFC 9457)."""

    type: str = Field(description="urn:qinglian:problem:<kind>")
    title: str = Field(description="in Chinese")
    title_en: str
    status: int
    detail: str = ""
    detail_en: str = ""
    errors: list[Fault] = Field(default_factory=list)


class Problem(Exception):
    """Stop with a problem. `detail`: what is special about this one, in both languages."""

    def __init__(self, kind: str, detail: Text | None = None, errors: list[Any] = []) -> None:  # noqa: B006
        super().__init__(kind)
        self.kind, self.detail, self.errors = kind, detail, errors


def problem_response(request: HttpRequest, problem: Problem) -> HttpResponse:
    """The answer."""
    status, title = KINDS[problem.kind]
    said = {
        "type": f"urn:qinglian:problem:{problem.kind}",
        "title": title.zh,
        "title_en": title.en,
        "status": status,
        "detail": problem.detail.zh if problem.detail else "",
        "detail_en": problem.detail.en if problem.detail else "",
        "errors": problem.errors,
    }
    response = JsonResponse(
        said, status=status, content_type=MEDIA, json_dumps_params={"ensure_ascii": False}
    )
    if problem.kind == "token":
        response["WWW-Authenticate"] = 'Bearer realm="qinglian"'
    if problem.kind == "often":
        response["Retry-After"] = "60"
    return response
