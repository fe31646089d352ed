"""One test for several cases."""

from __future__ import annotations

import pytest

from grader.testkit import for_each
from grader.testkit.failures import Misuse
from tests.grader.testkit.conftest import Grade


def test_each_name_is_a_test_with_its_own_titles(grade: Grade) -> None:
    tests = """
    from grader.testkit import for_each

    @for_each("name", ("double", "half"), points=2, en="{name} of {1}", ko="{name}의 값")
    def test_value(submission, name):
        assert submission.function(name)(2) in (4, 1)
    """
    graded = grade("def double(x):\n    return 2 * x\n", tests)
    assert [(test["id"], test["title"], test["points"]) for test in graded.collected] == [
        ("test_value[double]", {"en": "double of {1}", "ko": "double의 값"}, 2.0),
        ("test_value[half]", {"en": "half of {1}", "ko": "half의 값"}, 2.0),
    ]
    assert graded.outcomes == {"test_value[double]": "passed", "test_value[half]": "failed"}


def test_a_mapping_gives_the_values(grade: Grade) -> None:
    tests = """
    from grader.testkit import for_each

    @for_each("case", {"one": (1, 2), "zero": (0, 0)}, points=1, en="{name}", ko="{name}")
    def test_value(submission, case):
        assert submission.function("double")(case[0]) == case[1]
    """
    assert grade("def double(x):\n    return 2 * x\n", tests).outcomes == {
        "test_value[one]": "passed",
        "test_value[zero]": "passed",
    }


def test_no_case_is_a_mistake_of_the_author() -> None:
    with pytest.raises(Misuse):
        for_each("name", (), points=1, en="E", ko="K")
