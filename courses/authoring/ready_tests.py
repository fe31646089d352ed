"""Tests for common needs, to be put into a test file and adapted. Each is a file in `FOLDER`, listed in its YAML."""

from __future__ import annotations

import ast
import re
from collections.abc import Collection
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Literal

import yaml
from pydantic import BaseModel, ConfigDict, TypeAdapter

from courses.folders.exercise_settings import BothLanguages
from courses.folders.sources import parsed_python

FOLDER = Path(__file__).parents[1] / "starting_points" / "test_templates"
TEST_NAME = re.compile(r"^def (test_\w+)", re.MULTILINE)


class ReadyTest(BaseModel):
    """One template: its name, what it is for, and the environment that it needs."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    name: str
    title: BothLanguages
    about: BothLanguages
    needs: Literal["", "keras", "notebook"] = ""

    @property
    def source(self) -> str:
        """The test as it is inserted."""
        return (FOLDER / f"{self.name}.py").read_text(encoding="utf-8")


@cache
def ready_tests() -> tuple[ReadyTest, ...]:
    """Return all templates in the order in which they are offered."""
    listed = yaml.safe_load((FOLDER / "templates.yaml").read_text(encoding="utf-8"))
    return TypeAdapter(tuple[ReadyTest, ...]).validate_python(listed)


def find_ready_test(name: str) -> ReadyTest | None:
    """Return the template of that name, or ``None``."""
    return next((template for template in ready_tests() if template.name == name), None)


def with_template(source: str, template: str, elsewhere: Collection[str] = ()) -> str:
    """Return a test file with a template's tests at its end, its imports joined, its names made free.

    ``elsewhere`` are the names of tests in the exercise's other files: a known-wrong attempt names a test by its
    function alone. ``SyntaxError`` when ``source`` is not valid Python.
    """
    if not source.strip():
        return _with_free_names(elsewhere, template)
    imports, body = _split(template)
    missing = _missing_imports(source, imports)
    taken = {*elsewhere, *TEST_NAME.findall(source)}
    return f"{_with_imports(source, missing).rstrip()}\n\n\n{_with_free_names(taken, body).strip()}\n"


@dataclass(frozen=True)
class _Import:
    """``import name`` or ``from module import name``, with the name it gets."""

    module: str
    name: str
    alias: str

    @property
    def line(self) -> str:
        """The statement that makes it."""
        called = f" as {self.alias}" if self.alias != self.name else ""
        return f"from {self.module} import {self.name}{called}" if self.module else f"import {self.name}{called}"


def _split(template: str) -> tuple[list[_Import], str]:
    """Return a template's imports, and all that stands below them."""
    tree = parsed_python(template)
    last = max((node.end_lineno or 0 for node in tree.body if isinstance(node, ast.Import | ast.ImportFrom)), default=0)
    return _imports(tree), "\n".join(template.splitlines()[last:])


def _imports(tree: ast.Module) -> list[_Import]:
    found = []
    for node in tree.body:
        if isinstance(node, ast.Import | ast.ImportFrom):
            module = (node.module or "") if isinstance(node, ast.ImportFrom) else ""
            found += [_Import(module, name.name, name.asname or name.name) for name in node.names]
    return found


def _missing_imports(source: str, wanted: list[_Import]) -> list[str]:
    """Return the statements to add; what is missing of one module comes in one of them."""
    there = set(_imports(parsed_python(source)))
    missing = [one for one in wanted if one not in there]
    plain = [one.line for one in missing if not one.module or one.alias != one.name]
    modules = dict.fromkeys(one.module for one in missing if one.module and one.alias == one.name)
    joined = {module: ", ".join(one.name for one in missing if one.module == module) for module in modules}
    return plain + [f"from {module} import {names}" for module, names in joined.items()]


def _with_imports(source: str, statements: list[str]) -> str:
    """Return the source with statements below its imports, or else below its docstring."""
    if not statements:
        return source
    body = parsed_python(source).body
    place = max((node.end_lineno or 0 for node in body if isinstance(node, ast.Import | ast.ImportFrom)), default=0)
    if not place and body and _is_docstring(body[0]):
        place = body[0].end_lineno or 0
        statements = ["", *statements]
    lines = source.splitlines()
    return "\n".join([*lines[:place], *statements, *lines[place:]]) + "\n"


def _is_docstring(node: ast.stmt) -> bool:
    return isinstance(node, ast.Expr) and isinstance(node.value, ast.Constant)


def _with_free_names(names: Collection[str], body: str) -> str:
    """Return a template's body with a number behind the names of tests that the exercise has already."""
    taken = set(names)
    for name in TEST_NAME.findall(body):
        free = next(new for new in _numbered(name) if new not in taken)
        body = re.sub(rf"\bdef {name}\b", f"def {free}", body)
        taken.add(free)
    return body


def _numbered(name: str) -> list[str]:
    return [name, *(f"{name}_{number}" for number in range(2, 1000))]
