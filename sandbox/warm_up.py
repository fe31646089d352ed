"""Work done once in a warm process, so that no jail pays for it. Runs no operation of TensorFlow."""

from __future__ import annotations

import functools
import importlib
import io
import os
import sys
import types
from collections.abc import Callable, Mapping

from sandbox.own_lines import keep_own_lines
from sandbox.single_trace import trace_once

_IMPORTED_LATE = (
    "h5py",
    "keras.src.trainers.epoch_iterator",
    "rich._emoji_codes",
    *(f"tensorflow.python.data.ops.{name}_op" for name in ("concatenate", "flat_map", "from_tensors", "range", "zip")),
)


def touch_lazy_imports() -> None:
    """Use once what NumPy, IPython and matplotlib import only when it is first used."""
    import numpy as np

    from sandbox import wire

    wire.decode(wire.encode({"array": np.zeros(3)}))
    np.random.default_rng(0).normal(size=3)
    np.linalg.norm(np.ones((2, 2)))
    importlib.import_module("numpy.testing")
    _draw_once()
    _run_a_cell()


def _run_a_cell() -> None:
    """Make a notebook shell and throw it away; a jail makes its own in a few milliseconds then."""
    from sandbox.notebook import NotebookShell, make_shell

    main, streams = sys.modules["__main__"], (sys.stdout, sys.stderr, sys.displayhook)
    shell = make_shell(types.ModuleType("__main__"))
    shell.run_cell("import matplotlib.pyplot as plt\nplt.plot([0, 1]);\n1 + 1", silent=True)
    NotebookShell.clear_instance()
    sys.modules["__main__"] = main
    sys.stdout, sys.stderr, sys.displayhook = streams
    _draw_as_before()


def _draw_as_before() -> None:
    """Let a plain file's ``plt.show()`` do nothing again: the notebook shell had figures drawn inline."""
    import matplotlib.pyplot as plt

    plt.close("all")
    os.environ["MPLBACKEND"] = "agg"
    plt.switch_backend("agg")


def _draw_once() -> None:
    from matplotlib.backends.backend_agg import FigureCanvasAgg
    from matplotlib.figure import Figure

    figure = Figure()
    FigureCanvasAgg(figure)
    figure.subplots().plot([0, 1], [0, 1], label="loss")
    figure.legend()
    figure.savefig(io.BytesIO(), format="png")


def touch_keras() -> None:
    """Import the parts of Keras and TensorFlow that a first ``fit`` would import, and make `CHANGES_TO_KERAS`."""
    import_late_modules()
    for change in CHANGES_TO_KERAS.values():
        change()


def import_late_modules() -> None:
    """Import what Keras and TensorFlow import only when a model is trained."""
    for name in _IMPORTED_LATE:
        importlib.import_module(name)


def leave_graphs_as_traced() -> None:
    """Have no graph rewritten: for a small network that takes longer than the faster graph saves."""
    import tensorflow as tf

    tf.config.optimizer.set_experimental_options({"disable_meta_optimizer": True})


def run_operations_as_they_are() -> None:
    """Have TensorFlow run an operation outside of graphs itself, not a graph of one operation made for it.

    The graph takes 0.3 ms for each new pair of operation and shapes. Where there is a GPU, all is left as it is.
    """
    from tensorflow.python import pywrap_tfe

    as_function = pywrap_tfe.TFE_ContextOptionsSetRunEagerOpAsFunction

    def only_with_gpu(options: object, enable: bool) -> None:
        as_function(options, enable and bool(os.environ.get("CUDA_VISIBLE_DEVICES")))

    pywrap_tfe.TFE_ContextOptionsSetRunEagerOpAsFunction = only_with_gpu


def remember_what_is_not_saved() -> None:
    """Let Keras find out once which attributes of a layer or an optimizer hold no weights.

    It means to, but stores them under another name (``saving_attr_skipset``) than it looks for (``…_skiplist``), so
    that it makes a layer, a metric or an optimizer to look at for each one that it saves.
    """
    from keras.src.saving import saving_lib

    saving_lib.get_attr_skipset = functools.cache(saving_lib.get_attr_skipset)


CHANGES_TO_KERAS: Mapping[str, Callable[[], None]] = {
    "graphs are left as they are traced": leave_graphs_as_traced,
    "the training step is traced once": trace_once,
    "only the student's lines are kept": keep_own_lines,
    "operations are run as they are": run_operations_as_they_are,
    "what is not saved is remembered": remember_what_is_not_saved,
}
"""What makes small networks faster and changes nothing else; docs/performance.md tells what each is worth."""


def touch_jax() -> None:
    """Import what a first ``fit`` on JAX would import. A backend of JAX starts threads, so none is started here."""
    _hide_tensorflow()
    remember_what_is_not_saved()
    for name in ("h5py", "keras.src.trainers.epoch_iterator", "jax.experimental.sparse", "rich._emoji_codes"):
        importlib.import_module(name)


def touch_torch() -> None:
    """Import what a first ``fit`` on PyTorch would import, and keep PyTorch from making a pool of threads."""
    import torch

    torch.set_num_threads(1)
    _hide_tensorflow()
    remember_what_is_not_saved()
    for name in ("h5py", "keras.src.trainers.epoch_iterator", "torch.utils.data", "torch._dynamo", "rich._emoji_codes"):
        importlib.import_module(name)


def _hide_tensorflow() -> None:
    """Keep Keras on another backend from importing TensorFlow, where that is installed, for its conveniences."""
    from keras.src.utils import module_utils

    module_utils.tensorflow._available = False
