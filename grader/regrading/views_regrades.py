"""The pages of regrades: which exercises one is for, starting one, and one of them from its dry run to its end."""

from __future__ import annotations

from typing import Any

from django import forms
from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from accounts.limits import limited
from courses.access import find_course, require, signed_in
from courses.asking import wants_part
from grader.access import find_exercise
from grader.models import Regrade, RegradeState
from grader.regrading.regrade_report import (
    Show,
    affected_exercises,
    items_to_show,
    latest_regrades,
    seconds_left,
    shown,
)
from grader.regrading.regrade_steps import STEPS, UNDOABLE, CannotRegrade, replaceable, start, undo
from grader.regrading.regrades import affected_count, open_regrade, rows_of, tally

PAGE_SIZE = 50
LARGEST_SAMPLE = 50
USUAL_SAMPLE = 10
WATCHED = (RegradeState.TRYING, RegradeState.RUNNING, RegradeState.PAUSED)
"""States in which something may happen while the page is open."""
SHOWN = {
    Show.CHANGED: gettext_lazy("with other points"),
    Show.KEPT: gettext_lazy("kept the higher score"),
    Show.PROBLEMS: gettext_lazy("not judged"),
    Show.ALL: gettext_lazy("all"),
}


class RegradeForm(forms.Form):
    """What a regrade is started with."""

    reason = forms.CharField(
        label=gettext_lazy("What changed, and why"),
        help_text=gettext_lazy("Students whose work is judged again read this, as you write it."),
        max_length=2000,
        widget=forms.Textarea(attrs={"class": "form-control", "rows": 3}),
        error_messages={"required": gettext_lazy("Say what changed and why: students will ask.")},
    )
    may_lower = forms.BooleanField(
        label=gettext_lazy("Scores may become lower"),
        help_text=gettext_lazy("Otherwise whoever would lose points keeps the earlier score."),
        required=False,
        widget=forms.CheckboxInput(attrs={"class": "form-check-input"}),
    )
    sample_size = forms.IntegerField(
        label=gettext_lazy("Submissions to try first"),
        help_text=gettext_lazy(
            "A sample over all scores, with the oldest and the newest. Nothing counts before you say so."
        ),
        min_value=1,
        max_value=LARGEST_SAMPLE,
        initial=USUAL_SAMPLE,
        widget=forms.NumberInput(attrs={"class": "form-control"}),
    )


class UndoForm(forms.Form):
    """Why a regrade is taken back."""

    reason = forms.CharField(max_length=2000)


@require_safe
@never_cache
@login_required
def regrades(request: HttpRequest, course: str) -> HttpResponse:
    """List the exercises whose present version does not judge all submissions, and the course's regrades."""
    found = find_course(course, request.user, "courses.see_work")
    context = {"course": found, "affected": affected_exercises(found), "regrades": latest_regrades(found)}
    return render(request, "grader/regrades.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
@never_cache
@login_required
@limited("validate")
def start_regrade(request: HttpRequest, course: str, unit: str, exercise: str) -> HttpResponseBase:
    """Ask for reason and sample, and begin with the dry run; those who publish only."""
    found = find_exercise(course, unit, exercise)
    require(request.user, "courses.publish", found.unit.course)
    if running := open_regrade(found):
        messages.info(request, _("This regrade of the exercise is open; end it before you start another one."))
        return redirect("grader:regrade", course, running.pk)
    form = RegradeForm(request.POST if request.method == "POST" else None)
    if form.is_valid():
        try:
            return redirect("grader:regrade", course, start(found, signed_in(request), **form.cleaned_data).pk)
        except CannotRegrade as problem:
            form.add_error(None, str(problem))
    context = {"course": found.unit.course, "exercise": found, "form": form, "count": affected_count(found)}
    return render(request, "grader/regrade_start.html", context, status=422 if form.errors else 200)


@require_safe
@never_cache
@login_required
def regrade(request: HttpRequest, course: str, number: int) -> HttpResponse:
    """Show a regrade. htmx asks for what changes while it runs, and for the whole page when its state has changed."""
    found = _find(request, course, number, "courses.see_work")
    if not wants_part(request):
        return render(request, "grader/regrade.html", _context(request, found))
    if request.GET.get("state") != found.state:
        return HttpResponse(headers={"HX-Refresh": "true"})
    return render(request, "grader/_regrade.html", _context(request, found))


@require_POST
@login_required
@limited("validate")
def regrade_step(request: HttpRequest, course: str, number: int, step: str) -> HttpResponseBase:
    """Run, pause, resume, cancel or take back a regrade; those who publish only."""
    found = _find(request, course, number, "courses.publish")
    try:
        if step == "undo":
            _undo(request, found)
        elif step in STEPS:
            STEPS[step](found.pk, signed_in(request))
        else:
            raise Http404
    except CannotRegrade as problem:
        messages.error(request, str(problem))
    return redirect("grader:regrade", course, number)


def _undo(request: HttpRequest, regrade: Regrade) -> None:
    form = UndoForm(request.POST)
    if not form.is_valid():
        raise CannotRegrade(_("Say why it is taken back: the students concerned read it. Nothing was changed."))
    count = undo(regrade.pk, signed_in(request), form.cleaned_data["reason"])
    text = ngettext(
        "The earlier judging of {count} submission counts again.",
        "The earlier judgings of {count} submissions count again.",
        count,
    )
    messages.success(request, text.format(count=count))


def _find(request: HttpRequest, course: str, number: int, permission: str) -> Regrade:
    found = find_course(course, request.user, permission)
    regrades = Regrade.objects.select_related("exercise__unit__course", "version", "requested_by")
    light = regrades.defer("version__archive", "exercise__prompt")
    return get_object_or_404(light, pk=number, exercise__unit__course=found)


def _context(request: HttpRequest, regrade: Regrade) -> dict[str, Any]:
    asked = request.GET.get("show", "")
    show = Show(asked) if asked in set(Show) else Show.CHANGED
    page = Paginator(items_to_show(regrade, show), PAGE_SIZE).get_page(request.GET.get("page"))
    is_trial = regrade.state in (RegradeState.TRYING, RegradeState.TRIED)
    counts = tally(rows_of(regrade.items.all()))
    return {
        "course": regrade.exercise.unit.course,
        "exercise": regrade.exercise,
        "regrade": regrade,
        "states": RegradeState,
        "is_trial": is_trial,
        "is_watched": regrade.state in WATCHED,
        "counts": counts,
        "sample": tally(rows_of(regrade.items.filter(in_sample=True))) if is_trial else None,
        "seconds_left": seconds_left(regrade, counts) if regrade.state == RegradeState.RUNNING else 0,
        "page": page,
        "rows": shown(page),
        "show": show,
        "shows": [(one.value, label) for one, label in SHOWN.items() if one != Show.KEPT or not regrade.may_lower],
        "is_outdated": regrade.exercise.current_id != regrade.version_id,
        "undoable": replaceable(regrade).count() if regrade.state in UNDOABLE else 0,
    }
