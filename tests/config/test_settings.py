"""Settings: what they demand, and what they derive."""

from __future__ import annotations

import json
import logging
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest
from django.conf import settings
from django.test import Client

if TYPE_CHECKING:
    from tests.config.conftest import RunPython

IMPORT = "import config.settings"
SHOW = """
import json
from config import settings
print(json.dumps({name: getattr(settings, name) for name in (
    "SECRET_KEY", "DATABASE_URL", "REDIS_URL", "SANDBOX_SOCKET", "DEMO_ACCOUNTS", "HTTPS", "ALLOWED_HOSTS")}))
"""
CHECK = """
import django
from django.core.management import call_command
django.setup()
call_command("check", deploy=True, fail_level="WARNING")
"""


def show(run_python: RunPython, environment: dict[str, str]) -> dict[str, Any]:
    """The settings that a process with this environment has."""
    result = run_python(SHOW, environment)
    assert result.returncode == 0, result.stderr
    shown: dict[str, Any] = json.loads(result.stdout)
    return shown


@pytest.mark.parametrize("name", ["SECRET_KEY", "ALLOWED_HOSTS", "DATABASE_URL", "REDIS_URL", "SANDBOX_SOCKET"])
def test_missing_variable_stops_the_start_with_its_name(
    name: str, run_python: RunPython, site_environment: dict[str, str]
) -> None:
    del site_environment[name]

    result = run_python(IMPORT, site_environment)

    assert result.returncode != 0
    assert f"The environment variable {name} is not set" in result.stderr


@pytest.mark.parametrize(
    ("name", "value", "complaint"),
    [
        ("DEBUG", "maybe", "DEBUG must be 1 or 0, and not 'maybe'"),
        ("BACKPASS_EMBEDDED", "2", "BACKPASS_EMBEDDED must be 1 or 0, and not '2'"),
        ("PORT", "http", "PORT must be a whole number, 1 or more, and not 'http'"),
        ("GRADING_DEADLINE_SECONDS", "0", "GRADING_DEADLINE_SECONDS must be a whole number, 1 or more, and not '0'"),
        ("GRADING_SLOTS", "-1", "GRADING_SLOTS must be a whole number, 1 or more, and not '-1'"),
    ],
)
def test_wrong_variable_stops_the_start_with_its_name_and_value(
    name: str, value: str, complaint: str, run_python: RunPython, site_environment: dict[str, str]
) -> None:
    result = run_python(IMPORT, {**site_environment, name: value})

    assert result.returncode != 0
    assert complaint in result.stderr


def test_site_uses_what_it_is_given(run_python: RunPython, site_environment: dict[str, str]) -> None:
    shown = show(run_python, site_environment)

    assert {name: shown[name] for name in ("SECRET_KEY", "DATABASE_URL", "REDIS_URL", "SANDBOX_SOCKET")} == {
        name: site_environment[name] for name in ("SECRET_KEY", "DATABASE_URL", "REDIS_URL", "SANDBOX_SOCKET")
    }
    assert shown["HTTPS"] is True
    assert shown["DEMO_ACCOUNTS"] is False


def test_deployment_checks_find_nothing_to_improve(run_python: RunPython, site_environment: dict[str, str]) -> None:
    result = run_python(CHECK, {**site_environment, "DJANGO_SETTINGS_MODULE": "config.settings"})

    assert result.returncode == 0, result.stderr
    assert "no issues (0 silenced)" in result.stdout


def test_nor_on_an_embedded_site_behind_a_proxy(run_python: RunPython, tmp_path: Path) -> None:
    embedded = {"BACKPASS_EMBEDDED": "1", "BACKPASS_HTTPS": "1", "BACKPASS_DATA_DIR": str(tmp_path)}

    result = run_python(CHECK, {**embedded, "DJANGO_SETTINGS_MODULE": "config.settings"})

    assert result.returncode == 0, result.stderr
    assert "no issues (0 silenced)" in result.stdout


def test_embedded_site_needs_nothing_and_keeps_its_secret(run_python: RunPython, tmp_path: Path) -> None:
    environment = {"BACKPASS_EMBEDDED": "1", "BACKPASS_DATA_DIR": str(tmp_path)}

    first, second = show(run_python, environment), show(run_python, environment)

    assert first == second
    assert first["SECRET_KEY"] == (tmp_path / "secret_key").read_text()
    assert first["DATABASE_URL"] == f"sqlite:///{tmp_path}/db.sqlite3"
    assert first["DEMO_ACCOUNTS"] is True


def test_embedded_site_on_another_database_has_no_demo_accounts(run_python: RunPython, tmp_path: Path) -> None:
    environment = {"BACKPASS_EMBEDDED": "1", "BACKPASS_DATA_DIR": str(tmp_path), "DATABASE_URL": "postgres://u:p@h/d"}

    assert show(run_python, environment)["DEMO_ACCOUNTS"] is False


def test_limits_of_a_grading_derive_from_one_number_in_increasing_order() -> None:
    visibility_timeout = int(str(settings.CELERY_BROKER_TRANSPORT_OPTIONS["visibility_timeout"]))

    assert settings.GRADING_DEADLINE_SECONDS < settings.CELERY_TASK_TIME_LIMIT < visibility_timeout


def test_pages_carry_a_strict_content_security_policy(client: Client) -> None:
    policy = client.get("/accounts/login/").headers["Content-Security-Policy"]

    assert "default-src 'self'" in policy
    assert "unsafe" not in policy
    assert "*" not in policy


@pytest.mark.django_db
def test_what_visitors_do_wrong_is_not_logged(client: Client, caplog: pytest.LogCaptureFixture) -> None:
    logger = logging.getLogger("django.request")
    logger.addHandler(caplog.handler)

    response = client.get("/no-such-page/")

    logger.removeHandler(caplog.handler)
    assert response.status_code == 404
    assert caplog.records == []
