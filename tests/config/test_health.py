"""Health, readiness and metrics: who is answered what, under any name, and what it tells strangers."""

from __future__ import annotations

import ipaddress
from collections.abc import Callable
from functools import partial

import pytest
from django.core.exceptions import ImproperlyConfigured
from django.test import Client
from prometheus_client.parser import text_string_to_metric_families

from config import environment, secret_values
from grader.telemetry import parts
from grader.telemetry.parts import OK, Answer, Part

TOKEN = "a-token-of-more-than-twenty-characters"


def _same(answer: Answer) -> Answer:
    return answer


@pytest.fixture
def are(monkeypatch: pytest.MonkeyPatch) -> Callable[..., None]:
    """A function that lets all parts be well, but those given with what is wrong with them."""

    def set_up(**wrong: str) -> None:
        for part in Part:
            why = wrong.get(part.value, "")
            answer = Answer(ok=False, why=why) if why else OK
            monkeypatch.setitem(parts._questions, part, parts._Question(partial(_same, answer)))

    return set_up


def test_a_living_process_says_so_without_a_database(client: Client) -> None:
    assert client.get("/healthz").content == b"ok\n"


def test_a_site_whose_parts_are_well_is_ready(client: Client, are: Callable[..., None]) -> None:
    are()
    answer = client.get("/readyz")
    assert (answer.status_code, answer.json()["ready"]) == (200, True)


def test_a_site_that_is_not_ready_says_which_part(client: Client, are: Callable[..., None]) -> None:
    are(worker="none was seen in the last 35 seconds")
    answer = client.get("/readyz")
    assert answer.status_code == 503
    assert answer.json() == {
        "ready": False,
        "parts": {
            "database": "ok",
            "migrations": "ok",
            "redis": "ok",
            "sandbox": "ok",
            "worker": "none was seen in the last 35 seconds",
        },
    }


def test_pages_are_ready_without_workers(client: Client, are: Callable[..., None]) -> None:
    are(worker="none", sandbox="none")
    answer = client.get("/readyz?of=web")
    assert (answer.status_code, set(answer.json()["parts"])) == (200, {"database", "migrations", "redis"})


@pytest.mark.django_db(transaction=True)
def test_the_real_database_is_asked_and_found_migrated() -> None:
    for question in parts._questions.values():
        question.forget()
    assert parts.examine([Part.DATABASE, Part.MIGRATIONS]) == {Part.DATABASE: OK, Part.MIGRATIONS: OK}


def test_an_error_of_a_part_is_told_by_its_kind_alone() -> None:
    def fail() -> Answer:
        raise ValueError("postgres://backpass:secret@database")

    assert parts._Question(fail)._answer() == Answer(ok=False, why="fails: ValueError")


@pytest.mark.parametrize("address", ["/healthz", "/readyz?of=web", "/metrics"])
def test_probes_are_answered_over_http_and_under_any_name(
    client: Client, are: Callable[..., None], settings, address: str
) -> None:
    are()
    settings.SECURE_SSL_REDIRECT = True
    settings.METRICS_TOKEN = TOKEN
    headers = {"Host": "10.0.0.7:8000", "Authorization": f"Bearer {TOKEN}"}
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr("config.health.exposition", lambda: b"")
        assert client.get(address, headers=headers).status_code == 200


@pytest.mark.django_db
def test_metrics_are_for_who_bears_the_token(client: Client, settings) -> None:
    settings.METRICS_TOKEN = TOKEN
    refused = [
        client.get("/metrics").status_code,
        client.get("/metrics", headers={"Authorization": "Bearer wrong"}).status_code,
        client.get("/metrics", headers={"Authorization": f"Basic {TOKEN}"}).status_code,
        client.get("/metrics", headers={"Authorization": "Bearer 비밀"}).status_code,
    ]
    answer = client.get("/metrics", headers={"Authorization": f"Bearer {TOKEN}"})

    assert refused == [404] * 4
    assert answer.headers["Content-Type"].startswith("text/plain")
    names = {family.name for family in text_string_to_metric_families(answer.content.decode())}
    assert {"backpass_up", "backpass_queue_depth", "backpass_processes", "backpass_live_streams"} <= names


@pytest.mark.django_db
def test_metrics_are_for_addresses_that_ask_directly(client: Client, settings) -> None:
    settings.METRICS_ALLOW = [ipaddress.ip_network("10.0.0.0/8")]

    def ask(address: str, **headers: str) -> int:
        return client.get("/metrics", REMOTE_ADDR=address, headers=headers).status_code

    assert (ask("10.1.2.3"), ask("192.0.2.1"), ask("not an address"), ask("::1")) == (200, 404, 404, 404)
    assert ask("10.1.2.3", **{"X-Forwarded-For": "10.1.2.3"}) == 404


def test_metrics_are_for_nobody_by_default(settings) -> None:
    assert (settings.METRICS_TOKEN, settings.METRICS_ALLOW) == ("", [])


def test_a_token_comes_from_the_environment_or_a_file(monkeypatch: pytest.MonkeyPatch, tmp_path) -> None:
    (tmp_path / "token").write_text(f"{TOKEN}\n")
    monkeypatch.setenv("METRICS_TOKEN_FILE", str(tmp_path / "token"))
    assert secret_values.optional_token("METRICS_TOKEN") == TOKEN


@pytest.mark.parametrize(
    ("name", "value", "ask"),
    [
        ("METRICS_TOKEN", "short", lambda: secret_values.optional_token("METRICS_TOKEN")),
        ("METRICS_TOKEN_FILE", "/nonexistent", lambda: secret_values.optional_token("METRICS_TOKEN")),
        ("METRICS_ALLOW", "10.0.0.1/8", lambda: environment.networks("METRICS_ALLOW")),
        ("LOG_FORMAT", "xml", lambda: environment.choice("LOG_FORMAT", among=("json", "text"), default="json")),
    ],
)
def test_a_wrong_setting_is_named(
    monkeypatch: pytest.MonkeyPatch, name: str, value: str, ask: Callable[[], object]
) -> None:
    monkeypatch.setenv(name, value)
    with pytest.raises(ImproperlyConfigured, match=name):
        ask()
