"""Reading an exercise's folder: what is in it, and everything that can be wrong with it."""

from __future__ import annotations

import json
from decimal import Decimal

import nbformat
import pytest
from django.utils.translation import override

from courses.folders.archive import pack
from courses.folders.content_errors import ContentError
from courses.folders.exercise_folder import folder_of, read_exercise
from courses.models import ExerciseVersion
from tests.courses.examples import EXERCISE_YAML, SOLUTION, STARTER, exercise_files


def notebook(*sources: str) -> bytes:
    cells = [nbformat.v4.new_code_cell(source) for source in sources]
    return str(nbformat.writes(nbformat.v4.new_notebook(cells=cells))).encode()


def problems(**changes: bytes | None) -> list[str]:
    with pytest.raises(ContentError) as refused:
        read_exercise(exercise_files(**changes))
    return [str(problem) for problem in refused.value.problems]


def yaml(old: bytes, new: bytes) -> dict[str, bytes]:
    assert old in EXERCISE_YAML
    return {"exercise.yaml": EXERCISE_YAML.replace(old, new)}


def test_a_whole_folder_is_read() -> None:
    folder = read_exercise(exercise_files())
    assert folder.title["en"] == "Double it"
    assert folder.points == Decimal(10)
    assert (folder.starter, folder.starter_format, folder.solution.content) == (STARTER, "code", SOLUTION)
    assert folder.public_files == {"numbers.csv": b"1,2,3\n"}
    assert list(folder.test_files) == ["tests/test_double.py"]
    assert folder.wrong[0].fails == ("test_any",)
    assert folder.formats == ("code",)


def test_limits_come_from_the_environment_where_they_are_not_given() -> None:
    limits = read_exercise(exercise_files(**yaml(b"kind: code", b"kind: code\nenvironment: keras"))).limits
    assert (limits.seconds, limits.memory_mb, limits.output_kb, limits.files_mb) == (60, 2048, 64, 32)


def test_a_gpu_exercise_has_room_for_a_cuda_context() -> None:
    folder = read_exercise(exercise_files(**yaml(b"kind: code", b"kind: code\ndevice: gpu\ncpu_fallback: true")))
    assert (folder.device, folder.cpu_fallback) == ("gpu", True)
    assert (folder.limits.seconds, folder.limits.memory_mb, folder.limits.gpu_memory_mb) == (120, 6144, None)


@pytest.mark.parametrize("setting", [b"cpu_fallback: true", b"limits: {gpu_memory_mb: 1000}"])
def test_settings_of_gpus_are_refused_without_one(setting: bytes) -> None:
    found = problems(**yaml(b"kind: code", b"kind: code\n" + setting))
    assert "are for exercises with device: gpu" in " ".join(found)


def test_given_limits_win() -> None:
    limits = read_exercise(exercise_files(**yaml(b"kind: code", b"kind: code\nlimits: {seconds: 2.5}"))).limits
    assert (limits.seconds, limits.memory_mb) == (2.5, 512)


def test_a_curves_goal_is_read() -> None:
    change = yaml(b"kind: code", b"kind: code\nenvironment: keras\ncurve: {metric: val_accuracy, at_least: 0.9}")
    curve = read_exercise(exercise_files(**change)).curve
    assert curve is not None
    assert (curve.metric, curve.at_least, curve.at_most) == ("val_accuracy", 0.9, None)


def test_a_decimal_number_of_points_is_exact() -> None:
    assert read_exercise(exercise_files(**yaml(b"points: 10", b"points: 2.1"))).points == Decimal("2.1")


def test_hints_are_free_unless_they_say_what_they_cost() -> None:
    more = b"  - {en: Half., ko: half, cost: 2.1}\n"
    folder = read_exercise(exercise_files(**{"exercise.yaml": EXERCISE_YAML + more}))
    assert [hint.cost for hint in folder.hints] == [0, Decimal("2.1")]


@pytest.mark.parametrize("cost", [b"10", b"10.5"])
def test_hints_must_leave_some_points(cost: bytes) -> None:
    found = problems(**{"exercise.yaml": EXERCISE_YAML + b"  - {en: All., ko: all, cost: " + cost + b"}\n"})
    assert f"the hints cost {cost.decode()} points together; that must be less than the exercise's 10" in found[0]


def test_the_solution_opens_after_full_marks_unless_said_otherwise() -> None:
    assert read_exercise(exercise_files()).solution_opens == "after_full_marks"
    files = exercise_files(**{"exercise.yaml": EXERCISE_YAML + b"solution: never\n"})
    assert read_exercise(files).solution_opens == "never"


def test_a_notebook_exercise_is_read() -> None:
    files = exercise_files(
        **yaml(b"kind: code", b"kind: notebook"),
        **{"starter.py": None, "starter.ipynb": notebook("x = 1"), "solution.py": None},
        **{"solution.ipynb": notebook("%matplotlib inline\nx = 1"), "wrong/a.ipynb": notebook("# fails: test_one\nx")},
    )
    folder = read_exercise(files)
    assert folder.starter_format == "notebook"
    assert {attempt.path: attempt.fails for attempt in folder.wrong}["wrong/a.ipynb"] == ("test_one",)


def test_cases_with_commas_in_brackets_are_one_name() -> None:
    folder = read_exercise(exercise_files(**{"wrong/a.py": b"# fails: test_any[a, b], test_one\n"}))
    assert folder.wrong[0].fails == ("test_any[a, b]", "test_one")


def test_what_chance_decides_is_read_apart_from_what_must_fail() -> None:
    folder = read_exercise(exercise_files(**{"wrong/a.py": b"# fails: test_any\n# may fail: test_one\n"}))
    assert (folder.wrong[0].fails, folder.wrong[0].may_fail) == (("test_any",), ("test_one",))


@pytest.mark.parametrize(
    ("change", "problem"),
    [
        (yaml(b"points: 10\n", b""), "exercise.yaml:1: “points” is missing"),
        (yaml(b"points: 10", b"points: 10\nsolution: soon"), "exercise.yaml:5: “solution”: must be one of"),
        (yaml(b"{en: Two times.", b"{cost: -1, en: Two times."), "exercise.yaml:7: “hints.0.cost”: must be 0 or more"),
        (yaml(b"points: 10", b"points: lots"), "exercise.yaml:4: “points”: must be a number"),
        (yaml(b"points: 10", b"points: 0"), "exercise.yaml:4: “points”: must be greater than 0"),
        (yaml(b"points: 10", b"points: 10\npoint: 1"), "exercise.yaml:5: “point” is not a known name"),
        (yaml(b"points: 10", b"points: 10\npoints: 9"), "exercise.yaml:5: “points” stands here twice"),
        (
            yaml(b"kind: code", b"kind: video"),
            "exercise.yaml:5: “kind”: must be one of 'code', 'notebook', 'either'",
        ),
        (yaml(b"  en: Double it\n", b""), "exercise.yaml:1: “title.en” is missing"),
        (yaml(b"kind: code", b"kind: code\ncurve: {metric: loss, at_most: 1}"), "curve is for exercises with Keras"),
        (
            yaml(b"kind: code", b"kind: code\nenvironment: keras\ncurve: {metric: loss}"),
            "a curve has either at_most or at_least",
        ),
        (
            yaml(b"kind: code", b"kind: code\nenvironment: keras\ncurve: {metric: loss, at_most: 1, at_least: 1}"),
            "a curve has either at_most or at_least",
        ),
        (
            yaml(b"kind: code", b"kind: code\nenvironment: keras\ncurve: {metric: '<b>', at_most: 1}"),
            "“curve.metric”",
        ),
        (yaml(b"kind: code", b"kind: code\nlimits:\n  seconds: -1"), "exercise.yaml:7: “limits.seconds”"),
        (yaml(b"kind: code", b"kind: [code"), "is not valid YAML"),
        ({"exercise.yaml": b"- a list"}, "exercise.yaml:1: must be a mapping"),
        ({"exercise.yaml": b"\xff"}, "exercise.yaml: is not UTF-8 text"),
        ({"exercise.yaml": None}, "exercise.yaml: is missing"),
        ({"prompt.ko.md": None}, "prompt.ko.md: is missing"),
        ({"prompt.ko.md": b" \n"}, "prompt.ko.md: is empty"),
        ({"prompt.en.md": b"a\nb\xff"}, "prompt.en.md:2: is not UTF-8 text"),
        ({"starter.py": None}, "starter.py: is missing"),
        ({"starter.py": b"x = 1\ndef (:\n"}, "starter.py:2: is not valid Python"),
        ({"solution.py": b"x = 1\0"}, "solution.py"),
        ({"solution.ipynb": notebook("x")}, "solution.ipynb: stands beside solution.py"),
        ({"solution.py": None, "solution.ipynb": notebook("x")}, "solution.ipynb: is a notebook, but exercise.yaml"),
        ({"tests/test_double.py": None}, "tests/test_*.py: is missing"),
        ({"tests/test_double.py": b"x = 1"}, "tests/test_double.py: holds no function named test_"),
        ({"tests/test_double.py": b"\n\ndef"}, "tests/test_double.py:3: is not valid Python"),
        ({"tests/helper.py": b"def"}, "tests/helper.py:1: is not valid Python"),
        ({"wrong/a.py": b"x = 1"}, "wrong/a.py:1: needs a line “# fails: test_…”"),
        (
            {"wrong/a.py": b"\n# fails: test_x, test_one\n"},
            "wrong/a.py:2: names the test “test_x”, which does not exist",
        ),
        (
            {"wrong/a.py": b"# fails: test_one\n# may fail: test_x\n"},
            "wrong/a.py:2: names the test “test_x”, which does not exist",
        ),
        (
            {"wrong/a.py": b"# fails: test_one\n# may fail: test_one\n"},
            "wrong/a.py:2: names “test_one”, which it must fail anyway",
        ),
        ({"wrong/a.txt": b""}, "wrong/a.txt: is neither a .py nor a .ipynb file"),
        ({"wrong/a.ipynb": b"{}"}, "wrong/a.ipynb: is not a notebook of format 4"),
        ({"data.csv": b""}, "data.csv: is not a file that an exercise has"),
        ({"more/data.csv": b""}, "more/data.csv: stands in an unknown folder"),
        ({"files/main.py": b""}, "files/main.py: has the name of the student's own work"),
        ({"files/../../etc": b""}, "files/../../etc: the path is not a plain relative one"),
    ],
)
def test_what_is_wrong_is_named(change: dict[str, bytes | None], problem: str) -> None:
    found = problems(**change)
    assert any(problem in one for one in found), found


def test_a_broken_notebook_names_its_cell() -> None:
    raw = notebook("x = 1", "def")
    found = problems(**{"solution.py": None, "solution.ipynb": raw, **yaml(b"kind: code", b"kind: either")})
    assert found == ["solution.ipynb: code cell 2 is not valid Python: invalid syntax"]


def test_a_notebook_that_is_no_json_names_its_line() -> None:
    found = problems(**{"wrong/a.ipynb": b'{\n"a": }'})
    assert found == ["wrong/a.ipynb:2: is not a notebook: Expecting value"]


def test_all_problems_come_at_once_in_order() -> None:
    found = problems(
        **yaml(b"points: 10", b"points: lots"), **{"prompt.en.md": None, "starter.py": b"def", "wrong/a.py": b""}
    )
    assert [line.partition(":")[0] for line in found] == ["exercise.yaml", "prompt.en.md", "starter.py", "wrong/a.py"]


def test_a_stored_version_is_unpacked_once() -> None:
    files = exercise_files(**{"prompt.en.md": b"unique to this test"})
    version = ExerciseVersion(content_hash=read_exercise(files).content_hash, archive=pack(files))
    first = folder_of(version)
    version.archive = b"not read again"
    assert folder_of(version) is first


def test_the_hash_follows_every_file() -> None:
    changed = exercise_files(**{"tests/data/x.json": json.dumps([1]).encode()})
    assert read_exercise(changed).content_hash != read_exercise(exercise_files()).content_hash


def test_what_is_wrong_is_said_in_the_reader_s_language() -> None:
    with override("ko"):
        found = problems(**{"prompt.en.md": None}, **yaml(b"points: 10", b"points: lots"))
    assert found == ["exercise.yaml:4: “points”: 숫자여야 합니다", "prompt.en.md: 파일이 없습니다"]
