"""Public tests: the example of the prompt."""

from __future__ import annotations

from typing import Any

import pytest
from reference import scaled

from grader.testkit import check_close, say


@pytest.mark.points(4)
@pytest.mark.title(en="The example: 2, 4, 6", ko="예시: 2, 4, 6")
def test_example(submission: Any) -> None:
    x = [2, 4, 6]
    check_close(
        submission.function("scale")(x),
        scaled(x),
        atol=1e-6,
        message=say(en="The smallest number should become 0 and the largest 1.", ko="최솟값은 0, 최댓값은 1이 되어야 합니다."),
        what="`scale([2, 4, 6])`",
    )
