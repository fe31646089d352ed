"""Public tests: the tape, one step, and the running problem."""

from __future__ import annotations

import ast
from typing import Any

import numpy as np
import pytest
from reference import RUNNING_X, RUNNING_Y, START, descend, features, fitted, one_after_the_other, rmse, slope

from grader.testkit import check_close, say

X, Y = RUNNING_X, RUNNING_Y


EVERYWHERE = ("id", "attr", "name", "value")


def mentions(tree: ast.AST, *names: str, fields: tuple[str, ...] = EVERYWHERE) -> bool:
    """Whether one of ``names`` is used in the code, however it was imported or spelled, in these fields of its syntax."""
    found = (getattr(node, field, None) for node in ast.walk(tree) for field in fields)
    return any(isinstance(text, str) and text in names for text in found)


@pytest.mark.points(1.5)
@pytest.mark.title(en="The gradient comes from a tape", ko="기울기는 테이프로 구합니다")
def test_tape(submission: Any) -> None:
    assert mentions(submission.tree, "GradientTape"), say(
        en="No `tf.GradientTape` was found in your code: the derivatives are to come from a tape.",
        ko="코드에서 `tf.GradientTape`를 찾지 못했습니다. 도함수는 테이프로 구해야 합니다.",
    )
    assert mentions(submission.tree, "gradient", "jacobian", "batch_jacobian", fields=("attr", "value")), say(
        en="There is a tape, but nobody asks it: `tape.gradient(loss, variables)` gives the slopes.",
        ko="테이프는 있지만 아무도 묻지 않습니다. `tape.gradient(loss, variables)`가 기울기를 돌려줍니다.",
    )


@pytest.mark.points(1.5)
@pytest.mark.title(en="One step on the running problem, with learning rate 0.1", ko="예제에서 학습률 0.1로 내딛는 한 걸음")
def test_one_step(submission: Any) -> None:
    rate = 0.1
    down = rate * slope(START, X, Y)
    error = START @ features(X) - Y
    squared = rate * 2 * features(X) @ error / len(X)
    parameters, _ = fitted(submission, X, Y, rate, 1)
    check_close(
        parameters,
        descend(X, Y, rate, 1),
        rtol=0,
        atol=1e-3,
        message=say(
            en="After one epoch w1, w2, b should be 1 minus learning rate times slope. Is the loss that the tape records "
            "the root of the mean of the squared errors?",
            ko="한 에포크 뒤의 w1, w2, b는 1에서 학습률과 기울기의 곱을 뺀 값이어야 합니다. 테이프가 기록하는 손실이 제곱 "
            "오차의 평균에 루트를 씌운 값인가요?",
        ),
        mistakes=[
            (
                START - squared,
                say(
                    en="You descend the mean squared error. The loss here is its root: `tf.sqrt` belongs inside the tape.",
                    ko="평균 제곱 오차를 내려가고 있습니다. 여기서 손실은 그 제곱근입니다. 테이프 안에서 `tf.sqrt`까지 계산하세요.",
                ),
            ),
            (
                START + down,
                say(
                    en="You climb: the gradient points uphill, so it is subtracted.",
                    ko="오르막으로 가고 있습니다. 기울기는 오르막을 가리키므로 빼야 합니다.",
                ),
            ),
            (
                START - down * len(X),
                say(
                    en="The step is n times too large: a mean over the points is asked.",
                    ko="걸음이 n배로 큽니다. 점들에 대한 평균이어야 합니다.",
                ),
            ),
            (
                START - down * len(X) ** 0.5,
                say(
                    en="You descend the root of the *sum* of the squares. Inside the root is their mean.",
                    ko="제곱의 *합*에 루트를 씌운 값을 내려가고 있습니다. 루트 안은 평균이어야 합니다.",
                ),
            ),
            (
                one_after_the_other(X, Y, rate),
                say(
                    en="The second and third slope were computed with parameters that had already moved. Compute all "
                    "three slopes first, then move.",
                    ko="두 번째와 세 번째 기울기를 이미 바뀐 매개변수로 계산했습니다. 기울기 세 개를 모두 구한 다음에 "
                    "매개변수를 바꾸세요.",
                ),
            ),
            (
                START,
                say(
                    en="The parameters have not moved at all in the first epoch.",
                    ko="첫 에포크에서 매개변수가 전혀 바뀌지 않았습니다.",
                ),
            ),
            (
                descend(X, Y, rate, 2),
                say(
                    en="Two steps were taken; epochs=1 asks for one.", ko="두 걸음을 갔습니다. epochs=1이면 한 걸음입니다."
                ),
            ),
        ],
        what="`w1, w2, b`",
    )


@pytest.mark.points(2)
@pytest.mark.title(en="The running problem after 1,000 epochs", ko="1,000 에포크 뒤의 예제")
def test_running_problem(submission: Any) -> None:
    parameters, loss = fitted(submission, X, Y, 0.01, 1000)
    check_close(
        parameters,
        [2.0, 3.0, 4.98],
        rtol=0,
        atol=0.12,
        message=say(
            en="After 1,000 epochs with learning rate 0.01 the parameters should be close to 2, 3 and 5. Look at them "
            "every 100 epochs: do they grow without end (slope too large or wrong sign), or stop too early?",
            ko="학습률 0.01로 1,000 에포크를 돌리면 매개변수가 2, 3, 5에 가까워야 합니다. 100 에포크마다 출력해 보세요. "
            "끝없이 커지나요(기울기가 너무 크거나 부호가 반대), 아니면 너무 일찍 멈추나요?",
        ),
        what="`w1, w2, b`",
    )
    check_close(
        loss,
        rmse(parameters, X, Y),
        rtol=0,
        atol=1e-3,
        message=say(
            en="The returned loss is not the root mean squared error of the returned parameters.",
            ko="돌려준 손실이 돌려준 매개변수의 평균 제곱근 오차가 아닙니다.",
        ),
        mistakes=[
            (
                rmse(parameters, X, Y) ** 2,
                say(
                    en="The returned loss is the mean squared error; its root is asked.",
                    ko="돌려준 손실이 평균 제곱 오차입니다. 루트를 씌워야 합니다.",
                ),
            )
        ],
        what={"en": "The loss", "ko": "손실"},
    )
    check_close(
        loss,
        0.6283,
        rtol=0,
        atol=1e-3,
        message=say(
            en="The parameters come near 2, 3 and 5, but the descent should hop around them at the loss 0.6283. Another "
            "loss there means that the slopes are not quite those of the root mean squared error.",
            ko="매개변수가 2, 3, 5에 가까워지지만, 그 주위를 오갈 때 손실은 0.6283이어야 합니다. 손실이 다르다면 기울기가 "
            "평균 제곱근 오차의 기울기와 조금 다른 것입니다.",
        ),
        what={"en": "The loss", "ko": "손실"},
    )
