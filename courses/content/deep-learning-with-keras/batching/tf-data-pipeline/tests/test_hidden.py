"""Hidden tests: other sizes, pairs, shuffling, the order of the validation rows, and missing classes."""

from __future__ import annotations

from typing import Any

import numpy as np
import pytest
from pipeline import Array, check_labels, check_sizes, check_split, data, datasets, features

from grader.testkit import check_at_most, say

pytestmark = pytest.mark.hidden


@pytest.mark.points(1.5)
@pytest.mark.title(
    en="Other sizes: a last, smaller batch, batches of one, very large batches",
    ko="다른 크기: 더 작은 마지막 배치, 크기 1, 아주 큰 배치",
)
def test_other_sizes(submission: Any) -> None:
    for n, d, batch_size in ((55, 3, 8), (5, 1, 2), (40, 7, 64), (15, 2, 1), (155, 2, 3), (305, 5, 7)):
        X, labels = data(n, d, seed=1)
        train, validation = datasets(submission, X, labels, batch_size)
        check_sizes(train, n * 4 // 5, batch_size, {"en": "training", "ko": "훈련용"})
        check_sizes(validation, n // 5, batch_size, {"en": "validation", "ko": "검증용"})
        check_split(train, validation, n)


@pytest.mark.points(1)
@pytest.mark.title(en="Other labels, also as int32", ko="다른 레이블, int32도")
def test_other_labels(submission: Any) -> None:
    for n, dtype in ((60, np.int32), (205, np.int64)):
        X, labels = data(n, 2, seed=2)
        for part in datasets(submission, X.astype(np.float32), labels.astype(dtype), 6):
            check_labels(part, labels)


@pytest.mark.points(1)
@pytest.mark.title(en="The training part is shuffled, row by row and as a whole", ko="훈련용 전체를 행 단위로 섞습니다")
def test_training_is_shuffled(submission: Any) -> None:
    X, labels = data(5_000, 2)
    train, _ = datasets(submission, X, labels, 20)
    order = np.array(train.row_numbers())
    neighbors = int((np.abs(np.diff(order)) == 1).sum())
    check_at_most(
        float(np.corrcoef(np.arange(len(order)), order)[0, 1]),
        0.15,
        what={"en": "the correlation of the training rows' order with that given", "ko": "훈련용 행의 순서와 주어진 순서의 상관계수"},
        message=say(
            en="Training rows come much in the order in which they were given. Shuffle them, with a buffer that holds "
            "the whole training part however many rows there are: `shuffle(10)` moves a row by a few places only.",
            ko="훈련용 행이 주어진 순서와 비슷하게 나옵니다. 행이 얼마나 많든 훈련용 전체가 들어가는 버퍼로 섞으세요. `shuffle(10)`은 행을 몇 "
            "자리밖에 옮기지 못합니다.",
        ),
    )
    check_at_most(
        neighbors,
        50,
        what={"en": "pairs of neighboring rows that stayed together", "ko": "붙어 있는 채로 남은 이웃 행의 수"},
        message=say(
            en="Rows that stood side by side still come together: whole batches were shuffled. Shuffle first, batch "
            "afterwards.",
            ko="나란히 있던 행이 여전히 함께 나옵니다. 배치를 통째로 섞었습니다. 먼저 섞고 나서 배치로 묶으세요.",
        ),
    )


@pytest.mark.points(0.5)
@pytest.mark.title(en="The validation part keeps its order", ko="검증용은 순서를 유지합니다")
def test_validation_in_order(submission: Any) -> None:
    X, labels = data(300, 2)
    _, validation = datasets(submission, X, labels, 25)
    order = validation.row_numbers()
    assert order == sorted(order), say(
        en="The validation rows do not come in the order of `features`. There is nothing to gain from shuffling them.",
        ko="검증용 행이 `features`의 순서대로 나오지 않습니다. 검증용은 섞어도 얻는 것이 없습니다.",
    )


@pytest.mark.points(1)
@pytest.mark.title(en="Three columns also where a class is missing", ko="없는 클래스가 있어도 열은 세 개입니다")
def test_missing_classes(submission: Any) -> None:
    n = 50
    first, last = np.arange(n) % 2, np.arange(n) % 2 + 1
    only_late = np.where(np.arange(n) < 45, 0, 2)
    for labels in (first, last, only_late, np.full(n, 1)):
        _check(submission, labels)


def _check(submission: Any, labels: Array) -> None:
    for part in datasets(submission, features(len(labels), 3), labels, 10):
        check_labels(part, labels)
