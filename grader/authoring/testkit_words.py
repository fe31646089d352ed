"""What authors can write in a test, read off the testkit itself: for the completions of the editor of tests."""

from __future__ import annotations

import inspect
from collections.abc import Callable, Iterator
from dataclasses import asdict, dataclass
from functools import cache
from typing import Any

import grader.testkit as kit
from grader.testkit.functions import SubmittedFunction
from grader.testkit.notebook import Cell, Notebook
from grader.testkit.plugin import MARKERS, GradingPlugin
from grader.testkit.submission import Submission

FIXTURES = ("submission", "partial")
GROUPS: dict[str, type] = {
    "submission": Submission,
    "function": SubmittedFunction,
    "notebook": Notebook,
    "cell": Cell,
}
"""Objects whose members are completed behind a full stop."""
MODULE = "grader.testkit"


@dataclass(frozen=True, kw_only=True)
class Word:
    """A name, what is written behind it, a line on what it does, and the names of its keyword arguments."""

    name: str
    signature: str
    about: str
    keywords: tuple[str, ...] = ()
    is_call: bool = False


@cache
def testkit_words() -> dict[str, list[dict[str, Any]]]:
    """Return all words by where they stand: ``helpers``, ``fixtures``, ``markers``, and the members of `GROUPS`."""
    found: dict[str, Iterator[Word]] = {
        "helpers": (_word(name, getattr(kit, name)) for name in kit.__all__),
        "fixtures": (_fixture(name) for name in FIXTURES),
        "markers": (_marker(text) for text in MARKERS),
        **{group: _members(owner) for group, owner in GROUPS.items()},
    }
    return {group: [asdict(word) for word in words] for group, words in found.items()}


testkit_words.__test__ = False  # type: ignore[attr-defined]


def _members(owner: type) -> Iterator[Word]:
    for name, member in inspect.getmembers_static(owner):
        if not name.startswith("_"):
            yield _word(name, member, is_method=True)


def _fixture(name: str) -> Word:
    if name == "submission":
        return Word(name=name, signature="", about=_first_line(Submission))
    return Word(name=name, signature="(share, message)", about=_first_line(getattr(GradingPlugin, name)), is_call=True)


def _marker(text: str) -> Word:
    name, _, about = text.partition(": ")
    plain, bracket, arguments = name.partition("(")
    keywords = tuple(part.strip() for part in arguments.rstrip(")").split(",")) if plain == "title" else ()
    return Word(name=plain, signature=bracket + arguments, about=about, keywords=keywords, is_call=bool(bracket))


def _word(name: str, thing: Any, *, is_method: bool = False) -> Word:
    parameters = _parameters(thing, is_method=is_method)
    if parameters is None:
        return Word(name=name, signature="", about=_first_line(thing))
    signature = f"({', '.join(map(_shown, parameters))})"
    named = [one.name for one in parameters if one.kind in (one.POSITIONAL_OR_KEYWORD, one.KEYWORD_ONLY)]
    return Word(name=name, signature=signature, about=_first_line(thing), keywords=tuple(named), is_call=True)


def _parameters(thing: Callable[..., Any], *, is_method: bool) -> list[inspect.Parameter] | None:
    if not inspect.isfunction(thing):
        return None
    found = list(inspect.signature(thing).parameters.values())
    return found[1:] if is_method else found


def _shown(parameter: inspect.Parameter) -> str:
    stars = {"VAR_POSITIONAL": "*", "VAR_KEYWORD": "**"}.get(parameter.kind.name, "")
    if parameter.default is parameter.empty:
        return stars + parameter.name
    is_plain = parameter.default in (None, ()) or isinstance(parameter.default, bool | int | float | str)
    return f"{stars}{parameter.name}={parameter.default if is_plain else '…'}"


def _first_line(thing: Any) -> str:
    """Return the first sentence of the documentation, without the marks of its markup."""
    if not (inspect.isroutine(thing) or inspect.isclass(thing) or hasattr(thing, "__get__")):
        return ""
    paragraph = (inspect.getdoc(getattr(thing, "func", thing)) or "").partition("\n\n")[0]
    return " ".join(paragraph.replace("``", "`").split())
