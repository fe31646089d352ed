"""Building a student's model of two inputs, calling it, and the same calculation in NumPy."""

from __future__ import annotations

from typing import Any

import keras
import numpy as np
from numpy.typing import NDArray

from grader.testkit import check_close, check_shape, dense_layers, flat_layers, say
from grader.testkit.values import Opaque

Array = NDArray[np.floating]
ACTIVATIONS = {10: "relu", 20: "relu", 8: "relu", 1: "linear"}


def built(submission: Any, n1: int, n2: int) -> Any:
    """Return what the student's ``build_model(n1, n2)`` gives, to be handed on, or fail where it is no model."""
    got = submission.function("build_model")(n1, n2)
    assert isinstance(got, Opaque), say(
        en="`build_model` must return a `keras.Model`. Is there a `return model` at its end?",
        ko="`build_model`은 `keras.Model`을 돌려주어야 합니다. 끝에 `return model`이 있나요?",
    )
    return got


def rebuilt(submission: Any, n1: int, n2: int) -> Any:
    """Return the student's model, rebuilt here, or fail where it has not two inputs of these widths."""
    model = submission.model(built(submission, n1, n2))
    assert len(model.inputs) == 2, say(
        en="The model must have two inputs: make two `keras.Input` and give both to `keras.Model`.",
        ko="모델에 입력이 두 개 있어야 합니다. `keras.Input`을 두 개 만들어 둘 다 `keras.Model`에 넣으세요.",
    )
    widths = [tuple(tensor.shape) for tensor in model.inputs]
    assert n1 == n2 or widths != [(None, n2), (None, n1)], say(
        en="The inputs are handed over in the other order: `input_1` comes first in the list that `keras.Model` gets.",
        ko="두 입력을 넘기는 순서가 바뀌었습니다. `keras.Model`에 넣는 리스트에서 `input_1`이 먼저입니다.",
    )
    assert widths == [(None, n1), (None, n2)], say(
        en="The widths of the inputs are not `n1` and `n2`, in this order: `shape=(n1,)` and `shape=(n2,)`.",
        ko="두 입력의 너비가 차례로 `n1`, `n2`가 아닙니다. `shape=(n1,)`과 `shape=(n2,)`를 쓰세요.",
    )
    assert len(model.outputs) == 1, say(
        en=f"The model has {len(model.outputs)} outputs; one is wanted.", ko=f"모델의 출력이 {len(model.outputs)}개입니다. 하나여야 합니다."
    )
    return model


def call(model: Any, x1: Array, x2: Array) -> Array:
    """Return the model's output for rows of both inputs, however the model takes them; it must be of shape (n, 1)."""
    got = model(inputs_of(model, x1, x2))
    got = np.asarray(got[0] if isinstance(got, list | tuple) and len(got) == 1 else got, dtype=np.float64)
    check_shape(got, (len(x1), 1), what="model([x1, x2])")
    return got


def inputs_of(model: Any, x1: Array, x2: Array) -> Any:
    """Return the rows of both inputs as the model takes them: by name, or in a list."""
    rows = [x1.astype(np.float32), x2.astype(np.float32)]
    return dict(zip(sorted(model.input), rows, strict=True)) if isinstance(model.input, dict) else rows


def trained(model: Any, x1: Array, x2: Array, wanted: Array, steps: int) -> Any:
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
        copy.train_on_batch(inputs_of(copy, x1, x2), wanted.astype(np.float32))
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


def reference(n1: int, n2: int) -> Any:
    """Return a model as it is asked for, to compare parameters with layer by layer."""
    dense = keras.layers.Dense
    ends = [keras.Input(shape=(n1,)), keras.Input(shape=(n2,))]
    both = keras.layers.Concatenate()([dense(10)(ends[0]), dense(20)(ends[1])])
    return keras.Model(ends, dense(1)(dense(8)(both)))


def check_calculation(model: Any, n1: int, n2: int) -> None:
    """Fail unless the model computes what is asked, whatever its weights are, in either order of concatenation.

    How the activations are written does not matter; only where the numbers differ are the layers named.
    """
    weights = with_random_weights(model)
    random = np.random.default_rng(6)
    x1, x2 = random.normal(size=(40, n1)), random.normal(size=(40, n2))
    got = call(model, x1, x2)
    branches = [relu(through(weights[10], x1)), relu(through(weights[20], x2))]
    possible = [
        through(weights[1], relu(through(weights[8], np.hstack(order)))) for order in (branches, branches[::-1])
    ]
    if any(np.allclose(got, wanted, rtol=1e-3, atol=1e-3) for wanted in possible):
        return
    for layer in dense_layers(model):
        wanted = ACTIVATIONS[layer.units]
        assert layer.activation == wanted, say(
            en=f"The activation of the layer of {layer.units} units is {layer.activation}; {wanted} is wanted.",
            ko=f"유닛이 {layer.units}개인 층의 활성화 함수는 {layer.activation}입니다. {wanted}이어야 합니다.",
        )
    check_close(
        got,
        possible[0],
        rtol=1e-3,
        atol=1e-3,
        message=say(
            en="The layers are right one by one, but the output is not what they give together. Each branch reads its own input, and the "
            "layer of 8 units reads both branches, concatenated.",
            ko="층 하나하나는 맞지만 함께 계산한 결과가 출력과 다릅니다. 갈래마다 자기 입력을 받고, 유닛이 8개인 층은 이어 붙인 두 갈래를 받아야 "
            "합니다.",
        ),
    )


def with_random_weights(model: Any) -> dict[int, list[Array]]:
    """Give the model random weights, biases too, and return [kernel, bias] of its Dense layers by their units."""
    units = [layer.units for layer in dense_layers(model)]
    assert sorted(units) == sorted(ACTIVATIONS), say(
        en=f"The Dense layers of the model have {', '.join(map(str, units))} units. One each of 10, 20, 8 and 1 is wanted.",
        ko=f"모델의 Dense 층은 유닛이 {', '.join(map(str, units))}개입니다. 10, 20, 8, 1개인 층이 하나씩 있어야 합니다.",
    )
    random = np.random.default_rng(14)
    for layer in flat_layers(model):
        if getattr(layer, "weights", None):
            layer.set_weights([random.normal(size=weight.shape) for weight in layer.weights])
    dense = [layer for layer in flat_layers(model) if type(layer).__name__ == "Dense"]
    weights = {layer.units: [np.asarray(weight, dtype=np.float64) for weight in layer.get_weights()] for layer in dense}
    assert all(len(pair) == 2 for pair in weights.values()), say(
        en="Every Dense layer has a bias here.", ko="여기에서는 모든 Dense 층에 편향이 있습니다."
    )
    return weights


def through(weights: list[Array], rows: Array) -> Array:
    """Return what a Dense layer without activation makes of ``rows``."""
    kernel, bias = weights
    assert len(kernel) == rows.shape[1], say(
        en="A layer reads rows of another width than asked. The layer of 10 units reads `input_1`, the one of 20 units `input_2`, the one of 8 "
        "units both branches together.",
        ko="너비가 다른 행을 받는 층이 있습니다. 유닛이 10개인 층은 `input_1`을, 20개인 층은 `input_2`를, 8개인 층은 두 갈래를 함께 받습니다.",
    )
    return rows @ kernel + bias


def relu(x: Array) -> Array:
    """Return max(0, x)."""
    return np.maximum(x, 0)
