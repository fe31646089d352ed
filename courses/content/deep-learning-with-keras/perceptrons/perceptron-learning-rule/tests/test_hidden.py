"""Hidden tests: other data, learning rates and numbers of epochs; when training stops; untouched input."""

from __future__ import annotations

from typing import Any

import numpy as np
import pytest
from perceptron import TABLE, Run, misreading, separable, train

from grader.testkit import say

pytestmark = pytest.mark.hidden
SETS = ((4, 20, 2, 0.25), (4, 30, 3, 1.0), (0, 12, 1, 0.5), (4, 40, 5, 0.125), (4, 25, 4, 2.0), (7, 20, 2, 0.75))
EPOCHS = 60


def run_separable(submission: Any) -> list[Run]:
    """Return runs on data that a line can part."""
    return [train(submission, *separable(seed, rows, columns), rate, EPOCHS) for seed, rows, columns, rate in SETS]


def run_tangled(submission: Any) -> list[Run]:
    """Return runs on XNOR, on rows of which two contradict each other, and on a 0 between two 1s."""
    x, y = separable(4, 20, 2)
    return [
        train(submission, 2 * TABLE - 1, np.array([1, 0, 0, 1]), 0.25, 120),
        train(submission, np.vstack([x, x[3]]), np.append(y, 1 - y[3]), 0.5, 25),
        train(submission, np.array([[1.0], [2.0], [3.0]]), np.array([1, 0, 1]), 1.0, 25),
    ]


@pytest.mark.points(1.5)
@pytest.mark.title(en="Learns other data that a line can part", ko="직선으로 나눌 수 있는 다른 데이터를 배웁니다")
def test_separable(submission: Any) -> None:
    runs = run_separable(submission)
    for run in runs:
        (w, b, errors), (x, y, _, _) = run.got, run.asked
        assert ((x @ w + b > 0) == (y == 1)).all(), misreading(*runs) or say(
            en="The data can be parted by a line, but with the weights that `train` returns some rows come out wrong.",
            ko="직선으로 나눌 수 있는 데이터인데, `train`이 돌려준 가중치로는 틀리는 행이 있습니다.",
        )
        assert 0 < len(errors) < EPOCHS, misreading(*runs) or say(
            en="Training should have stopped early: at some point there is an epoch without an error.",
            ko="학습이 일찍 멈추었어야 합니다. 어느 순간 오류가 없는 에포크가 나옵니다.",
        )


@pytest.mark.points(1)
@pytest.mark.title(en="Weights and bias on other data", ko="다른 데이터의 가중치와 편향")
def test_weights(submission: Any) -> None:
    runs = run_separable(submission)
    assert all(run.line_is_right for run in runs), misreading(*runs) or say(
        en="Weights or bias are not those of the rule. Start at 0, take the rows in order, update after each row.",
        ko="가중치나 편향이 규칙과 다릅니다. 0에서 시작하고, 행을 차례로 보고, 행마다 고치세요.",
    )


@pytest.mark.points(1)
@pytest.mark.title(en="Errors of each epoch on other data", ko="다른 데이터의 에포크마다 센 오류")
def test_errors(submission: Any) -> None:
    runs = run_separable(submission)
    assert all(run.counts_are_right for run in runs), misreading(*runs) or say(
        en="The list of errors is not that of the rule: one number for each epoch, counted before each update, up to the "
        "first epoch without an error.",
        ko="오류 리스트가 규칙과 다릅니다. 오류가 없는 첫 에포크까지, 에포크마다 수 하나를, 고치기 전에 셉니다.",
    )


@pytest.mark.points(0.5)
@pytest.mark.title(en="Ends after `epochs` epochs, however few", ko="에포크가 적어도 `epochs`번 뒤에는 끝납니다")
def test_few_epochs(submission: Any) -> None:
    x, y = separable(4, 40, 5)
    runs = [train(submission, x, y, 0.5, epochs) for epochs in (1, 2, 7)]
    assert [len(run.got[2]) for run in runs] == [1, 2, 7], say(
        en="Training should end after `epochs` epochs where every epoch has an error.",
        ko="모든 에포크에 오류가 있으면 학습은 `epochs`번의 에포크 뒤에 끝나야 합니다.",
    )
    assert all(run.line_is_right for run in runs), misreading(*runs) or say(
        en="When training ends after `epochs` epochs, it should return the weights and the bias of that moment.",
        ko="`epochs`번의 에포크 뒤에 학습이 끝나면 그때의 가중치와 편향을 돌려주어야 합니다.",
    )


@pytest.mark.points(0.5)
@pytest.mark.title(en="Stops at once when there is nothing to learn", ko="배울 것이 없으면 바로 멈춥니다")
def test_nothing_to_learn(submission: Any) -> None:
    run = train(submission, np.array([[1.5, -2.0, 0.5], [0.25, 1.0, -1.0]]), np.array([0, 0]), 0.5, 10)
    assert run.line_is_right and run.counts_are_right, misreading(run) or say(
        en="Where all labels are 0, weights and bias of 0 are already right: the first epoch has no error and is the last.",
        ko="레이블이 모두 0이면 0인 가중치와 편향이 이미 맞습니다. 첫 에포크에 오류가 없으므로 그것이 마지막 에포크입니다.",
    )


@pytest.mark.points(0.5)
@pytest.mark.title(en="Runs to the end on data that no line can part", ko="직선으로 나눌 수 없는 데이터에서는 끝까지 실행합니다")
def test_tangled(submission: Any) -> None:
    runs = run_tangled(submission)
    assert all(run.line_is_right and run.counts_are_right for run in runs), misreading(*runs) or say(
        en="On data that no line can part, weights, bias or errors are not those of the rule.",
        ko="직선으로 나눌 수 없는 데이터에서 가중치, 편향 또는 오류가 규칙과 다릅니다.",
    )


@pytest.mark.points(0.5)
@pytest.mark.title(en="X and y are not changed", ko="X와 y를 바꾸지 않습니다")
def test_input_unchanged(submission: Any) -> None:
    train_function = submission.function("train")
    train_function(*separable(4, 20, 2), 0.5, 10)
    assert not train_function.changed, say(
        en="`train` writes into `X` or `y`, or shuffles them. Leave the caller's arrays alone: work on copies.",
        ko="`train`이 `X`나 `y`에 값을 쓰거나 행을 섞습니다. 받은 배열은 그대로 두고 복사본을 쓰세요.",
    )
