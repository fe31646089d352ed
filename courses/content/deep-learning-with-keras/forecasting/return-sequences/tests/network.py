"""The model of a call, rebuilt, and what it should compute with weights of ours."""

from __future__ import annotations

import functools
from collections.abc import Callable
from typing import Any

import keras
import numpy as np
import pytest
from numpy.typing import NDArray

from grader.testkit import check_close, check_parameters, say
from grader.testkit.failures import CodeRaised
from grader.testkit.values import Opaque

Array = NDArray[np.float64]
Bend = Callable[[Array], Array]
UNITS = 8


def returned(submission: Any, *args: int, **kwargs: int) -> Opaque:
    """Return the student's model of a call, as it stands for itself in their process."""
    try:
        model = submission.function("build_model")(*args, **kwargs)
    except CodeRaised as error:
        if "ndim" not in error.public["en"]:
            raise
        pytest.fail(
            say(
                en="Keras cannot put these layers together: a layer gets an array with too few or too many axes. A recurrent "
                "layer reads (batch, timesteps, features), so the one before it must hand on its state after every step: "
                "`return_sequences=True`.",
                ko="Keras가 이 층들을 이을 수 없습니다. 어떤 층이 받는 배열의 축이 모자라거나 남습니다. 순환 층은 (배치, 단계, "
                "특성)을 읽으므로, 그 앞의 층은 모든 단계의 상태를 넘겨주어야 합니다: `return_sequences=True`.",
            )
        )
    if not isinstance(model, Opaque):
        pytest.fail(
            say(
                en="`build_model` should return the model itself. Is a `return` missing?",
                ko="`build_model`은 모델 자체를 돌려주어야 합니다. `return`이 빠지지 않았나요?",
            )
        )
    return model


_returned_once = functools.cache(returned)


def built(submission: Any, *args: int, **kwargs: int) -> keras.Model:
    """Return the model of a call, rebuilt here. The call is made once for all tests that ask for its model."""
    return submission.model(_returned_once(submission, *args, **kwargs))


def wanted(timesteps: int, nfeatures: int) -> keras.Model:
    """Return a model as it should be."""
    return keras.Sequential(
        [
            keras.Input(shape=(timesteps, nfeatures)),
            keras.layers.SimpleRNN(UNITS, return_sequences=True),
            keras.layers.SimpleRNN(UNITS),
            keras.layers.Dense(1),
        ]
    )


def check_size(model: keras.Model, timesteps: int, nfeatures: int) -> None:
    """Fail unless the model has as many parameters as one as it should be, which is built only to explain a difference."""
    recurrent = sum((inputs + UNITS + 1) * UNITS for inputs in (nfeatures, UNITS))
    if sum(int(np.prod(weight.shape)) for weight in model.weights) != recurrent + UNITS + 1:
        check_parameters(model, wanted(timesteps, nfeatures))


def check_in_and_out(model: keras.Model, timesteps: int, nfeatures: int, *, roughly: bool = False) -> None:
    """Fail unless windows of that shape go in and one number a window comes out.

    ``roughly`` lets an input pass that leaves the number of steps open or fixes that of windows: one test is enough to
    judge that.
    """
    goes_in, comes_out = tuple(model.input_shape), tuple(model.output_shape)
    if roughly and len(goes_in) == 3 and goes_in[1] in (None, timesteps):
        goes_in, comes_out = (None, timesteps, goes_in[2]), (None, *comes_out[1:])
    assert goes_in == (None, timesteps, nfeatures), say(
        en="The input should have the shape (None, timesteps, nfeatures), with the numbers that `build_model` is given and any "
        "number of windows: begin with `keras.Input(shape=(timesteps, nfeatures))`.",
        ko="입력의 형상은 `build_model`이 받은 수로 된 (None, timesteps, nfeatures)이고 창의 수는 정해 두지 않아야 합니다. "
        "`keras.Input(shape=(timesteps, nfeatures))`로 시작하세요.",
    )
    assert comes_out == (None, 1), say(
        en="One number for each window should come out, shape (None, 1). With a third axis, (None, timesteps, 1), the "
        "second SimpleRNN hands on all of its states: it must not return sequences.",
        ko="창마다 숫자 하나, 곧 형상 (None, 1)이 나와야 합니다. 축이 셋인 (None, timesteps, 1)이라면 두 번째 SimpleRNN이 모든 "
        "상태를 넘겨주는 것입니다. 두 번째 층은 시퀀스를 돌려주면 안 됩니다.",
    )


def check_computes(model: keras.Model, timesteps: int, nfeatures: int, seed: int) -> None:
    """Fail unless the model, with weights of ours, computes what the two layers and the last one should."""
    check_in_and_out(model, timesteps, nfeatures, roughly=True)
    shapes = [tuple(weight.shape) for weight in model.weights]
    recurrent = [(UNITS, UNITS), (UNITS,)]
    assert shapes == [(nfeatures, UNITS), *recurrent, (UNITS, UNITS), *recurrent, (UNITS, 1), (1,)], say(
        en="The weights are not those of SimpleRNN 8, SimpleRNN 8 and Dense 1. Compare `model.summary()` with the prompt.",
        ko="가중치가 SimpleRNN 8, SimpleRNN 8, Dense 1의 것이 아닙니다. `model.summary()`를 문제와 비교해 보세요.",
    )
    rng = np.random.default_rng(seed)
    values = [rng.normal(scale=0.5, size=shape) for shape in shapes]
    for weight, value in zip(model.weights, values, strict=True):
        weight.assign(value)
    x = rng.normal(size=(6, timesteps, nfeatures))
    x[0] = 0
    x[1, -1] = 0
    check_close(
        np.asarray(model(x.astype(np.float32)), dtype=np.float64),
        forecast(values, x),
        rtol=1e-3,
        atol=1e-4,
        message=say(
            en="The sizes are right, but the model computes something else than SimpleRNN 8, SimpleRNN 8 and Dense 1 do.",
            ko="크기는 맞지만, 모델이 SimpleRNN 8, SimpleRNN 8, Dense 1과 다른 것을 계산합니다.",
        ),
        mistakes=_mistakes(values, x),
        what={"en": "The forecast", "ko": "예측값"},
    )


def forecast(
    values: list[Array], x: Array, first: Bend = np.tanh, second: Bend = np.tanh, last: Bend = np.array
) -> Array:
    """Return the forecasts (n, 1) of two recurrent layers and a Dense one with these activations."""
    states = recurrent_states(x, values[:3], first)
    return last(recurrent_states(states, values[3:6], second)[:, -1] @ values[6] + values[7])


def recurrent_states(x: Array, weights: list[Array], bend: Bend) -> Array:
    """Return the states (n, timesteps, units) of a recurrent layer."""
    kernel, recurrent_kernel, bias = weights
    state, states = np.zeros((len(x), len(bias))), []
    for step in np.moveaxis(x, 1, 0):
        state = bend(step @ kernel + state @ recurrent_kernel + bias)
        states.append(state)
    return np.stack(states, axis=1)


def relu(z: Array) -> Array:
    """Return max(0, z)."""
    return np.maximum(z, 0)


def sigmoid(z: Array) -> Array:
    """Return 1 / (1 + e^-z)."""
    return np.asarray(1 / (1 + np.exp(-z)))


def _mistakes(values: list[Array], x: Array) -> list[tuple[Array, Any]]:
    states = recurrent_states(x, values[:3], np.tanh)
    final = states[:, -1:]
    repeated = np.repeat(final, x.shape[1], axis=1)
    last_state_only = say(
        en="The second layer does not see the states of the first one after every step, only the last of them. "
        "`return_sequences=True` hands all of them on; `RepeatVector` and `Reshape` only look alike.",
        ko="두 번째 층이 첫 번째 층의 모든 단계의 상태가 아니라 마지막 상태만 봅니다. `return_sequences=True`를 쓰면 모두 "
        "넘겨줍니다. `RepeatVector`와 `Reshape`는 겉모습만 비슷합니다.",
    )
    other_bend = say(
        en="The activation of a SimpleRNN layer has been changed. Leave it at its default, tanh.",
        ko="SimpleRNN 층의 활성화 함수가 바뀌었습니다. 기본값인 tanh를 그대로 두세요.",
    )
    bent_end = say(
        en="The Dense layer has an activation. A forecast may be any number: use none.",
        ko="Dense 층에 활성화 함수가 있습니다. 예측값은 어떤 수든 될 수 있으므로 쓰지 않습니다.",
    )
    backwards = say(
        en="A layer reads the steps backwards (`go_backwards`).",
        ko="어떤 층이 단계를 거꾸로 읽습니다(`go_backwards`).",
    )
    second = recurrent_states(states, values[3:6], np.tanh)
    second_backwards = recurrent_states(states[:, ::-1], values[3:6], np.tanh)
    too_early = say(
        en="The state after the first step of the second layer goes on. The one after its last step is wanted.",
        ko="두 번째 층의 첫 단계의 상태가 다음으로 넘어갑니다. 마지막 단계의 상태가 필요합니다.",
    )
    pooled = say(
        en="The states of the second layer are pooled. Only its last one counts.",
        ko="두 번째 층의 상태를 풀링했습니다. 마지막 상태만 써야 합니다.",
    )
    bends: tuple[Bend, ...] = (relu, sigmoid, np.array)
    pairs = [(one, two) for one in (np.tanh, *bends) for two in (np.tanh, *bends) if (one, two) != (np.tanh, np.tanh)]
    with np.errstate(over="ignore"):
        return [
            *[
                (recurrent_states(given, values[3:6], np.tanh)[:, -1] @ values[6] + values[7], last_state_only)
                for given in (repeated, final)
            ],
            *[(forecast(values, x, one, two), other_bend) for one, two in pairs],
            *[(forecast(values, x, last=bend), bent_end) for bend in (np.tanh, relu, sigmoid)],
            (forecast(values, x[:, ::-1]), backwards),
            (second_backwards[:, -1] @ values[6] + values[7], backwards),
            (second[:, 0] @ values[6] + values[7], too_early),
            (second.mean(axis=1) @ values[6] + values[7], pooled),
            (second.max(axis=1) @ values[6] + values[7], pooled),
        ]
