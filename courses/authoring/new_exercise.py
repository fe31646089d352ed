"""Making the folder of a new exercise: a small whole one that verifies as it stands, to be rewritten step by step."""

from __future__ import annotations

import json
import re
from pathlib import Path

import yaml

from courses.folders.archive import read_directory
from courses.folders.course_folder import COURSE_FILE, SLUG, UNIT_FILE, course_directories
from courses.folders.exercise_folder import SETTINGS_FILE
from courses.folders.exercise_settings import DEFAULT_LIMITS
from courses.folders.yaml_reading import load_plain
from courses.text import LANGUAGES, Text

STARTING_POINTS = Path(__file__).parents[1] / "starting_points"
KINDS = tuple(sorted(path.parent.name for path in STARTING_POINTS.glob(f"*/{SETTINGS_FILE}")))
LIST = re.compile(
    r"^exercises:(?P<inline>[ \t]*\[.*\])?(?P<note>[ \t]*(?:#.*)?)\n"
    r"(?P<items>(?:(?:[ \t]*(?:#.*)?\n)*[ \t]*-[ \t]+\S.*\n)*)",
    re.MULTILINE,
)


class NotMade(ValueError):
    """The exercise was not made; the message says why and what to do."""


def make_exercise(content: Path, name: str, kind: str, environment: str) -> Path:
    """Make the exercise ``unit/exercise`` (or ``course/unit/exercise``) and list it in its unit; return its folder.

    Raises `NotMade` for a name that is none, an unknown unit, an exercise that exists, or a unit's list that is not
    understood.
    """
    unit_name, _, slug = name.strip("/").rpartition("/")
    if not unit_name:
        raise NotMade(f"“{name}” lacks its unit: write UNIT/NAME, such as activations/{slug or 'leaky-relu'}.")
    unit = _unit(content, unit_name)
    if not re.fullmatch(SLUG, slug):
        raise NotMade(f"“{slug}” is no name for an exercise: use small letters, digits and single hyphens.")
    folder = unit / slug
    if folder.exists():
        raise NotMade(f"{folder} exists already.")
    listing = _listing(unit / UNIT_FILE, slug)
    title = slug.replace("-", " ").capitalize()
    for path, file in starting_files(kind, environment, {"en": title, "ko": title}).items():
        (folder / path).parent.mkdir(parents=True, exist_ok=True)
        (folder / path).write_bytes(file)
    (unit / UNIT_FILE).write_text(listing, encoding="utf-8")
    return folder


def starting_files(kind: str, environment: str, title: Text) -> dict[str, bytes]:
    """Return the files of a small whole exercise of a kind (`KINDS`), which verifies as it stands."""
    files = read_directory(STARTING_POINTS / kind)
    limits = ", ".join(f"{limit}: {value:g}" for limit, value in DEFAULT_LIMITS[environment].items())
    values = {"ENVIRONMENT": environment, "LIMITS": limits}
    values |= {f"TITLE_{language.upper()}": _quoted(title[language]) for language in LANGUAGES}
    text = re.sub("|".join(values), lambda found: values[found[0]], files[SETTINGS_FILE].decode())
    return {**files, SETTINGS_FILE: text.encode()}


def _unit(content: Path, name: str) -> Path:
    units = {
        f"{course.name}/{file.parent.name}": file.parent
        for course in course_directories(content)
        for file in sorted(course.glob(f"*/{UNIT_FILE}"))
    }
    found = [unit for full, unit in units.items() if name in (full, full.partition("/")[2])]
    if len(found) == 1:
        return found[0]
    known = ", ".join(units) or f"none; a course has a {COURSE_FILE}, and each of its units a {UNIT_FILE}"
    raise NotMade(f"There is {'no' if not found else 'more than one'} unit “{name}” in {content}. Known: {known}.")


def _listing(unit_file: Path, slug: str) -> str:
    """Return a unit's settings with ``slug`` at the end of its exercises, every other line as it is."""
    text = unit_file.read_text(encoding="utf-8")
    text = text if text.endswith("\n") else text + "\n"
    before = _exercises(text)
    item = _quoted(slug)
    for longer in (LIST.sub(lambda found: _longer(found, item), text, count=1), f"{text}exercises:\n  - {item}\n"):
        if _exercises(longer) == [*before, slug]:
            return longer
    raise NotMade(f"{unit_file} lists its exercises in an unusual way. Write them one a line, each behind a hyphen.")


def _quoted(text: str) -> str:
    """Return text as YAML inside of brackets, in quotes where it would be something else without: ``on``, ``2024``."""
    try:
        return text if yaml.safe_load(f"[{text}]") == [text] else json.dumps(text, ensure_ascii=False)
    except yaml.YAMLError:
        return json.dumps(text, ensure_ascii=False)


def _exercises(text: str) -> list[object]:
    """Return the exercises that a unit's settings list; a key that stands there twice is no list."""
    try:
        settings = load_plain(text)
    except yaml.YAMLError:
        return [None]
    listed = settings.get("exercises") if isinstance(settings, dict) else None
    is_single = len(re.findall(r"^exercises:", text, re.MULTILINE)) <= 1
    return list(listed or []) if is_single and isinstance(listed, list | None) else [None]


def _longer(found: re.Match[str], item: str) -> str:
    if inline := (found["inline"] or "").strip("[] "):
        return f"exercises: [{inline}, {item}]{found['note']}\n{found['items']}"
    *_, last = re.findall(r"^[ \t]*(?=-)", found["items"], re.MULTILINE) or ["  "]
    return f"exercises:{found['note']}\n{found['items']}{last}- {item}\n"
