"""Each template of a test, in the real sandbox: a right solution passes it and a wrong one fails it."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal
from pathlib import Path

import nbformat
import pytest

from courses.authoring.ready_tests import TEST_NAME, ready_tests, with_template
from courses.folders.exercise_folder import read_exercise
from grader.judging.judging import judge
from grader.models import Outcome
from sandbox import Client

SETTINGS = "title: {{en: A, ko: A}}\npoints: 10\nkind: {kind}\nenvironment: {environment}\n"
RIGHT = """
import numpy as np

def relu(x):
    return np.maximum(np.asarray(x, dtype=float), 0)

def forward(x):
    return np.asarray(x) @ np.ones((4, 3))

def probabilities(z):
    powers = np.exp(z - np.max(z))
    return powers / powers.sum()
"""
WRONG = """
import numpy as np
from scipy.special import softmax

def relu(x):
    return np.abs(x)

def forward(x):
    return np.asarray(x) @ np.ones(4)

def probabilities(z):
    return softmax(z)
"""
RIGHT_MODELS = """
import numpy as np
import keras

model = keras.Sequential([keras.Input((1,)), keras.layers.Dense(1)])
model.set_weights([np.array([[1.0]]), np.array([6.0])])
network = keras.Sequential([keras.Input((4,)), keras.layers.Dense(8, "relu"), keras.layers.Dense(3, "softmax")])
"""
WRONG_MODELS = """
import numpy as np
import keras

model = keras.Sequential([keras.Input((1,)), keras.layers.Dense(1)])
model.set_weights([np.array([[-1.0]]), np.array([6.0])])
network = keras.Sequential([keras.Input((4,)), keras.layers.Dense(8, "relu"), keras.layers.Dense(3)])
network = keras.Sequential([network, keras.layers.Dense(3, "softmax")])
"""
FIGURE = "import matplotlib.pyplot as plt\nplt.plot([1, 2])\nplt.show()\n"
CASES = {
    "": ("code", "numpy", RIGHT, WRONG),
    "keras": ("code", "keras", RIGHT_MODELS, WRONG_MODELS),
    "notebook": ("notebook", "numpy", FIGURE, "x = 1\n"),
}


def written(kind: str, source: str) -> str:
    if kind == "code":
        return source
    return str(nbformat.writes(nbformat.v4.new_notebook(cells=[nbformat.v4.new_code_cell(source)])))


def outcomes(socket: Path, needs: str, source: str, sources: Sequence[str]) -> dict[str, str]:
    """Judge a program by templates of one environment, put together in one file as the editor does."""
    kind, environment, *_ = CASES[needs]
    tests = ""
    for one in sources:
        tests = with_template(tests, one)
    suffix = ".py" if kind == "code" else ".ipynb"
    texts = {
        "exercise.yaml": SETTINGS.format(kind=kind, environment=environment),
        "prompt.en.md": "A",
        "prompt.ko.md": "A",
        f"starter{suffix}": written(kind, "x = 0\n"),
        f"solution{suffix}": written(kind, source),
        "tests/test_all.py": tests,
    }
    folder = read_exercise({path: text.encode() for path, text in texts.items()})
    verdict = judge(Client(str(socket)), folder, kind, written(kind, source))
    assert verdict.reports, verdict
    return {report.id: report.outcome for report in verdict.reports}


@pytest.mark.parametrize("needs", CASES)
def test_right_work_passes_and_wrong_work_fails(sandbox_socket: Path, needs: str) -> None:
    sources = [template.source for template in ready_tests() if template.needs == needs]
    names = {name for source in sources for name in TEST_NAME.findall(source)}
    _kind, _environment, right, wrong = CASES[needs]

    passed = outcomes(sandbox_socket, needs, right, sources)
    failed = outcomes(sandbox_socket, needs, wrong, sources)

    assert passed == dict.fromkeys(names, Outcome.PASSED)
    assert failed == dict.fromkeys(names, Outcome.FAILED)


def test_every_template_has_points_and_titles_in_both_languages() -> None:
    for template in ready_tests():
        count = len(TEST_NAME.findall(template.source))
        assert count >= 1
        assert template.source.count("@pytest.mark.points(") == count
        assert template.source.count("@pytest.mark.title(en=") == count
        assert Decimal(template.source.count(", ko=")) >= count
