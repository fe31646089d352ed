"""Hidden tests: other batches, large logits, several questions a row, lists and whole numbers."""

from __future__ import annotations

from typing import Any

import numpy as np
import pytest
from numpy.typing import NDArray
from reference import BINARY, CATEGORICAL, NAMES, SPARSE, batch, check_loss, is_right, one_hot

from grader.testkit import for_each, say

pytestmark = pytest.mark.hidden


def large(name: str, size: float) -> list[tuple[NDArray[Any], NDArray[Any]]]:
    """Return batches whose logits reach ``size``, in either direction, certain rows both right and wrong."""
    if name == BINARY:
        z = np.array([size, -size, size - 1, -size + 2, 0.5])
        return [(np.array(y), z) for y in ((1, 0, 1, 0, 1), (0, 1, 1, 0, 0), (1, 1, 0, 0, 1), (0, 0, 1, 1, 0))]
    logits = (
        [[size, -size, 0.0], [0.5, size, -size], [-size, size, size - 1], [size, size - 2, size - 1]],
        [[size - 1, size, size - 2], [1.0, 2.0, 0.5], [size, size, size], [size, 1.0, 2.0]],
        [[-size, 1 - size, 2 - size], [3 - size, -size, 1 - size], [-size, -size, -size], [-size, 0.0, -size]],
        [[-size, 1 - size, 2 - size], [size, size - 1, size - 3], [0.3, 0.1, -0.7], [2 - size, -size, 1 - size]],
    )
    labels = ((0, 1, 2, 1), (1, 0, 0, 2), (2, 2, 1, 0), (0, 2, 1, 0))
    return [(one_hot(y, 3) if name == CATEGORICAL else np.array(y), np.array(z)) for z in logits for y in labels]


def fine(name: str) -> list[tuple[NDArray[Any], NDArray[Any]]]:
    """Return batches with small losses of rows that are surely right, and with small differences of large logits."""
    if name == BINARY:
        return [(np.array([1, 0]), np.array([z, -z])) for z in (6.0, 11.0)]
    pairs = (([6.0, -0.5], 0), ([-0.5, 10.0], 1), ([999.9, 999.6], 0), ([-999.3, -999.9], 0))
    return [(one_hot([y], 2) if name == CATEGORICAL else np.array([y]), np.array([z])) for z, y in pairs]


@for_each("name", NAMES, points=0.5, en="{name}: other batches", ko="{name}: 다른 배치")
def test_other_batches(submission: Any, name: str) -> None:
    rng = np.random.default_rng(51)
    function = submission.function(name)
    for n, classes in ((6, 3), (1, 4), (2, 2), (5, 5), (3, 7), (40, 3), (500, 10)):
        y_true, logits = batch(name, rng, n, 0 if name == BINARY else classes)
        check_loss(function(y_true, logits), name, y_true, logits)


@for_each("name", NAMES, points=0.75, en="{name}: logits of ±500", ko="{name}: ±500의 로짓")
def test_500(submission: Any, name: str) -> None:
    for y_true, logits in [*large(name, 40), *large(name, 500)]:
        check_loss(submission.function(name)(y_true, logits), name, y_true, logits)


@for_each("name", NAMES, points=0.5, en="{name}: logits of ±1000", ko="{name}: ±1000의 로짓")
def test_1000(submission: Any, name: str) -> None:
    for y_true, logits in [*large(name, 1_000), *fine(name)]:
        check_loss(submission.function(name)(y_true, logits), name, y_true, logits)


@pytest.mark.points(0.5)
@pytest.mark.title(
    en="binary_crossentropy: several questions a row", ko="binary_crossentropy: 한 행에 문제가 여러 개일 때"
)
def test_several_questions(submission: Any) -> None:
    rng = np.random.default_rng(52)
    for n, questions in ((4, 3), (7, 1), (1, 5), (3, 3)):
        y_true, logits = batch(BINARY, rng, n, questions)
        check_loss(submission.function(BINARY)(y_true, logits), BINARY, y_true, logits)


@pytest.mark.points(0.25)
@pytest.mark.title(en="Lists, whole numbers, and labels that are floats", ko="리스트, 정수, 그리고 실수로 된 레이블")
def test_lists_and_whole_numbers(submission: Any) -> None:
    rng = np.random.default_rng(53)
    for name in NAMES:
        function = submission.function(name)
        for n, classes in ((4, 3), (3, 3)):
            y_true, logits = batch(name, rng, n, 0 if name == BINARY else classes)
            whole = np.array(np.round(logits), dtype=np.int64)
            for z in (logits, whole):
                own = function(y_true, z.astype(float))
                others: list[tuple[Any, Any]] = [
                    (y_true, z),
                    (y_true.tolist(), z.tolist()),
                    (y_true, z.tolist()),
                    (y_true.tolist(), z),
                ]
                if name != SPARSE:
                    others += [(y_true.astype(float), z), (y_true.astype(int), z)]
                    others.append((y_true.astype(int).tolist(), z.tolist()))
                for arguments in others:
                    assert is_right(function(*arguments), name, y_true, z, own), say(
                        en=f"`{name}` gives something else for lists, whole numbers, or labels that are floats than for arrays "
                        "of the same numbers. Begin with `np.asarray`, and with `dtype=float` for the logits.",
                        ko=f"`{name}`가 리스트나 정수, 실수로 된 레이블에서는 같은 수의 배열에서와 다른 값을 냅니다. `np.asarray`로 "
                        "시작하고, 로짓에는 `dtype=float`를 쓰세요.",
                    )


@pytest.mark.points(0.25)
@pytest.mark.title(en="The input stays as it is", ko="입력을 바꾸지 않습니다")
def test_input_unchanged(submission: Any) -> None:
    logits = np.array([[2.0, -1.0, 0.5], [0.3, 0.2, 4.0]])
    cases: dict[str, tuple[Any, Any]] = {
        BINARY: (np.array([1.0, 0.0, 1.0]), np.array([0.5, 3.0, -2.0])),
        CATEGORICAL: (np.array([[1.0, 0.0, 0.0], [0.0, 0.0, 1.0]]), logits),
        SPARSE: (np.array([0, 2]), logits),
    }
    for name, (y_true, z) in cases.items():
        function = submission.function(name)
        for arguments in ((y_true, z), (y_true.tolist(), z.tolist())):
            function(*arguments)
            assert not function.changed, say(
                en=f"`{name}` writes into what it was given. `z -= z.max(…)` and `out=` do that; `z = z - z.max(…)` makes a new "
                "array.",
                ko=f"`{name}`가 받은 것을 바꿉니다. `z -= z.max(…)`나 `out=`을 쓰면 그렇게 됩니다. `z = z - z.max(…)`는 새 배열을 "
                "만듭니다.",
            )
