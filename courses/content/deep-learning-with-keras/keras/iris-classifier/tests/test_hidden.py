"""Hidden tests: rows that students do not have, judged with the rebuilt model."""

from __future__ import annotations

from typing import Any

import numpy as np
import pytest
from iris import accuracy, cross_entropy, outputs, probabilities, read

from grader.testkit import check_at_least, check_at_most, check_close, say

pytestmark = pytest.mark.hidden


@pytest.mark.points(2)
@pytest.mark.title(en="The outputs are probabilities", ko="출력이 확률입니다")
def test_softmax(submission: Any) -> None:
    rows, _ = read("hidden")
    probabilities(submission, rows)


@pytest.mark.points(1)
@pytest.mark.title(
    en="A row's result does not depend on the other rows", ko="한 행의 결과가 다른 행에 따라 달라지지 않습니다"
)
def test_row_by_row(submission: Any) -> None:
    rows, _ = read("hidden")
    together = outputs(submission, rows)[:2]
    alone = np.concatenate([outputs(submission, row[np.newaxis]) for row in rows[:2]])
    check_close(
        alone,
        together,
        rtol=0,
        atol=1e-3,
        message=say(
            en="The same row gives another result when it comes alone. `preprocess` must use the mean and spread of "
            "the training rows, kept from before, and never those of the rows that it is given.",
            ko="같은 행을 혼자 넣으면 결과가 달라집니다. `preprocess`는 받은 행이 아니라 미리 구해 둔 학습 행의 평균과 "
            "표준편차를 써야 합니다.",
        ),
    )


@pytest.mark.points(3)
@pytest.mark.title(en="Accuracy of 0.75 or more on hidden rows", ko="숨겨진 행에서 정확도 0.75 이상")
def test_hidden_accuracy(submission: Any) -> None:
    rows, species = read("hidden")
    check_at_least(
        accuracy(outputs(submission, rows), species),
        0.75,
        what={"en": "The accuracy on the hidden rows", "ko": "숨겨진 행에서의 정확도"},
        message=say(
            en="Too few hidden rows are told apart. If the rows that you have go well, the model has learned them by "
            "heart, or new rows are scaled otherwise than the training rows were.",
            ko="숨겨진 행을 충분히 구별하지 못합니다. 가지고 있는 행에서는 잘 맞는다면, 모델이 그 행을 외웠거나 새로운 "
            "행을 학습 때와 다르게 스케일링한 것입니다.",
        ),
    )


@pytest.mark.points(2)
@pytest.mark.title(en="Cross-entropy of 0.6 or less on hidden rows", ko="숨겨진 행에서 교차 엔트로피 0.6 이하")
def test_hidden_loss(submission: Any) -> None:
    rows, species = read("hidden")
    check_at_most(
        cross_entropy(probabilities(submission, rows), species),
        0.6,
        what={"en": "The cross-entropy on the hidden rows", "ko": "숨겨진 행에서의 교차 엔트로피"},
        message=say(
            en="The right species gets too small a probability. Is the loss still falling after the last epoch (train "
            "for longer), or does the validation loss rise again (keep the best checkpoint)?",
            ko="올바른 품종에 준 확률이 너무 작습니다. 마지막 에포크까지 손실이 줄고 있다면 더 학습시키고, 검증 손실이 "
            "다시 오른다면 가장 좋은 체크포인트를 사용하세요.",
        ),
    )
