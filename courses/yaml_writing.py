"""Writes ``course.yaml`` and ``unit.yaml`` as a person would, and changes parts of one without touching the others."""

from __future__ import annotations

from typing import Any

import yaml

from courses.yaml_reading import compose_plain, load_plain

WIDTH = 110


class _Dumper(yaml.SafeDumper):
    """Indents lists below their name."""

    def increase_indent(self, flow: bool = False, indentless: bool = False) -> None:
        """Indent lists, too."""
        super().increase_indent(flow, indentless=False)

    def ignore_aliases(self, data: Any) -> bool:
        """Write what stands in two places twice: aliases are refused when it is read."""
        return True


def written(values: dict[str, Any]) -> str:
    """Return the values as YAML, in their order, with Hangul as it is."""
    return yaml.dump(values, Dumper=_Dumper, allow_unicode=True, sort_keys=False, default_flow_style=False, width=WIDTH)


def rewritten(text: str, values: dict[str, Any]) -> str:
    """Return YAML with other values under some names; what stands under other names stays as it is, comments included.

    Comments inside of what changes are lost, and all of them where the file is written in a way that cannot be kept.
    ``ValueError`` for a text that is no mapping.
    """
    before = _mapping(text)
    changed = {name: value for name, value in values.items() if before.get(name) != value}
    wanted = {**before, **changed}
    try:
        kept = text
        for name, value in changed.items():
            kept = _with_block(kept, name, written({name: value}))
        return kept if _mapping(kept) == wanted else written(wanted)
    except (ValueError, yaml.YAMLError):
        return written(wanted)


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
