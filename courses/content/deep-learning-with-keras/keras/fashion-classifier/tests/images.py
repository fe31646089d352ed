"""The images of the tests, the rebuilt model's outputs for them, and how right they are."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from grader.testkit import check_shape, say

Array = NDArray[np.floating]
Labels = NDArray[np.integer]
DATA = Path(__file__).parent / "data"
LAYERS = [(1024, "relu"), (512, "relu"), (256, "relu"), (128, "relu"), (64, "relu"), (10, "softmax")]
SHAPES = ((28, 28), (28, 28, 1))


def read(name: str) -> tuple[Array, Labels]:
    """Return the images (n, 28, 28) float32 between 0 and 1 and the labels (n,) of ``data/<name>.npz``."""
    with np.load(DATA / f"{name}.npz") as arrays:
        return (arrays["x"] / 255).astype(np.float32), arrays["y"].astype(np.int64)


def outputs(submission: Any, images: Array) -> Array:
    """Return the rebuilt model's outputs (n, 10) for ``images``, or fail where they are not finite."""
    model = submission.model("model")
    shape = model.input_shape[1:] if isinstance(model.input_shape, tuple) else ()
    assert shape in SHAPES, say(
        en="Your model does not take images of shape (28, 28). Begin with `keras.Input(shape=(28, 28))` and let a `Flatten` layer "
        "in the model make rows of 784.",
        ko="모델이 형상 (28, 28)인 이미지를 받지 않습니다. `keras.Input(shape=(28, 28))`로 시작하고, 784개짜리 행으로 펴는 일은 모델 안의 "
        "`Flatten` 층에 맡기세요.",
    )
    got = np.asarray(model(images.reshape(-1, *shape)), dtype=np.float64)
    assert got.shape != (len(images), 28, 10), say(
        en="Ten numbers come out for every row of pixels. Flatten the image before the first Dense layer.",
        ko="픽셀의 줄마다 숫자가 열 개씩 나옵니다. 첫 Dense 층 앞에서 이미지를 펴세요.",
    )
    check_shape(got, (len(images), 10), what="model(images)")
    assert np.isfinite(got).all(), say(
        en="The model gives nan or inf: the training has diverged. Try a smaller learning rate.",
        ko="모델의 출력이 nan이나 inf입니다. 학습이 발산했습니다. 학습률을 줄여 보세요.",
    )
    return got


def accuracy(outputs: Array, labels: Labels) -> float:
    """Return the share of images, 0 to 1, whose largest output is the right class."""
    return float(np.mean(outputs.argmax(axis=1) == labels))


def cross_entropy(probabilities: Array, labels: Labels) -> float:
    """Return the mean of -log p of the right class, with p no smaller than 1e-7, as Keras has it."""
    right = probabilities[np.arange(len(labels)), labels]
    return float(-np.log(np.clip(right, 1e-7, 1)).mean())
