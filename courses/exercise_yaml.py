"""Writing ``exercise.yaml`` as a person would, and changing one without touching what stays the same."""

from __future__ import annotations

import re
from decimal import Decimal
from typing import Any

import yaml
from pydantic import BaseModel

from courses.content_errors import ContentError
from courses.exercise_folder import SETTINGS_FILE
from courses.exercise_settings import ExerciseSettings
from courses.yaml_reading import compose_plain, read_yaml

NAMES = tuple(ExerciseSettings.model_fields)
WIDTH = 110
RARE_BREAK = re.compile("[\r\x85\u2028\u2029]")
"""Ends of lines that YAML would take for ordinary ones outside of quotes."""
LONG = 80
"""Characters from which on a text gets lines of its own."""


class _Dumper(yaml.SafeDumper):
    """Writes texts of several lines as such, and lists further in than their name."""

    def increase_indent(self, flow: bool = False, indentless: bool = False) -> None:
        """Indent lists, too."""
        super().increase_indent(flow, indentless=False)

    def ignore_aliases(self, data: Any) -> bool:
        """Write what stands in two places twice: aliases are refused when it is read."""
        return True


def _represent_text(dumper: yaml.SafeDumper, text: str) -> yaml.Node:
    style = '"' if RARE_BREAK.search(text) else "|" if "\n" in text else ">" if len(text) > LONG else None
    return dumper.represent_scalar("tag:yaml.org,2002:str", text, style=style)


_Dumper.add_representer(str, _represent_text)


def written(settings: ExerciseSettings) -> str:
    """Return the settings as a whole file; what has its default is left out."""
    return "".join(_block(name, settings) for name in NAMES if _is_worth_saying(name, settings))


def rewritten(original: str, settings: ExerciseSettings) -> str:
    """Return ``original`` with other settings: lines and comments of what stays equal are kept as they stand.

    ``ContentError`` when the original cannot be read.
    """
    before = read_yaml(SETTINGS_FILE, original.encode(), ExerciseSettings)
    blocks = _blocks(original)
    kept = [(name, _changed(name, block, before, settings)) for name, block in blocks]
    new = [_block(name, settings) for name in NAMES if name not in dict(blocks) and _differs(name, before, settings)]
    text = "".join([*(block for _, block in kept), *new])
    return text if _says(text, settings) else written(settings)


def _changed(name: str, block: str, before: ExerciseSettings, after: ExerciseSettings) -> str:
    if name == "" or not _differs(name, before, after):
        return block if block.endswith("\n") else f"{block}\n"
    lines = block.splitlines(keepends=True)
    start = next(index for index, line in enumerate(lines) if not _is_aside(line))
    return "".join(lines[:start]) + (_block(name, after) if _is_worth_saying(name, after) else "")


def _differs(name: str, before: ExerciseSettings, after: ExerciseSettings) -> bool:
    return bool(getattr(before, name) != getattr(after, name))


def _is_worth_saying(name: str, settings: ExerciseSettings) -> bool:
    field = ExerciseSettings.model_fields[name]
    return field.is_required() or getattr(settings, name) != field.get_default()


def _blocks(text: str) -> list[tuple[str, str]]:
    """Return the file cut at its names, each with the comments before it; under ``""`` what stands behind the last."""
    root = compose_plain(text)
    lines = text.splitlines(keepends=True)
    if not isinstance(root, yaml.MappingNode) or root.flow_style:
        return []
    starts = []
    for key, _ in root.value:
        start = key.start_mark.line
        while start > 0 and _is_aside(lines[start - 1]):
            start -= 1
        starts.append((str(key.value), start))
    ends = [start for _, start in starts[1:]] + [len(lines)]
    head = [("", "".join(lines[: starts[0][1]]))] if starts[0][1] else []
    return head + [(name, "".join(lines[start:end])) for (name, start), end in zip(starts, ends, strict=True)]


def _is_aside(line: str) -> bool:
    return not line.strip() or line.startswith("#")


def _says(text: str, settings: ExerciseSettings) -> bool:
    try:
        return read_yaml(SETTINGS_FILE, text.encode(), ExerciseSettings) == settings
    except ContentError:
        return False


def _block(name: str, settings: ExerciseSettings) -> str:
    value = _plain(getattr(settings, name))
    flow = None if isinstance(value, dict) else False
    width = 10 * WIDTH if flow is None else WIDTH
    return yaml.dump(
        {name: value}, Dumper=_Dumper, default_flow_style=flow, width=width, allow_unicode=True, sort_keys=False
    )


def _plain(value: Any) -> Any:
    """Return a setting as YAML has it; of a group only what was set."""
    if isinstance(value, BaseModel):
        given = ((name, getattr(value, name)) for name in type(value).model_fields)
        return {name: _plain(one) for name, one in given if one is not None and not (name == "cost" and one == 0)}
    if isinstance(value, tuple | list):
        return [_plain(one) for one in value]
    if isinstance(value, Decimal | float):
        return int(value) if value == int(value) else float(value)
    return value
