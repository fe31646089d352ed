"""Keras models whose training step is traced once learn exactly what they learn otherwise."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

import pytest

PROGRAM = """
import json, sys
import keras
import numpy as np
import tensorflow as tf
from sandbox.single_trace import trace_once

L = keras.layers
x = np.random.default_rng(0).normal(size=(48, 4)).astype("float32")
y = (x[:, 0] > 0).astype(int)
steps = []


class Watched(keras.optimizers.Adam):
    def update_step(self, *args):
        steps.append(1)
        return super().update_step(*args)


class OwnStep(keras.Sequential):
    def train_step(self, data):
        return super().train_step(data)


def rows():
    while True:
        yield x[:16], y[:16]


def dense(kind=keras.Sequential):
    return kind([keras.Input((4,)), L.Dense(8, "relu"), L.Dense(1, "sigmoid")])


def by_chance():
    layers = [keras.Input((4,)), L.Dense(8), L.BatchNormalization(), L.Dropout(0.3), L.GaussianNoise(0.1)]
    return keras.Sequential([*layers, L.Dense(1, "sigmoid")])


def two_outputs():
    inputs = keras.Input((4,))
    return keras.Model(inputs, [L.Dense(1, "sigmoid", name=name)(inputs) for name in "ab"])


def thawed(model):
    model.evaluate(x, y, verbose=0)
    model.layers[0].trainable = True


def trained(model, data, metrics=("accuracy",), between=None, **options):
    steps.clear()
    model.compile(Watched(0.01), "binary_crossentropy", metrics=list(metrics))
    if between:
        between(model)
    history = model.fit(*data, epochs=2, verbose=0, **options).history
    return [history, [weight.tolist() for weight in model.get_weights()], len(steps)]


def all_trained():
    keras.utils.set_random_seed(3)
    late = keras.Sequential([L.Dense(1, "sigmoid")])
    shuffled = tf.data.Dataset.from_tensor_slices((x, y)).shuffle(48).batch(16)
    frozen = dense()
    frozen.layers[0].trainable = False
    return {
        "arrays": trained(dense(), (x, y), validation_split=0.25),
        "no metrics": trained(dense(), (x, y), metrics=()),
        "chance": trained(by_chance(), (x, y)),
        "shuffled data set": trained(dense(), (shuffled,)),
        "generator": trained(dense(), (rows(),), steps_per_epoch=3),
        "not built": trained(late, (x, y)),
        "own step": trained(dense(OwnStep), (x, y)),
        "trainable later": trained(frozen, (x, y), between=thawed),
        "two outputs": trained(two_outputs(), (x, [y, y]), metrics=(["accuracy"], ["mae"])),
    }


plain = all_trained()
trace_once()
print(json.dumps([plain, all_trained()]))
"""


@pytest.fixture(scope="module")
def plain_and_once() -> tuple[dict[str, list[object]], dict[str, list[object]]]:
    root = Path(__file__).parents[2]
    done = subprocess.run(
        [sys.executable, "-c", PROGRAM], cwd=root, capture_output=True, text=True, timeout=300, check=False
    )
    assert done.returncode == 0, done.stderr[-2000:]
    plain, once = json.loads(done.stdout.splitlines()[-1])
    return plain, once


def test_models_learn_the_same(plain_and_once: tuple[dict[str, list[object]], ...]) -> None:
    plain, once = ({name: found[:2] for name, found in way.items()} for way in plain_and_once)
    assert plain == once


@pytest.mark.parametrize(
    "name", ["arrays", "no metrics", "shuffled data set", "generator", "trainable later", "two outputs"]
)
def test_each_weight_is_updated_in_one_trace(name: str, plain_and_once: tuple[dict[str, list[object]], ...]) -> None:
    plain, once = plain_and_once
    assert (plain[name][2], once[name][2]) == (8, 4)


@pytest.mark.parametrize("name", ["not built", "own step"])
def test_what_keras_does_not_know_is_left_alone(name: str, plain_and_once: tuple[dict[str, list[object]], ...]) -> None:
    plain, once = plain_and_once
    assert plain[name][2] == once[name][2]
