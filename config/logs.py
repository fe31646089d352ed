"""How this site's processes log: JSON lines for programs, or text for people, by the rules of `sandbox.log_lines`."""

from __future__ import annotations

import copy
import logging
import sys
from typing import Any

from django.conf import settings

from sandbox.log_lines import JsonLines, Lines, TextLines, log_uncaught


class _SiteRules(Lines):
    """What Django and Celery put into a message is left out: paths, which may hold tokens, and errors' own words."""

    def message_of(self, record: logging.LogRecord) -> str:
        if record.name == "celery.app.trace" and isinstance(data := getattr(record, "data", None), dict):
            return f"task {data.get('name')} {data.get('id')}: {record.levelname.lower()}"
        request: Any = getattr(record, "request", None)
        if not getattr(request, "path", "") or not isinstance(record.args, tuple):
            return super().message_of(record)
        # Django escapes what it logs of a path, so it is not looked for in the message.
        paths = {request.path, request.path.encode("unicode_escape").decode()}
        told = copy.copy(record)
        told.args = tuple(view_name(request) if one in paths else one for one in record.args)
        return super().message_of(told)


class JsonSiteLines(_SiteRules, JsonLines):
    """One JSON object a line."""


class TextSiteLines(_SiteRules, TextLines):
    """Text for people."""


def view_name(request: Any) -> str:
    """Return the name of the address that was asked for, such as ``grader:exercise``, or ``unknown``."""
    match = getattr(request, "resolver_match", None)
    if match is None and request.path_info.startswith(settings.STATIC_URL):
        return "static"
    return (match.view_name if match else "") or "unknown"


def service() -> str:
    """Return what this process is, by the program that runs: ``web``, ``worker`` or ``command``."""
    program = f"{sys.argv[0]} {' '.join(sys.argv[1:3])}"
    if "uvicorn" in program:
        return "web"
    return "worker" if "celery" in program else "command"


def catch_the_rest() -> None:
    """Let what nothing catches be logged by the same rules: it would be printed with its message otherwise."""
    log_uncaught(logging.getLogger("backpass"))


def logging_settings(form: str, level: str) -> dict[str, Any]:
    """Return Django's ``LOGGING``: as ``json`` each request and grading has a line, as ``text`` only what is wrong."""
    formatter = JsonSiteLines if form == "json" else TextSiteLines
    console = {"handlers": ["console"], "propagate": False}
    through = {"handlers": [], "propagate": True}
    return {
        "version": 1,
        "disable_existing_loggers": False,
        "filters": {
            # Live results that are open when the web server stops are cut off, which is no error.
            "cut_off": {
                "()": "django.utils.log.CallbackFilter",
                "callback": lambda record: "timeout graceful shutdown exceeded" not in record.getMessage(),
            }
        },
        "formatters": {"line": {"()": lambda: formatter(service())}},
        "handlers": {"console": {"class": "logging.StreamHandler", "formatter": "line"}},
        "root": {"handlers": ["console"], "level": level},
        "loggers": {
            "django": {**console, "level": "WARNING"},
            # A missing page or turned-down work is the visitor's business and no news for who runs the site.
            "django.request": {"level": "ERROR"},
            "backpass": {**console, "level": "INFO" if form == "json" else level},
            # The web server brings handlers of its own, which know nothing of these rules.
            "uvicorn": through,
            "uvicorn.error": {**through, "filters": ["cut_off"]},
            "uvicorn.access": through,
        },
    }
