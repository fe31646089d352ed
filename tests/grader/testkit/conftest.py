"""Real pytest runs against a student's program in another process."""

from __future__ import annotations

import json
import os
import subprocess
import sys
import textwrap
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest

ROOT = Path(__file__).parents[3]
ZYGOTE = Path(__file__).with_name("zygote.py")


class Zygote:
    """A warm process that runs one job at a time."""

    def __init__(self, *modules: str) -> None:
        environment = {**os.environ, "PYTHONPATH": str(ROOT), "TF_CPP_MIN_LOG_LEVEL": "3"}
        self.process = subprocess.Popen(
            [sys.executable, str(ZYGOTE), *modules],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            text=True,
            env=environment,
        )
        assert self._line() == "ready"

    def _line(self) -> str:
        assert self.process.stdout is not None
        return self.process.stdout.readline().strip()

    def run(self, job: dict[str, Any]) -> list[dict[str, Any]]:
        assert self.process.stdin is not None
        self.process.stdin.write(json.dumps(job) + "\n")
        self.process.stdin.flush()
        events: list[dict[str, Any]] = json.loads(self._line())
        return events

    def close(self) -> None:
        assert self.process.stdin is not None
        self.process.stdin.close()
        self.process.wait(10)


@dataclass
class Graded:
    """The events of one job."""

    events: list[dict[str, Any]]

    def of(self, kind: str) -> list[dict[str, Any]]:
        return [event["data"] for event in self.events if event["kind"] == kind]

    @property
    def finished(self) -> dict[str, Any]:
        (data,) = self.of("finished")
        return data

    @property
    def collected(self) -> list[dict[str, Any]]:
        (data,) = self.of("collected")
        tests: list[dict[str, Any]] = data["tests"]
        return tests

    @property
    def results(self) -> dict[str, dict[str, Any]]:
        return {data["id"]: data for data in self.of("test")}

    @property
    def outcomes(self) -> dict[str, str]:
        return {name: result["outcome"] for name, result in self.results.items()}

    def message(self, name: str, language: str = "en") -> str:
        text: str = self.results[name]["message"][language]
        return text

    @property
    def said(self) -> str:
        """All messages of the tests, for looking for what must not be in them."""
        return json.dumps([result["message"] for result in self.results.values()], ensure_ascii=False)


Grade = Callable[..., Graded]


@pytest.fixture(scope="session")
def numpy_zygote() -> Iterator[Zygote]:
    zygote = Zygote()
    yield zygote
    zygote.close()


@pytest.fixture(scope="session")
def keras_zygote() -> Iterator[Zygote]:
    zygote = Zygote("keras")
    yield zygote
    zygote.close()


@pytest.fixture
def grade(numpy_zygote: Zygote, tmp_path: Path) -> Grade:
    """Return ``grade(program, tests, …)``, which grades a program by tests, both given as source."""
    return _grader(numpy_zygote, tmp_path)


@pytest.fixture
def grade_keras(keras_zygote: Zygote, tmp_path: Path) -> Grade:
    """Return the same where TensorFlow and Keras are imported."""
    return _grader(keras_zygote, tmp_path)


def _grader(zygote: Zygote, folder: Path) -> Grade:
    def grade(
        program: str | dict[str, Any] = "",
        tests: str | dict[str, str] = "",
        forger: str | None = None,
        deadline: float | None = None,
        **arguments: Any,
    ) -> Graded:
        main = "main.py" if isinstance(program, str) else "main.ipynb"
        source = textwrap.dedent(program) if isinstance(program, str) else json.dumps(program)
        _write(folder / "work" / main, source)
        _write(folder / "submission" / main, source)
        for name, text in ({"test_it.py": tests} if isinstance(tests, str) else tests).items():
            _write(folder / "tests" / name, textwrap.dedent(text))
        job = {"folder": str(folder), "main": main, "arguments": arguments, "deadline": deadline}
        if forger is not None:
            job["forger"] = str(_write(folder / "forger.py", textwrap.dedent(forger)))
        return Graded(zygote.run(job))

    return grade


def _write(path: Path, text: str) -> Path:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text, encoding="utf-8")
    return path


def notebook_of(*cells: str) -> dict[str, Any]:
    """Return a notebook of code cells; a cell that begins with "#md" is text."""
    return {
        "nbformat": 4,
        "nbformat_minor": 5,
        "metadata": {},
        "cells": [_cell(f"cell{number}", source) for number, source in enumerate(cells)],
    }


def _cell(name: str, source: str) -> dict[str, Any]:
    if source.startswith("#md"):
        return {"cell_type": "markdown", "id": name, "metadata": {}, "source": source[3:]}
    code: dict[str, Any] = {"cell_type": "code", "id": name, "metadata": {}, "outputs": [], "execution_count": None}
    return {**code, "source": textwrap.dedent(source)}


@pytest.fixture
def make_notebook() -> Callable[..., dict[str, Any]]:
    """Return the function that makes a notebook of the sources of its cells."""
    return notebook_of
