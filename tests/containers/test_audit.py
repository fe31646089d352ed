"""The audit tells a clean answer from none at all."""

from __future__ import annotations

import pytest

from containers.audit import FOUND, NOT_AUDITED, read_python, read_scripts, told

CLEAN = {"name": "django", "version": "5.2.19", "vulns": []}
BAD = {"name": "redis", "version": "1", "vulns": [{"id": "PYSEC-1", "fix_versions": ["2"]}]}
SKIPPED = {"name": "uv", "skip_reason": "Dependency not found on PyPI"}


@pytest.mark.parametrize(
    ("packages", "code"),
    [([CLEAN], 0), ([CLEAN, BAD], FOUND), ([CLEAN, SKIPPED], NOT_AUDITED), ([SKIPPED, BAD], FOUND), ([], NOT_AUDITED)],
)
def test_packages_of_python(packages: list[dict[str, object]], code: int) -> None:
    assert read_python({"dependencies": packages}).code == code


@pytest.mark.parametrize(
    ("answer", "code"),
    [
        ({"metadata": {"dependencies": {"total": 50}}, "vulnerabilities": {}}, 0),
        ({"metadata": {"dependencies": {"total": 50}}, "vulnerabilities": {"htmx": {"severity": "high"}}}, FOUND),
        ({"message": "405 Method Not Allowed"}, NOT_AUDITED),
        ({}, NOT_AUDITED),
    ],
)
def test_packages_of_the_scripts(answer: dict[str, object], code: int) -> None:
    assert read_scripts(answer).code == code


def test_it_names_what_is_vulnerable_and_what_nobody_looked_at() -> None:
    lines = "\n".join(told(read_python({"dependencies": [CLEAN, BAD, SKIPPED]})))
    assert "VULNERABLE redis 1: PYSEC-1, fixed in 2" in lines
    assert "NOT AUDITED: 1 could not be looked up: uv" in lines
