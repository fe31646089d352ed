"""Public tests: the layers, the output, and new series."""

from __future__ import annotations

from typing import Any

import numpy as np
import pytest
from memory import OTHERS, RECURRENT, check_accuracy, make_series, operations_of, probabilities

from grader.testkit import say


@pytest.mark.points(1.5)
@pytest.mark.title(
    en="Recurrent layers that read forwards, and nothing that looks the answer up",
    ko="앞에서 뒤로 읽는 순환 층만 있고, 답을 찾아보는 층이 없습니다",
)
def test_layers(submission: Any) -> None:
    found = list(operations_of(submission.model("model")))
    kinds = [type(operation).__name__ for operation in found]
    strange = sorted({kind for kind in kinds if kind not in RECURRENT | OTHERS})
    assert not strange, say(
        en=f"The model has {', '.join(strange)}. Besides SimpleRNN, LSTM and GRU, only Dense, Dropout and Activation layers may be "
        "there.",
        ko=f"모델에 {', '.join(strange)}이(가) 있습니다. SimpleRNN, LSTM, GRU 말고는 Dense, Dropout, Activation 층만 쓸 수 있습니다.",
    )
    assert RECURRENT & set(kinds), say(
        en="The model has no recurrent layer: a `SimpleRNN`, an `LSTM` or a `GRU`.",
        ko="모델에 순환 층(`SimpleRNN`, `LSTM`, `GRU`)이 없습니다.",
    )
    assert not any(getattr(operation, "go_backwards", False) for operation in found), say(
        en="A recurrent layer reads backwards (`go_backwards=True`): then the first step comes last, and nothing has to be "
        "remembered.",
        ko="순환 층이 거꾸로 읽습니다(`go_backwards=True`). 그러면 첫 단계가 마지막에 오므로 기억할 것이 없습니다.",
    )


@pytest.mark.points(1)
@pytest.mark.title(
    en="(n, 40, 2) goes in and n probabilities come out", ko="(n, 40, 2)를 넣으면 확률 n개가 나옵니다"
)
def test_output(submission: Any) -> None:
    goes_in = submission.model("model").input_shape
    assert isinstance(goes_in, tuple) and goes_in[1:] in ((40, 2), (None, 2)), say(
        en="The model should take series of shape (n, 40, 2): begin with `keras.Input(shape=(40, 2))`.",
        ko="모델은 형상이 (n, 40, 2)인 시계열을 받아야 합니다. `keras.Input(shape=(40, 2))`로 시작하세요.",
    )
    for n in (1, 6):
        values = probabilities(submission, make_series(n, [1, n])[0])
        assert np.isfinite(values).all()


@pytest.mark.points(2.5)
@pytest.mark.title(en="500 new series: accuracy of 0.95 or more", ko="새로운 시계열 500개: 정확도 0.95 이상")
def test_new_series(submission: Any) -> None:
    check_accuracy(submission, 500, [2, submission.seed])
