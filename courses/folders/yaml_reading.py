"""Reads a YAML file into a checked pydantic model, with the line of everything that is wrong."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any, TypeVar

import yaml
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from pydantic import BaseModel, ValidationError

from courses.folders.content_errors import ContentError, Problem

Model = TypeVar("Model", bound=BaseModel)
Location = tuple[int | str, ...]
MAX_CHARACTERS = 256 * 1024
"""Of a file; longer ones would keep a page busy for many seconds."""
MAX_DEPTH = 50
LOADER: type[Any] = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
"""libyaml's, where PyYAML was built with it, as its wheels are: it reads in a tenth of the time."""
UNWRITABLE = re.compile("[\0\ud800-\udfff]")
"""What escapes can name and no database stores."""


WHOLE_REASONS = {
    "missing": gettext_lazy("“{name}” is missing"),
    "extra_forbidden": gettext_lazy("“{name}” is not a known name"),
    "model_type": gettext_lazy("“{name}” needs several values, such as {example}"),
}
UNFIT = {
    "greater_than": gettext_lazy("must be greater than {gt}"),
    "greater_than_equal": gettext_lazy("must be {ge} or more"),
    "less_than": gettext_lazy("must be less than {lt}"),
    "less_than_equal": gettext_lazy("must be {le} or less"),
    "int_type": gettext_lazy("must be a whole number"),
    "int_parsing": gettext_lazy("must be a whole number"),
    "int_from_float": gettext_lazy("must be a whole number"),
    "float_type": gettext_lazy("must be a number"),
    "float_parsing": gettext_lazy("must be a number"),
    "finite_number": gettext_lazy("must be a finite number"),
    "decimal_type": gettext_lazy("must be a number"),
    "decimal_parsing": gettext_lazy("must be a number"),
    "decimal_max_places": gettext_lazy("may have at most {decimal_places} digits behind the point"),
    "bool_type": gettext_lazy("must be true or false"),
    "bool_parsing": gettext_lazy("must be true or false"),
    "string_type": gettext_lazy("must be a text"),
    "string_too_short": gettext_lazy("is too short"),
    "string_too_long": gettext_lazy("is longer than {max_length} characters"),
    "string_pattern_mismatch": gettext_lazy("may only look like {pattern}"),
    "literal_error": gettext_lazy("must be one of {expected}"),
    "tuple_type": gettext_lazy("must be a list"),
    "list_type": gettext_lazy("must be a list"),
    "dict_type": gettext_lazy("must be a mapping of names to values"),
}
"""What pydantic says in English only, by its type of error and with its places."""


class UnfitYaml(yaml.MarkedYAMLError):
    """YAML that is well written and yet refused, as it could be made to keep a page busy for hours."""


def load_plain(text: str) -> Any:
    """Return what YAML says, as ``yaml.safe_load``; a ``yaml.YAMLError`` also for what `_check` refuses."""
    _check(text)
    try:
        return yaml.load(text, Loader=LOADER)  # noqa: S506  (a safe one)
    except (ValueError, OverflowError) as error:  # Such as the day 2026-13-45, or a number of five thousand digits.
        raise UnfitYaml(problem=_("it holds a value that cannot be read ({error})").format(error=error)) from error


def compose_plain(text: str) -> yaml.Node | None:
    """Return the nodes of YAML with their lines; errors as `load_plain`."""
    _check(text)
    return yaml.compose(text, Loader=LOADER)


def _check(text: str) -> None:
    """Raise `UnfitYaml` for long or deep texts, unwritable characters, and aliases, a few of which say gigabytes."""
    if len(text) > MAX_CHARACTERS:
        raise UnfitYaml(problem=_("it is longer than {size} KB").format(size=MAX_CHARACTERS // 1024))
    depth = 0
    event: Any
    for event in yaml.parse(text, Loader=LOADER):
        depth += isinstance(event, yaml.CollectionStartEvent) - isinstance(event, yaml.CollectionEndEvent)
        reason = _refused(event, depth)
        if reason:
            raise UnfitYaml(problem=reason, problem_mark=event.start_mark)


def _refused(event: Any, depth: int) -> str:
    if isinstance(event, yaml.AliasEvent):
        return _("aliases such as *{name} are not allowed here").format(name=event.anchor)
    if depth > MAX_DEPTH:
        return _("it is nested too deeply")
    is_text = isinstance(event, yaml.ScalarEvent)
    return _("it holds a character that cannot be stored") if is_text and UNWRITABLE.search(event.value) else ""


def read_yaml(file: str, content: bytes | None, model: type[Model]) -> Model:
    """Return ``content`` as a ``model``; ``ContentError`` lists all problems, each with its line in ``file``."""
    if content is None:
        raise ContentError([Problem(file, 0, _("is missing"))])
    try:
        text = content.decode("utf-8")
        root, value = compose_plain(text), load_plain(text)
    except UnicodeDecodeError as error:
        raise ContentError(
            [Problem(file, 0, _("is not UTF-8 text (byte {place})").format(place=error.start))]
        ) from error
    except yaml.YAMLError as error:
        raise ContentError([_yaml_problem(file, error)]) from error
    if not isinstance(root, yaml.MappingNode):
        raise ContentError([Problem(file, 1, _("must be a mapping of names to values"))])
    problems = [
        Problem(file, line, _("“{key}” stands here twice").format(key=key)) for key, line in _doubled_keys(root)
    ]
    return _validated(file, model, value, root, problems)


def _validated(file: str, model: type[Model], value: Any, root: yaml.Node, problems: list[Problem]) -> Model:
    try:
        result = model.model_validate(value)
    except ValidationError as error:
        problems = problems + [
            Problem(file, _line_of(root, one["loc"]), _reason(one["loc"], one["type"], one["msg"], one.get("ctx", {})))
            for one in error.errors()
        ]
        raise ContentError(problems) from error
    if problems:
        raise ContentError(problems)
    return result


def _yaml_problem(file: str, error: yaml.YAMLError) -> Problem:
    mark = getattr(error, "problem_mark", None)
    reason = getattr(error, "problem", None) or str(error)
    return Problem(
        file,
        mark.line + 1 if mark else 0,
        _(
            "is not valid YAML: {reason}. "
            "Names end with a colon, indentation is spaces, and texts with {signs} need quotes"
        ).format(reason=reason, signs=": , # ? [ ] { }"),
    )


def _reason(location: Location, kind: str, message: str, context: Mapping[str, Any]) -> str:
    name = ".".join(str(part) for part in location) or _("the file")
    if kind in WHOLE_REASONS:
        return str(WHOLE_REASONS[kind]).format(name=name, example="{en: …, ko: …}")
    if kind not in UNFIT:
        return f"“{name}”: {context.get('error', message)}"
    expected = str(context.get("expected", "")).replace(" or ", ", ")
    return f"“{name}”: {str(UNFIT[kind]).format(**{**context, 'expected': expected})}"


def _line_of(node: yaml.Node, location: Location) -> int:
    """Return the line, from 1, of the deepest node on the way to ``location``."""
    line = node.start_mark.line
    for part in location:
        found = _step(node, part)
        if found is None:
            break
        node, line = found
    return line + 1


def _step(node: yaml.Node, part: int | str) -> tuple[yaml.Node, int] | None:
    if isinstance(node, yaml.MappingNode):
        for key, value in node.value:
            if key.value == str(part):
                return value, key.start_mark.line
    elif isinstance(node, yaml.SequenceNode) and isinstance(part, int) and part < len(node.value):
        return node.value[part], node.value[part].start_mark.line
    return None


def _doubled_keys(node: yaml.Node) -> list[tuple[str, int]]:
    children = node.value if isinstance(node, yaml.SequenceNode) else []
    doubled: list[tuple[str, int]] = []
    if isinstance(node, yaml.MappingNode):
        seen: set[str] = set()
        for key, value in node.value:
            if key.value in seen:
                doubled.append((key.value, key.start_mark.line + 1))
            seen.add(str(key.value))
            children = [*children, value]
    return doubled + [found for child in children for found in _doubled_keys(child)]
