"""Building a student's model, calling it, and the same calculation in NumPy."""

from __future__ import annotations

from typing import Any

import keras
import numpy as np
from numpy.typing import NDArray

from grader.testkit import check_close, check_dense_layers, check_parameters, check_shape, dense_layers, flat_layers, say
from grader.testkit.values import Opaque

Array = NDArray[np.floating]
LAYERS = [(18, "relu"), (4, "relu"), (1, "linear")]


def built(submission: Any, nfeatures: int) -> Any:
    """Return what the student's ``build_model(nfeatures)`` gives, to be handed on, or fail where it is no model."""
    got = submission.function("build_model")(nfeatures)
    assert isinstance(got, Opaque), say(
        en="`build_model` must return a `keras.Model`. Is there a `return model` at its end?",
        ko="`build_model`은 `keras.Model`을 돌려주어야 합니다. 끝에 `return model`이 있나요?",
    )
    return got


def rebuilt(submission: Any, nfeatures: int) -> Any:
    """Return the student's model for ``nfeatures``, rebuilt here, or fail where rows of that width do not fit."""
    model = submission.model(built(submission, nfeatures))
    assert model.input_shape in {(None, nfeatures)} or model.input_shape == [(None, nfeatures)], say(
        en="The model does not take rows of `nfeatures` numbers. Begin with `keras.Input(shape=(nfeatures,))`.",
        ko="모델이 수 `nfeatures`개로 된 행을 받지 않습니다. `keras.Input(shape=(nfeatures,))`로 시작하세요.",
    )
    assert len(model.outputs) == 1, say(
        en=f"The model has {len(model.outputs)} outputs; one is wanted.", ko=f"모델의 출력이 {len(model.outputs)}개입니다. 하나여야 합니다."
    )
    return model


def call(model: Any, rows: Array) -> Array:
    """Return the model's output for ``rows``, which must be of shape (n, 1)."""
    got = model(rows.astype(np.float32))
    got = np.asarray(got[0] if isinstance(got, list | tuple) and len(got) == 1 else got, dtype=np.float64)
    check_shape(got, (len(rows), 1), what="model(rows)")
    return got


def check_calculation(model: Any, nfeatures: int) -> None:
    """Fail unless the model computes nfeatures -> 18 -> 4 -> 1 with ReLU twice, whatever its weights are.

    How the activations are written does not matter; only where the numbers differ are the layers named.
    """
    if [layer.units for layer in dense_layers(model)] != [units for units, _ in LAYERS]:
        check_dense_layers(model, LAYERS)
    check_parameters(model, (nfeatures + 1) * 18 + 76 + 5)
    first, first_bias, second, second_bias, last, last_bias = with_random_weights(model)
    rows = np.random.default_rng(6).normal(size=(40, nfeatures))
    wanted = relu(relu(rows @ first + first_bias) @ second + second_bias) @ last + last_bias
    got = call(model, rows)
    if not np.allclose(got, wanted, rtol=1e-3, atol=1e-3):
        check_dense_layers(model, LAYERS)
    check_close(
        got,
        wanted,
        rtol=1e-3,
        atol=1e-3,
        message=say(
            en="The layers are right one by one, but the output is not what they give one after the other. Is each one called on the "
            "result of the one before, and is nothing in between?",
            ko="층 하나하나는 맞지만 차례로 지난 결과가 출력과 다릅니다. 층마다 바로 앞 층의 결과를 받나요? 그 사이에 다른 것이 끼어 있지 "
            "않나요?",
        ),
    )


def with_random_weights(model: Any) -> list[Array]:
    """Give the model random weights, biases too, and return (kernel, bias) of its Dense layers one after the other."""
    random = np.random.default_rng(5)
    found = []
    for layer in flat_layers(model):
        if getattr(layer, "weights", None):
            layer.set_weights([random.normal(size=weight.shape) for weight in layer.weights])
            found += [np.asarray(weight, dtype=np.float64) for weight in layer.get_weights()]
    return found


def relu(x: Array) -> Array:
    """Return max(0, x)."""
    return np.maximum(x, 0)


def trained(model: Any, rows: Array, wanted: Array, steps: int) -> Any:
    """Return a copy of the rebuilt model, trained here by ``steps`` steps with all rows, or fail where some is frozen.

    Weights that an initializer draws begin at values fixed here, constants stay: from an unlucky start the units of so
    small a network die, and a right model must not fail for that.
    """
    assert len(model.trainable_weights) == len(model.weights), say(
        en="Some weights are frozen (`trainable=False`). All of them should be trained.",
        ko="일부 가중치가 고정되어 있습니다(`trainable=False`). 모두 학습할 수 있어야 합니다.",
    )
    copy = keras.models.clone_model(model)
    for layer in flat_layers(copy):
        if getattr(layer, "weights", None):
            own = layer.get_weights()
            layer.set_weights([weight if np.ptp(weight) == 0 else drawn(weight.shape) for weight in own])
    copy.compile(loss="mse", optimizer=keras.optimizers.Adam(learning_rate=0.03))
    for _ in range(steps):
        copy.train_on_batch(rows.astype(np.float32), wanted.astype(np.float32))
    return copy


def drawn(shape: tuple[int, ...]) -> Array:
    """Return normal values with the variance of He et al. (2015), the same for the same shape."""
    return np.random.default_rng(shape).normal(size=shape) * np.sqrt(2 / shape[0])


def check_untrained(model: Any) -> None:
    """Fail where a bias is not 0 although its initializer makes zeros."""
    for layer in flat_layers(model):
        zeros = isinstance(getattr(layer, "bias_initializer", None), keras.initializers.Zeros)
        assert not zeros or layer.bias is None or not np.asarray(layer.bias).any(), say(
            en="The model comes back trained: its biases are no longer the 0 that they begin with. `build_model` only builds and compiles.",
            ko="모델이 이미 학습된 채로 돌아옵니다. 편향이 처음 값인 0이 아닙니다. `build_model`은 모델을 만들고 컴파일하기만 합니다.",
        )
