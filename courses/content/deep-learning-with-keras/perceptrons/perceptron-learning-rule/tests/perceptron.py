"""The learning rule, its usual misreadings, data to learn from, and a check of what a student's ``train`` returns."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import numpy as np
import pytest
from numpy.typing import NDArray

from grader.testkit import check_shape, say

Array = NDArray[Any]
Trained = tuple[Array, float, list[int]]
TABLE = np.array([[0.0, 0.0], [0.0, 1.0], [1.0, 0.0], [1.0, 1.0]])


@dataclass(frozen=True, kw_only=True)
class Rule:
    """How to train: the right way as it stands, misreadings with other values."""

    start: float = 0
    fires_at_zero: bool = False
    with_rate: bool = True
    with_bias: bool = True
    sign: int = 1
    at_once: bool = True
    backwards: bool = False
    stops: bool = True
    notes_last: bool = True
    counts_afterwards: bool = False
    signed: bool = False

    def train(self, X: Array, y: Array, learning_rate: float, epochs: int) -> Trained:
        """Return weights, bias and errors of each epoch."""
        w, b, errors = np.full(X.shape[1], self.start, float), float(self.start), []
        rate = learning_rate if self.with_rate else 1.0
        rows = list(zip(X, y, strict=True))[:: -1 if self.backwards else 1]
        for _ in range(epochs):
            wrong, dw, db = 0, np.zeros_like(w), 0.0
            for x, label in rows:
                error = int(label) - self._prediction(x, w, b)
                wrong += error if self.signed else abs(error)
                step = self.sign * rate * error
                if self.at_once:
                    w, b = w + step * x, b + step * self.with_bias
                else:
                    dw, db = dw + step * x, db + step * self.with_bias
            w, b = w + dw, b + db
            if self.counts_afterwards:
                wrong = sum(abs(int(label) - self._prediction(x, w, b)) for x, label in rows)
            if wrong or self.notes_last:
                errors.append(wrong)
            if wrong == 0 and self.stops:
                break
        return w, b, errors

    def _prediction(self, x: Array, w: Array, b: float) -> int:
        z = x @ w + b
        return int(z >= 0 if self.fires_at_zero else z > 0)


RIGHT = Rule()
MISREADINGS = (
    (
        Rule(fires_at_zero=True),
        say(
            en="Your results are those of a neuron that says 1 when its sum is exactly 0. The very first sum is 0, and "
            "the prediction should be 0 there.",
            ko="합이 정확히 0일 때 1이라고 답하는 뉴런의 결과입니다. 맨 처음 합이 0인데, 그때의 예측은 0이어야 합니다.",
        ),
    ),
    (
        Rule(with_rate=False),
        say(
            en="Your results are those of a learning rate of 1. Multiply each update by `learning_rate`.",
            ko="학습률이 1일 때의 결과입니다. 고칠 때마다 `learning_rate`를 곱하세요.",
        ),
    ),
    (
        Rule(with_bias=False),
        say(
            en="The bias does not learn. It is updated like a weight whose input is always 1, with the same prediction.",
            ko="편향이 학습하지 않습니다. 편향도 입력이 늘 1인 가중치처럼, 같은 예측으로 고칩니다.",
        ),
    ),
    (
        Rule(sign=-1),
        say(
            en="Your neuron steps the wrong way: the update has the factor label minus prediction.",
            ko="뉴런이 반대쪽으로 움직입니다. 갱신에는 레이블에서 예측을 뺀 값이 곱해집니다.",
        ),
    ),
    (
        Rule(at_once=False),
        say(
            en="Your weights change only at the end of an epoch. Update them after each row, before you look at the next.",
            ko="가중치가 에포크가 끝날 때만 바뀝니다. 다음 행을 보기 전에 행마다 고치세요.",
        ),
    ),
    (
        Rule(backwards=True),
        say(
            en="Your results are those of going through the rows from the last to the first.",
            ko="마지막 행부터 첫 행으로 거꾸로 살펴본 결과입니다.",
        ),
    ),
    (
        Rule(stops=False),
        say(
            en="Training goes on after an epoch without an error. Stop there.",
            ko="오류가 없는 에포크가 지났는데도 학습이 계속됩니다. 거기서 멈추세요.",
        ),
    ),
    (
        Rule(notes_last=False),
        say(
            en="The 0 of the last epoch, the one without an error, is missing from the list.",
            ko="오류가 없었던 마지막 에포크의 0이 리스트에 없습니다.",
        ),
    ),
    (
        Rule(counts_afterwards=True),
        say(
            en="Your counts are made with the weights at the end of an epoch. Count an error when the row is visited, before "
            "the weights change.",
            ko="에포크가 끝난 뒤의 가중치로 오류를 셌습니다. 오류는 그 행을 살펴볼 때, 가중치를 고치기 전에 셉니다.",
        ),
    ),
    (
        Rule(signed=True),
        say(
            en="Errors of opposite sign cancel in your count: a wrong 0 and a wrong 1 are two errors.",
            ko="부호가 반대인 오류가 서로 지워졌습니다. 틀린 0 하나와 틀린 1 하나는 오류 두 개입니다.",
        ),
    ),
    (
        Rule(start=1),
        say(en="Weights and bias should start at 0, not at 1.", ko="가중치와 편향은 1이 아니라 0에서 시작해야 합니다."),
    ),
)


def separable(seed: int, rows: int, columns: int) -> tuple[Array, Array]:
    """Return rows in eighths, away from the origin, that a line with some clearance parts into 0 and 1."""
    rng = np.random.default_rng(seed)
    while True:
        direction, center = rng.integers(-8, 9, columns) / 8, rng.integers(0, 17, columns) / 8
        x = center + rng.integers(-16, 17, (rows * 6, columns)) / 8
        z = (x - center) @ direction
        is_clear = np.abs(z) >= 0.25
        x, labels = x[is_clear][:rows], (z[is_clear][:rows] > 0).astype(np.int64)
        if len(x) == rows and 0.25 < labels.mean() < 0.75:
            return x, labels


@dataclass(frozen=True)
class Run:
    """What the student's ``train`` returned, and what it was called with."""

    got: Trained
    asked: tuple[Array, Array, float, int]

    @property
    def line_is_right(self) -> bool:
        """Whether weights and bias are those of the rule."""
        return same_line(self.got, RIGHT.train(*self.asked))

    @property
    def counts_are_right(self) -> bool:
        """Whether the errors of each epoch are those of the rule."""
        return same_counts(self.got, RIGHT.train(*self.asked))


def train(submission: Any, X: Array, y: Array, learning_rate: float, epochs: int) -> Run:
    """Return what the student's ``train`` returns, or fail where it is not weights, a bias and a list."""
    got = submission.function("train")(X, y, learning_rate, epochs)
    if not isinstance(got, list | tuple) or len(got) != 3:
        pytest.fail(
            say(
                en="`train` should return three things: `return w, b, errors`.",
                ko="`train`은 세 가지를 돌려주어야 합니다: `return w, b, errors`.",
            )
        )
    w, b, errors = got
    check_shape(w, (X.shape[1],), what={"en": "The first result, `w`,", "ko": "첫 번째 결과 `w`"})
    check_shape(b, (), what={"en": "The second result, `b`,", "ko": "두 번째 결과 `b`"})
    check_shape(errors, (None,), what={"en": "The third result, `errors`,", "ko": "세 번째 결과 `errors`"})
    trained = np.asarray(w, float), float(np.asarray(b)), [float(count) for count in np.asarray(errors)]
    return Run(trained, (X, y, learning_rate, epochs))


def same_line(got: Trained, wanted: Trained) -> bool:
    """Whether weights and bias are the same."""
    return np.allclose(got[0], wanted[0], rtol=0, atol=1e-9) and abs(got[1] - wanted[1]) <= 1e-9


def same_counts(got: Trained, wanted: Trained) -> bool:
    """Whether the errors of each epoch are the same."""
    return len(got[2]) == len(wanted[2]) and np.allclose(got[2], wanted[2], rtol=0, atol=1e-9)


def misreading(*runs: Run) -> str | None:
    """Return what explains all of ``runs``: the misreading of the rule that gives the same weights, biases and errors."""
    for rule, text in MISREADINGS:
        others = ((run.got, rule.train(*run.asked)) for run in runs)
        if all(same_line(got, other) and same_counts(got, other) for got, other in others):
            return text
    return None
