"""The page of a course's grading policy and its exercises' weights."""

from __future__ import annotations

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.signing import BadSignature, Signer
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from courses.access import find_course, signed_in
from courses.models import Course
from grader.gradebook.course_policies import as_policy
from grader.gradebook.forms import PolicyForm
from grader.gradebook.policy_changes import Preview, preview, save_policy
from grader.models import GradingPolicy
from grader.scores import published_exercises

SEEN = Signer(salt="grader.policy")
"""Signs what a preview was shown of, so that exactly that is saved."""


@require_http_methods(["GET", "HEAD", "POST"])
@never_cache
@login_required
def policy(request: HttpRequest, course: str) -> HttpResponse:
    """Show a course's policy; a POST shows what it would change, and one with ``seen`` saves what was shown."""
    found = find_course(course, request.user, "courses.publish")
    stored = GradingPolicy.objects.filter(course=found).first() or GradingPolicy(course=found)
    exercises = list(published_exercises(found))
    form = PolicyForm(exercises, request.POST if request.method == "POST" else None, instance=stored)
    if not form.is_bound:
        return _page(request, found, form)
    if not form.is_valid():
        return _page(request, found, form, status=422)
    if "save" in request.POST and _was_seen(request, form):
        changed = save_policy(found, signed_in(request), form.save(commit=False), form.weights)
        messages.success(request, _("The policy is saved.") if changed else _("Nothing was changed."))
        return redirect("grader:policy", found.slug)
    return _page(request, found, form, preview(found, as_policy(form.save(commit=False)), form.weights))


def _was_seen(request: HttpRequest, form: PolicyForm) -> bool:
    try:
        return SEEN.unsign(request.POST.get("seen", "")) == _content(form)
    except BadSignature:
        return False


def _content(form: PolicyForm) -> str:
    return ";".join(f"{name}={form.cleaned_data[name]}" for name in sorted(form.fields))


def _page(
    request: HttpRequest, course: Course, form: PolicyForm, shown: Preview | None = None, *, status: int = 200
) -> HttpResponse:
    context = {"course": course, "form": form, "preview": shown, "seen": SEEN.sign(_content(form)) if shown else ""}
    return render(request, "grader/policy.html", context, status=status)
