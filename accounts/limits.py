"""How often one person may do something, and what they are told who do it too often.

Each action has rates that honest people do not meet. A rate counts in windows of time that are the same for everybody,
by two commands that are atomic in Redis; where Redis does not answer, each process counts for itself (`config.cache`).
We count ourselves since django-ratelimit has had no release for years and allauth's limits tell nobody when to return.
"""

from __future__ import annotations

import hashlib
import time
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass
from functools import wraps
from typing import Concatenate, ParamSpec, TypeVar

from django.conf import settings
from django.core.cache import cache
from django.http import HttpRequest, JsonResponse
from django.http.response import HttpResponseBase
from django.shortcuts import render
from django.utils.deprecation import MiddlewareMixin
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

Given = ParamSpec("Given")
Answer = TypeVar("Answer", bound=HttpResponseBase)
View = Callable[Concatenate[HttpRequest, Given], HttpResponseBase]


@dataclass(frozen=True, kw_only=True)
class Rate:
    """At most ``amount`` times in ``seconds``."""

    amount: int
    seconds: int


@dataclass(frozen=True, kw_only=True)
class Action:
    """Something that is limited: its rates, and what is said of it."""

    rates: tuple[Rate, ...]
    said: object


def _rates(minute: int, hour: int) -> tuple[Rate, ...]:
    return Rate(amount=minute, seconds=60), Rate(amount=hour, seconds=3600)


ACTIONS = {
    "run": Action(rates=_rates(30, 600), said=gettext_lazy("You have run your work very often.")),
    "submit": Action(rates=_rates(15, 200), said=gettext_lazy("You have submitted very often.")),
    "draft": Action(rates=_rates(120, 3600), said=gettext_lazy("Drafts were saved very often.")),
    "hint": Action(rates=_rates(30, 300), said=gettext_lazy("You have opened many hints.")),
    "cancel": Action(rates=_rates(30, 300), said=gettext_lazy("You have canceled very often.")),
    "export": Action(rates=_rates(20, 200), said=gettext_lazy("You have downloaded this very often.")),
    "my_data": Action(rates=(Rate(amount=1, seconds=60),), said=gettext_lazy("You have just downloaded your data.")),
    "import": Action(rates=_rates(20, 200), said=gettext_lazy("You have uploaded files very often.")),
    "join_code": Action(
        rates=(Rate(amount=10, seconds=600),),
        said=gettext_lazy("Those were too many wrong codes. Ask your instructor for the code."),
    ),
    "validate": Action(rates=_rates(20, 200), said=gettext_lazy("You have started this very often.")),
    "invitation": Action(rates=_rates(30, 300), said=gettext_lazy("You have opened many invitations.")),
}


class Limited(Exception):
    """Somebody has done something too often; ``seconds`` is when it works again."""

    def __init__(self, action: str, seconds: int) -> None:
        super().__init__(f"{action} works again in {seconds} s")
        self.action = action
        self.seconds = seconds

    def message(self) -> str:
        """Return what was too often, when it works again, and that nothing is lost."""
        said = str(ACTIONS[self.action].said)
        return _("{said} It works again in {time}. Nothing that you wrote is lost.").format(
            said=said, time=in_words(self.seconds)
        )


def limited(action: str) -> Callable[[View[Given]], View[Given]]:
    """Count a signed-in person's POSTs, and any request for a file; 429 above the rates of ``action``."""

    def around(view: View[Given]) -> View[Given]:
        @wraps(view)
        def guarded(request: HttpRequest, /, *args: Given.args, **kwargs: Given.kwargs) -> HttpResponseBase:
            if request.user.is_authenticated and (request.method == "POST" or action in ("export", "invitation")):
                count(action, f"user-{request.user.pk}")
            return view(request, *args, **kwargs)

        return guarded

    return around


def count(action: str, who: str) -> None:
    """Count that ``who`` does something; `Limited` when that was too often."""
    waits = [seconds for rate in ACTIONS[action].rates if (seconds := hit(f"{action}:{who}", rate))]
    if waits:
        raise Limited(action, max(waits))


def take_back(action: str, who: str) -> None:
    """Take back one `count`, as of a try that was right."""
    for rate in ACTIONS[action].rates:
        forgive(f"{action}:{who}", rate)


def hit(key: str, rate: Rate) -> int:
    """Count one more of ``key``; return 0, or in how many seconds it works again when this is one too many."""
    if not settings.RATE_LIMITS:
        return 0
    place, left = _window(key, rate)
    cache.add(place, 0, rate.seconds + 1)
    try:
        number = cache.incr(place)
    except ValueError:  # The window ended between the two.
        return 0
    return left if number > rate.amount else 0


def forgive(key: str, rate: Rate) -> None:
    """Take back one `hit` of ``key``."""
    place, _left = _window(key, rate)
    with suppress(ValueError):  # Nothing was counted, or its window has ended.
        cache.incr(place, -1)


def clear(key: str, rate: Rate) -> None:
    """Forget every `hit` of ``key``."""
    cache.delete(_window(key, rate)[0])


def _window(key: str, rate: Rate) -> tuple[str, int]:
    """Return where the count of now is kept, and for how many seconds more. What is typed does not stand in the key."""
    now = int(time.time())
    digest = hashlib.sha256(key.encode("utf-8", "replace")).hexdigest()[:32]
    return f"limit:{rate.seconds}:{now // rate.seconds}:{digest}", rate.seconds - now % rate.seconds


def in_words(seconds: int) -> str:
    """Return a time to wait as people say it."""
    if seconds < 60:
        return ngettext("{count} second", "{count} seconds", seconds).format(count=seconds)
    minutes = -(-seconds // 60)
    return ngettext("{count} minute", "{count} minutes", minutes).format(count=minutes)


def refusal(request: HttpRequest, limit: Limited) -> HttpResponseBase:
    """Return the answer to who did something too often: data for scripts, a page for people; 429 and when to retry."""
    message = limit.message()
    wants_data = request.get_preferred_type(["text/html", "application/json"]) == "application/json"
    answer: HttpResponseBase
    if wants_data:
        answer = JsonResponse({"code": "too_often", "message": message, "line": None, "cell": None}, status=429)
    else:
        is_part = bool(getattr(request, "htmx", False))
        template = "_too_often.html" if is_part else "429.html"
        answer = render(request, template, {"message": message}, status=429)
    return too_often(answer, limit.seconds)


def too_often(answer: Answer, seconds: int) -> Answer:
    """Give an answer that tells of a limit its status, and say in how many seconds to retry."""
    answer.status_code = 429
    answer.headers["Retry-After"] = str(seconds)
    return answer


class RefusalMiddleware(MiddlewareMixin):
    """Answers `Limited`, wherever it is raised; a form that shows it itself leaves it on the request."""

    def process_exception(self, request: HttpRequest, exception: Exception) -> HttpResponseBase | None:
        """Answer for a view that was refused."""
        return refusal(request, exception) if isinstance(exception, Limited) else None

    def process_response(self, request: HttpRequest, response: HttpResponseBase) -> HttpResponseBase:
        """Give a form that came back for being sent too often its status, and say when to retry."""
        seconds = getattr(request, "works_again_in", 0)
        return too_often(response, seconds) if seconds and response.status_code == 200 else response
