"""Each request has an id and a line; neither tells an address's secrets."""

from __future__ import annotations

import asyncio
import io
import json
import logging
from collections.abc import Iterator
from typing import Any

import pytest
from django.http import HttpRequest, HttpResponse
from django.test import Client, RequestFactory
from django.utils.log import log_response

from config.logs import JsonSiteLines, TextSiteLines
from config.observing import observe
from sandbox.log_lines import current_id


@pytest.fixture
def access() -> Iterator[io.StringIO]:
    """The access log, as in production."""
    text, logger = io.StringIO(), logging.getLogger("backpass.access")
    handler, level = logging.StreamHandler(text), logger.level
    handler.setFormatter(JsonSiteLines("web"))
    logger.addHandler(handler)
    logger.setLevel(logging.INFO)
    yield text
    logger.removeHandler(handler)
    logger.setLevel(level)


def test_a_line_names_the_address_and_not_what_it_holds(client: Client, db: None, access: io.StringIO) -> None:
    answer = client.get("/join/s3cret-code/?token=s3cret")
    (line,) = (json.loads(one) for one in access.getvalue().splitlines())

    assert (line["method"], line["view"], line["status"]) == ("GET", "courses:join", 302)
    assert line["id"] == answer.headers["X-Request-ID"]
    assert (line["service"], line["level"], line["ms"] >= 0) == ("web", "info", True)
    assert "s3cret" not in access.getvalue()


def test_probes_leave_no_line(client: Client, access: io.StringIO) -> None:
    client.get("/healthz")
    assert access.getvalue() == ""


@pytest.mark.parametrize(
    ("trusted", "given", "kept"),
    [
        (True, "0123456789abcdef", True),
        (False, "0123456789abcdef", False),
        (True, "short", False),
        (True, "spaces and\ttabs are none", False),
        (True, "x" * 65, False),
    ],
)
def test_a_proxys_id_is_kept_where_it_is_trusted_and_one(
    client: Client, settings: Any, trusted: bool, given: str, kept: bool
) -> None:
    settings.TRUST_REQUEST_ID = trusted
    answer = client.get("/healthz", headers={"X-Request-ID": given})
    assert (answer.headers["X-Request-ID"] == given) is kept


def test_asynchronous_requests_are_observed_in_the_same_way(access: io.StringIO) -> None:
    inside: list[str] = []

    async def answer(_request: HttpRequest) -> HttpResponse:
        inside.append(current_id())
        return HttpResponse("hello")

    async def ask(path: str) -> HttpResponse:
        response = await observe(answer)(RequestFactory().get(path))  # type: ignore[misc]
        assert isinstance(response, HttpResponse)
        return response

    found, probe = (asyncio.run(ask(path)) for path in ("/somewhere/", "/healthz"))

    assert inside == [found.headers["X-Request-ID"]]
    assert probe.content == b"ok\n"
    assert json.loads(access.getvalue())["id"] == inside[0]


def test_djangos_and_celerys_messages_lose_paths_and_errors() -> None:
    request = RequestFactory().get("/invitations/s3cret/")
    record = logging.LogRecord("django.request", 40, "", 1, "%s: %s", ("Internal Server Error", request.path), None)
    record.request = request
    task = logging.LogRecord("celery.app.trace", 40, "", 1, "%(exc)s", ({"exc": "s3cret"},), None)
    task.data = {"name": "grader.tasks.grade", "id": "7", "exc": "s3cret"}

    texts = [TextSiteLines("web").format(one) for one in (record, task)]

    assert "Internal Server Error: unknown" in texts[0]
    assert "task grader.tasks.grade 7: error" in texts[1]
    assert not any("s3cret" in text for text in texts)


@pytest.mark.parametrize(
    "path",
    ["/한국어/s3cret/", "/a@example.org/s3cret/", "/a\nline/s3cret/", f"/{'long/' * 600}s3cret/", "/100%/s3cret/"],
)
def test_no_path_reaches_the_log_whatever_it_is_of(path: str, monkeypatch: pytest.MonkeyPatch) -> None:
    records: list[logging.LogRecord] = []
    request = RequestFactory().get("/")
    request.path = path
    monkeypatch.setattr(logging.getLogger("django.request"), "handle", records.append)

    log_response("%s: %s", "Internal Server Error", path, response=HttpResponse(status=500), request=request)

    (record,) = records
    assert TextSiteLines("web").format(record).endswith("Internal Server Error: unknown")


def test_what_somebody_sent_makes_no_line_and_no_color_of_its_own() -> None:
    told = "Invalid host: x\r\n2026 ERROR forged\x1b[31m\x9b2J\u2028"
    record = logging.LogRecord("django.security", 40, "", 1, told, (), None)

    text = TextSiteLines("web").format(record) + JsonSiteLines("web").format(record)

    assert text.isprintable()
    assert "forged" in text
