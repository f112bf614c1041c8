"""Pages of one shape: a form, and what a verb may answer. 表单页。"""

from collections.abc import Callable
from functools import wraps
from typing import Any

from django import forms
from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _

from qinglian.web.core.kinds import Refused
from qinglian.web.core.moves import NotAllowed, Overtaken
from qinglian.web.core.paper_forms import refuse_file


def form_page(
    request: HttpRequest,
    form: forms.BaseForm,
    title: Any,
    *,
    done: Callable[[forms.BaseForm], Any],
    back: str = "",
    submit: Any = "",
    intro: Any = "",
    template: str = "core/form.html",
    **context: Any,
) -> HttpResponse:
    """
    Show a form; once it is right, call `done` with it and go where that says (something with an address, or an
    address).

    What `done` cannot do it says with `NotAllowed` or `Overtaken`: the sentence stands above the form, nothing
    is lost but the choice of files, which no browser keeps. A file that is `Refused` is said at its field.

    A form with `parts` answers for a piece of itself as it stands (`hx-target` names it); nothing is done then.
    """
    status, form.label_suffix = 200, ""
    part = getattr(request, "htmx", None) and request.htmx.target
    if part and part in getattr(form, "parts", {}):
        return HttpResponse(form.parts[part]())
    if request.method == "POST":
        status = 422
        if form.is_valid():
            try:
                return redirect(done(form))
            except Overtaken as error:
                status = 409
                messages.warning(request, str(error))
            except NotAllowed as error:
                messages.error(request, str(error))
            except Refused as error:
                refuse_file(form, error)
    shown = {
        "form": form,
        "title": title,
        "back": back,
        "submit": submit,
        "intro": intro,
        **context,
    }
    return render(request, template, shown, status=status)


def posted(request: HttpRequest) -> Any:
    """What a form was sent with, also where it was sent empty; None where it is only shown."""
    return request.POST if request.method == "POST" else None


def sent(request: HttpRequest) -> tuple[Any, Any]:
    """What a form with files was sent with: `Form(*sent(request))`."""
    return (request.POST, request.FILES) if request.method == "POST" else (None, None)


def told(view: Callable[..., HttpResponse]) -> Callable[..., HttpResponse]:
    """A verb without a form: what it cannot do is said on the page one came from."""

    @wraps(view)
    def wrapped(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        try:
            return view(request, *args, **kwargs)
        except (Overtaken, NotAllowed) as error:
            messages.warning(request, str(error))
            back = request.headers.get("referer", "/")
            return redirect(back if back.startswith(request.build_absolute_uri("/")) else "/")

    return wrapped


def only(condition: object) -> None:
    """Stop with 403 unless the condition holds: the page exists, but not for this role."""
    if not condition:
        raise PermissionDenied(_("您的角色不办理这件事。"))
