"""Hidden tests: other histories, and the model on rows that nobody has seen."""

from __future__ import annotations

from typing import Any

import pytest
from sensors import cross_entropy

from grader.testkit import check_at_most, check_close, check_refuses, say

pytestmark = pytest.mark.hidden


def case(history: dict[str, list[float]], expected: int, name: str, *, en: str, ko: str) -> Any:
    """Return one history for `test_best_epoch`, with its titles."""
    return pytest.param(history, expected, id=name, marks=[pytest.mark.points(0.4), pytest.mark.title(en=en, ko=ko)])


LATE = {
    "accuracy": [0.4, 0.5, 0.9, 0.6, 0.7, 0.8, 0.8],
    "loss": [0.9, 0.8, 0.2, 0.6, 0.5, 0.4, 0.3],
    "val_accuracy": [0.3, 0.9, 0.5, 0.6, 0.7, 0.6, 0.2],
    "val_loss": [0.9, 0.95, 0.8, 0.9, 0.7, 0.65, 0.9],
}
TIE = {"loss": [3.0, 2.0, 1.5, 1.0, 0.5], "val_loss": [2.5, 1.25, 1.5, 1.25, 1.25]}
FIRST = {"val_loss": [0.2, 0.3, 0.4, 0.5], "loss": [0.2, 0.15, 0.1, 0.05]}
CLOSE = {"loss": [0.7, 0.6, 0.5, 0.4], "val_loss": [0.612345, 0.51234567, 0.51234521, 0.51234543]}
ONLY = {"loss": [4.0], "val_loss": [17.5]}


@pytest.mark.parametrize(
    ("history", "expected"),
    [
        case(LATE, 6, "late", en="best_epoch: several ups and downs", ko="best_epoch: 여러 번 오르내리는 기록"),
        case(TIE, 2, "tie", en="best_epoch: the lowest value several times", ko="best_epoch: 가장 낮은 값이 여러 번"),
        case(FIRST, 1, "first", en="best_epoch: overfitting from the start", ko="best_epoch: 처음부터 과대적합"),
        case(CLOSE, 3, "close", en="best_epoch: values that hardly differ", ko="best_epoch: 거의 같은 값들"),
        case(ONLY, 1, "only", en="best_epoch: a single epoch", ko="best_epoch: 에포크가 하나"),
    ],
)
def test_best_epoch(submission: Any, history: dict[str, list[float]], expected: int) -> None:
    losses = history["val_loss"]
    last_of_ties = len(losses) - losses[::-1].index(min(losses))
    check_close(
        submission.function("best_epoch")(history),
        expected,
        message=say(
            en="That is not the epoch with the lowest `val_loss`, counted from 1. Only `val_loss` decides, over all epochs "
            "and to the last digit.",
            ko="`val_loss`가 가장 낮은 에포크의 번호(1부터)가 아닙니다. 모든 에포크의 `val_loss`만이 기준이고, 반올림하지 않습니다.",
        ),
        mistakes=[
            (expected - 1, say(en="Epochs are counted from 1.", ko="에포크는 1부터 셉니다.")),
            (
                last_of_ties,
                say(
                    en="Where several epochs share the lowest value, the first of them is asked.",
                    ko="가장 낮은 값이 여러 번 나오면 그중 첫 번째 에포크가 필요합니다.",
                ),
            ),
        ],
    )


@pytest.mark.points(1)
@pytest.mark.title(en="best_epoch refuses a history without val_loss", ko="best_epoch은 val_loss가 없는 기록을 거부합니다")
def test_without_validation(submission: Any) -> None:
    check_refuses(
        submission.function("best_epoch"), {"loss": [0.5, 0.4], "accuracy": [0.7, 0.8]}, types=(KeyError, ValueError)
    )


@pytest.mark.points(2)
@pytest.mark.title(en="Cross-entropy of 0.55 or less on 600 unseen rows", ko="새로운 600행에서 교차 엔트로피 0.55 이하")
def test_hidden_loss(submission: Any) -> None:
    check_at_most(
        cross_entropy(submission, "hidden"),
        0.55,
        what={"en": "The cross-entropy on the hidden rows", "ko": "숨겨진 행에서의 교차 엔트로피"},
        message=say(
            en="On new rows your model is too sure of wrong answers, or has hardly learned. Is it the one with the lowest loss on "
            "sensors_validation.csv, and did that loss fall well below 0.69?",
            ko="새로운 행에서 모델이 틀린 답을 지나치게 확신하거나 거의 배우지 못했습니다. sensors_validation.csv에서 손실이 가장 낮은 모델인가요? 그 "
            "손실이 0.69보다 충분히 낮아졌나요?",
        ),
    )
