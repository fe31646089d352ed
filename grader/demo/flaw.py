"""One hidden test that is wrong on purpose, so that the pages for instructors have something to find.

Its author computed what to expect by the formula of the textbook, which overflows: right work fails it, and work that
overflows in the same way passes. It is added to one exercise of the demonstration course, and to nothing else.
"""

from __future__ import annotations

from courses.archive import Files

UNIT, EXERCISE = "activations", "softmax"
PATH = "tests/test_wide.py"
TEST = '''\
"""A hidden test that is wrong on purpose (see the documentation of the demonstration course)."""

import numpy as np
import pytest

from grader.testkit import say


@pytest.mark.hidden
@pytest.mark.points(0.5)
@pytest.mark.title(en="Large logits beside small ones", ko="작은 로짓 옆의 큰 로짓")
def test_large_beside_small(submission):
    z = np.array([[800.0, 0.0], [0.0, 900.0]])
    with np.errstate(all="ignore"):
        expected = np.exp(z) / np.exp(z).sum(axis=1, keepdims=True)
    got = np.asarray(submission.function("softmax")(z))
    assert np.allclose(got, expected, equal_nan=True), say(
        en="The probabilities of large logits are not those of the formula.",
        ko="큰 로짓의 확률이 공식에서 나오는 값과 다릅니다.",
    )
'''


def with_flaw(unit: str, exercise: str, files: Files) -> dict[str, bytes]:
    """Return an exercise's files, with the wrong test where it belongs."""
    is_place = (unit, exercise) == (UNIT, EXERCISE)
    return {**files, PATH: TEST.encode()} if is_place else dict(files)
