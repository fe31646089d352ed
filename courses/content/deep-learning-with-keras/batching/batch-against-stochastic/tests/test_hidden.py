"""Hidden tests: other data, every single update, shuffling, the loss that is reached, and inputs left alone."""

from __future__ import annotations

import itertools
from typing import Any

import numpy as np
import pytest
from descent import (
    RTOL,
    check_each_row_once,
    generator,
    mistaken,
    noisy,
    noisy_runs,
    rows_used,
    run,
    second_half,
    smallest_loss,
    whole_batch,
)

from grader.testkit import check_at_most, check_close, say

pytestmark = pytest.mark.hidden


@pytest.mark.points(1)
@pytest.mark.title(en="One batch of all rows: other data", ko="모든 행이 든 배치 하나: 다른 데이터")
def test_whole_batch(submission: Any) -> None:
    cases = ((12, 3, 12, 0.07, 9), (8, 1, 40, 0.15, 6), (30, 4, 31, 0.03, 20), (9, 1, 9, 0.3, 40))
    for n, d, batch_size, learning_rate, epochs in cases:
        X, y = noisy([3, n], n, d)
        right = whole_batch(X, y, learning_rate, epochs)
        got = run(submission, X, y, batch_size, learning_rate, epochs, generator(submission))
        check_close(
            got.history,
            right.history,
            rtol=RTOL,
            what="`history`",
            mistakes=mistaken(X, y, learning_rate, epochs),
            message=say(
                en="With one batch of all rows (a batch size larger than the data is one, too) the history is that of "
                "plain gradient descent on the mean squared error.",
                ko="모든 행이 배치 하나에 들면(배치 크기가 데이터보다 커도 그렇습니다) 기록은 평균 제곱 오차에 대한 보통의 경사 하강법과 "
                "같습니다.",
            ),
        )
        values = say(en="The weights or the bias are wrong at the end.", ko="마지막 가중치나 편향이 다릅니다.")
        check_close(got.w, right.w, rtol=RTOL, what="`w`", message=values)
        check_close(got.b, right.b, rtol=RTOL, what="`b`", message=values)


@pytest.mark.points(1)
@pytest.mark.title(en="Batch size 1: every update is that of one row", ko="배치 크기 1: 갱신마다 행 하나를 씁니다")
def test_single_rows(submission: Any) -> None:
    for n, d in ((6, 2), (5, 3)):
        X, y = noisy([4, n], n, d)
        got = run(submission, X, y, 1, 0.05, 3, generator(submission))
        check_each_row_once(rows_used(got, X, y, 1, 0.05, 3), n)


@pytest.mark.points(1)
@pytest.mark.title(en="Small batches, the last one smaller still", ko="작은 배치와 더 작은 마지막 배치")
def test_small_batches(submission: Any) -> None:
    for n, batch_size in ((7, 3), (6, 4), (6, 3)):
        X, y = noisy([5, n], n, 2)
        got = run(submission, X, y, batch_size, 0.08, 3, generator(submission))
        check_each_row_once(rows_used(got, X, y, batch_size, 0.08, 3), n)
    X, y = noisy([5, 8], 8, 2)
    epochs = rows_used(run(submission, X, y, 2, 0.05, 4, generator(submission)), X, y, 2, 0.05, 4)
    unlike = any(set(batches) != set(epochs[0]) for batches in epochs)
    assert unlike or epochs.count(epochs[0]) == len(epochs), say(
        en="The same rows meet in one batch in every epoch. Shuffle the rows, not the batches.",
        ko="에포크마다 같은 행끼리 한 배치에 모입니다. 배치가 아니라 행을 섞으세요.",
    )


@pytest.mark.points(0.5)
@pytest.mark.title(en="A new order of the rows in every epoch", ko="에포크마다 새로운 행의 순서")
def test_new_orders(submission: Any) -> None:
    X, y = noisy([6], 8)
    orders = rows_used(run(submission, X, y, 1, 0.05, 4, generator(submission)), X, y, 1, 0.05, 4)
    assert all(order != following for order, following in itertools.pairwise(orders)), say(
        en="One epoch uses the rows in the same order as the one before. Shuffle inside of the loop over the epochs, "
        "and with the `rng` that is passed in.",
        ko="한 에포크의 행의 순서가 바로 앞 에포크와 같습니다. 에포크 반복문 안에서, 인수로 받은 `rng`로 섞으세요.",
    )
    unshuffled = [(row,) for row in range(8)]
    assert orders[0] != unshuffled, say(
        en="The first epoch uses the rows as they stand in `X`. Shuffle before every epoch, the first one too.",
        ko="첫 에포크에서 행을 `X`에 있는 순서 그대로 씁니다. 첫 에포크를 포함해 에포크마다 먼저 섞으세요.",
    )
    firsts = [{row for (row,) in order[:4]} for order in orders]
    backwards = any(order[::-1] == following for order, following in itertools.pairwise(orders))
    repeated = any(order == other for order, other in itertools.combinations(orders, 2))
    halves = all(first == {0, 1, 2, 3} for first in firsts)
    assert not (backwards or repeated or halves), say(
        en="The order of the rows changes, but it is not random: it comes back, runs backwards, or keeps halves apart. "
        "Every order of all rows should be possible in every epoch: `rng.permutation(n)`.",
        ko="행의 순서가 바뀌기는 하지만 무작위가 아닙니다. 전의 순서가 되돌아오거나 거꾸로 되거나 앞뒤 절반이 섞이지 않습니다. 에포크마다 모든 "
        "순서가 나올 수 있어야 합니다: `rng.permutation(n)`.",
    )


@pytest.mark.points(0.5)
@pytest.mark.title(en="All chance comes from rng", ko="무작위성은 모두 rng에서 나옵니다")
def test_seeds(submission: Any) -> None:
    X, y = noisy([7], 12)
    first, again, other = (run(submission, X, y, 2, 0.05, 3, generator(submission, seed)) for seed in (1, 1, 2))
    assert np.allclose(first.history, again.history, rtol=1e-9), say(
        en="Generators with the same seed give different histories. Draw from `rng` only.",
        ko="시드가 같은 생성기가 서로 다른 기록을 냅니다. `rng`에서만 뽑으세요.",
    )
    assert not np.allclose(first.history, other.history, rtol=1e-9), say(
        en="Generators with different seeds give the same history. Shuffle with the `rng` that is passed in.",
        ko="시드가 다른 생성기가 같은 기록을 냅니다. 인수로 받은 `rng`로 섞으세요.",
    )


@pytest.mark.points(0.5)
@pytest.mark.title(en="The loss that is reached with 1, 10 and 100 rows", ko="배치 크기 1, 10, 100으로 도달한 손실")
def test_loss_reached(submission: Any) -> None:
    X, y, (of_one, of_ten, of_all) = noisy_runs(submission)
    best = smallest_loss(X, y)
    message = say(
        en="The loss stays too far above the smallest possible one.",
        ko="손실이 가능한 가장 작은 값보다 너무 큽니다.",
    )
    check_at_most(
        second_half(of_one).mean() / best,
        1.5,
        what={
            "en": "the mean loss over the smallest with batch size 1",
            "ko": "배치 크기 1: 최소 손실에 대한 평균 손실의 비",
        },
        message=message,
    )
    for history, size in ((of_ten, 10), (of_all, 100)):
        check_at_most(
            history[-1] / best,
            1.05,
            what={
                "en": f"the last loss over the smallest with batch size {size}",
                "ko": f"배치 크기 {size}: 최소 손실에 대한 마지막 손실의 비",
            },
            message=message,
        )


@pytest.mark.points(0.5)
@pytest.mark.title(en="X and y are left as they were", ko="X와 y를 바꾸지 않습니다")
def test_inputs_unchanged(submission: Any) -> None:
    X, y = noisy([8], 15)
    train = submission.function("train")
    train(X, y, 4, 0.05, 2, generator(submission))
    assert not train.changed, say(
        en="`train` changes the arrays that it was given. `rng.shuffle(X)` works in place; shuffle row numbers "
        "instead.",
        ko="`train`이 받은 배열을 바꿉니다. `rng.shuffle(X)`는 배열을 직접 바꿉니다. 대신 행 번호를 섞으세요.",
    )
