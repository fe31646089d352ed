"""Making the folder of a new exercise: a small whole one that verifies as it stands, to be rewritten step by step."""

from __future__ import annotations

import re
import shutil
from pathlib import Path

from courses.course_folder import SLUG, UNIT_FILE, course_directories
from courses.exercise_folder import SETTINGS_FILE
from courses.exercise_settings import DEFAULT_LIMITS

STARTING_POINTS = Path(__file__).parent / "starting_points"
KINDS = tuple(sorted(path.name for path in STARTING_POINTS.iterdir() if path.is_dir()))
LIST = re.compile(r"^exercises:[ \t]*(?P<inline>\[.*\])?[ \t]*\n(?P<items>(?:[ \t]*-[ \t]+\S.*\n)*)", re.MULTILINE)


class NotMade(ValueError):  # noqa: N818
    """The exercise was not made; the message says why and what to do."""


def make_exercise(content: Path, name: str, kind: str, environment: str) -> Path:
    """Make the exercise ``unit/exercise`` (or ``course/unit/exercise``) and list it in its unit; return its folder.

    Raises `NotMade` for a name that is none, an unknown unit, or an exercise that exists.
    """
    unit_name, _, slug = name.strip("/").rpartition("/")
    unit = _unit(content, unit_name)
    if not re.fullmatch(SLUG, slug):
        raise NotMade(f"“{slug}” is no name for an exercise: use small letters, digits and single hyphens.")
    folder = unit / slug
    if folder.exists():
        raise NotMade(f"{folder} exists already.")
    shutil.copytree(STARTING_POINTS / kind, folder)
    _fill_in(folder / SETTINGS_FILE, slug, environment)
    _list(unit / UNIT_FILE, slug)
    return folder


def _unit(content: Path, name: str) -> Path:
    units = {
        f"{course.name}/{file.parent.name}": file.parent
        for course in course_directories(content)
        for file in sorted(course.glob(f"*/{UNIT_FILE}"))
    }
    found = [unit for full, unit in units.items() if name in (full, full.partition("/")[2])]
    if len(found) == 1:
        return found[0]
    known = ", ".join(units) or "none"
    raise NotMade(f"There is {'no' if not found else 'more than one'} unit “{name}” in {content}. Known: {known}.")


def _fill_in(settings: Path, slug: str, environment: str) -> None:
    title = slug.replace("-", " ").capitalize()
    limits = ", ".join(f"{limit}: {value:g}" for limit, value in DEFAULT_LIMITS[environment].items())
    text = settings.read_text(encoding="utf-8")
    values = {"TITLE_EN": title, "TITLE_KO": title, "ENVIRONMENT": environment, "LIMITS": limits}
    for placeholder, value in values.items():
        text = text.replace(placeholder, value)
    settings.write_text(text, encoding="utf-8")


def _list(unit_file: Path, slug: str) -> None:
    """Add ``slug`` at the end of the unit's exercises, leaving every other line as it is."""
    text = unit_file.read_text(encoding="utf-8")
    text = text if text.endswith("\n") else text + "\n"
    unit_file.write_text(LIST.sub(lambda found: _longer(found, slug), text, count=1), encoding="utf-8")
    if slug not in unit_file.read_text(encoding="utf-8"):
        unit_file.write_text(f"{text}exercises:\n  - {slug}\n", encoding="utf-8")


def _longer(found: re.Match[str], slug: str) -> str:
    inline = (found["inline"] or "").strip("[] ")
    if inline:
        return f"exercises: [{inline}, {slug}]\n{found['items']}"
    return f"exercises:\n{found['items']}  - {slug}\n"
