"""The four tasks: what layer and loss each needs, and the checks of a student's."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from grader.testkit import check_close, check_shape, say
from grader.testkit.values import Opaque

Array = NDArray[np.float64]


def linear(z: Array) -> Array:
    """Return z."""
    return z


def sigmoid(z: Array) -> Array:
    """Return the sigmoid of each number."""
    return np.asarray(1 / (1 + np.exp(-z)))


def softmax(z: Array) -> Array:
    """Return the softmax of each row."""
    e = np.exp(z - z.max(axis=1, keepdims=True))
    return np.asarray(e / e.sum(axis=1, keepdims=True))


@dataclass(frozen=True)
class Task:
    """A task, the activation of its last layer and Keras's long names of the losses that are right for it."""

    name: str
    activation: Callable[[Array], Array]
    losses: tuple[str, ...]

    @property
    def is_multiclass(self) -> bool:
        """Whether it has as many outputs as classes."""
        return self.name.startswith("multiclass")


BINARY = Task("binary", sigmoid, ("binary_crossentropy",))
ONE_HOT = Task("multiclass_one_hot", softmax, ("categorical_crossentropy",))
INTEGER = Task("multiclass_integer", softmax, ("sparse_categorical_crossentropy",))
REGRESSION = Task("regression", linear, ("mean_squared_error", "mean_absolute_error"))
TASKS = {task.name: task for task in (BINARY, ONE_HOT, INTEGER, REGRESSION)}


def classes_of(task: Task, classes: int) -> int | None:
    """Return what `head` gets for ``classes``: the prompt fixes it where there are not several classes."""
    if task.is_multiclass:
        return classes
    return 2 if task is BINARY else None


def pair_of(submission: Any, task: Task, classes: int | None) -> tuple[Opaque, Opaque | str]:
    """Return a new layer and loss of the student's, still there, or fail where `head` gives something else."""
    pair = submission.function("head")(task.name, classes)
    assert isinstance(pair, tuple | list) and len(pair) == 2, say(
        en="`head` should return two things: `return layer, loss`.",
        ko="`head`는 두 가지를 돌려주어야 합니다: `return layer, loss`.",
    )
    layer, loss = pair
    assert isinstance(layer, Opaque) and layer.type_name not in {"type", "function"}, say(
        en="The first of the two should be a layer, such as `keras.layers.Dense(…)`.",
        ko="둘 가운데 첫 번째는 `keras.layers.Dense(…)`와 같은 층이어야 합니다.",
    )
    assert layer.type_name.rpartition(".")[2] == "Dense", say(
        en=f"The layer should be a `Dense` with its activation inside; yours is a `{layer.type_name.rpartition('.')[2]}`.",
        ko=f"층은 활성화 함수를 안에 가진 `Dense`여야 하는데 `{layer.type_name.rpartition('.')[2]}`입니다.",
    )
    assert isinstance(loss, Opaque | str), say(
        en="The second of the two should be a loss: its name, a function of `keras.losses` or an object.",
        ko="둘 가운데 두 번째는 손실 함수여야 합니다. 이름, `keras.losses`의 함수, 또는 객체입니다.",
    )
    return layer, loss


def check_layer(submission: Any, task: Task, classes: int | None, features: int) -> None:
    """Fail unless the layer gives what the task needs, with weights that are set here."""
    layer, _ = pair_of(submission, task, classes)
    model = submission.model(submission.function("build_model")(features, layer, "mse"))
    units = classes if task.is_multiclass and classes else 1
    rng = np.random.default_rng(100 * features + units)
    x = rng.normal(0, 1, (20, features))
    got = np.asarray(model(x.astype(np.float32)))
    assert got.shape == (len(x), units), _wrong_units(task)
    wanted = [(features, units), (units,)]
    assert [weight.shape for weight in model.get_weights()] == wanted, say(
        en="The layer should be one Dense layer with a bias: a weight for each feature and output, and a bias for each output.",
        ko="층은 편향이 있는 Dense 층 하나여야 합니다. 특성과 출력의 쌍마다 가중치가 하나, 출력마다 편향이 하나입니다.",
    )
    assert len(model.trainable_weights) == len(wanted), say(
        en="The layer is frozen: nothing in it would be learned. Leave `trainable` as it is.",
        ko="층이 고정되어 있어 아무것도 배우지 못합니다. `trainable`은 그대로 두세요.",
    )
    kernel, bias = (rng.normal(0, 2, shape) for shape in wanted)
    model.set_weights([kernel, bias])
    z = x @ kernel + bias
    check_close(
        model(x.astype(np.float32)),
        task.activation(z),
        rtol=1e-3,
        atol=1e-4,
        message=_WANTED[task.name],
        mistakes=list(_wrong_activations(z)),
        what={"en": "The layer's output", "ko": "층의 출력"},
    )


def check_loss(submission: Any, task: Task, classes: int | None, features: int) -> tuple[str, Any]:
    """Return Keras's long name of the loss and the student's model with it, or fail where the loss is a wrong one."""
    layer, loss = pair_of(submission, task, classes)
    assert not (isinstance(loss, Opaque) and loss.type_name == "type"), say(
        en="The loss is a class. Put parentheses behind it, so that it becomes an object: `keras.losses.MeanSquaredError()`.",
        ko="손실 함수가 클래스입니다. 뒤에 괄호를 붙여 객체로 만드세요: `keras.losses.MeanSquaredError()`.",
    )
    assert not (isinstance(loss, Opaque) and "'from_logits': True" in loss.text), say(
        en="The loss is told `from_logits=True`, but it gets probabilities: the layer's activation has made them already.",
        ko="손실 함수에 `from_logits=True`를 주었지만, 받는 값은 확률입니다. 층의 활성화 함수가 이미 확률로 바꾸었습니다.",
    )
    smoothing = re.search(r"'label_smoothing': ([\d.]+)", loss.text) if isinstance(loss, Opaque) else None
    assert not (smoothing and float(smoothing[1])), say(
        en="The loss has a `label_smoothing`. Leave the settings as they are by default.",
        ko="손실 함수에 `label_smoothing`이 있습니다. 설정을 기본값 그대로 두세요.",
    )
    model = submission.function("build_model")(features, layer, loss)
    name = submission.compiled(model)["loss"]
    assert name in task.losses, _wrong_loss(task, name)
    return name, model


_WANTED = {
    "binary": say(
        en="One output that is a probability: which function turns any number into one between 0 and 1?",
        ko="출력 하나가 확률이어야 합니다. 어떤 수든 0과 1 사이로 바꾸는 함수는 무엇일까요?",
    ),
    "multiclass_one_hot": say(
        en="Probabilities that sum to 1 over the classes: which function makes them of the sums of the layer?",
        ko="클래스 전체에서 합이 1인 확률이어야 합니다. 층의 가중합을 그렇게 바꾸는 함수는 무엇일까요?",
    ),
    "multiclass_integer": say(
        en="Probabilities that sum to 1 over the classes: which function makes them of the sums of the layer?",
        ko="클래스 전체에서 합이 1인 확률이어야 합니다. 층의 가중합을 그렇게 바꾸는 함수는 무엇일까요?",
    ),
    "regression": say(
        en="A quantity may be any number: nothing should squeeze the layer's sum.",
        ko="양은 어떤 수든 될 수 있습니다. 층의 가중합을 아무것도 좁히면 안 됩니다.",
    ),
}


def _wrong_units(task: Task) -> Any:
    if task is BINARY:
        return say(
            en="For yes or no, one output is enough: the probability of a yes. That of a no is the rest.",
            ko="예 또는 아니요라면 출력은 하나로 충분합니다. 예일 확률 하나면 아니요일 확률은 그 나머지입니다.",
        )
    if task is REGRESSION:
        return say(
            en="One quantity is asked for each row: one output.",
            ko="행마다 양 하나를 구하므로 출력도 하나입니다.",
        )
    return say(
        en="Each class needs an output of its own: as many units as `classes`, for class numbers too.",
        ko="클래스마다 출력이 하나씩 필요합니다. 정답이 클래스 번호일 때도 유닛 수는 `classes`입니다.",
    )


def _wrong_activations(z: Array) -> Iterator[tuple[Array, Any]]:
    yield (
        z,
        say(
            en="The layer has no activation: its outputs are logits, not probabilities.",
            ko="층에 활성화 함수가 없습니다. 출력이 확률이 아니라 로짓입니다.",
        ),
    )
    yield (
        softmax(z),
        say(
            en="Softmax divides each output by the sum of the row's. With a single unit that is always 1.",
            ko="소프트맥스는 각 출력을 행의 합으로 나눕니다. 유닛이 하나면 늘 1이 됩니다.",
        ),
    )
    yield (
        sigmoid(z),
        say(
            en="A sigmoid keeps each output between 0 and 1 by itself: that fits a single yes or no, and nothing else here.",
            ko="시그모이드는 출력마다 따로 0과 1 사이로 만듭니다. 예 또는 아니요 하나를 물을 때만 맞습니다.",
        ),
    )
    yield (
        np.maximum(z, 0),
        say(
            en="ReLU belongs into hidden layers. In the last one it cuts every negative number off, and gives no probabilities.",
            ko="ReLU는 은닉층에 씁니다. 마지막 층에 쓰면 음수가 모두 잘리고, 확률이 되지도 않습니다.",
        ),
    )
    yield (
        np.tanh(z),
        say(
            en="Tanh gives numbers from -1 to 1: neither probabilities nor any number.",
            ko="tanh는 -1과 1 사이의 수를 냅니다. 확률도 아니고 어떤 수든 될 수 있는 값도 아닙니다.",
        ),
    )


def _wrong_loss(task: Task, loss: object) -> Any:
    crossentropies = {*BINARY.losses, *ONE_HOT.losses, *INTEGER.losses}
    if task is REGRESSION and loss in crossentropies:
        return say(
            en="A cross-entropy compares probabilities with classes. For a quantity, measure how far off the prediction is.",
            ko="교차 엔트로피는 확률과 클래스를 비교합니다. 양을 예측할 때는 예측이 얼마나 벗어났는지를 재세요.",
        )
    if task is not REGRESSION and loss in REGRESSION.losses:
        return say(
            en="That is a loss for quantities. For probabilities a cross-entropy is asked.",
            ko="양을 예측할 때 쓰는 손실 함수입니다. 확률에는 교차 엔트로피가 필요합니다.",
        )
    if task is ONE_HOT and loss in INTEGER.losses:
        return say(
            en="The sparse cross-entropy wants class numbers as labels. Here they are one-hot rows.",
            ko="sparse가 붙은 교차 엔트로피는 정답으로 클래스 번호를 받습니다. 여기서는 정답이 원-핫 행입니다.",
        )
    if task is INTEGER and loss in ONE_HOT.losses:
        return say(
            en="The categorical cross-entropy wants one-hot rows as labels. Here they are class numbers.",
            ko="categorical_crossentropy는 정답으로 원-핫 행을 받습니다. 여기서는 정답이 클래스 번호입니다.",
        )
    if task is BINARY and loss in crossentropies:
        return say(
            en="That cross-entropy wants one probability for each class. Here there is a single one, for a yes.",
            ko="그 교차 엔트로피는 클래스마다 확률이 하나씩 있어야 합니다. 여기서는 예일 확률 하나뿐입니다.",
        )
    if loss in crossentropies:
        return say(
            en="The binary cross-entropy judges each output by itself. Over several classes, the one right class counts.",
            ko="이진 교차 엔트로피는 출력을 하나씩 따로 봅니다. 클래스가 여럿이면 맞는 클래스 하나가 중요합니다.",
        )
    return say(
        en="This loss is not one that the prompt allows for the task.",
        ko="문제에서 이 과제에 허용한 손실 함수가 아닙니다.",
    )


def labeled(task: Task, classes: int, features: int) -> tuple[Array, Array]:
    """Return rows and their labels, in the form that the task has them."""
    rng = np.random.default_rng(7 + classes)
    x = rng.normal(0, 1.5, (64, features)).astype(np.float32)
    number = rng.integers(0, classes, 64)
    if task is ONE_HOT:
        return x, np.eye(classes, dtype=np.float32)[number]
    if task is INTEGER:
        return x, number
    column = number if task is BINARY else rng.normal(2, 3, 64)
    return x, column.astype(np.float32).reshape(-1, 1)


def mean_loss(loss: str, y: Array, p: Array) -> float:
    """Return the mean loss of the predictions ``p``, computed here."""
    check_shape(p, (len(y), None))
    if loss == "mean_squared_error":
        return float(np.mean((y - p) ** 2))
    if loss == "mean_absolute_error":
        return float(np.mean(np.abs(y - p)))
    if loss == "binary_crossentropy":
        p, y = np.hstack([1 - p, p]), y[:, 0]
    number = y.argmax(axis=1) if y.ndim == 2 else y.astype(int)
    return float(-np.mean(np.log(np.clip(p[np.arange(len(p)), number], 1e-7, 1))))
