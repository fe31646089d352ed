"""Public tests: the table of the prompt."""

from __future__ import annotations

from typing import Any

import numpy as np
import pytest
from reference import check_no_warning, check_softmax

from grader.testkit import say


@pytest.mark.points(1)
@pytest.mark.title(en="[2, 1, 0] becomes 0.665, 0.245, 0.090", ko="[2, 1, 0]은 0.665, 0.245, 0.090이 됩니다")
def test_example(submission: Any) -> None:
    z = [2, 1, 0]
    check_softmax(
        submission.function("softmax")(z),
        z,
        -1,
        say(
            en="Compute it by hand: 7.389, 2.718 and 1, each divided by their sum, 11.107.",
            ko="손으로 계산해 보세요. 7.389, 2.718, 1을 각각 그 합인 11.107로 나눕니다.",
        ),
    )


@pytest.mark.points(1)
@pytest.mark.title(en="A batch: each row for itself", ko="배치: 행마다 따로")
def test_batch(submission: Any) -> None:
    z = np.array([[2.0, 1.0, 0.0], [0.0, 0.0, 0.0]])
    check_softmax(
        submission.function("softmax")(z),
        z,
        -1,
        say(
            en="Without `axis`, each row is an example: the numbers in it are divided by the row's own sum.",
            ko="`axis`를 적지 않으면 행 하나가 예제 하나입니다. 행의 수를 그 행의 합으로 나눕니다.",
        ),
    )


@pytest.mark.points(1)
@pytest.mark.title(en="The same batch along axis=0", ko="같은 배치를 axis=0으로")
def test_columns(submission: Any) -> None:
    z = np.array([[2.0, 1.0, 0.0], [0.0, 0.0, 0.0]])
    check_softmax(
        submission.function("softmax")(z, axis=0),
        z,
        0,
        say(
            en="With `axis=0`, each column is an example: pass `axis` on to every sum and every maximum.",
            ko="`axis=0`이면 열 하나가 예제 하나입니다. 합과 최댓값을 구하는 모든 곳에 `axis`를 넘겨주세요.",
        ),
    )


@pytest.mark.points(1)
@pytest.mark.title(en="Logits around 1000", ko="1000 부근의 로짓")
def test_around_a_thousand(submission: Any) -> None:
    function = submission.function("softmax")
    z = np.array([1002.0, 1001.0, 1000.0])
    check_softmax(
        function(z),
        z,
        -1,
        say(
            en="e^1000 does not fit into a number. What may be subtracted from all three without changing the result?",
            ko="e^1000은 컴퓨터의 수에 담기지 않습니다. 결과를 바꾸지 않고 세 수에서 무엇을 뺄 수 있을까요?",
        ),
    )
    check_no_warning(function)
