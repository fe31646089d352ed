"""A person's own data: what there is, all of it as a file, and the deletion of the account."""

from __future__ import annotations

import tempfile
from collections.abc import AsyncIterator
from typing import IO
from weakref import WeakValueDictionary

from allauth.core import ratelimit
from asgiref.sync import sync_to_async
from django.conf import settings
from django.contrib import messages
from django.contrib.auth import logout
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse, HttpResponseBase, StreamingHttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from accounts.limits import limited
from courses.access import signed_in
from grader import storage
from grader.costly import costly
from operations.personal import deleting
from operations.personal.export import write_export
from operations.personal.forms import DeletionForm

CHUNK = 256 * 1024
_sent: WeakValueDictionary[int, IO[bytes]] = WeakValueDictionary()
"""The file that each person is being sent: who reads slowly keeps one on the disk, and not one more every minute."""


@require_safe
@never_cache
@login_required
@costly
def my_data(request: HttpRequest) -> HttpResponse:
    """Show what is kept about the reader, and how much room it takes."""
    return render(request, "operations/my_data.html", _context(request))


@require_POST
@login_required
@limited("my_data")
def download(request: HttpRequest) -> HttpResponseBase:
    """Send everything about the reader as a zip; 429 to somebody who is being sent it."""
    person = signed_in(request)
    if (under_way := _sent.get(person.pk)) and not under_way.closed:
        problem = _("What you asked for before is still being worked on. Try again in a moment.")
        return render(request, "operations/my_data.html", _context(request) | {"problem": problem}, status=429)
    file = tempfile.TemporaryFile(prefix="backpass-export-")  # noqa: SIM115  (sending it closes it)
    _sent[person.pk] = file
    write_export(person, file)
    size = file.tell()
    name = f"backpass-{timezone.localdate():%Y-%m-%d}.zip"
    headers = {"Content-Disposition": f'attachment; filename="{name}"', "Content-Length": str(size)}
    return StreamingHttpResponse(_chunks(file), content_type="application/zip", headers=headers)


@require_http_methods(["GET", "HEAD", "POST"])
@never_cache
@login_required
def delete_account(request: HttpRequest) -> HttpResponse:
    """Say what deleting the account means, and take the wish for it, with the password."""
    person = signed_in(request)
    obstacle = deleting.obstacle(person)
    form = DeletionForm(person, request.POST if request.method == "POST" else None)
    if not form.is_bound or obstacle:
        return _deletion_page(request, form, obstacle, 422 if form.is_bound else 200)
    if not ratelimit.consume(request, action="reauthenticate", user=person):
        form.add_error(None, _("Too many wrong passwords. Wait a few minutes and try again."))
        return _deletion_page(request, form, "", 429)
    if not form.is_valid():
        return _deletion_page(request, form, "", 422)
    deleting.request_deletion(person)
    if not settings.ACCOUNT_DELETION_DAYS:
        deleting.delete_person(person)
    logout(request)
    messages.success(request, _farewell())
    return redirect("courses:home")


@require_POST
@login_required
def keep_account(request: HttpRequest) -> HttpResponse:
    """Take back the wish to delete the account."""
    if deleting.withdraw_request(signed_in(request)):
        messages.success(request, _("Your account stays. Nothing was deleted."))
    return redirect("operations:my_data")


def _farewell() -> str:
    days = settings.ACCOUNT_DELETION_DAYS
    if not days:
        return _("Your account and your work were deleted.")
    text = ngettext(
        "You are signed out everywhere. Your account and your work will be deleted in %(days)s day. "
        "Until then you can sign in and take it back.",
        "You are signed out everywhere. Your account and your work will be deleted in %(days)s days. "
        "Until then you can sign in and take it back.",
        days,
    )
    return text % {"days": days}


def _deletion_page(request: HttpRequest, form: DeletionForm, obstacle: str, status: int) -> HttpResponse:
    context = {"form": form, "obstacle": obstacle, "days": settings.ACCOUNT_DELETION_DAYS}
    return render(request, "operations/delete_account.html", context, status=status)


def _context(request: HttpRequest) -> dict[str, object]:
    use, bound = storage.measure(signed_in(request)), storage.quota()
    kinds = {
        _("Submissions"): use.submissions,
        _("What submissions printed and showed"): use.results,
        _("Runs, with what they printed"): use.runs,
        _("Drafts"): use.drafts,
    }
    return {
        "kinds": kinds.items(),
        "total": use.total,
        "quota": bound,
        "percent": min(100, round(100 * use.total / bound)) if bound else None,
        "keep": {name: getattr(settings, f"KEEP_{name.upper()}_DAYS") for name in ("outputs", "runs", "drafts")},
    }


async def _chunks(file: IO[bytes]) -> AsyncIterator[bytes]:
    """Read a file from its start, without holding up the server's other answers."""
    with file:
        file.seek(0)
        while chunk := await sync_to_async(file.read, thread_sensitive=False)(CHUNK):
            yield chunk
