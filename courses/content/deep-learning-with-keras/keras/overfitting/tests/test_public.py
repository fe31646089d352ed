"""Public tests: the example, the layers, and the history against the model."""

from __future__ import annotations

from typing import Any

import pytest
from sensors import cross_entropy, validation_losses

from grader.testkit import check_close, check_dense_layers, check_parameters, say


@pytest.mark.points(1)
@pytest.mark.title(en="The best epoch of the example is 2", ko="예시에서 가장 좋은 에포크는 2입니다")
def test_example(submission: Any) -> None:
    check_close(
        submission.function("best_epoch")({"loss": [0.6, 0.4, 0.3], "val_loss": [0.7, 0.5, 0.6]}),
        2,
        mistakes=[
            (1, say(en="Epochs are counted from 1, places in a list from 0.", ko="에포크는 1부터, 리스트의 위치는 0부터 셉니다.")),
            (
                3,
                say(
                    en="Epoch 3 has the lowest training loss. The loss on rows that the model does not learn from decides.",
                    ko="에포크 3은 훈련 손실이 가장 낮은 에포크입니다. 기준은 모델이 배우지 않은 행에서의 손실입니다.",
                ),
            ),
            (
                0.5,
                say(
                    en="That is the lowest loss itself; the number of its epoch is asked.",
                    ko="그것은 가장 낮은 손실 값입니다. 그 에포크의 번호가 필요합니다.",
                ),
            ),
        ],
    )


@pytest.mark.points(1)
@pytest.mark.title(en="10 → 256 → 256 → 1, with ReLU and sigmoid", ko="10 → 256 → 256 → 1, ReLU와 시그모이드")
def test_layers(submission: Any) -> None:
    model = submission.model("model")
    check_dense_layers(model, [(256, "relu"), (256, "relu"), (1, "sigmoid")])
    check_parameters(model, 68_865)


@pytest.mark.points(1)
@pytest.mark.title(
    en="The training went on for 3 epochs after the best one", ko="가장 좋은 에포크 뒤로 3 에포크를 더 학습했습니다"
)
def test_past_the_best(submission: Any) -> None:
    losses = validation_losses(submission)
    best = losses.index(min(losses)) + 1
    assert len(losses) - best >= 3, say(
        en=f"The lowest validation loss is that of epoch {best} of {len(losses)}. Who stops there cannot know that it would rise: "
        "train on for at least 3 epochs (more epochs, or a larger `patience`). If it never rises, the validation rows may be among "
        "those that the model learns from.",
        ko=f"검증 손실이 가장 낮은 것은 {len(losses)} 에포크 가운데 {best}번째입니다. 거기에서 멈추면 손실이 다시 오르는지 알 수 없습니다. 3 "
        "에포크 이상 더 학습하세요(에포크를 늘리거나 `patience`를 키웁니다). 손실이 전혀 오르지 않는다면 검증 행이 학습 행에 섞여 있을 수 "
        "있습니다.",
    )


@pytest.mark.points(2)
@pytest.mark.title(en="The model has the weights of the best epoch", ko="모델이 가장 좋은 에포크의 가중치를 가지고 있습니다")
def test_best_weights(submission: Any) -> None:
    losses = validation_losses(submission)
    check_close(
        cross_entropy(submission, "validation"),
        min(losses),
        rtol=0.01,
        atol=0.002,
        what={"en": "The loss of your model on sensors_validation.csv", "ko": "sensors_validation.csv에서 모델의 손실"},
        message=say(
            en="On the rows of sensors_validation.csv your model does not have the lowest loss of your history. Were other rows "
            "watched, is the loss another one than the plain binary cross-entropy, or was a penalty added to it?",
            ko="sensors_validation.csv의 행에서 모델의 손실이 기록의 가장 낮은 손실과 다릅니다. 다른 행을 지켜보았거나, 손실이 이진 교차 엔트로피 그대로가 "
            "아니거나, 손실에 벌점 항을 더하지 않았나요?",
        ),
        mistakes=[
            (
                losses[-1],
                say(
                    en="Your model has the weights of the last epoch. Ask `EarlyStopping` for `restore_best_weights=True`, or load "
                    "what `ModelCheckpoint` has saved.",
                    ko="모델이 마지막 에포크의 가중치를 가지고 있습니다. `EarlyStopping`에 `restore_best_weights=True`를 주거나, "
                    "`ModelCheckpoint`가 저장한 것을 불러오세요.",
                ),
            )
        ],
    )
