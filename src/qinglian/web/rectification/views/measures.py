"""Pages of measures, system fixes and money. 措施、建章立制、追缴退还的页面。"""

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from qinglian.web.core.masking import mask_text
from qinglian.web.core.pages import form_page, only, posted, told
from qinglian.web.rectification import step_forms as forms
from qinglian.web.rectification.models import Amount, Measure, Problem, Stage, SystemFix
from qinglian.web.rectification.services import fixes, measures, money
from qinglian.web.rectification.services.rules import sides_of
from qinglian.web.rectification.states import Pace, Status
from qinglian.web.rectification.verbs import notes_amounts, writes
from qinglian.web.rectification.views.steps import asked, visible

FORMS = {
    Pace.AT_ONCE: forms.MeasureForm, Pace.STAGED: forms.StagedForm, Pace.STANDING: forms.StandingForm,
}  # fmt: skip


@require_http_methods(["GET", "POST"])
def new(request: HttpRequest, public_id: str, pace: str) -> HttpResponse:
    """Write a measure of one kind."""
    if pace not in Pace.values:
        raise Http404
    found = visible(request.user, public_id)
    only(writes(found, sides_of(found, request.user)))

    def call(**said: Any) -> Any:
        return measures.measure_add(problem=found, pace=pace, **said)

    kind = Pace(pace)
    return asked(
        request,
        found,
        FORMS[kind],
        _("制定措施：%(kind)s") % {"kind": kind.label},
        call,
        submit=_("写好"),
    )


def _mine(request: HttpRequest, number: int) -> Measure:
    seen = Measure.objects.filter(problem__in=Problem.objects.visible_to(request.user))
    found: Measure = get_object_or_404(seen.select_related("problem"), pk=number)
    return found


@require_http_methods(["GET", "POST"])
def report(request: HttpRequest, number: int) -> HttpResponse:
    """What was done of a measure."""
    found = _mine(request, number)
    only("unit" in sides_of(found.problem, request.user))

    def call(**said: Any) -> Any:
        return measures.measure_report(measure=found, **said)

    return asked(
        request,
        found.problem,
        forms.ReportForm,
        _("报进展"),
        call,
        folded=False,
        intro=mask_text(found.text),
    )


@require_http_methods(["GET", "POST"])
def stage(request: HttpRequest, number: int) -> HttpResponse:
    """A stage of a measure is reached."""
    seen = Stage.objects.filter(measure__problem__in=Problem.objects.visible_to(request.user))
    found = get_object_or_404(seen.select_related("measure__problem"), pk=number)
    only("unit" in sides_of(found.measure.problem, request.user))

    def call(**said: Any) -> Any:
        return measures.stage_done(stage=found, **said)

    return asked(
        request,
        found.measure.problem,
        forms.StageForm,
        _("完成阶段"),
        call,
        folded=False,
        intro=mask_text(found.text),
    )


@require_http_methods(["GET", "POST"])
def look(request: HttpRequest, number: int) -> HttpResponse:
    """Is what should last still kept?"""
    found = _mine(request, number)
    only(looks(found.problem, sides_of(found.problem, request.user)))

    def call(**said: Any) -> Any:
        return measures.look_say(measure=found, **said)

    return asked(
        request,
        found.problem,
        forms.LookForm,
        _("查看长期措施"),
        call,
        folded=False,
        intro=mask_text(found.text),
    )


def looks(problem: Problem, sides: set[str]) -> bool:
    """Whether a person looks at standing measures now."""
    return problem.status in (Status.MENDING, Status.STRUCK) and bool(
        sides & {"unit", "supervisor"}
    )


@require_http_methods(["GET", "POST"])
def drop(request: HttpRequest, number: int) -> HttpResponse:
    """Take a measure back before it was begun."""
    found = _mine(request, number)
    only("unit" in sides_of(found.problem, request.user))

    def call(**said: Any) -> Any:
        return measures.measure_drop(measure=found, **said)

    return asked(
        request, found.problem, forms.ReasonForm, _("删去措施"), call, intro=mask_text(found.text)
    )


@require_http_methods(["GET", "POST"])
def fix(request: HttpRequest, public_id: str) -> HttpResponse:
    """A document that was made."""
    found = visible(request.user, public_id)
    only(writes(found, sides_of(found, request.user)))

    def call(**said: Any) -> Any:
        return fixes.fix_add(problem=found, **said)

    return asked(
        request, found, forms.FixForm, _("建章立制"), call, folded=False, submit=_("登记"),
        intro=_("制度要有文号和施行日期，附文件；选一条规则，施行之后重新运行来验证。"),
    )  # fmt: skip


@require_POST
@told
def prove(request: HttpRequest, number: int) -> HttpResponse:
    """Ask the last run."""
    seen = SystemFix.objects.filter(problem__in=Problem.objects.visible_to(request.user))
    found = get_object_or_404(seen.select_related("problem", "of"), pk=number)
    only(sides_of(found.problem, request.user))
    made = fixes.fix_prove(fix=found, by=request.user)
    messages.info(request, _("验证结果：%(said)s") % {"said": made.get_outcome_display()})
    return redirect(found.problem)


@require_http_methods(["GET", "POST"])
def amount(request: HttpRequest, public_id: str) -> HttpResponse:
    """Money that came back."""
    found = visible(request.user, public_id)
    only(notes_amounts(found, sides_of(found, request.user)))

    def call(**said: Any) -> Any:
        return money.amount_add(problem=found, **said)

    return asked(
        request, found, forms.AmountForm, _("登记追缴退还"), call, folded=False, submit=_("登记")
    )


@require_http_methods(["GET", "POST"])
def tie(request: HttpRequest, number: int) -> HttpResponse:
    """Which payment it is: those that may be it, with what agrees."""
    seen = Amount.objects.filter(problem__in=Problem.objects.visible_to(request.user))
    found = get_object_or_404(seen.select_related("problem__unit", "by"), pk=number)
    only(money.may_tie(found, request.user))
    matches = [] if found.payment_id else money.candidates(found)

    def done(form: Any) -> Problem:
        money.amount_tie(amount=found, by=request.user, payment_id=form.cleaned_data["payment"])
        messages.success(request, _("已对上支付凭证。"))
        return found.problem

    form = forms.TieForm(posted(request), matches=matches)
    return form_page(
        request, form, _("对支付凭证"), done=done, back=found.problem.get_absolute_url(), submit=_("就是这一笔"),
        template="rectification/tie.html", problem=found.problem, amount=found, matches=matches,
    )  # fmt: skip
