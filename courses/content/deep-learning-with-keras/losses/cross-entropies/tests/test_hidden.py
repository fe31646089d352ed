"""Hidden tests: other batches, probabilities of exactly 0 and 1 and close to them, several questions a row, lists."""

from __future__ import annotations

from typing import Any

import numpy as np
import pytest
from reference import BINARY, CATEGORICAL, NAMES, SPARSE, batch, check_loss, is_right

from grader.testkit import for_each, say

pytestmark = pytest.mark.hidden


@for_each("name", NAMES, points=0.75, en="{name}: other batches", ko="{name}: 다른 배치")
def test_other_batches(submission: Any, name: str) -> None:
    rng = np.random.default_rng(41)
    function = submission.function(name)
    for n, classes in ((6, 3), (1, 4), (2, 2), (5, 5), (3, 7), (40, 3), (500, 10)):
        y_true, y_pred = batch(name, rng, n, 0 if name == BINARY else classes)
        check_loss(function(y_true, y_pred), name, y_true, y_pred)


@for_each(
    "name", NAMES, points=0.5, en="{name}: probabilities of exactly 0 and 1", ko="{name}: 정확히 0이거나 1인 확률"
)
def test_zero_and_one(submission: Any, name: str) -> None:
    function = submission.function(name)
    certain = np.array([[0.0, 1.0, 0.0], [0.2, 0.0, 0.8], [1.0, 0.0, 0.0], [0.0, 0.0, 1.0]])
    labels = ((1, 2, 0, 2), (1, 1, 0, 0), (0, 2, 1, 1))
    cases: list[tuple[Any, Any]]
    if name == BINARY:
        sure = np.array([0.0, 1.0, 0.0, 1.0, 0.5])
        cases = [(np.array(y), sure) for y in ((0, 1, 0, 1, 1), (1, 1, 0, 1, 0), (0, 0, 0, 1, 1), (1, 0, 1, 0, 0))]
        cases += [(np.array([y]), np.array([float(y)])) for y in (0, 1)]
    else:
        cases = [(np.eye(3)[list(y)] if name == CATEGORICAL else np.array(y), certain) for y in labels]
    for y_true, y_pred in cases:
        check_loss(function(y_true, y_pred), name, y_true, y_pred)


@for_each(
    "name",
    NAMES,
    points=0.25,
    en="{name}: probabilities very close to 0 and 1",
    ko="{name}: 0이나 1에 아주 가까운 확률",
)
def test_nearly_certain(submission: Any, name: str) -> None:
    function = submission.function(name)
    for tiny in (3e-8, 2e-7, 6e-10):
        cases: list[tuple[Any, Any]]
        if name == BINARY:
            cases = [
                (np.array([1, 0, 1]), np.array([tiny, 0.3, 0.9])),
                (np.array([1, 0, 1]), np.array([0.4, 1 - tiny, 0.6])),
            ]
        else:
            rows = np.array([[tiny, 0.4, 0.6 - tiny], [1 - tiny, tiny, 0.0], [0.1, 0.3, 0.6], [0.7, 0.1, 0.2]])
            cases = [(np.eye(3)[[0, 1, 2, 1]] if name == CATEGORICAL else np.array([0, 1, 2, 1]), rows)]
        for y_true, y_pred in cases:
            check_loss(function(y_true, y_pred), name, y_true, y_pred)


@pytest.mark.points(0.5)
@pytest.mark.title(
    en="binary_crossentropy: several questions a row", ko="binary_crossentropy: 한 행에 문제가 여러 개일 때"
)
def test_several_questions(submission: Any) -> None:
    rng = np.random.default_rng(42)
    for n, questions in ((4, 3), (7, 1), (1, 5), (3, 3)):
        y_true, y_pred = batch(BINARY, rng, n, questions)
        check_loss(submission.function(BINARY)(y_true, y_pred), BINARY, y_true, y_pred)


@pytest.mark.points(0.25)
@pytest.mark.title(en="Lists, and labels that are floats", ko="리스트, 그리고 실수로 된 레이블")
def test_lists_and_floats(submission: Any) -> None:
    rng = np.random.default_rng(43)
    for name in NAMES:
        function = submission.function(name)
        for n, classes in ((4, 3), (3, 3)):
            y_true, y_pred = batch(name, rng, n, 0 if name == BINARY else classes)
            own = function(y_true, y_pred)
            others: list[tuple[Any, Any]] = [
                (y_true.tolist(), y_pred.tolist()),
                (y_true, y_pred.tolist()),
                (y_true.tolist(), y_pred),
            ]
            if name != SPARSE:
                others += [(y_true.astype(float), y_pred), (y_true.astype(int), y_pred)]
                others.append((y_true.astype(int).tolist(), y_pred.tolist()))
            for arguments in others:
                assert is_right(function(*arguments), name, y_true, y_pred, own), say(
                    en=f"`{name}` gives something else for lists, or for labels that are floats, than for arrays of the same "
                    "numbers. Begin with `np.asarray`.",
                    ko=f"`{name}`가 리스트나 실수로 된 레이블에서는 같은 수의 배열에서와 다른 값을 냅니다. `np.asarray`로 시작해 "
                    "보세요.",
                )


@pytest.mark.points(0.25)
@pytest.mark.title(en="The input stays as it is", ko="입력을 바꾸지 않습니다")
def test_input_unchanged(submission: Any) -> None:
    certain = np.array([[0.0, 1.0, 0.0], [0.3, 0.2, 0.5]])
    cases: dict[str, tuple[Any, Any]] = {
        BINARY: (np.array([1.0, 0.0, 1.0]), np.array([0.0, 1.0, 0.4])),
        CATEGORICAL: (np.array([[1.0, 0.0, 0.0], [0.0, 0.0, 1.0]]), certain),
        SPARSE: (np.array([0, 2]), certain),
    }
    for name, (y_true, y_pred) in cases.items():
        function = submission.function(name)
        for arguments in ((y_true, y_pred), (y_true.tolist(), y_pred.tolist())):
            function(*arguments)
            assert not function.changed, say(
                en=f"`{name}` writes into what it was given. `np.clip(p, …, out=p)`, `p[p < 1e-7] = 1e-7` and `*=` do that; "
                "`np.clip(p, …)` makes a new array.",
                ko=f"`{name}`가 받은 것을 바꿉니다. `np.clip(p, …, out=p)`, `p[p < 1e-7] = 1e-7`, `*=`를 쓰면 그렇게 됩니다. "
                "`np.clip(p, …)`는 새 배열을 만듭니다.",
            )
