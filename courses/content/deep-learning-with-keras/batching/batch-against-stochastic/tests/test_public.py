"""Public tests: the number of updates, the prompt's example, what the history says, and the noise."""

from __future__ import annotations

from typing import Any

import numpy as np
import pytest
from descent import (
    RTOL,
    check_number_of_updates,
    generator,
    loss,
    mistaken,
    noise,
    noisy,
    noisy_runs,
    run,
    whole_batch,
)

from grader.testkit import check_at_least, check_at_most, check_close, for_each, say


@for_each(
    "batch_size",
    {"1": 1, "4": 4, "10": 10},
    points=0.5,
    en="10 rows, 3 epochs, batch size {name}: the number of updates",
    ko="행 10개, 3 에포크, 배치 크기 {name}: 갱신 횟수",
)
def test_number_of_updates(submission: Any, batch_size: int) -> None:
    X, y = noisy([1], 10)
    check_number_of_updates(run(submission, X, y, batch_size, 0.01, 3, generator(submission)), 10, batch_size, 3)


@pytest.mark.points(1.5)
@pytest.mark.title(en="One batch of all rows: the example", ko="모든 행이 든 배치 하나: 예제")
def test_example(submission: Any) -> None:
    X, y = np.arange(4.0)[:, None], np.array([1.0, 3.0, 5.0, 7.0])
    right = whole_batch(X, y, 0.1, 2)
    got = run(submission, X, y, 4, 0.1, 2, generator(submission))
    check_close(
        got.history,
        right.history,
        rtol=RTOL,
        what="`history`",
        mistakes=mistaken(X, y, 0.1, 2),
        message=say(
            en="With one batch of all rows there is no chance in it: the history is that of plain gradient descent.",
            ko="모든 행이 배치 하나에 들면 우연이 끼어들 자리가 없습니다. 기록은 보통의 경사 하강법과 같습니다.",
        ),
    )
    last = say(
        en="These are not the values after the last update.",
        ko="마지막 갱신 뒤의 값이 아닙니다.",
    )
    check_close(got.w, right.w, rtol=RTOL, what="`w`", message=last)
    check_close(got.b, right.b, rtol=RTOL, what="`b`", message=last)


@pytest.mark.points(1)
@pytest.mark.title(
    en="The last loss is that of all rows, with the weights that come back",
    ko="마지막 손실은 돌려준 가중치로 구한 모든 행의 손실입니다",
)
def test_last_loss(submission: Any) -> None:
    X, y = noisy([2], 20)
    for batch_size in (1, 6):
        got = run(submission, X, y, batch_size, 0.02, 2, generator(submission))
        check_close(
            got.history[-1],
            loss(X, y, got.w, got.b),
            rtol=RTOL,
            what="`history[-1]`",
            message=say(
                en="The last number of the history is not the mean squared error of all rows with the `w` and `b` "
                "that you return. Is it the loss of the last batch only, or one from before the last update?",
                ko="기록의 마지막 값이 돌려준 `w`와 `b`로 구한 모든 행의 평균 제곱 오차와 다릅니다. 마지막 배치만의 손실이거나 마지막 "
                "갱신 전의 손실은 아닌가요?",
            ),
        )


@pytest.mark.points(1)
@pytest.mark.title(
    en="Noise: batch size 1 above 10 above all rows", ko="흔들림: 배치 크기 1이 10보다, 10이 전체보다 큽니다"
)
def test_noise(submission: Any) -> None:
    _, _, histories = noisy_runs(submission)
    of_one, of_ten, of_all = map(noise, histories)
    check_at_most(
        of_all,
        1e-9,
        what={"en": "the noise with all rows in one batch", "ko": "모든 행이 배치 하나에 들 때의 흔들림"},
        message=say(
            en="With all rows in one batch the loss should fall at every update.",
            ko="모든 행이 배치 하나에 들면 손실은 갱신할 때마다 줄어야 합니다.",
        ),
    )
    assert of_ten > 1e-5, say(
        en="With batch size 10 the loss should also rise now and then. Does each update use the rows of its batch only?",
        ko="배치 크기가 10이면 손실이 가끔 올라야 합니다. 갱신할 때 그 배치의 행만 쓰고 있나요?",
    )
    check_at_least(
        of_one / of_ten,
        5,
        what={
            "en": "the noise with batch size 1 over that with 10",
            "ko": "배치 크기 10에 대한 배치 크기 1의 흔들림의 비",
        },
        message=say(
            en="Single rows should make the loss far noisier than batches of ten.",
            ko="행을 하나씩 쓰면 열 개씩 쓸 때보다 손실이 훨씬 심하게 흔들려야 합니다.",
        ),
    )
