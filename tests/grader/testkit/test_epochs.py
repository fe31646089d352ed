"""The epochs of a training, as they are reported while it runs."""

from __future__ import annotations

import math
from typing import Any

from grader.testkit.epochs import FREE_EVENTS, EpochReporter, numbers_in
from tests.grader.testkit.conftest import Grade


def test_every_epoch_of_every_fit_is_reported(grade_keras: Grade) -> None:
    program = """
    import keras, numpy as np
    model = keras.Sequential([keras.Input((1,)), keras.layers.Dense(1)])
    model.compile("sgd", "mse", metrics=["mae"])
    x = np.ones((8, 1))
    model.fit(x, x, epochs=3, verbose=0, validation_split=0.25)
    model.evaluate(x, x, verbose=0)
    model.predict(x, verbose=0)
    model.fit(x, x, epochs=2, verbose=0, callbacks=[keras.callbacks.EarlyStopping("loss")])
    """
    epochs = grade_keras(program, "def test_x(): pass").of("epoch")
    assert [(e["epoch"], e["epochs"]) for e in epochs] == [(1, 3), (2, 3), (3, 3), (1, 2), (2, 2)]
    assert set(epochs[0]["logs"]) == {"loss", "mae", "val_loss", "val_mae"}


def test_a_training_in_a_test_is_reported_too(grade_keras: Grade) -> None:
    program = """
    import keras
    model = keras.Sequential([keras.Input((1,)), keras.layers.Dense(1)])
    model.compile("sgd", "mse")
    """
    tests = "def test_x(submission): submission.fit('model', [[1.0]], [[1.0]], epochs=4)"
    assert [e["epoch"] for e in grade_keras(program, tests).of("epoch")] == [1, 2, 3, 4]


def test_many_epochs_are_thinned_out_but_for_the_last() -> None:
    sent: list[dict[str, Any]] = []
    reporter = EpochReporter(lambda _, data: sent.append(data))
    for epoch in range(1, 100_001):
        reporter.report(epoch, 100_000, {"loss": 1.0})
    assert [e["epoch"] for e in sent[:FREE_EVENTS]] == list(range(1, FREE_EVENTS + 1))
    assert len(sent) < FREE_EVENTS + 200
    assert sent[-1]["epoch"] == 100_000


def test_logs_are_bounded_numbers() -> None:
    logs: dict[str, Any] = {"loss": math.nan, "name" * 100: 1, "text": "no", "list": [1]}
    logs |= {f"m{n}": n for n in range(100)}
    numbers = numbers_in(logs)
    assert math.isnan(numbers["loss"])
    assert len(numbers) <= 20
    assert max(map(len, numbers)) <= 60
    assert "text" not in numbers
