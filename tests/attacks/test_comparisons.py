"""What a hidden test expected, what it got, and what it drew for its author reach no student by any way."""

from __future__ import annotations

import pytest

from grader.models import Format, TestAttachment
from tests.attacks.conftest import Stage
from tests.attacks.targets import store
from tests.attacks.visible import pages_of, rows_of, stream_of
from tests.courses.examples import exercise_files

TESTS = b"""
import pytest
from matplotlib.figure import Figure
from grader.testkit import attach_figure, check_close, check_shape, say

def draw(text, show=False):
    figure = Figure(figsize=(1, 1))
    figure.text(0, 0, text)
    attach_figure(figure, title=say(en=text, ko=text), alt=say(en=text, ko=text), show=show)

@pytest.mark.points(4)
def test_public(submission):
    draw("OPEN-FIGURE")
    check_close(submission.function("double")(1.0), 5511.25)

@pytest.mark.hidden
@pytest.mark.points(3)
def test_values(submission):
    draw("SECRET-FIGURE")
    check_close(submission.function("double")(7.5), 7733.25)

@pytest.mark.hidden
@pytest.mark.points(3)
def test_shapes(submission):
    check_shape(submission.function("double")(8.5), (4, 3))
"""
ECHO = "import numpy as np\n\n\ndef double(x):\n    return 5.0 if x == 1 else np.full((2, int(x * 1000)), x)\n"
SECRETS = ("SECRET-FIGURE", "7733.25", "2, 7500", "2,7500", "2, 8500", "2,8500")
"""The shapes with their first number: four digits alone stand in many a time and random name."""


@pytest.fixture
def files() -> dict[str, bytes]:
    return exercise_files(
        **{"tests/test_double.py": TESTS, "wrong/constant.py": None, "wrong/echo.py": b"# fails: *\nx ="}
    )


def test_only_the_public_comparison_and_figure_are_seen(stage: Stage, files: dict[str, bytes]) -> None:
    exercise = store(stage.unit, "compared", files)

    grading = stage.grade(exercise, Format.CODE, ECHO)

    seen = "\n".join((rows_of(grading), pages_of(grading, stage.attacker), stream_of(grading, stage.attacker)))
    assert grading.state == "graded", grading.problem
    assert "5511.25" in seen
    assert "OPEN-FIGURE" in seen
    assert [secret for secret in SECRETS if secret in seen] == []
    assert TestAttachment.objects.filter(result__grading=grading).count() == 1
    for result in grading.results.filter(hidden=True):
        assert (result.expected, result.actual) == ("", "")
