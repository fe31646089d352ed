"""Work that goes wrong in every way we know, through real jails: a clear message, a final state, and the next job."""

from __future__ import annotations

import time
from dataclasses import replace
from pathlib import Path

import pytest

from courses.folders.exercise_folder import ExerciseFolder, read_exercise_directory
from courses.loading import BUNDLED_CONTENT
from grader.judging.judging import judge
from grader.judging.verdicts import Verdict
from grader.models import Outcome, State
from sandbox import Client

COURSE = BUNDLED_CONTENT / "deep-learning-with-keras"
FUNCTIONS = COURSE / "activations" / "activation-functions"
FIRST_MODEL = COURSE / "keras" / "first-dense-model"
GOOD_FUNCTIONS = (FUNCTIONS / "solution.py").read_text(encoding="utf-8")
GOOD_MODEL = (FIRST_MODEL / "solution.py").read_text(encoding="utf-8")
OURS = ("grader/testkit", "sandbox/", "site-packages/_pytest")

COULD_NOT_BE_JUDGED = {
    "syntax error": ("x = 1\ndef relu(x:\n", "line 2", {"line": 2}),
    "exception": ("def f():\n    return [][1]\nf()\n", "IndexError", {"line": 2}),
    "endless loop": ("while True: pass\n", "3 s", {}),
    "ten gigabytes": ("import numpy as np\nx = np.ones(10 * 2**30 // 8)\n", "memory", {"line": 2}),
    "ten gigabytes in pieces": ("x = []\nwhile True: x.append(bytearray(b'x' * 2**22))\n", "memory", {}),
    "sys.exit": ("import sys\nsys.exit()\n", "exit", {"line": 2}),
    "os._exit": ("import os\nos._exit(0)\n", "", {}),
    "os._exit with a code": ("import os\nos._exit(3)\n", "3", {}),
    "crash": ("import ctypes\nctypes.string_at(0)\n", "", {}),
    "input": ("name = input('name? ')\n", "input()", {"line": 1}),
    "import of what is not there": ("import torch\n", "torch", {"line": 1}),
    "no more recursion": ("def f(): f()\nf()\n", "RecursionError", {}),
}
ONE_NAME_WRONG = {
    "missing name": ("{good}\ndel relu\n", "relu"),
    "name of another type": ("{good}\nrelu = 3\n", "int"),
    "result of another type": ("{good}\ndef relu(x): return 'text'\n", "relu"),
    "result of another shape": ("{good}\ndef relu(x): return np.zeros((7, 7))\n", "7"),
    "exception in the call": ("{good}\ndef relu(x): raise KeyError('mine')\n", "KeyError"),
    "call that prints a lot": ("{good}\n_relu = relu\ndef relu(x):\n    print('x' * 2**24); return -_relu(x)\n", ""),
    "call without end": ("{good}\ndef relu(x):\n    while True: pass\n", ""),
    "call without end that catches all": (
        "{good}\ndef relu(x):\n  while True:\n    try:\n      while True: pass\n    except BaseException: pass\n",
        "",
    ),
    "process that leaves in the call": ("{good}\ndef relu(x):\n    import os; os._exit(0)\n", ""),
}
WRONG_MODELS = {
    "no Keras model": ("model = {'layers': 1}\n", "dict"),
    "a class": ("import keras\nmodel = keras.Sequential\n", ""),
    "not built": ("import keras\nmodel = keras.Sequential([keras.layers.Dense(1)])\n", "built"),
    "a layer of one's own": (
        """
import keras
class Mine(keras.layers.Layer):
    def call(self, x): return x + 6
model = keras.Sequential([keras.Input((1,)), Mine(), keras.layers.Dense(1)])
""",
        "Mine",
    ),
    "a Lambda layer": (
        "import keras\nmodel = keras.Sequential([keras.Input((1,)), keras.layers.Lambda(lambda x: x + 6)])\n",
        "Lambda",
    ),
    "weights that are nan": ("{good}\nmodel.set_weights([w * float('nan') for w in model.get_weights()])\n", "nan"),
}


@pytest.fixture(scope="module")
def functions() -> ExerciseFolder:
    """Functions of NumPy, with less time than students get, since some of what follows never ends."""
    folder = read_exercise_directory(FUNCTIONS)
    return replace(folder, limits=replace(folder.limits, seconds=3))


@pytest.fixture(scope="module")
def first_model() -> ExerciseFolder:
    return read_exercise_directory(FIRST_MODEL)


@pytest.fixture
def client(sandbox_socket: Path) -> Client:
    return Client(sandbox_socket)


def _check_texts(verdict: Verdict) -> None:
    """Every message is there in both languages, and shows nothing of ours."""
    for message in [verdict.message, *(report.message for report in verdict.reports)]:
        if message is not None:
            assert message["en"].strip()
            assert message["ko"].strip()
            assert message["ko"] != message["en"]
    assert not any(ours in verdict.detail for ours in OURS)


@pytest.mark.parametrize("name", COULD_NOT_BE_JUDGED)
def test_what_cannot_be_judged_says_why(functions: ExerciseFolder, client: Client, name: str) -> None:
    source, said, where = COULD_NOT_BE_JUDGED[name]

    began = time.monotonic()
    verdict = judge(client, functions, "code", source)

    assert verdict.status == State.FAILED
    assert verdict.message is not None
    assert said in verdict.message["en"] + verdict.detail
    assert {field: getattr(verdict, field) for field in where} == where
    assert {report.outcome for report in verdict.reports} == {Outcome.NOT_RUN}
    assert time.monotonic() - began < functions.limits.seconds + 5
    _check_texts(verdict)
    assert judge(client, functions, "code", GOOD_FUNCTIONS).score == functions.points


@pytest.mark.parametrize("name", ONE_NAME_WRONG)
def test_one_wrong_function_costs_its_own_tests_with_a_message(
    functions: ExerciseFolder, client: Client, name: str
) -> None:
    source, said = ONE_NAME_WRONG[name]

    verdict = judge(client, functions, "code", source.replace("{good}", GOOD_FUNCTIONS))

    failed = [report for report in verdict.reports if report.outcome != Outcome.PASSED]
    assert verdict.status == State.GRADED
    assert failed
    assert verdict.score is not None
    assert verdict.score < functions.points
    assert all(report.message for report in failed)
    assert any(said in report.message["en"] for report in failed if report.message)
    _check_texts(verdict)


@pytest.mark.parametrize("name", ["missing name", "name of another type", "exception in the call"])
def test_the_other_functions_keep_their_points(functions: ExerciseFolder, client: Client, name: str) -> None:
    source, _ = ONE_NAME_WRONG[name]

    verdict = judge(client, functions, "code", source.replace("{good}", GOOD_FUNCTIONS))

    alone = [report for report in verdict.reports if "tanh" in report.id]
    assert alone
    assert {report.outcome for report in alone} == {Outcome.PASSED}


@pytest.mark.parametrize("name", WRONG_MODELS)
def test_a_model_that_cannot_be_rebuilt_says_why(first_model: ExerciseFolder, client: Client, name: str) -> None:
    source, said = WRONG_MODELS[name]

    verdict = judge(client, first_model, "code", source.replace("{good}", GOOD_MODEL))

    messages = [report.message["en"] for report in verdict.reports if report.message]
    assert verdict.status == State.GRADED
    assert verdict.score is not None
    assert verdict.score < first_model.points
    assert any(said in message for message in messages), messages
    _check_texts(verdict)


def test_an_error_in_a_graph_names_the_students_lines_only(
    first_model: ExerciseFolder, client: Client, repository_root: Path
) -> None:
    source = """
import keras
import numpy as np
model = keras.Sequential([keras.Input((4,)), keras.layers.Dense(3, activation="softmax")])
model.compile(loss="sparse_categorical_crossentropy")
model.fit(np.zeros((8, 4)), np.full(8, 7), verbose=0)
"""

    verdict = judge(client, first_model, "code", source)

    told = f"{verdict.message and verdict.message['en']}\n{verdict.detail}"
    assert verdict.status == State.FAILED
    assert verdict.line == 6
    assert "Received a label value of 7" in told
    assert 'defined at (most recent call last):\n  File "main.py", line 6, in <module>\n' in told
    assert str(repository_root) not in told
    assert not any(ours in told for ours in OURS)


def test_a_gigabyte_of_output_is_cut_and_the_work_still_judged(functions: ExerciseFolder, client: Client) -> None:
    source = f"for _ in range(1024): print('x' * 2**20)\n{GOOD_FUNCTIONS}"

    verdict = judge(client, functions, "code", source)

    assert verdict.score == functions.points
    assert len(verdict.output) <= functions.limits.output_kb * 1024 + 200
