"""What a log line holds, and what it never holds."""

from __future__ import annotations

import json
import logging
import sys
import threading

import pytest

from sandbox.counts import OUR_REASONS, reason_of
from sandbox.errors import JobRefused, SandboxUnavailable
from sandbox.log_lines import JsonLines, TextLines, current_id, log_fields, log_uncaught

CANARY = "c4n4ry"


def record(message: str, *args: object, error: BaseException | None = None) -> logging.LogRecord:
    exc_info = (type(error), error, error.__traceback__) if error else None
    return logging.LogRecord("some", logging.ERROR, "", 1, message, args, exc_info)


def raised(error: BaseException, cause: BaseException | None = None) -> BaseException:
    def fail() -> None:
        raise error from cause

    try:
        fail()
    except type(error) as caught:
        return caught
    raise AssertionError("it was raised")


def test_a_line_is_json_with_the_fields_of_its_thread() -> None:
    with log_fields(id="one", grading=7):
        line = json.loads(JsonLines("worker").format(record("two\nlines of %s", "text")))
    assert (line["id"], line["grading"], line["service"], line["level"]) == ("one", 7, "worker", "error")
    assert line["message"] == "two\nlines of text"
    assert line["time"].endswith("+00:00")


def test_ids_end_with_their_block_and_are_new_elsewhere() -> None:
    with log_fields(id="outer"), log_fields(id="inner"):
        inner = current_id()
    assert inner == "inner"
    assert current_id() not in ("outer", "inner", current_id())


@pytest.mark.parametrize("form", [JsonLines, TextLines])
def test_an_errors_own_words_are_left_out_wherever_they_stand(form: type[JsonLines]) -> None:
    error = raised(ValueError(CANARY), KeyError(CANARY))
    text = form("web").format(record("failed: %s", error, error=error))
    assert CANARY not in text
    assert "ValueError" in text
    assert "KeyError" in text
    assert "test_log_lines.py" in text


@pytest.mark.parametrize(
    ("error", "kept"),
    [
        (SandboxUnavailable("no sandbox server at /run/s"), "no sandbox server at /run/s"),
        (JobRefused("environment keras did not get warm"), "did not get warm"),
        (FileNotFoundError(2, "No such file or directory", CANARY), "No such file or directory"),
        (SandboxUnavailable("at redis://user:c4n4ry@host"), "at redis://…@host"),
    ],
)
def test_errors_that_speak_of_the_site_keep_their_words(error: Exception, kept: str) -> None:
    text = JsonLines("worker").format(record("failed", error=raised(error)))
    assert kept in text
    assert CANARY not in text


def test_addresses_of_people_are_left_out_and_long_messages_cut() -> None:
    text = JsonLines("web").format(record("mail to %s" + "x" * 5000, "ada.student+1@example.org"))
    assert "<e-mail>" in text
    assert len(text) < 2500


def test_what_nothing_catches_is_logged_by_the_same_rules(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    logger = logging.getLogger("uncaught-in-test")
    handler = logging.StreamHandler(sys.stdout)
    handler.setFormatter(JsonLines("web"))
    logger.addHandler(handler)
    monkeypatch.setattr(sys, "excepthook", sys.excepthook)
    monkeypatch.setattr(threading, "excepthook", threading.excepthook)
    log_uncaught(logger)

    def fail() -> None:
        raise ValueError(CANARY)

    thread = threading.Thread(target=fail)
    thread.start()
    thread.join()

    printed = capsys.readouterr()
    assert '"ValueError"' in printed.out
    assert CANARY not in printed.out + printed.err


@pytest.mark.parametrize(
    ("message", "reason"),
    [
        ("the jail could not be opened: mount", "jail_not_opened"),
        ("environment keras did not get warm", "not_warm"),
        ("a jail within its limits was killed from outside; …", "killed_from_outside"),
        ("not a job: 'id'", "bad_job"),
        ("whatever a student made it say", "server"),
    ],
)
def test_reasons_are_few(message: str, reason: str) -> None:
    assert reason_of(message) == reason
    assert reason in OUR_REASONS
