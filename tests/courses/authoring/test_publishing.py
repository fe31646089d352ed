"""Publishing the texts of a working copy."""

from __future__ import annotations

from pathlib import Path

import pytest

from accounts.models import User
from courses.authoring import working_copy
from courses.authoring.outline_edits import remove
from courses.authoring.outline_items import Item, Part
from courses.authoring.publishing import publish_texts, text_changes
from courses.authoring.working_outline import State, has_changes, read_outline
from courses.folders.archive import content_hash, pack
from courses.folders.content_errors import ContentError
from courses.models import Action, AuditEntry, Course, Exercise, ExerciseVersion, Lesson, Unit, UnitFile
from tests.courses.authors import site_course


def write(course: Course, author: User, path: str, content: bytes) -> None:
    found = working_copy.find(course, path)
    working_copy.save(course, author, path, content, found.revision if found else working_copy.NEW)


def publish_exercise(course: Course) -> ExerciseVersion:
    """Stand in for the grader's publishing."""
    files = working_copy.files_under(course, "basics/double")
    exercise = Exercise.objects.get()
    exercise.current = ExerciseVersion.objects.create(
        exercise=exercise, content_hash=content_hash(files), archive=pack(files)
    )
    exercise.save()
    return exercise.current


def test_texts_are_published_without_exercises(written: Course, ina: User) -> None:
    changes = publish_texts(written, ina)

    assert changes == [
        "demo: changed",
        "demo/basics: shown",
        "demo/basics/lessons/lesson: created",
        "demo/basics/figures/plot.svg: created",
    ]
    assert (Lesson.objects.get().title["en"], Unit.objects.get().retired) == ("Doubling", False)
    assert bytes(UnitFile.objects.get().content) == b"<svg/>"
    assert Exercise.objects.get().current is None


def test_publishing_again_changes_nothing_and_is_not_audited(written: Course, ina: User) -> None:
    publish_texts(written, ina)

    assert publish_texts(written, ina) == []
    assert AuditEntry.objects.filter(action=Action.PUBLICATION).count() == 1


def test_what_would_change_is_known_before_and_nothing_is_stored(written: Course, ina: User) -> None:
    foreseen = [str(change) for change in text_changes(written)]

    assert not Lesson.objects.exists()
    assert publish_texts(written, ina) == foreseen


def test_broken_texts_change_nothing_and_are_all_named(written: Course, ina: User) -> None:
    write(written, ina, "basics/lesson.en.md", b"no title\n\n![x](figures/none.svg)\n")
    write(written, ina, "basics/unit.yaml", b"title: {en: B, ko: b}\nsummary: {en: B}\nlessons: [lesson]\n")

    with pytest.raises(ContentError) as refused:
        publish_texts(written, ina)

    assert [str(problem) for problem in refused.value.problems] == ["basics/unit.yaml:2: “summary.ko” is missing"]
    assert not Lesson.objects.exists()


def test_a_half_written_exercise_keeps_no_text_back(written: Course, ina: User) -> None:
    write(written, ina, "basics/double/solution.py", b"def (")

    assert "demo/basics/lessons/lesson: created" in publish_texts(written, ina)


def test_what_was_removed_is_retired_with_its_work_and_lessons_go(written: Course, ina: User) -> None:
    publish_texts(written, ina)
    version = publish_exercise(written)
    write(written, ina, "basics/lesson.en.md", b"# Doubling\n")
    remove(written, ina, Item(part=Part.EXERCISE, unit="basics", slug="double"))
    assert Exercise.objects.get().current == version
    remove(written, ina, Item(part=Part.LESSON, unit="basics", slug="lesson"))

    changes = publish_texts(written, ina)

    assert changes == ["demo/basics/lessons/lesson: deleted", "demo/basics/double: retired"]
    assert (Exercise.objects.get().current, ExerciseVersion.objects.get(), Lesson.objects.count()) == (None, version, 0)


def test_the_outline_tells_the_state_of_every_part(written: Course, ina: User) -> None:
    before = read_outline(written).units[0]
    publish_texts(written, ina)
    publish_exercise(written)
    published = read_outline(written)
    write(written, ina, "basics/lesson.ko.md", b"# Doubling\n")
    write(written, ina, "basics/double/tests/data/more.csv", b"1")
    write(written, ina, "basics/figures/plot.svg", b"<svg></svg>")

    changed = read_outline(written).units[0]

    states = [(unit.state, unit.lessons[0].state, unit.exercises[0].state) for unit in (before, changed)]
    assert states == [(State.UNPUBLISHED,) * 3, (State.CHANGED,) * 3]
    assert not published.has_changes


def test_has_changes_follows_every_save_and_publication(written: Course, ina: User) -> None:
    publish_texts(written, ina)
    publish_exercise(written)
    seen = [has_changes(written)]
    write(written, ina, "basics/lesson.ko.md", b"# Other\n")
    seen.append(has_changes(written))
    publish_texts(written, ina)
    seen.append(has_changes(written))

    assert seen == [False, True, False]


@pytest.mark.parametrize(
    ("korean", "gaps"),
    [
        (None, ("Korean is missing",)),
        (b"# Doubling\n\nSame.\n", ("The text is the same in both languages",)),
        ("# Doubling\n\n다름.\n".encode(), ("The title is the same in both languages",)),
        ("# 두 배\n\n다름.\n".encode(), ()),
    ],
)
def test_missing_translations_are_named(tmp_path: Path, ina: User, korean: bytes | None, gaps: tuple[str, ...]) -> None:
    texts = {"basics/lesson.en.md": b"# Doubling\n\nSame.\n", "basics/lesson.ko.md": korean}
    course = site_course(ina, **texts)

    assert read_outline(course).units[0].lessons[0].gaps == gaps


def test_windows_line_ends_are_no_change(tmp_path: Path, ina: User) -> None:
    course = site_course(ina, **{"basics/lesson.en.md": b"# Doubling\r\n\r\nText.\r\n"})
    publish_texts(course, ina)

    assert read_outline(course).units[0].lessons[0].state == State.PUBLISHED


def test_a_broken_course_still_has_an_outline(tmp_path: Path, ina: User) -> None:
    course = site_course(ina, **{"course.yaml": b"units: [", "basics/double/exercise.yaml": b"x: ["})

    outline = read_outline(course)

    assert [problem.file for problem in outline.problems] == ["course.yaml"]
    assert (outline.units[0].slug, outline.units[0].exercises[0].kind) == ("basics", None)
