"""Public tests: shapes, layers and the images that students have."""

from __future__ import annotations

from typing import Any

import pytest
from images import LAYERS, accuracy, outputs, read

from grader.testkit import check_at_least, check_dense_layers, check_parameters, say


@pytest.mark.points(1)
@pytest.mark.title(en="(n, 28, 28) goes in and (n, 10) comes out", ko="(n, 28, 28)을 넣으면 (n, 10)이 나옵니다")
def test_shapes(submission: Any) -> None:
    images, _ = read("known")
    outputs(submission, images[:3])


@pytest.mark.points(1)
@pytest.mark.title(en="1,501,770 parameters", ko="매개변수 1,501,770개")
def test_parameters(submission: Any) -> None:
    check_parameters(submission.model("model"), 1_501_770)


@pytest.mark.points(2)
@pytest.mark.title(en="1024-512-256-128-64 with ReLU, 10 with softmax", ko="1024-512-256-128-64는 ReLU, 10은 소프트맥스")
def test_layers(submission: Any) -> None:
    check_dense_layers(submission.model("model"), LAYERS)


@pytest.mark.points(1)
@pytest.mark.title(en="Accuracy of 0.75 or more on x_test", ko="x_test에서 정확도 0.75 이상")
def test_known_images(submission: Any) -> None:
    images, labels = read("known")
    check_at_least(
        accuracy(outputs(submission, images), labels),
        0.75,
        what={"en": "The accuracy on `x_test` of fashion_small.npz", "ko": "fashion_small.npz의 `x_test`에서의 정확도"},
        message=say(
            en="Was the model fitted, to labels that belong to the images, for 6 to 10 epochs? A model that knows nothing is right in "
            "1 of 10 cases.",
            ko="이미지에 맞는 레이블로 6~10 에포크 학습시켰나요? 아무것도 모르는 모델은 10번에 1번 맞힙니다.",
        ),
    )
