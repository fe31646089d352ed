"""Messages that are alike count as one."""

from __future__ import annotations

import pytest

from courses.models import Exercise
from grader.analytics.attempt_log import read_attempts
from grader.analytics.message_groups import normalized, read_groups
from grader.models import State
from tests.grader.classwork import hand_in_graded, make_class

SAME = [
    ("Expected 3 values, got 12.", "Expected 7 values, got 1,200."),
    ("The loss is 0.53, above 1e-3.", "The loss is -0.11, above 2."),
    ("<object at 0x7fde01> is no array", "<object at 0x11aabb> is no array"),
    ("Wrong on line 3\nmore", "Wrong  on line 9\nother"),
]


@pytest.mark.parametrize(("one", "other"), SAME)
def test_numbers_addresses_and_later_lines_do_not_matter(one: str, other: str) -> None:
    assert normalized(one) == normalized(other)


def test_names_matter_and_their_digits_stay() -> None:
    assert normalized("name 'x1' is not defined") != normalized("name 'x2' is not defined")


def test_groups_count_students_submissions_and_lead_to_the_newest(exercise: Exercise) -> None:
    ann, bob = make_class(exercise, 2)
    first = hand_in_graded(exercise, ann, {"a": False, "b": False}, message="Off by 3.")
    second = hand_in_graded(exercise, ann, {"a": False}, message="Off by 5.")
    third = hand_in_graded(exercise, bob, {"a": False}, message="Off by 8.")
    failed = hand_in_graded(exercise, bob, {}, message="NameError on line 4", state=State.FAILED)

    found = read_groups(read_attempts([exercise.pk])[exercise.pk].attempts)

    assert [(group.text, len(group.students), len(group.gradings), group.times) for group in found] == [
        ("Off by 3.", 2, 3, 4),
        ("NameError on line 4", 1, 1, 1),
    ]
    assert found[0].examples == [third.pk, second.pk, first.pk]
    assert found[1].examples == [failed.pk]
