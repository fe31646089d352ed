"""The table of the prompt, and a check of a student's answer that says why it is another row's."""

from __future__ import annotations

from typing import Any

import pytest

from grader.testkit import Text, say

MSE, BINARY, CATEGORICAL, SPARSE = (
    "mean_squared_error",
    "binary_crossentropy",
    "categorical_crossentropy",
    "sparse_categorical_crossentropy",
)
ALIASES = {
    "mse": MSE,
    "MSE": MSE,
    "MeanSquaredError": MSE,
    "bce": BINARY,
    "BCE": BINARY,
    "BinaryCrossentropy": BINARY,
    "CategoricalCrossentropy": CATEGORICAL,
    "SparseCategoricalCrossentropy": SPARSE,
}
REASONS: dict[str, Text] = {
    MSE: say(
        en="A layer without an activation predicts quantities: the mean squared error belongs to it.",
        ko="활성화 함수가 없는 층은 양을 예측하므로 평균 제곱 오차를 씁니다.",
    ),
    BINARY: say(
        en="Sigmoid answers yes or no, each unit for itself: the binary cross-entropy belongs to it, with one unit and with several.",
        ko="시그모이드는 유닛마다 따로 예/아니요로 답하므로, 유닛이 하나든 여럿이든 이진 교차 엔트로피를 씁니다.",
    ),
    CATEGORICAL: say(
        en="Softmax with one-hot labels: `categorical_crossentropy`.",
        ko="소프트맥스와 원-핫 레이블에는 `categorical_crossentropy`를 씁니다.",
    ),
    SPARSE: say(
        en="Softmax with class numbers as labels (not one-hot): `sparse_categorical_crossentropy`.",
        ko="소프트맥스와 (원-핫이 아닌) 클래스 번호 레이블에는 `sparse_categorical_crossentropy`를 씁니다.",
    ),
}


def check_name(got: Any, wanted: str) -> None:
    """Fail unless ``got`` is a name by which Keras knows the loss ``wanted``."""
    if got is None:
        pytest.fail(
            say(
                en="`loss_for` returns nothing (`None`) for this row. Is a `return` missing, or a condition too narrow?",
                ko="이 행에서 `loss_for`가 아무것도 반환하지 않습니다(`None`). `return`을 빠뜨렸거나 조건이 너무 좁지 않은가요?",
            )
        )
    assert isinstance(got, str), say(
        en='`loss_for` should return the name of the loss as a text, such as `"binary_crossentropy"`.',
        ko='`loss_for`는 `"binary_crossentropy"`처럼 손실 함수의 이름을 문자열로 돌려주어야 합니다.',
    )
    name = ALIASES.get(got, str(got))
    assert name not in {"mean_absolute_error", "mae", "MAE", "MeanAbsoluteError"}, say(
        en="The table asks for the mean squared error, not for the mean absolute error.",
        ko="표에서 요구하는 것은 평균 절대 오차가 아니라 평균 제곱 오차입니다.",
    )
    assert name in REASONS, say(
        en="Keras does not know this name, or not as one of the four losses. `crossentropy` is one word: `binary_crossentropy`, "
        "`categorical_crossentropy`, `sparse_categorical_crossentropy`; the fourth is `mean_squared_error`.",
        ko="Keras가 모르는 이름이거나 네 가지 손실 함수의 이름이 아닙니다. `crossentropy`는 한 단어입니다: `binary_crossentropy`, "
        "`categorical_crossentropy`, `sparse_categorical_crossentropy`. 나머지 하나는 `mean_squared_error`입니다.",
    )
    assert name == wanted, REASONS[wanted]
