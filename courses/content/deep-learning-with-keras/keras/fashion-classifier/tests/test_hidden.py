"""Hidden tests: images that students do not have, judged with the rebuilt model."""

from __future__ import annotations

from typing import Any

import pytest
from images import accuracy, cross_entropy, outputs, read

from grader.testkit import check_at_least, check_at_most, check_probabilities, say

pytestmark = pytest.mark.hidden


@pytest.mark.points(1)
@pytest.mark.title(en="The outputs are probabilities", ko="출력이 확률입니다")
def test_probabilities(submission: Any) -> None:
    images, _ = read("hidden")
    check_probabilities(outputs(submission, images), what="`model(images)`")


@pytest.mark.points(2)
@pytest.mark.title(en="Accuracy of 0.75 or more on hidden images", ko="숨겨진 이미지에서 정확도 0.75 이상")
def test_hidden_accuracy(submission: Any) -> None:
    images, labels = read("hidden")
    check_at_least(
        accuracy(outputs(submission, images), labels),
        0.75,
        what={"en": "The accuracy on the hidden images", "ko": "숨겨진 이미지에서의 정확도"},
        message=say(
            en="Too few hidden images are told apart. If `x_test` goes well, the model has learned those images by heart; if it does not "
            "either, train for longer.",
            ko="숨겨진 이미지를 충분히 구별하지 못합니다. `x_test`에서 잘 맞는다면 그 이미지를 외운 것이고, 거기에서도 맞지 않는다면 더 오래 "
            "학습시켜 보세요.",
        ),
    )


@pytest.mark.points(2)
@pytest.mark.title(en="Cross-entropy of 0.8 or less on hidden images", ko="숨겨진 이미지에서 교차 엔트로피 0.8 이하")
def test_hidden_loss(submission: Any) -> None:
    images, labels = read("hidden")
    check_at_most(
        cross_entropy(check_probabilities(outputs(submission, images), what="`model(images)`"), labels),
        0.8,
        what={"en": "The cross-entropy on the hidden images", "ko": "숨겨진 이미지에서의 교차 엔트로피"},
        message=say(
            en="The right class gets too small a probability. Does your model expect pixels up to 255? The grader's lie between 0 and 1: "
            "divide by 255 before `fit`, and only once. If it does not, it was trained for too short or far too long.",
            ko="올바른 클래스에 준 확률이 너무 작습니다. 모델이 255까지의 픽셀을 기대하나요? 채점기의 픽셀은 0과 1 사이입니다. `fit` 전에 255로 한 "
            "번만 나누세요. 그것이 아니라면 학습이 너무 짧았거나 지나치게 길었습니다.",
        ),
    )
