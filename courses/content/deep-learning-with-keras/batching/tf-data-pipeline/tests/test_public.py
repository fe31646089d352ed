"""Public tests: 150 rows of 4 numbers in batches of 10."""

from __future__ import annotations

from typing import Any

import pytest
from pipeline import check_labels, check_sizes, check_split, data, example, uses_datasets

from grader.testkit import say


@pytest.mark.points(1.5)
@pytest.mark.title(en="150 rows, batches of 10: 12 and 3 of them", ko="행 150개, 배치 크기 10: 배치 12개와 3개")
def test_batches(submission: Any) -> None:
    train, validation = example(submission)
    check_sizes(train, 120, 10, {"en": "training", "ko": "훈련용"})
    check_sizes(validation, 30, 10, {"en": "validation", "ko": "검증용"})


@pytest.mark.points(1.5)
@pytest.mark.title(en="The first 120 rows train, the last 30 validate", ko="앞의 120개는 훈련용, 뒤의 30개는 검증용")
def test_split(submission: Any) -> None:
    train, validation = example(submission)
    check_split(train, validation, 150)


@pytest.mark.points(1)
@pytest.mark.title(en="Labels are one-hot and stay with their rows", ko="레이블은 원-핫이고 행과의 짝이 유지됩니다")
def test_one_hot(submission: Any) -> None:
    _, labels = data(150, 4)
    for part in example(submission):
        check_labels(part, labels)


@pytest.mark.points(1)
@pytest.mark.title(en="Made with tf.data.Dataset", ko="tf.data.Dataset으로 만들었습니다")
def test_is_dataset(submission: Any) -> None:
    assert uses_datasets(submission.tree), say(
        en="The program uses no `tf.data.Dataset`. A list or a generator of batches is not a dataset.",
        ko="프로그램이 `tf.data.Dataset`을 쓰지 않습니다. 배치의 리스트나 제너레이터는 데이터셋이 아닙니다.",
    )
    example(submission)
