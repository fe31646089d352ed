"""Views that can take seconds: one person has few of them at work in a web process, so that others get their turn."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from functools import wraps
from threading import Lock
from typing import Concatenate, ParamSpec

from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext as _

from accounts.limits import too_often
from courses.access import signed_in

AT_ONCE = 2
RETRY_SECONDS = 2
Given = ParamSpec("Given")
View = Callable[Concatenate[HttpRequest, Given], HttpResponse]

_busy: Counter[int] = Counter()
_lock = Lock()


def costly(view: View[Given]) -> View[Given]:
    """Answer 429 to somebody for whom ``AT_ONCE`` such views are at work already."""

    @wraps(view)
    def guarded(request: HttpRequest, /, *args: Given.args, **kwargs: Given.kwargs) -> HttpResponse:
        with _turn(signed_in(request).pk) as is_free:
            if is_free:
                return view(request, *args, **kwargs)
        text = _("What you asked for before is still being worked on. Try again in a moment.")
        return too_often(HttpResponse(text, content_type="text/plain; charset=utf-8"), RETRY_SECONDS)

    return guarded


@contextmanager
def _turn(user_id: int) -> Iterator[bool]:
    with _lock:
        is_free = _busy[user_id] < AT_ONCE
        _busy[user_id] += is_free
    try:
        yield is_free
    finally:
        with _lock:
            _busy[user_id] -= is_free
            if not _busy[user_id]:
                del _busy[user_id]
