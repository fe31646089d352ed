"""What a warm process does to Keras and TensorFlow changes how fast they are, and nothing else."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

import pytest

from sandbox.environments import variables_of

PROGRAM = """
import json, os, sys
import h5py, keras
import numpy as np
import tensorflow as tf
from tensorflow.python import pywrap_tfe

given = []
plain = pywrap_tfe.TFE_ContextOptionsSetRunEagerOpAsFunction
pywrap_tfe.TFE_ContextOptionsSetRunEagerOpAsFunction = lambda options, on: (given.append(on), plain(options, on))[1]
# A rewritten graph rounds in another order.
tf.config.optimizer.set_experimental_options({"disable_meta_optimizer": True})
if sys.argv[1] == "warm":
    from sandbox.warm_up import touch_keras
    touch_keras()


def saved(model, path):
    model.save_weights(path)
    with h5py.File(path) as file:
        names = []
        file.visit(names.append)
        return {name: np.asarray(file[name]).tolist() for name in names if isinstance(file[name], h5py.Dataset)}


keras.utils.set_random_seed(5)
x = np.random.default_rng(0).normal(size=(32, 6)).astype("float32")
inputs = keras.Input((6,))
hidden = keras.layers.Dense(4, activation="relu")(inputs)
model = keras.Model(inputs, keras.layers.Dense(1)(keras.layers.BatchNormalization()(hidden)))
model.compile(keras.optimizers.Adam(0.01), "mse", metrics=["mae"])
model.fit(x, x[:, :1], epochs=2, verbose=0)
first, layers = saved(model, "a.weights.h5"), keras.layers.Layer().name
again = saved(model, "a.weights.h5")
model.load_weights("a.weights.h5")
made = int(keras.layers.Layer().name.removeprefix("layer_") or 0) - int(layers.removeprefix("layer_") or 0) - 1
with tf.GradientTape() as tape:
    value = tf.reduce_sum(tf.nn.softmax(tf.matmul(x, tf.ones((6, 3)))) * tf.Variable(2.0))
os.environ["CUDA_VISIBLE_DEVICES"] = "GPU-none"
options = pywrap_tfe.TFE_NewContextOptions()
pywrap_tfe.TFE_ContextOptionsSetRunEagerOpAsFunction(options, True)
pywrap_tfe.TFE_DeleteContextOptions(options)
print("@@" + json.dumps([
    {"weights": first, "again": again == first, "sum": float(value), "output": model.predict(x, verbose=0).tolist()},
    {"made": made, "as function": given},
]))
"""


def run(way: str, folder: Path, root: Path) -> list[dict[str, object]]:
    variables = {**variables_of("keras"), "PYTHONPATH": str(root), "HOME": str(folder)}
    done = subprocess.run(
        [sys.executable, "-c", PROGRAM, way],
        cwd=folder,
        env=variables,
        capture_output=True,
        text=True,
        timeout=300,
        check=False,
    )
    assert done.returncode == 0, done.stderr[-2000:]
    found: list[dict[str, object]] = json.loads(done.stdout.rpartition("@@")[2])
    return found


@pytest.fixture(scope="module")
def plain_and_warm(tmp_path_factory: pytest.TempPathFactory, repository_root: Path) -> list[list[dict[str, object]]]:
    return [run(way, tmp_path_factory.mktemp(way), repository_root) for way in ("plain", "warm")]


def test_what_is_computed_and_saved_is_the_same(plain_and_warm: list[list[dict[str, object]]]):
    (plain, _), (warm, _) = plain_and_warm
    assert plain == warm
    assert plain["again"] is True
    assert len(plain["weights"]) > 10  # type: ignore[arg-type]


def test_saving_again_makes_no_layers_to_look_at(plain_and_warm: list[list[dict[str, object]]]):
    (_, plain), (_, warm) = plain_and_warm
    assert warm["made"] == 0
    # Once this is 0 too, Keras remembers it itself, and `remember_what_is_not_saved` can go.
    assert plain["made"] != 0


def test_operations_run_as_they_are_where_there_is_no_gpu(plain_and_warm: list[list[dict[str, object]]]):
    (_, plain), (_, warm) = plain_and_warm
    assert (plain["as function"], warm["as function"]) == ([True, True], [False, True])
