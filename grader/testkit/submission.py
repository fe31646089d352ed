"""The ``submission`` fixture: what a test can ask of a student's program."""

from __future__ import annotations

import ast
import functools
from contextlib import AbstractContextManager
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np

from grader.testkit.asking import Asker
from grader.testkit.checks import THE_RESULT, as_array, check_shape
from grader.testkit.concealing import mark
from grader.testkit.failures import BadAnswer, MissingName, WrongShape, WrongType
from grader.testkit.functions import SubmittedFunction, expect_raised, from_wire, target_of, to_wire
from grader.testkit.notebook import HandedIn, Notebook, with_outputs
from grader.testkit.protocol import MAX_OUTPUT_CHARACTERS, Ask
from grader.testkit.values import Opaque, contains_nan

if TYPE_CHECKING:
    from numpy.typing import DTypeLike, NDArray

Target = str | Opaque
Shape = tuple[int | None, ...]
_STAND_INS: dict[type, tuple[type, ...]] = {
    float: (float, int, np.floating, np.integer),
    int: (int, np.integer),
    bool: (bool, np.bool_),
    str: (str, np.str_),
}


class Submission:
    """A student's program, running in the other jail. Everything that comes back from there has been checked.

    What is *rebuilt* or *read* here (``model``, ``source``, ``tree``, a notebook's sources) is a fact; what comes back
    from a call (``value``, ``function``, ``predict``, ``train``, ``fit``'s history, ``compiled``, outputs) is what the
    student's process reports.
    """

    def __init__(self, asker: Asker, folder: Path) -> None:
        self._asker = asker
        self._file = HandedIn(folder)
        self._functions: set[str] = set()

    def __repr__(self) -> str:
        return "<the submission>"

    @property
    def seed(self) -> int:
        """0 in every grading; ``manage.py verify --seeds`` tries others, to see how the measures spread.

        A test that makes random data or a generator for the student's function uses it, so that they vary, too:
        ``np.random.default_rng([7, submission.seed])``.
        """
        return self._asker.seed

    def value(self, name: str, kind: type | None = None) -> Any:
        """Return the value called ``name``. Raises ``MissingName``, or ``WrongType`` when it is no ``kind``.

        ``float`` takes integers and NumPy scalars too, ``int`` NumPy integers; ``bool`` is no ``int`` here.
        """
        value = from_wire(self._asker.ask(Ask.GET, **target_of(name)), name)
        if kind is not None and not _is_a(value, kind):
            raise WrongType.of("wrong_type", name=name, wanted=kind.__name__, found=kind_name(value))
        return value

    def array(self, name_or_value: Any, shape: Shape | None = None, dtype: DTypeLike | None = None) -> NDArray[Any]:
        """Return a name's value, or a value, as an array of numbers; lists and scalars will do.

        ``shape`` may hold ``None`` for any length; ``dtype`` is compared, never converted to. Raises ``WrongType``
        or ``WrongShape``.
        """
        named = isinstance(name_or_value, str)
        value = self.value(name_or_value) if named else name_or_value
        what = f"`{name_or_value}`" if named else THE_RESULT
        array = as_array(value, what)
        if shape is not None:
            check_shape(array, shape, what)
        if dtype is not None and array.dtype != np.dtype(dtype):
            raise WrongShape.of("wrong_dtype", name=what, wanted=np.dtype(dtype), found=array.dtype)
        return array

    def function(self, name: str) -> SubmittedFunction:
        """Return the student's function ``name``, to be called. Raises ``MissingName`` or ``WrongType``."""
        if name not in self._functions:
            value = from_wire(self._asker.ask(Ask.GET, **target_of(name)), name)
            if not (isinstance(value, Opaque) and value.is_callable):
                raise WrongType.of("not_callable", name=name, found=kind_name(value))
            self._functions.add(name)
        return SubmittedFunction(self._asker, name)

    def defines(self, name: str) -> bool:
        """Whether the program defines ``name``."""
        try:
            self._asker.ask(Ask.GET, **target_of(name))
        except MissingName:
            return False
        return True

    def raises(self, *types: type[BaseException]) -> AbstractContextManager[None]:
        """Return a context that passes when the student's code raises one of ``types`` in it."""
        return expect_raised(*types)

    def model(self, name: Target) -> Any:
        """Return the student's Keras model, rebuilt here from its architecture and weights, not compiled.

        Only Keras's own layers are rebuilt. Raises ``WrongType`` or ``NotRebuildable``. Its ``predict`` fails the test
        where the predictions hold NaN.
        """
        from grader.testkit.rebuilding import known_models, rebuild

        where = target_of(name)
        model = rebuild(self._asker.ask(Ask.MODEL, known=known_models(), **where), where["name"])
        return mark(model, self._asker.gave_hidden_inputs)

    def predict(self, name: Target, x: Any, batch_size: int | None = None, timeout: float | None = None) -> Any:
        """Return what the student's own process reports as the predictions of its model for ``x``: an array.

        Raises ``WrongShape`` unless there is one prediction a row, and ``WrongType`` for NaN.
        """
        where = target_of(name)
        seconds = timeout or self._asker.seconds / 3
        wire = self._asker.ask(Ask.PREDICT, timeout=seconds, x=to_wire(_data(x)), batch_size=batch_size, **where)
        array = as_array(from_wire(wire, where["name"]), f"`{where['name']}.predict(...)`")
        rows = _rows(x)
        if rows is not None and array.shape[:1] != (rows,):
            raise WrongShape.of("predictions_rows", name=where["name"], wanted=rows, found=array.shape)
        if contains_nan(array):
            raise WrongType.of("predictions_nan", name=where["name"])
        return array

    def train(self, name: str, *args: Any, seed: int = 0, timeout: float | None = None, **kwargs: Any) -> Any:
        """Call the student's training function under ``seed`` and return its decoded value."""
        seconds = timeout or self._asker.seconds * 0.6
        return self.function(name)(*args, seed=seed, timeout=seconds, **kwargs)

    def fit(
        self,
        model_name: Target,
        x: Any,
        y: Any,
        epochs: int,
        *,
        batch_size: int | None = 32,
        seed: int = 0,
        timeout: float | None = None,
    ) -> tuple[Any, dict[str, list[float]]]:
        """Train a fresh copy of the model on ``x`` and ``y`` under its own compile settings, in the student's process.

        Return the trained model, rebuilt here, and the reported history.
        """
        from grader.testkit.rebuilding import rebuild

        where = target_of(model_name)
        fields = {
            "x": to_wire(_data(x)),
            "y": to_wire(_data(y)),
            "epochs": epochs,
            "batch_size": batch_size,
            "seed": seed + self._asker.seed,
        }
        answer = self._asker.ask(Ask.FIT, timeout=timeout or self._asker.seconds * 0.6, **fields, **where)
        history = answer.get("history") if isinstance(answer, dict) else None
        if history is None or not _is_history(history):
            raise BadAnswer.of("bad_answer", name=where["name"])
        return mark(rebuild(answer, where["name"]), self._asker.gave_hidden_inputs), history

    def compiled(self, name: Target) -> dict[str, Any]:
        """Return the model's reported compile settings: ``loss``, ``optimizer`` and ``metrics``.

        Names are Keras's own whatever way they were written: 'mse' is "mean_squared_error", and ``optimizer`` is its
        configuration with its class in ``name``, such as "adam".
        """
        from grader.testkit.compiled import read_settings

        where = target_of(name)
        return read_settings(self._asker.ask(Ask.COMPILED, **where), where["name"])

    @functools.cached_property
    def source(self) -> str:
        """The Python source that was handed in; of a notebook its code cells, magics as IPython's calls."""
        return self._file.source()

    @functools.cached_property
    def tree(self) -> ast.Module:
        """The source as a syntax tree."""
        return self._file.tree()

    @functools.cached_property
    def notebook(self) -> Notebook:
        """The notebook with the outputs of running it. Raises ``WrongType`` when a plain file was handed in."""
        reported = self._asker.ask(Ask.CELLS, "notebook")
        notebook = with_outputs(self._file.cells(), reported)
        if notebook is None:
            raise BadAnswer.of("bad_answer", name="notebook")
        return notebook

    @functools.cached_property
    def output(self) -> str:
        """What the program printed while it ran."""
        text = self._asker.ask(Ask.OUTPUT, "output")
        if not isinstance(text, str):
            raise BadAnswer.of("bad_answer", name="output")
        return text[:MAX_OUTPUT_CHARACTERS]


def kind_name(value: object) -> str:
    """Return the name of a decoded value's type as the student knows it."""
    if isinstance(value, Opaque):
        return value.type_name
    return "numpy.ndarray" if isinstance(value, np.ndarray) else type(value).__name__


def _is_a(value: object, kind: type) -> bool:
    if isinstance(value, bool) and kind is not bool:
        return kind is object
    return isinstance(value, _STAND_INS.get(kind, kind))


def _data(x: Any) -> Any:
    """Return lists of numbers as an array: to Keras, a list is several inputs."""
    several = isinstance(x, list) and any(isinstance(part, np.ndarray) for part in x)
    return np.asarray(x) if isinstance(x, list) and not several else x


def _rows(x: Any) -> int | None:
    if isinstance(x, dict):
        x = next(iter(x.values()), None)
    if isinstance(x, tuple) or (isinstance(x, list) and x and isinstance(x[0], np.ndarray)):
        x = x[0]
    return len(x) if hasattr(x, "__len__") else None


def _is_history(history: Any) -> bool:
    return isinstance(history, dict) and all(
        isinstance(values, list) and all(isinstance(v, float | int) and not isinstance(v, bool) for v in values)
        for values in history.values()
    )
