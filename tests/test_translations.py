"""The Korean texts: every text of the site is there, translated, and compiled."""

from __future__ import annotations

import ast
import gettext
import io
import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from django.utils.translation.template import templatize

ROOT = Path(__file__).resolve().parent.parent
FOLDER = ROOT / "locale" / "ko" / "LC_MESSAGES"
PACKAGES = ("accounts", "config", "courses", "grader", "operations")
FUNCTIONS = {"_", "gettext", "gettext_lazy", "ngettext", "ngettext_lazy"}
CALL = re.compile(r"\b(?:_|n?gettext)\((?P<text>u?'(?:[^'\\]|\\.)*'|u?\"(?:[^\"\\]|\\.)*\")")
ENTRY = re.compile(r'^(msgid|msgid_plural|msgstr(?:\[\d+\])?) ((?:".*"\n?)+)', re.MULTILINE)
PLACE = re.compile(r"%\(\w+\)s|\{\w+\}")


@pytest.fixture(scope="module")
def entries() -> dict[str, str]:
    """Korean by English, as the .po file has it."""
    found: dict[str, str] = {}
    key = ""
    for kind, quoted in ENTRY.findall((FOLDER / "django.po").read_text()):
        text = "".join(ast.literal_eval(line) for line in quoted.splitlines())
        if kind == "msgid":
            key = text
        elif kind.startswith("msgstr") and key:
            found[key] = text
    return found


def texts_of_templates() -> Iterator[str]:
    for path in sorted(
        path for path in (ROOT / "frontend" / "templates").rglob("*") if path.suffix in (".html", ".txt")
    ):
        for found in CALL.finditer(templatize(path.read_text())):
            yield ast.literal_eval(found.group("text"))


def texts_of_code() -> Iterator[str]:
    files = (path for package in PACKAGES for path in sorted((ROOT / package).rglob("*.py")))
    for path in files:
        if "content" in path.relative_to(ROOT).parts or "migrations" in path.parts:
            continue
        for node in ast.walk(ast.parse(path.read_text())):
            if isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id in FUNCTIONS:
                argument = node.args[0]
                assert isinstance(argument, ast.Constant), f"{path}:{node.lineno}"
                yield str(argument.value)


def test_the_file_holds_the_texts_of_the_site_and_no_others(entries: dict[str, str]) -> None:
    assert set(entries) == {text.replace("%%", "%") for text in (*texts_of_templates(), *texts_of_code())}


def test_every_text_is_translated(entries: dict[str, str]) -> None:
    assert [text for text, korean in entries.items() if not korean.strip()] == []


def test_nothing_is_marked_as_doubtful() -> None:
    assert "fuzzy" not in (FOLDER / "django.po").read_text()


def test_places_for_values_are_kept(entries: dict[str, str]) -> None:
    assert [
        text for text, korean in entries.items() if sorted(PLACE.findall(text)) != sorted(PLACE.findall(korean))
    ] == []


def test_the_compiled_file_is_in_step(entries: dict[str, str]) -> None:
    compiled = gettext.GNUTranslations(io.BytesIO((FOLDER / "django.mo").read_bytes()))
    catalog = {
        key[0] if isinstance(key, tuple) else key: text for key, text in vars(compiled)["_catalog"].items() if key
    }
    assert catalog == entries
