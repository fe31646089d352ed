"""Hidden tests: other shapes, every axis, shifted and extreme logits, lists and dtypes, the untouched input."""

from __future__ import annotations

from typing import Any

import numpy as np
import pytest
from reference import check_no_warning, check_softmax

from grader.testkit import for_each, say

pytestmark = pytest.mark.hidden

SHAPES = {"7": (7,), "3x10": (3, 10), "4x4": (4, 4), "2x3x4": (2, 3, 4)}
AXES = {"0": 0, "1": 1, "2": 2, "-1": -1, "-2": -2, "-3": -3}


@for_each("shape", SHAPES, points=0.25, en="Random logits: {name}", ko="임의의 로짓: {name}")
def test_random(submission: Any, shape: tuple[int, ...]) -> None:
    z = np.random.default_rng(sum(shape)).normal(0, 2, shape)
    check_softmax(
        submission.function("softmax")(z),
        z,
        -1,
        say(
            en="Without `axis`, the numbers along the last axis belong together, whatever comes before it.",
            ko="`axis`를 적지 않으면, 앞에 축이 몇 개가 있든 마지막 축을 따라 놓인 수가 한 묶음입니다.",
        ),
    )


@for_each("axis", AXES, points=0.25, en="Three axes, axis={name}", ko="세 축, axis={name}")
def test_axis(submission: Any, axis: int) -> None:
    rng = np.random.default_rng(10 + axis)
    message = say(
        en="Along this axis the result is wrong. Negative axes count from the end, and every axis works the same way.",
        ko="이 축에서 결과가 다릅니다. 음수 축은 끝에서부터 세며, 어느 축에서든 계산 방법은 같습니다.",
    )
    for shape in ((3, 4, 5), (3, 3, 3)):
        z = rng.normal(0, 2, shape)
        check_softmax(submission.function("softmax")(z, axis), z, axis, message)
        check_softmax(submission.function("softmax")(z, axis=axis), z, axis, message)


@pytest.mark.points(0.5)
@pytest.mark.title(en="Shifted logits give the same probabilities", ko="로짓을 똑같이 옮겨도 확률은 같습니다")
def test_shift(submission: Any) -> None:
    function = submission.function("softmax")
    z = np.random.default_rng(21).normal(0, 2, (3, 5))
    for shift in (-9000.0, -800.0, 0.5, 700.0, 9000.0):
        check_softmax(
            function(z + shift),
            z,
            -1,
            say(
                en="The same number was added to all logits, and the probabilities changed. After the largest logit has "
                "been subtracted, only the differences between the logits are left.",
                ko="모든 로짓에 같은 수를 더했더니 확률이 달라졌습니다. 가장 큰 로짓을 빼고 나면 로짓끼리의 차이만 "
                "남습니다.",
            ),
        )
        check_no_warning(function)


@pytest.mark.points(0.75)
@pytest.mark.title(en="Logits that lie far apart", ko="서로 멀리 떨어진 로짓")
def test_far_apart(submission: Any) -> None:
    function = submission.function("softmax")
    for z in (
        np.array([8000.0, 0.0, -8000.0, 7999.0]),
        np.array([-10000.0, 10000.0]),
        np.array([9000.0, *[0.0] * 9]),
        np.array([-5000.0, *[0.0] * 9]),
    ):
        check_softmax(
            function(z),
            z,
            -1,
            say(
                en="With logits thousands apart the result is wrong. No exponent may be larger than 0: which number has to "
                "be subtracted for that?",
                ko="로짓이 수천만큼 떨어져 있으면 결과가 다릅니다. 어떤 지수도 0보다 크면 안 됩니다. 그러려면 무엇을 "
                "빼야 할까요?",
            ),
        )
        check_no_warning(function)


@pytest.mark.points(0.75)
@pytest.mark.title(en="Examples of very different size in one batch", ko="크기가 매우 다른 예제가 섞인 배치")
def test_very_different_rows(submission: Any) -> None:
    function = submission.function("softmax")
    z = np.array([[3000.0, 3001.0, 3002.0], [0.0, 1.0, -1.0], [-4000.0, -4000.0, -4001.0]])
    for logits, axis in ((z, -1), (z.T, 0)):
        check_softmax(
            function(logits, axis),
            logits,
            axis,
            say(
                en="One example has large logits and another small ones. The largest logit of the *whole* batch must not be "
                "subtracted from both: the exponentials of the small ones would all be 0. Each example has its own maximum.",
                ko="로짓이 큰 예제와 작은 예제가 함께 있습니다. *전체* 배치에서 가장 큰 로짓을 양쪽에서 빼면 작은 쪽의 "
                "지수는 모두 0이 됩니다. 예제마다 자기의 최댓값을 빼야 합니다.",
            ),
        )
        check_no_warning(function)


@pytest.mark.points(0.5)
@pytest.mark.title(en="Lists and arrays of whole numbers", ko="리스트와 정수 배열")
def test_lists_and_integers(submission: Any) -> None:
    for z in ([0.5, -0.5], [[1, 3], [2, 2], [0, -4]], np.array([[1, 3, 5], [4, 2, 0]]), [6]):
        check_softmax(
            submission.function("softmax")(z),
            z,
            -1,
            say(
                en="With a list or with whole numbers something else comes out. Convert first: `np.asarray(z, dtype=float)`.",
                ko="리스트나 정수를 넣으면 결과가 다릅니다. 먼저 변환해 보세요: `np.asarray(z, dtype=float)`.",
            ),
        )


@pytest.mark.points(0.5)
@pytest.mark.title(en="float32, large values too", ko="float32와 큰 값")
def test_float32(submission: Any) -> None:
    function = submission.function("softmax")
    for z in (
        np.random.default_rng(31).normal(0, 2, (4, 6)).astype(np.float32),
        np.array([[90.0, 91.0, 89.5], [-200.0, -201.0, -200.5]], dtype=np.float32),
    ):
        check_softmax(
            function(z),
            z,
            -1,
            say(
                en="With `float32`, whose exponentials overflow above 88 already, the result is wrong.",
                ko="`float32`에서 결과가 다릅니다. `float32`의 지수는 88을 넘으면 벌써 넘칩니다.",
            ),
            atol=1e-5,
        )
        check_no_warning(function)


@pytest.mark.points(0.5)
@pytest.mark.title(en="The array that goes in is not changed", ko="입력 배열을 바꾸지 않습니다")
def test_input_unchanged(submission: Any) -> None:
    function = submission.function("softmax")
    for z in (np.array([[3.0, 1.0], [0.5, 2.0]]), np.array([5, 2, 1])):
        function(z)
        assert not function.changed, say(
            en="`softmax` writes into the array that it was given (`z -= …`, `out=z`): make a new array.",
            ko="`softmax`가 받은 배열에 직접 씁니다(`z -= …`, `out=z`). 새 배열을 만들어 쓰세요.",
        )
