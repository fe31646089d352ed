"""What a test can ask of a program of plain Python and NumPy."""

from __future__ import annotations

import json

import pytest

from tests.grader.testkit.conftest import Grade

VALUES = """
import numpy as np
import pandas as pd
from collections import namedtuple, deque

nothing, yes, integer, real, text, raw = None, True, -7, 2.5, "가나다", b"bytes"
huge, imaginary, infinite = 10**100, 1 + 2j, float("inf")
nested = {"a": [1, (2, 3)], 4: {5, 6}, (7, 8): None}
pair = namedtuple("Pair", "x y")(1, 2)
matrix = np.arange(6, dtype=np.int16).reshape(2, 3)
scalar = np.float32(0.5)
series = pd.Series([1.0, 2.0])
frame = pd.DataFrame({"a": [1, 2], "b": [3, 4]})
objects = np.array([1, "two", None], dtype=object)
empty_texts = np.array(["", ""])
loop = []
loop.append(loop)
counting = (n * n for n in range(4))
wide = np.zeros(10**8)

class Thing:
    def __repr__(self):
        return "Thing " + "x" * 10_000

class Hostile:
    def __repr__(self):
        raise SystemExit

thing, hostile = Thing(), Hostile()
"""


@pytest.mark.parametrize(
    ("name", "check"),
    [
        ("nothing", "v is None"),
        ("yes", "v is True"),
        ("integer", "v == -7 and type(v) is int"),
        ("real", "v == 2.5"),
        ("text", "v == '가나다'"),
        ("raw", "v == b'bytes'"),
        ("huge", "v == 10**100"),
        ("imaginary", "v == 1 + 2j"),
        ("infinite", "v == float('inf')"),
        ("nested", "v == {'a': [1, (2, 3)], 4: {5, 6}, (7, 8): None}"),
        ("pair", "v == (1, 2)"),
        ("matrix", "v.dtype == np.int16 and v.tolist() == [[0, 1, 2], [3, 4, 5]]"),
        ("scalar", "type(v) is np.float32 and v == 0.5"),
        ("series", "v.tolist() == [1.0, 2.0]"),
        ("frame", "v.shape == (2, 2)"),
        ("objects", "v == [1, 'two', None]"),
        ("empty_texts", "v.tolist() == ['', '']"),
        ("counting", "v == [0, 1, 4, 9]"),
        ("thing", "v.type_name == 'Thing' and len(v.text) <= 200 and v.handle is not None"),
    ],
)
def test_values_arrive_as_they_are(grade: Grade, name: str, check: str) -> None:
    tests = f"import numpy as np\ndef test_x(submission):\n    v = submission.value({name!r})\n    assert {check}"
    graded = grade(VALUES, tests)
    assert graded.outcomes == {"test_x": "passed"}, graded.said


@pytest.mark.parametrize("name", ["loop", "wide"])
def test_a_value_without_end_costs_its_test(grade: Grade, name: str) -> None:
    tests = f"def test_x(submission): submission.value({name!r})\ndef test_y(submission): submission.value('yes')"
    graded = grade(VALUES, tests)
    assert graded.outcomes == {"test_x": "failed", "test_y": "passed"}
    assert "too large" in graded.message("test_x")


def test_a_hostile_repr_costs_its_test(grade: Grade) -> None:
    tests = "def test_x(submission): submission.value('hostile')\ndef test_y(submission): submission.value('yes')"
    assert grade(VALUES, tests).outcomes == {"test_x": "failed", "test_y": "passed"}


@pytest.mark.parametrize(
    ("call", "outcome", "words"),
    [
        ("value('x', float)", "passed", ""),
        ("value('n', float)", "passed", ""),
        ("value('yes', int)", "failed", "`yes` should be of type `int`, but it is of type `bool`"),
        ("value('x', list)", "failed", "`x` should be of type `list`, but it is of type `float`"),
        ("value('missing')", "failed", "does not define anything named `missing`"),
        ("function('Relu')", "failed", "It does define `relu`"),
        ("function('x')", "failed", "`x` should be a function, but it is a value of type `float`"),
        ("array('rows', (2, None))", "passed", ""),
        ("array('rows', (3, 2))", "failed", "`rows` should have shape (3, 2), but it has shape (2, 2)"),
        ("array('rows', dtype='float32')", "failed", "dtype `float32`, but it has dtype `int64`"),
        ("array('ragged')", "failed", "rows have different lengths"),
        ("array('relu')", "failed", "should be an array of numbers, but it is of type `function`"),
        ("array('word')", "failed", "should be an array of numbers, but it is of type `str`"),
        ("model('x')", "failed", "`x` should be a Keras model, but it is of type `float`"),
        ("predict('x', [1])", "failed", "predict method"),
        ("compiled('x')", "failed", "should be a Keras model"),
        ("notebook", "failed", "a Python file was handed in"),
    ],
)
def test_names_and_types(grade: Grade, call: str, outcome: str, words: str) -> None:
    program = (
        "x, n, yes, word = 2.5, 3, True, 'a'\nrows, ragged = [[1, 2], [3, 4]], [[1], [2, 3]]\ndef relu(x): return x"
    )
    graded = grade(program, f"def test_x(submission): submission.{call}")
    assert graded.outcomes == {"test_x": outcome}
    assert words in graded.said


FUNCTIONS = """
import sys, time, warnings
import numpy as np

def add(a, b=1):
    return a + b

def overflow(x):
    return np.exp(x)

def write(x):
    x[0] = 100
    return x

def forever():
    while True:
        pass

def stubborn():
    while True:
        try:
            time.sleep(0.01)
        except BaseException:
            pass

def draw(n):
    return np.random.rand(n)

def use(rng):
    return rng.random()

def apply(f, x):
    return f(x, 1)

class Scaler:
    def __init__(self, mean):
        self.mean = mean

def fit(x):
    return Scaler(x.mean())

def transform(scaler, x):
    return x - scaler.mean

def batches(x):
    for row in x:
        yield row

def negative(n):
    if n < 0:
        raise KeyError("no")
    return n

def leave():
    sys.exit(3)

def read():
    return input("? ")
"""


@pytest.mark.parametrize(
    "body",
    [
        "assert f('add')(2, b=3) == 5",
        "g = f('overflow'); g(np.array([1000.0])); assert 'overflow' in g.warnings[0]",
        "g = f('overflow'); g(np.array([1.0])); assert g.warnings == []",
        "g = f('write'); g(np.zeros(3)); assert g.changed",
        "g = f('write'); g([0, 1]); assert g.changed",
        "g = f('add'); g(np.zeros(3), 1); assert not g.changed",
        "assert f('draw')(3, seed=1).tolist() == f('draw')(3, seed=1).tolist()",
        "assert submission.train('draw', 2, seed=4).shape == (2,)",
        "assert f('use')(np.random.default_rng(5)) == np.random.default_rng(5).random()",
        "assert f('apply')(f('add'), 4) == 5",
        "s = f('fit')(np.array([1.0, 3.0])); assert f('transform')(s, 5.0) == 3.0",
        "assert f('batches')(np.eye(3))[2].tolist() == [0, 0, 1]",
        "assert f('negative').error(-1) == 'KeyError'",
        "assert f('negative').error(1) is None",
        "\n    with submission.raises(LookupError): f('negative')(-1)",
        "assert submission.defines('add') and not submission.defines('sub')",
    ],
)
def test_calls(grade: Grade, body: str) -> None:
    graded = grade(FUNCTIONS, f"import numpy as np\ndef test_x(submission):\n    f = submission.function\n    {body}")
    assert graded.outcomes == {"test_x": "passed"}, graded.said


@pytest.mark.parametrize(
    ("call", "words"),
    [
        ("f('add')('a', 1)", "TypeError on line 6"),
        ("f('add')()", "missing 1 required positional argument"),
        ("f('leave')()", "ended the program"),
        ("f('read')()", "EOFError"),
        ("f('forever')(timeout=0.3)", "did not return within 0.3 s"),
        (
            "\n    with submission.raises(ValueError): f('negative')(-1)",
            "ValueError should have been raised here, but KeyError",
        ),
        (
            "\n    with submission.raises(ValueError): f('negative')(1)",
            "ValueError should have been raised here, but nothing",
        ),
    ],
)
def test_failing_calls(grade: Grade, call: str, words: str) -> None:
    other = "def test_y(submission): submission.value('add')"
    tests = f"def test_x(submission):\n    f = submission.function\n    {call}\n{other}"
    graded = grade(FUNCTIONS, tests)
    assert graded.outcomes == {"test_x": "failed", "test_y": "passed"}
    assert words in graded.message("test_x")


def test_a_public_message_holds_the_students_frames_only(grade: Grade) -> None:
    message = grade(FUNCTIONS, "def test_x(submission): submission.function('add')('a', 1)").message("test_x")
    assert "return a + b" in message
    assert "answers.py" not in message
    assert "grader/testkit" not in message


def test_a_public_message_names_an_object_as_the_student_knows_it(grade: Grade) -> None:
    tests = """
    def test_x(submission):
        first, second = submission.function("Opaque")(), submission.function("Opaque")()
        assert first == second
    def test_y(submission): submission.compiled(submission.function("Opaque")())
    """
    graded = grade("class Opaque:\n    def __repr__(self): return '<mine>'", tests)
    assert "assert <mine> == <mine>" in graded.message("test_x")
    assert "testkit" not in graded.message("test_x")
    assert "`Opaque(…)` should be a Keras model" in graded.message("test_y")


def test_code_that_cannot_be_interrupted_costs_the_later_tests_too(grade: Grade) -> None:
    tests = """
    def test_x(submission): submission.function("stubborn")(timeout=0.2)
    def test_y(submission): submission.value("add")
    def test_z(submission): assert "stubborn" in submission.source
    """
    graded = grade(FUNCTIONS, tests)
    assert graded.outcomes == {"test_x": "failed", "test_y": "failed", "test_z": "passed"}
    assert "could not be interrupted" in graded.message("test_x")
    assert "answers no more" in graded.message("test_y")
    assert graded.finished["status"] == "graded"


def test_an_argument_that_does_not_travel_is_the_authors_error(grade: Grade) -> None:
    graded = grade(FUNCTIONS, "import numpy as np\ndef test_x(submission): submission.function('add')(np.zeros(10**8))")
    assert graded.outcomes == {"test_x": "error"}


def test_source_tree_and_output(grade: Grade) -> None:
    tests = """
    import ast
    def test_x(submission):
        assert "hello" in submission.source
        assert isinstance(submission.tree.body[0], ast.Expr)
        assert submission.output == "hello\\n"
    """
    assert grade("print('hello')", tests).outcomes == {"test_x": "passed"}


def test_output_is_bounded(grade: Grade) -> None:
    tests = "def test_x(submission): assert len(submission.output) == 64 * 1024"
    assert grade("print('x' * 1_000_000)", tests).outcomes == {"test_x": "passed"}


def test_messages_travel_as_json(grade: Grade) -> None:
    graded = grade(r"x = '\ud800' * 3", "def test_x(submission): assert submission.value('x') == 1")
    assert json.loads(graded.said)
