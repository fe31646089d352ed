"""Public tests: the prompt's example, AND, and XOR."""

from __future__ import annotations

from typing import Any

import numpy as np
import pytest
from perceptron import RIGHT, TABLE, Run, misreading, train

from grader.testkit import check_close, say

AND, OR, XOR = np.array([0, 0, 0, 1]), np.array([0, 1, 1, 1]), np.array([0, 1, 1, 0])


def run_example(submission: Any) -> tuple[Run, str | None]:
    """Return the run on AND, and what explains it and one on OR."""
    run = train(submission, TABLE, AND, 0.5, 20)
    return run, None if run.line_is_right and run.counts_are_right else misreading(
        run, train(submission, TABLE, OR, 0.5, 20)
    )


@pytest.mark.points(1)
@pytest.mark.title(en="Trained on AND, the neuron gets all four rows right", ko="AND를 학습한 뉴런이 네 행을 모두 맞힙니다")
def test_and_is_learned(submission: Any) -> None:
    run, cause = run_example(submission)
    w, b, _errors = run.got
    check_close(
        (TABLE @ w + b > 0).astype(int),
        AND,
        what={"en": "The table of the trained neuron", "ko": "학습한 뉴런의 표"},
        message=cause
        or say(
            en="With the weights that `train` returns, the neuron does not compute AND.",
            ko="`train`이 돌려준 가중치로는 뉴런이 AND를 계산하지 못합니다.",
        ),
    )


@pytest.mark.points(1)
@pytest.mark.title(en="Weights and bias of the example", ko="예의 가중치와 편향")
def test_and_weights(submission: Any) -> None:
    run, cause = run_example(submission)
    (w, b, _), wanted = run.got, RIGHT.train(*run.asked)
    check_close(
        [*w, b],
        [*wanted[0], wanted[1]],
        rtol=0,
        atol=1e-9,
        what={"en": "The list of `w[0]`, `w[1]` and `b`", "ko": "`w[0]`, `w[1]`, `b`의 목록"},
        message=cause
        or say(
            en="Go through the first epoch by hand and print `w` and `b` after each row.",
            ko="첫 에포크를 손으로 계산해 보고, 행마다 `w`와 `b`를 출력해 비교해 보세요.",
        ),
    )


@pytest.mark.points(1)
@pytest.mark.title(en="Errors of each epoch of the example", ko="예의 에포크마다 센 오류")
def test_and_errors(submission: Any) -> None:
    run, cause = run_example(submission)
    shown = "[" + ", ".join(f"{count:g}" for count in run.got[2]) + "]"
    if not run.counts_are_right:
        pytest.fail(
            cause
            or say(
                en="The errors of the epochs should be [1, 3, 3, 2, 1, 0]: one number for each epoch, up to the first without an "
                f"error. Yours are {shown}.",
                ko="에포크마다 센 오류는 [1, 3, 3, 2, 1, 0]이어야 합니다. 오류가 없는 첫 에포크까지, 에포크마다 수 하나입니다. "
                f"여러분의 결과는 {shown}입니다.",
            )
        )


@pytest.mark.points(1.5)
@pytest.mark.title(en="XOR is never learned: every epoch has an error", ko="XOR은 배우지 못합니다: 에포크마다 오류가 있습니다")
def test_xor_runs_on(submission: Any) -> None:
    run = train(submission, TABLE, XOR, 0.5, 12)
    if run.counts_are_right:
        return
    cause = misreading(run, train(submission, TABLE, AND, 0.5, 20), train(submission, TABLE, OR, 0.5, 20))
    if len(run.got[2]) != 12:
        pytest.fail(
            cause
            or say(
                en="On XOR no epoch is without an error, so all 12 should run and be counted; your list has "
                f"{len(run.got[2])} entries.",
                ko="XOR에서는 오류가 없는 에포크가 없으므로 12번을 모두 실행하고 세어야 합니다. 여러분의 리스트에는 항목이 "
                f"{len(run.got[2])}개 있습니다.",
            )
        )
    pytest.fail(
        cause
        or say(
            en="On XOR the errors should be [2, 3, 4, 4, …]. Are they counted row by row, before each update?",
            ko="XOR에서 오류는 [2, 3, 4, 4, …]여야 합니다. 행마다, 고치기 전에 세고 있나요?",
        )
    )
