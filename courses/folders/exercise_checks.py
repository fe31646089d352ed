"""Everything that can be said about an exercise's files without running them."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from pathlib import PurePosixPath

from django.utils.translation import gettext as _

from courses.folders.archive import Files
from courses.folders.content_errors import Problem
from courses.folders.exercise_settings import ExerciseSettings
from courses.folders.sources import (
    FORMATS,
    SourceFormat,
    declared_fails,
    declared_may_fail,
    function_name,
    notebook_problems,
    python_problem,
    test_functions,
)

UNJUDGEABLE = "*"
PROMPTS = ("prompt.en.md", "prompt.ko.md")
ROOT_FILE = re.compile(r"exercise\.yaml|mutants\.yaml|prompt\.(en|ko)\.md|(starter|solution)\.(py|ipynb)")
FOLDERS = ("files", "tests", "wrong", "alternatives")
RESERVED_PUBLIC_FILES = frozenset({"main.py", "main.ipynb"})
MAX_PROMPT_BYTES = 256 * 1024
MAX_SOURCE_BYTES = 10 * 1024 * 1024


def check_folder(files: Files, settings: ExerciseSettings | None) -> list[Problem]:
    """Return all problems of a folder's files; ``settings`` is ``None`` where exercise.yaml itself is broken."""
    return [
        *_unknown_files(files),
        *_prompt_problems(files),
        *_main_source_problems(files, "starter", settings),
        *_main_source_problems(files, "solution", settings),
        *_public_file_problems(files),
        *_test_problems(files),
        *_wrong_problems(files),
        *_alternative_problems(files, settings),
    ]


def _unknown_files(files: Files) -> Iterator[Problem]:
    for path in files:
        folder, slash, _rest = path.partition("/")
        if slash and folder not in FOLDERS:
            yield Problem(
                path, 0, _("stands in an unknown folder; known are {folders}").format(folders=", ".join(FOLDERS))
            )
        elif not slash and not ROOT_FILE.fullmatch(path):
            yield Problem(path, 0, _("is not a file that an exercise has; public data belongs in files/"))


def _prompt_problems(files: Files) -> Iterator[Problem]:
    for path in PROMPTS:
        if path not in files:
            yield Problem(path, 0, _("is missing"))
        elif len(files[path]) > MAX_PROMPT_BYTES:
            yield Problem(path, 0, _("is larger than {size} kB").format(size=MAX_PROMPT_BYTES // 1024))
        elif problem := _text_problem(path, files[path]):
            yield problem
        elif not files[path].strip():
            yield Problem(path, 0, _("is empty"))


def _main_source_problems(files: Files, stem: str, settings: ExerciseSettings | None) -> Iterator[Problem]:
    found = [stem + suffix for suffix in FORMATS if stem + suffix in files]
    if not found:
        yield Problem(f"{stem}.py", 0, _("is missing (or {other})").format(other=f"{stem}.ipynb"))
    if len(found) > 1:
        yield Problem(f"{stem}.ipynb", 0, _("stands beside {other}; keep one of them").format(other=f"{stem}.py"))
    for path in found:
        yield from _source_problems(path, files[path], settings)


def _source_problems(path: str, content: bytes, settings: ExerciseSettings | None) -> Iterator[Problem]:
    written_as = FORMATS[PurePosixPath(path).suffix]
    if settings and settings.kind not in (written_as, "either"):
        yield Problem(
            path,
            0,
            _kind_problem(written_as).format(wanted=settings.kind),
        )
    if len(content) > MAX_SOURCE_BYTES:
        yield Problem(path, 0, _("is larger than {size} MB").format(size=MAX_SOURCE_BYTES // 2**20))
    elif problem := _text_problem(path, content):
        yield problem
    elif written_as == "notebook":
        yield from notebook_problems(path, content.decode())
    elif problem := python_problem(path, content.decode()):
        yield problem


def _kind_problem(written_as: SourceFormat) -> str:
    if written_as == "notebook":
        return _("is a notebook, but exercise.yaml says kind: {wanted}")
    return _("is Python code, but exercise.yaml says kind: {wanted}")


def _public_file_problems(files: Files) -> Iterator[Problem]:
    for path in files:
        if path.startswith("files/") and path.removeprefix("files/") in RESERVED_PUBLIC_FILES:
            yield Problem(path, 0, _("has the name of the student's own work; choose another"))


def _test_problems(files: Files) -> Iterator[Problem]:
    tests = _test_paths(files)
    if not tests:
        yield Problem("tests/test_*.py", 0, _("is missing: an exercise needs at least one test file"))
    for path in files:
        if path.startswith("tests/") and path.endswith(".py"):
            yield from _plain_python_problems(path, files[path])
    readable = [path for path in tests if not _plain_python_problems(path, files[path])]
    if tests and readable == tests and not any(_readable_test_names(files, path) for path in tests):
        yield Problem(tests[0], 0, _("holds no function named test_…"))


def _wrong_problems(files: Files) -> Iterator[Problem]:
    known = {name for path in _test_paths(files) for name in _readable_test_names(files, path)}
    for path in sorted(files):
        if not path.startswith("wrong/"):
            continue
        if PurePosixPath(path).suffix not in FORMATS:
            yield Problem(path, 0, _("is neither a .py nor a .ipynb file"))
            continue
        yield from _wrong_attempt_problems(path, files[path], known)


def _alternative_problems(files: Files, settings: ExerciseSettings | None) -> Iterator[Problem]:
    for path in sorted(files):
        if path.startswith("alternatives/"):
            if PurePosixPath(path).suffix not in FORMATS:
                yield Problem(path, 0, _("is neither a .py nor a .ipynb file"))
            else:
                yield from _source_problems(path, files[path], settings)


def _wrong_attempt_problems(path: str, content: bytes, known: set[str]) -> Iterator[Problem]:
    if problem := _text_problem(path, content):
        yield problem
        return
    source, written_as = content.decode(), FORMATS[PurePosixPath(path).suffix]
    if written_as == "notebook" and (broken := notebook_problems(path, source)):
        yield from broken
        return
    fails, may_fail = declared_fails(source, written_as), declared_may_fail(source, written_as)
    if not fails:
        yield Problem(path, 1, _("needs a line “# fails: test_…” that names the tests that it must fail"))
    elif fails != (UNJUDGEABLE,):
        yield from _unknown_tests(path, _line_with(source, "fails:"), fails, known)
    line = _line_with(source, "may fail:")
    yield from _unknown_tests(path, line, may_fail, known)
    for name in sorted({*may_fail} & {*(fails or ())}):
        yield Problem(path, line, _("names “{name}”, which it must fail anyway").format(name=name))


def _unknown_tests(path: str, line: int, names: Iterable[str], known: set[str]) -> Iterator[Problem]:
    for name in names:
        if function_name(name) not in known:
            yield Problem(path, line, _("names the test “{name}”, which does not exist").format(name=name))


def _plain_python_problems(path: str, content: bytes) -> list[Problem]:
    problem = _text_problem(path, content) or python_problem(path, content.decode())
    return [problem] if problem else []


def _readable_test_names(files: Files, path: str) -> set[str]:
    return set() if _plain_python_problems(path, files[path]) else test_functions(files[path].decode())


def _test_paths(files: Files) -> list[str]:
    names = {path: PurePosixPath(path).name for path in files if path.startswith("tests/")}
    return sorted(path for path, name in names.items() if name.startswith("test_") and name.endswith(".py"))


def _text_problem(path: str, content: bytes) -> Problem | None:
    try:
        content.decode("utf-8")
    except UnicodeDecodeError as error:
        return Problem(path, content[: error.start].count(b"\n") + 1, "is not UTF-8 text")
    return None


def _line_with(source: str, words: str) -> int:
    return next((number for number, line in enumerate(source.splitlines(), 1) if words in line), 0)
