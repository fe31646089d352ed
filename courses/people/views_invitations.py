"""Inviting people to a course, and accepting an invitation."""

from __future__ import annotations

from collections.abc import Iterable

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import PermissionDenied
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST

from accounts.limits import limited
from courses.access import find_course, signed_in
from courses.models import Course, Invitation, Role
from courses.people import invitations as rules
from courses.people.forms import InvitationForm
from courses.people.roles import PeopleError, may_manage, roles_to_give

PAGES = ("GET", "HEAD", "POST")
PAGE_SIZE = 50


@require_http_methods(PAGES)
@never_cache
@login_required
def invitations(request: HttpRequest, course: str) -> HttpResponse:
    """List the open invitations of a course, and invite somebody."""
    found = find_course(course, request.user, "courses.manage_students")
    form = InvitationForm(found, signed_in(request), request.POST if request.method == "POST" else None)
    if form.is_bound and form.is_valid():
        values = form.cleaned_data
        try:
            made = rules.invite(
                found,
                signed_in(request),
                values["email"],
                Role(values["role"]),
                section=values["section"],
                name=values["name"],
            )
        except PeopleError as error:
            form.add_error("email", str(error))
        else:
            _say_what_next(request, made)
            return redirect("courses:invitations", found.slug)
    page = Paginator(rules.open_invitations(found), PAGE_SIZE).get_page(request.GET.get("page"))
    rows = _with_links(request, found, page.object_list)
    context = {"course": found, "form": form, "page": page, "rows": rows, "has_mail": rules.has_mail()}
    return render(request, "courses/invitations.html", context, status=422 if form.errors else 200)


def _with_links(request: HttpRequest, course: Course, found: Iterable[Invitation]) -> list[tuple[Invitation, str]]:
    """Return invitations with their links, which only those see who may give the role."""
    may_give = roles_to_give(request.user, course)
    return [(one, _address(request, one) if one.role in may_give else "") for one in found]


def _address(request: HttpRequest, invitation: Invitation) -> str:
    return request.build_absolute_uri(reverse("courses:invitation", args=[invitation.token]))


def _say_what_next(request: HttpRequest, invitation: Invitation) -> None:
    if rules.mail(invitation, _address(request, invitation)):
        messages.success(request, _("The invitation was sent to {email}.").format(email=invitation.email))
    elif rules.has_mail():
        text = _("The invitation of {email} is made, but the e-mail could not be sent. Pass its link on yourself.")
        messages.warning(request, text.format(email=invitation.email))
    else:
        text = _("The invitation of {email} is made. Pass its link on: this site sends no e-mail.")
        messages.success(request, text.format(email=invitation.email))


@require_POST
@login_required
def withdraw(request: HttpRequest, course: str, invitation: int) -> HttpResponse:
    """Make an invitation's link lead nowhere."""
    found = find_course(course, request.user, "courses.manage_students")
    one = get_object_or_404(rules.open_invitations(found), pk=invitation)
    if not may_manage(request.user, found, one.role):
        raise PermissionDenied
    rules.withdraw(one, signed_in(request))
    messages.success(request, _("The invitation of {email} was withdrawn.").format(email=one.email))
    return redirect("courses:invitations", found.slug)


@require_http_methods(PAGES)
@never_cache
@login_required
@limited("invitation")
def invitation(request: HttpRequest, token: str) -> HttpResponse:
    """Show an invitation to who holds its link, and let the person accept whose address it is for."""
    user = signed_in(request)
    found = Invitation.objects.select_related("course", "section", "invited_by").filter(token=token).first()
    if found is None:
        return render(request, "courses/invitation.html", {"invitation": None}, status=404)
    is_mine = rules.is_for(found, user)
    context = {"invitation": found, "is_mine": is_mine, "masked": rules.masked(found.email)}
    if request.method == "POST" and is_mine and not found.accepted_at:
        try:
            rules.accept(found, user)
        except PeopleError as error:
            messages.info(request, str(error))
        else:
            messages.success(request, _("Welcome to the course."))
        return redirect(found.course)
    return render(request, "courses/invitation.html", context, status=409 if request.method == "POST" else 200)
