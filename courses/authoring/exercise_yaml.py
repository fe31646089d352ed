"""``exercise.yaml`` from settings: a new one, or one that says others now and else stays as its author wrote it."""

from __future__ import annotations

from collections.abc import Iterable
from decimal import Decimal
from typing import Any

from pydantic import BaseModel

from courses.folders import yaml_writing
from courses.folders.content_errors import ContentError
from courses.folders.exercise_folder import SETTINGS_FILE
from courses.folders.exercise_settings import ExerciseSettings
from courses.folders.yaml_reading import read_yaml

NAMES = tuple(ExerciseSettings.model_fields)


def written(settings: ExerciseSettings) -> str:
    """Return the settings as a whole file; what has its default is left out."""
    return yaml_writing.written(_values(settings, NAMES))


def rewritten(original: str, settings: ExerciseSettings) -> str:
    """Return ``original`` with other settings: lines and comments of what stays equal are kept as they stand.

    ``ContentError`` when the original cannot be read.
    """
    before = read_yaml(SETTINGS_FILE, original.encode(), ExerciseSettings)
    different = [name for name in NAMES if getattr(before, name) != getattr(settings, name)]
    values = _values(settings, different)
    text = yaml_writing.rewritten(original, values, gone=set(different) - set(values))
    return text if _says(text, settings) else written(settings)


def _values(settings: ExerciseSettings, names: Iterable[str]) -> dict[str, Any]:
    return {name: _plain(getattr(settings, name)) for name in names if _is_worth_saying(name, settings)}


def _is_worth_saying(name: str, settings: ExerciseSettings) -> bool:
    field = ExerciseSettings.model_fields[name]
    return field.is_required() or getattr(settings, name) != field.get_default()


def _says(text: str, settings: ExerciseSettings) -> bool:
    try:
        return read_yaml(SETTINGS_FILE, text.encode(), ExerciseSettings) == settings
    except ContentError:
        return False


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
