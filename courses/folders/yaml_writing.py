"""Writes YAML as a person would, and changes parts of a file without touching the others."""

from __future__ import annotations

import re
from collections.abc import Collection
from typing import Any

import yaml

from courses.folders.yaml_reading import compose_plain, load_plain

WIDTH = 110
RARE_BREAK = re.compile("[\r\x85\u2028\u2029]")
"""Ends of lines that YAML would take for ordinary ones outside of quotes."""
LONG = 80
"""Characters from which on a text gets lines of its own, and a mapping one for each name."""


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


def written(values: dict[str, Any]) -> str:
    """Return the values as YAML, in their order, with Hangul as it is; a short mapping is one line."""
    return "".join(_block(name, value) for name, value in values.items()) or "{}\n"


def rewritten(text: str, values: dict[str, Any], gone: Collection[str] = ()) -> str:
    """Return YAML with other values under some names, and without those that are ``gone``.

    What stands under other names stays as it is, comments included. Comments inside of what changes are lost, and all
    of them where the file is written in a way that cannot be kept. ``ValueError`` for a text that is no mapping.
    """
    before = _mapping(text)
    changed = {name: value for name, value in values.items() if name not in before or before[name] != value}
    blocks = {name: _block(name, value) for name, value in changed.items()} | dict.fromkeys(gone, "")
    wanted = {name: value for name, value in {**before, **changed}.items() if name not in gone}
    try:
        kept = text
        for name, block in blocks.items():
            kept = _with_block(kept, name, block)
        return kept if _mapping(kept) == wanted else written(wanted)
    except (ValueError, yaml.YAMLError):
        return written(wanted)


def _block(name: str, value: Any) -> str:
    if isinstance(value, dict):
        line = _dumped(name, value, flow=None, width=10 * WIDTH)
        if len(line) <= LONG and line.count("\n") == 1:
            return line
    return _dumped(name, value, flow=False, width=WIDTH)


def _dumped(name: str, value: Any, *, flow: bool | None, width: int) -> str:
    return yaml.dump(
        {name: value}, Dumper=_Dumper, allow_unicode=True, sort_keys=False, default_flow_style=flow, width=width
    )


def _mapping(text: str) -> dict[str, Any]:
    try:
        found = load_plain(text)
    except yaml.YAMLError as error:
        raise ValueError(str(error)) from error
    if not isinstance(found, dict):
        raise ValueError("is no mapping")  # noqa: TRY004  # It is wrong, whatever its type.
    return found


def _with_block(text: str, name: str, block: str) -> str:
    lines = text.splitlines(keepends=True)
    root = compose_plain(text)
    keys = [key for key, _ in root.value] if isinstance(root, yaml.MappingNode) else []
    starts = [key.start_mark.line for key in keys]
    place = next((index for index, key in enumerate(keys) if key.value == name), None)
    if place is None:
        return (text if text.endswith("\n") else f"{text}\n") + block
    end = starts[place + 1] if place + 1 < len(starts) else len(lines)
    while end > starts[place] + 1 and _is_aside(lines[end - 1]):
        end -= 1
    return "".join([*lines[: starts[place]], block, *lines[end:]])


def _is_aside(line: str) -> bool:
    """Whether a line belongs to none of the names: it is empty, or a comment that begins where names do."""
    return not line.strip() or line.startswith("#")
