"""The assignments of the comparison, in the words of no tool: a student's cells, the files beside them, and the tests.

A test's code sees the student's names. `benchmarks.peers.writing` puts the same code into each tool's own form.
"""

from __future__ import annotations

import json
from dataclasses import dataclass, field

from benchmarks.floor import REPOSITORY, with_epochs

IRIS = REPOSITORY / "courses" / "content" / "deep-learning-with-keras" / "keras" / "iris-classifier"
EPOCHS = 5


@dataclass(frozen=True, kw_only=True)
class Check:
    """One test, worth a point: ``code`` asserts something of the student's ``names``."""

    name: str
    names: tuple[str, ...]
    code: str
    hidden: bool = False


@dataclass(frozen=True, kw_only=True)
class Assignment:
    """What is handed in and how it is judged; a right solution earns a point for each check.

    ``functions`` says whether the checks' names are functions; else they are Keras models.
    """

    name: str
    environment: str
    cells: tuple[str, ...]
    checks: tuple[Check, ...]
    functions: bool
    files: dict[str, bytes] = field(default_factory=dict)


def all_assignments() -> tuple[Assignment, Assignment]:
    """Return the NumPy functions and the iris network."""
    return numpy_functions(), iris()


def numpy_functions() -> Assignment:
    """Return an hour's work on four functions, judged by six tests, three of them hidden."""
    return Assignment(
        name="functions",
        environment="numpy",
        cells=("import numpy as np", _SIGMOID, _RELU, _SOFTMAX, _CROSS_ENTROPY),
        functions=True,
        checks=(
            Check(name="sigmoid", names=("sigmoid",), code=_CHECK_SIGMOID),
            Check(name="relu", names=("relu",), code=_CHECK_RELU),
            Check(name="softmax", names=("softmax",), code=_CHECK_SOFTMAX),
            Check(name="sigmoid_far_out", names=("sigmoid",), code=_CHECK_FAR_OUT, hidden=True),
            Check(name="softmax_far_out", names=("softmax",), code=_CHECK_LARGE, hidden=True),
            Check(name="cross_entropy", names=("softmax", "cross_entropy"), code=_CHECK_ENTROPY, hidden=True),
        ),
    )


def iris() -> Assignment:
    """Return the bundled iris notebook with 177,219 parameters and 5 epochs, judged by three tests, two hidden."""
    cells = json.loads((IRIS / "solution.ipynb").read_text(encoding="utf-8"))["cells"]
    sources = ["".join(cell["source"]) for cell in cells if cell["cell_type"] == "code"]
    rows = f"rows = np.array({_rows('hidden')})\nx, species = rows[:, :4].astype('float32'), rows[:, 4].astype(int)"
    outputs = f"import numpy as np\n\n{rows}\noutputs = np.asarray(model(x), dtype=float)"
    return Assignment(
        name="iris",
        environment="keras",
        cells=tuple(with_epochs(source, EPOCHS) if "epochs=20" in source else source for source in sources),
        functions=False,
        files={"iris_train.csv": (IRIS / "files" / "iris_train.csv").read_bytes()},
        checks=(
            Check(name="parameters", names=("model",), code="assert model.count_params() == 177_219"),
            Check(name="accuracy", names=("model",), code=f"{outputs}\n{_ACCURATE}", hidden=True),
            Check(name="loss", names=("model",), code=f"{outputs}\n{_SURE}", hidden=True),
        ),
    )


def _rows(name: str) -> list[list[float]]:
    lines = (IRIS / "tests" / "data" / f"{name}.csv").read_text(encoding="utf-8").splitlines()[1:]
    return [[float(number) for number in line.split(",")] for line in lines]


_SIGMOID = '''def sigmoid(x):
    """Return 1 / (1 + exp(-x)), without overflow for large negative x."""
    x = np.asarray(x, dtype=float)
    e = np.exp(-np.abs(x))
    return np.where(x >= 0, 1 / (1 + e), e / (1 + e))'''
_RELU = '''def relu(x):
    """Return x where it is positive, else 0."""
    return np.maximum(x, 0)'''
_SOFTMAX = '''def softmax(z):
    """Return the probabilities of each row of z."""
    e = np.exp(z - np.max(z, axis=-1, keepdims=True))
    return e / e.sum(axis=-1, keepdims=True)'''
_CROSS_ENTROPY = '''def cross_entropy(p, y):
    """Return the mean of -log p of the right classes y."""
    return -np.log(np.asarray(p)[np.arange(len(y)), y]).mean()'''

_CHECK_SIGMOID = """import numpy as np

x = np.linspace(-5, 5, 101)
got = sigmoid(x)
assert got.shape == x.shape
assert np.allclose(got, 1 / (1 + np.exp(-x)))"""
_CHECK_RELU = """import numpy as np

x = np.array([[-2.0, 0.0, 3.0], [1.5, -0.5, 0.25]])
assert np.array_equal(relu(x), [[0, 0, 3], [1.5, 0, 0.25]])"""
_CHECK_SOFTMAX = """import numpy as np

z = np.array([[1.0, 2.0, 3.0], [0.0, 0.0, 0.0]])
got = softmax(z)
assert np.allclose(got.sum(axis=1), 1)
assert np.allclose(got[0], [0.09003057, 0.24472847, 0.66524096])"""
_CHECK_FAR_OUT = """import numpy as np

got = sigmoid(np.array([-800.0, 800.0]))
assert np.isfinite(got).all()
assert np.allclose(got, [0, 1])"""
_CHECK_LARGE = """import numpy as np

got = softmax(np.array([[1000.0, 1000.0], [-1000.0, 0.0]]))
assert np.allclose(got, [[0.5, 0.5], [0, 1]])"""
_CHECK_ENTROPY = """import numpy as np

p = softmax(np.array([[2.0, 0.0], [0.0, 1.0], [3.0, 3.0]]))
assert np.isclose(cross_entropy(p, np.array([0, 1, 1])), 0.37777892)"""
_ACCURATE = "assert (outputs.argmax(axis=1) == species).mean() >= 0.6"
_SURE = "assert -np.log(np.clip(outputs[np.arange(len(species)), species], 1e-7, 1)).mean() <= 0.9"
