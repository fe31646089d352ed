"""Secrets: where they come from, which are refused, and that no message shows one."""

from __future__ import annotations

import secrets
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from django.core.exceptions import ImproperlyConfigured

from config.secret_values import database_problem, key_problem, parsed_address, redis_problem, secret

if TYPE_CHECKING:
    from tests.config.conftest import RunPython

WEAK = [
    ("SECRET_KEY", "hunter2" * 8, "SECRET_KEY is refused"),
    ("REDIS_URL", "redis://:hunter2@redis:6379/0", "REDIS_URL is refused"),
    ("DATABASE_URL", "postgres://backpass:hunter2@db/backpass", "DATABASE_URL is refused"),
    ("DATABASE_URL", "postgros://backpass:hunter2hunter2@db/backpass", "DATABASE_URL cannot be read"),
    ("EMAIL_URL", "smptp://name:hunter2hunter2@mail", "EMAIL_URL cannot be read"),
    ("ALLOWED_HOSTS", "*", "ALLOWED_HOSTS must name the site"),
    ("DEBUG", "1", "DEBUG=1 is refused"),
]
START_WITH_EACH = """
import importlib, os, sys, traceback
from django.core.exceptions import ImproperlyConfigured
for name, value in {cases}:
    before = os.environ.get(name)
    os.environ[name] = value
    try:
        importlib.import_module("config.settings")
        print("started")
    except ImproperlyConfigured:
        print(*traceback.format_exc().splitlines())
    sys.modules.pop("config.settings", None)
    os.environ.pop(name) if before is None else os.environ.update({{name: before}})
"""
SHOW_KEY = "from config import settings; print(settings.SECRET_KEY, *settings.SECRET_KEY_FALLBACKS)"
GOOD = secrets.token_hex(48)


@pytest.fixture
def key_file(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A private file with a secret, which ``WORD_FILE`` names."""
    path = tmp_path / "word"
    path.write_text("from the file\n")
    path.chmod(0o600)
    monkeypatch.setenv("WORD_FILE", str(path))
    return path


def test_a_file_goes_before_the_variable(key_file: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("WORD", "from the variable")
    assert secret("WORD") == "from the file"


def test_without_a_file_the_variable_counts_and_then_the_default(monkeypatch: pytest.MonkeyPatch) -> None:
    assert secret("WORD", "default") == "default"
    monkeypatch.setenv("WORD", "from the variable")
    assert secret("WORD", "default") == "from the variable"


@pytest.mark.parametrize(
    ("make", "complaint"),
    [
        (lambda path: path.unlink(), "cannot be read: No such file"),
        (lambda path: path.write_text(" \n"), "which is empty"),
        (lambda path: path.write_bytes(b"\xff\xfe\xff"), "no text in UTF-8"),
        (lambda path: path.write_text("x" * 70_000), "must name a small file"),
        (lambda path: (path.unlink(), path.mkdir()), "must name a small file"),
    ],
    ids=["missing", "empty", "binary", "large", "folder"],
)
def test_a_file_that_holds_no_secret_is_named(key_file: Path, make, complaint: str) -> None:
    make(key_file)
    with pytest.raises(ImproperlyConfigured, match=complaint) as refused:
        secret("WORD", "default")
    assert "WORD_FILE" in str(refused.value)


def test_a_file_that_everybody_can_read_is_warned_of(key_file: Path) -> None:
    key_file.chmod(0o644)
    with pytest.warns(UserWarning, match="chmod 600"):
        assert secret("WORD") == "from the file"


@pytest.mark.parametrize(
    ("key", "problem"),
    [
        ("x" * 49, "fewer than 50"),
        ("django-insecure-" + GOOD, "placeholder"),
        ("please CHANGE-ME " + GOOD, "placeholder"),
        ("0123456789" * 6, "repeats"),
        ("a" * 59 + "b", "too few different"),
    ],
)
def test_a_weak_key_is_refused(key: str, problem: str) -> None:
    assert problem in key_problem(key)


def test_random_keys_are_taken() -> None:
    problems = {
        key_problem(make(length)) for make, length in [(secrets.token_hex, 48), (secrets.token_urlsafe, 40)] * 50
    }
    assert problems == {""}


@pytest.mark.parametrize(
    ("url", "problem"),
    [
        ("redis://redis:6379/0", "no password"),
        ("redis://:backpass@redis:6379/0", "placeholder"),
        ("rediss://:short@10.0.0.1/0", "fewer than 12"),
        ("redis://:9be03f51c7d2@redis/0", ""),
        ("redis://127.0.0.1:6379/0", ""),
        ("unix:///run/redis.sock", ""),
    ],
)
def test_a_redis_that_others_could_use_is_refused(url: str, problem: str) -> None:
    assert problem in redis_problem(url)
    assert bool(problem) == bool(redis_problem(url))


@pytest.mark.parametrize(
    ("url", "problem"),
    [
        ("postgres://backpass@db/backpass", "no password"),
        ("postgres://backpass:change%2Dme%2Dplease@db/backpass", "placeholder"),
        ("postgres://backpass:9be03f51c7d2@db/backpass", ""),
        ("postgres:///backpass", ""),
        ("sqlite:////srv/db.sqlite3", ""),
    ],
)
def test_a_database_with_a_weak_password_is_refused(url: str, problem: str) -> None:
    assert problem in database_problem(url)
    assert bool(problem) == bool(database_problem(url))


def test_production_does_not_start_with_what_is_weak_and_shows_no_secret(
    run_python: RunPython, site_environment: dict[str, str]
) -> None:
    result = run_python(START_WITH_EACH.format(cases=[case[:2] for case in WEAK]), site_environment)

    complaints = result.stdout.splitlines()
    assert result.returncode == 0, result.stderr
    assert len(complaints) == len(WEAK)
    for (name, _value, expected), complaint in zip(WEAK, complaints, strict=True):
        assert expected in complaint, (name, complaint)
    assert "hunter2" not in result.stderr + result.stdout


def test_production_takes_secrets_from_files_and_keeps_earlier_keys(
    run_python: RunPython, site_environment: dict[str, str], tmp_path: Path
) -> None:
    (tmp_path / "key").write_text(GOOD)
    (tmp_path / "key").chmod(0o600)
    files = {"SECRET_KEY": "stands in a file", "SECRET_KEY_FILE": str(tmp_path / "key")}

    result = run_python(SHOW_KEY, {**site_environment, **files, "SECRET_KEY_FALLBACKS": "one two"})

    assert result.stdout.split() == [GOOD, "one", "two"], result.stderr


@pytest.mark.parametrize(("host", "has_demo"), [("127.0.0.1", "True"), ("0.0.0.0", "False")])
def test_demo_accounts_are_for_a_site_that_no_other_computer_reaches(
    host: str, has_demo: str, run_python: RunPython, tmp_path: Path
) -> None:
    environment = {"BACKPASS_EMBEDDED": "1", "BACKPASS_DATA_DIR": str(tmp_path), "HOST": host}

    result = run_python("from config import settings; print(settings.DEMO_ACCOUNTS)", environment)

    assert result.stdout.strip() == has_demo, result.stderr


def test_an_address_that_cannot_be_read_is_not_shown() -> None:
    with pytest.raises(ImproperlyConfigured) as refused:
        parsed_address("DATABASE_URL", "nonsense://u:hunter2@h", "db")
    assert "hunter2" not in str(refused.value)
    assert refused.value.__cause__ is None
