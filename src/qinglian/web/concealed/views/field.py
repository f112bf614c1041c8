"""
The page for the site: it works without a signal and sends later. 现场采集页：离线可用，有网再送。

The shell holds nothing about anybody, so that it may lie on a phone; what belongs to a person comes as JSON and lies in
the browser's own database until the person signs out of the page.
"""

import hashlib
import json
from functools import cache
from pathlib import Path
from typing import Any

from csp.constants import SELF
from csp.decorators import csp_update
from django.conf import settings
from django.db.models import Q
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.middleware.csrf import get_token
from django.shortcuts import get_object_or_404, render
from django.templatetags.static import static
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST, require_safe

from qinglian.web.concealed import clock
from qinglian.web.concealed.kinds import kinds_of
from qinglian.web.concealed.models import Acceptance, Shot
from qinglian.web.concealed.page_texts import texts
from qinglian.web.concealed.services.shots import (
    MOST,
    PIECE,
    SENDERS,
    Answer,
    Conflict,
    piece_take,
    shot_announce,
)
from qinglian.web.concealed.states import Status
from qinglian.web.core.moves import NotAllowed
from qinglian.web.works.models import Part, Section
from qinglian.web.works.people import sides

HERE = Path(__file__).parents[1] / "static" / "concealed"
MODULES = ("app.js", "store.js", "send.js", "camera.js", "place.js", "clock.js", "form.js")
RUNNING = (Status.DRAFT, Status.RETURNED, Status.NOTICED, Status.FAILED)
MOST_PARTS = 3_000


def _address(name: str) -> str:
    """A module under its plain name: modules import each other by it."""
    return f"{settings.STATIC_URL}concealed/{name}"


@cache
def _edition() -> str:
    """What changes when any file of the page changes: the worker then fetches all of them anew."""
    digest = hashlib.sha256()
    for name in (*MODULES, "sw.js"):
        digest.update((HERE / name).read_bytes())
    return digest.hexdigest()[:16]


@never_cache
@csp_update({"manifest-src": [SELF], "img-src": ["blob:"]})  # type: ignore[untyped-decorator]
@require_safe
def site(request: HttpRequest) -> HttpResponse:
    """The shell."""
    shown = {"module": _address("app.js"), "texts": texts(), "code": get_language()}
    return render(request, "concealed/site.html", shown)


@require_safe
def manifest(request: HttpRequest) -> HttpResponse:
    """What a phone needs to put the page on its home screen."""
    icon = {"src": static("core/icon.svg"), "type": "image/svg+xml", "sizes": "any"}
    said = {
        "name": _("清廉 现场采集"), "short_name": _("现场采集"), "start_url": "./", "scope": "./", "id": "./",
        "display": "standalone", "lang": get_language(), "background_color": "#ffffff",
        "theme_color": "#8c1d18", "icons": [icon],
    }  # fmt: skip
    return JsonResponse(said, content_type="application/manifest+json")


@require_safe
def worker(request: HttpRequest) -> HttpResponse:
    """The service worker, at the head of its scope, with the list of what it keeps."""
    kept = ["./", *map(_address, MODULES), static("core/site.css"), static("core/icon.svg")]
    head = f"const EDITION = {json.dumps(_edition())};\nconst KEPT = {json.dumps(kept)};\n"
    body = head + (HERE / "sw.js").read_text(encoding="utf-8")
    response = HttpResponse(body, content_type="text/javascript; charset=utf-8")
    response["Cache-Control"] = "no-cache"
    response["Service-Worker-Allowed"] = request.path.rpartition("/")[0] + "/"
    return response


@never_cache
@require_safe
def facts(request: HttpRequest) -> JsonResponse:
    """What the page needs to work without a signal: sections, templates, parts, what is begun, challenges."""
    rows = Section.objects.visible_to(request.user).select_related("project")
    mine = [one for one in rows if sides(request.user, one) & set(SENDERS)]
    return JsonResponse(
        {
            "user": {"id": request.user.pk, "name": str(request.user)},
            "csrf": get_token(request), "piece": PIECE, "most": MOST,
            "sections": [_section(request.user, one) for one in mine],
        }
    )  # fmt: skip


def _section(user: Any, section: Section) -> dict[str, Any]:
    token, at = clock.challenge(user, section)
    running = Acceptance.objects.filter(section=section, status__in=RUNNING).select_related("part")
    parts = Part.objects.filter(section=section).exclude(kind="")[:MOST_PARTS]
    return {
        "id": section.public_id, "code": section.code, "name": section.name, "project": section.project.name,
        "challenge": {"token": token, "at": round(at.timestamp() * 1000)},
        "kinds": [
            {
                "key": one.key, "name": one.label, "board": one.board,
                "shots": [{"key": shot.key, "name": shot.name} for shot in one.shots],
            }
            for one in kinds_of(section.project).values()
        ],
        "parts": [{"path": one.path, "name": one.name, "kind": one.kind} for one in parts],
        "sets": [
            {
                "id": one.client_id or one.public_id.lower(), "name": str(one) or one.public_id, "kind": one.kind,
                "status": one.get_status_display(),
                "shots": list(one.shots.values_list("shot", flat=True)),
            }
            for one in running.prefetch_related("shots")
        ],
    }  # fmt: skip


def _answered(call: Any) -> JsonResponse:
    try:
        answer: Answer = call()
    except Conflict as error:
        return JsonResponse({"state": error.state, "said": str(error)}, status=409)
    except NotAllowed as error:
        return JsonResponse({"state": "refused", "said": str(error)}, status=403)
    return JsonResponse(answer.said)


@require_POST
def announce(request: HttpRequest, section_id: str) -> JsonResponse:
    """A picture is coming; or: where is it?"""
    section = get_object_or_404(Section.objects.visible_to(request.user), public_id=section_id)
    try:
        said = json.loads(request.body)
        wanted = {
            "client_id": str(said["id"]), "sha256": str(said["sha256"]), "size": int(said["size"]),
            "facts": dict(said["facts"]),
        }  # fmt: skip
        who = said["who"]
    except (ValueError, KeyError, TypeError):
        return JsonResponse({"state": "refused", "said": _("报文写法不对。")}, status=400)
    if who != request.user.pk:
        # Two people share a phone: what one photographed is not sent in the other's name.
        return JsonResponse(
            {"state": "other", "said": _("这张照片由另一人拍摄，请其本人登录后送。")}, status=409
        )
    return _answered(lambda: shot_announce(section=section, by=request.user, **wanted))


@require_POST
def piece(request: HttpRequest, section_id: str, client_id: str, begins: int) -> JsonResponse:
    """Some bytes of it."""
    section = get_object_or_404(Section.objects.visible_to(request.user), public_id=section_id)
    if int(request.headers.get("content-length") or 0) > 4 * PIECE:
        return JsonResponse({"state": "refused", "said": _("一段太大。")}, status=413)
    return _answered(
        lambda: piece_take(
            section=section, client_id=client_id, begins=begins, content=request.body, by=request.user
        )
    )  # fmt: skip


@require_POST
def known(request: HttpRequest, section_id: str) -> JsonResponse:
    """Which of these have arrived: the phone forgets only what the server has."""
    section = get_object_or_404(Section.objects.visible_to(request.user), public_id=section_id)
    try:
        asked = [str(one) for one in json.loads(request.body)["ids"]][:500]
    except (ValueError, KeyError, TypeError):
        return JsonResponse({"state": "refused", "said": _("报文写法不对。")}, status=400)
    rows = Shot.objects.filter(Q(section=section), client_id__in=asked)
    return JsonResponse(
        {
            "arrived": [
                {"id": one.client_id, "number": one.number, "sha256": one.sha256, "hash": one.hash}
                for one in rows
            ]
        }
    )
