"""Descriptions of models that were written by hand to do harm."""

from __future__ import annotations

import json
from typing import Any

import pytest

from tests.grader.testkit.conftest import Grade

FORGER = """
import numpy as np

def serve(channel, arguments):
    while (question := channel.next_question()) is not None:
        if question["do"] == "load":
            channel.answer({{"ok": {{}}}})
        else:
            channel.answer({{"ok": {{"config": {config!r}, "weights": {weights}}}}})
"""
TESTS = """
from pathlib import Path
def test_x(submission):
    try:
        submission.model("m")
    finally:
        assert not Path("harm").exists()
def test_y(): pass
"""


def keras_object(kind: str, module: str | None = "keras.layers", **config: Any) -> dict[str, Any]:
    return {"class_name": kind, "module": module, "config": config, "registered_name": None}


def sequential(*layers: Any, **more: Any) -> dict[str, Any]:
    first = keras_object("InputLayer", batch_shape=[None, 3], dtype="float32", name="i")
    return {**keras_object("Sequential", "keras", name="m", layers=[first, *layers]), **more}


def nested(depth: int) -> Any:
    value: Any = 0
    for _ in range(depth):
        value = [value]
    return value


CODE = keras_object("function", "os")
CODE["config"] = "system"
HARM = {"class_name": "__lambda__", "config": {"value": ["4wAAAA==", None, None]}}
DENSE = keras_object("Dense", name="d", units=2)


@pytest.mark.parametrize(
    ("config", "words"),
    [
        (sequential(keras_object("Lambda", name="l", function=HARM)), "Lambda"),
        (sequential(keras_object("Dense", name="d", units=2, activation=HARM)), "lambda"),
        (sequential(keras_object("Dense", name="d", units=2, activation={"value": ["4wAAAA=="]})), "lambda"),
        (sequential(keras_object("Dense", name="d", units=2, activation=CODE)), "uses `system`"),
        (sequential(keras_object("Dense", name="d", units=2, activation="__import__")), "uses `__import__`"),
        (sequential(keras_object("Dense", name="d", units=2, kernel_initializer="os.system")), "uses `os.system`"),
        (sequential(keras_object("TFSMLayer", name="t", filepath="/etc")), "contains `TFSMLayer`"),
        (
            sequential(keras_object("TextVectorization", name="t", vocabulary="/etc/passwd")),
            "contains `TextVectorization`",
        ),
        (sequential(keras_object("StringLookup", name="t", vocabulary="/etc/passwd")), "contains `StringLookup`"),
        (sequential(keras_object("Popen", "subprocess", args="touch harm", shell=True)), "contains `Popen`"),
        (sequential(keras_object("Dense", "keras.src.layers.core.dense", name="d", units=2)), "contains `Dense`"),
        (sequential(keras_object("Dense", None, name="d", units=2)), "contains `Dense`"),
        (sequential(keras_object("get_file", "keras.utils", origin="http://x")), "contains `get_file`"),
        (
            sequential(keras_object("TimeDistributed", name="t", layer=keras_object("Lambda", function=HARM))),
            "Lambda",
        ),
        (
            sequential({"class_name": "__typespec__", "module": "os", "spec_name": "system", "config": ["touch harm"]}),
            "contains",
        ),
        (sequential(DENSE, compile_config={"loss": HARM}), "weights"),
        (keras_object("Popen", "subprocess", args="touch harm"), "model class of its own"),
        (keras_object("Model", "tensorflow.keras"), "model class of its own"),
        ({"class_name": ["Sequential"], "module": "keras"}, "model"),
        ({"no": "class"}, "model class of its own"),
        (sequential({"class_name": 3, "config": {}}), "could not be rebuilt"),
        (sequential("Dense"), "could not be rebuilt"),
        (sequential(keras_object("Dense", name="d")), "could not be rebuilt"),
        (sequential(keras_object("Dense", name="d", units=-1)), "could not be rebuilt"),
        (sequential(keras_object("Dense", name="d", units="many")), "could not be rebuilt"),
        (sequential(nested(500)), "could not be rebuilt"),
        (sequential([0] * 400_000), "could not be rebuilt"),
        (sequential(keras_object("Dense", name="d", units=10**9)), "too large to be judged: 4,000,000,000"),
        (sequential(keras_object("Dense", name="d", units=10**18)), "o"),
        (sequential(keras_object("RepeatVector", name="r", n=10**9)), "too large"),
        (sequential(keras_object("Embedding", name="e", input_dim=10**9, output_dim=64)), "too large"),
        (sequential(DENSE), "weights of `m` do not fit"),
        (keras_object("Sequential", "keras", name="m", layers=[DENSE]), "not built"),
    ],
)
def test_a_poisoned_description_is_refused(grade_keras: Grade, config: Any, words: str) -> None:
    graded = grade_keras("", TESTS, forger=FORGER.format(config=json.dumps(config), weights="[]"))
    assert graded.outcomes == {"test_x": "failed", "test_y": "passed"}, graded.events
    assert words in graded.message("test_x")
    assert "assert" not in graded.message("test_x")


@pytest.mark.parametrize(
    "weights",
    [
        "[np.zeros((3, 2))]",
        "[np.zeros((2, 3)), np.zeros(2)]",
        "[np.zeros((3, 2)), np.zeros(2), np.zeros(1)]",
        "[np.array([['a']]), np.zeros(2)]",
        "[np.zeros((3, 2), dtype=complex), np.zeros(2)]",
        "[1, 2]",
        "[np.zeros(1)] * 3000",
        "{'a': 1}",
    ],
)
def test_weights_that_do_not_fit_are_refused(grade_keras: Grade, weights: str) -> None:
    graded = grade_keras("", TESTS, forger=FORGER.format(config=json.dumps(sequential(DENSE)), weights=weights))
    assert graded.outcomes == {"test_x": "failed", "test_y": "passed"}


def test_a_registered_name_does_not_win_over_what_was_judged(grade_keras: Grade) -> None:
    config = sequential({**DENSE, "registered_name": "package>Evil"})
    tests = """
    import keras
    @keras.saving.register_keras_serializable("package")
    class Evil(keras.layers.Layer): pass
    def test_x(submission):
        assert type(submission.model("m").layers[0]) is keras.layers.Dense
    """
    weights = "[np.ones((3, 2)), np.zeros(2)]"
    graded = grade_keras("", tests, forger=FORGER.format(config=json.dumps(config), weights=weights))
    assert graded.outcomes == {"test_x": "passed"}, graded.events
