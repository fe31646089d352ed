"""Work done once in a warm process, so that no jail pays for it. Runs no operation of TensorFlow."""

from __future__ import annotations

import importlib
import io
import sys


def touch_lazy_imports() -> None:
    """Use once what NumPy, IPython and matplotlib import only when it is first used."""
    import matplotlib.pyplot as plt
    import numpy as np

    from sandbox import wire

    wire.decode(wire.encode({"array": np.zeros(3)}))
    np.random.default_rng(0).normal(size=3)
    np.linalg.norm(np.ones((2, 2)))
    for name in ("traceback", "linecache", "ast", "inspect", "numpy.testing"):
        importlib.import_module(name)
    _draw_once(plt)


def _draw_once(plt: object) -> None:
    from matplotlib.backends.backend_agg import FigureCanvasAgg
    from matplotlib.figure import Figure

    figure = Figure()
    FigureCanvasAgg(figure)
    figure.subplots().plot([0, 1], [0, 1], label="loss")
    figure.legend()
    figure.savefig(io.BytesIO(), format="png")


def touch_keras() -> None:
    """Import the parts of Keras and TensorFlow that a first ``fit`` would import."""
    for name in ("keras.src.trainers.epoch_iterator", "tensorflow.python.data.ops.dataset_ops", "h5py"):
        importlib.import_module(name)
    sys.modules["keras"].layers  # noqa: B018
