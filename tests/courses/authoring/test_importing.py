"""Zips that are brought into a working copy, and the way there and back."""

from __future__ import annotations

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from accounts.models import User
from courses.authoring import working_copy
from courses.authoring.importing import bring_in, course_in, effect_of, exercise_in
from courses.authoring.publishing import publish_texts
from courses.folders.archive import COURSE_LIMITS, pack, paths_problems, read_directory
from courses.folders.content_errors import ContentError
from courses.loading import BUNDLED_CONTENT
from courses.models import Action, AuditEntry, Course, Exercise
from tests.courses.authors import person
from tests.courses.examples import exercise_files

PARTS = st.from_regex(r"[a-zA-Z0-9가-힣_-]{1,12}", fullmatch=True)
PATHS = st.lists(PARTS, min_size=1, max_size=3).map("/".join)
FOLDERS = st.dictionaries(PATHS, st.binary(max_size=300), max_size=6).map(
    lambda files: {**files, "exercise.yaml": b"title: x"}
)


def import_into(course: Course, author: User, folder: str, archive: bytes) -> None:
    files = exercise_in(archive) if folder else course_in(archive)
    assert bring_in(course, author, folder, files, effect_of(course, author, folder, files).seen)


@given(FOLDERS.filter(lambda files: not paths_problems(files)))
@settings(max_examples=30, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_out_in_and_out_again_gives_the_same_bytes(written: Course, ina: User, files: dict[str, bytes]) -> None:
    archive = pack(files)

    import_into(written, ina, "basics/double", archive)

    assert pack(working_copy.files_under(written, "basics/double")) == archive


def test_the_bundled_course_comes_back_as_it_went(written: Course, ina: User) -> None:
    archive = pack(read_directory(BUNDLED_CONTENT / "deep-learning-with-keras", COURSE_LIMITS))

    import_into(written, ina, "", archive)

    assert pack(working_copy.files_under(written)) == archive
    assert len(working_copy.files_under(written)) > 1000
    assert Exercise.objects.count() == 37


def test_hidden_files_and_a_folder_at_the_top_are_left_out() -> None:
    files = exercise_files()
    zipped = {f"double/{path}": content for path, content in files.items()}

    assert exercise_in(pack({**zipped, "__MACOSX/double/._a": b"", "double/.git/config": b""})) == files


@pytest.mark.parametrize(
    ("files", "complaint"),
    [
        ({"readme.md": b""}, r"exercise\.yaml: is missing"),
        ({"a/exercise.yaml": b"", "b/x": b""}, r"exercise\.yaml: is missing"),
        ({"exercise.yaml": b"", "../x": b""}, "not a plain relative one"),
    ],
)
def test_a_zip_that_is_no_exercise_is_refused(files: dict[str, bytes], complaint: str) -> None:
    with pytest.raises(ContentError, match=complaint):
        exercise_in(pack(files))


def test_a_course_whose_outline_cannot_be_read_is_refused_with_every_reason() -> None:
    files = {"course.yaml": b"units: []\n", "basics/unit.yaml": b"title: {en: B, ko: b}\n"}

    with pytest.raises(ContentError) as refused:
        course_in(pack(files))

    assert {problem.file for problem in refused.value.problems} == {"course.yaml", "basics/unit.yaml"}


def test_what_would_be_replaced_is_known_before(written: Course, ina: User) -> None:
    files = {**exercise_files(**{"files/numbers.csv": None, "starter.py": b"new\n"}), "tests/data/a.csv": b"1"}

    effect = effect_of(written, ina, "basics/double", files)

    assert (effect.added, effect.replaced, effect.removed) == (
        ("tests/data/a.csv",),
        ("starter.py",),
        ("files/numbers.csv",),
    )
    assert effect.of_others == ()


def test_unpublished_edits_of_others_are_named(written: Course, ina: User) -> None:
    publish_texts(written, ina)
    second = person("Second")
    files = working_copy.files_under(written)
    files = {path: content for path, content in files.items() if not path.startswith("basics/double")}
    files["basics/unit.yaml"] = files["basics/unit.yaml"].replace(b"  - double\n", b" []\n")

    effect = effect_of(written, second, "", files)

    assert {file.path.split("/")[1] for file in effect.of_others} == {"double", "unit.yaml"}
    assert {file.saved_by for file in effect.of_others} == {ina}
    assert "basics/unit.yaml" in effect.replaced


def test_who_has_seen_something_else_replaces_nothing(written: Course, ina: User) -> None:
    files = exercise_files(**{"starter.py": b"zip\n"})
    seen = effect_of(written, ina, "basics/double", files).seen
    starter = working_copy.find(written, "basics/double/starter.py")
    assert starter is not None
    working_copy.save(written, person("Second"), starter.path, b"theirs\n", starter.revision)

    assert not bring_in(written, ina, "basics/double", files, seen)

    assert working_copy.files_under(written, "basics/double")["starter.py"] == b"theirs\n"


def test_an_import_is_audited_and_follows_the_settings(written: Course, ina: User) -> None:
    settings_file = exercise_files()["exercise.yaml"].replace(b"Double it", b"Triple it")

    import_into(written, ina, "basics/double", pack(exercise_files(**{"exercise.yaml": settings_file})))

    assert Exercise.objects.get().title["en"] == "Triple it"
    assert AuditEntry.objects.get(action=Action.CONTENT).subject == "basics/double"


def test_a_path_too_long_for_the_course_is_refused(written: Course, ina: User) -> None:
    files = {"exercise.yaml": b"", f"files/{'x' * 190}": b""}

    with pytest.raises(ContentError, match="longer than 200"):
        import_into(written, ina, "basics/double", pack(files))

    assert "starter.py" in working_copy.files_under(written, "basics/double")
