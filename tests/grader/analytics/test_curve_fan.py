"""The fan of a class's trainings."""

from __future__ import annotations

import numpy as np
import pytest

from courses.folders.exercise_settings import CurveGoal
from courses.models import Exercise
from grader.analytics.curve_fan import fan_points, read_fan
from tests.grader.classwork import hand_in_graded, make_class, train


def test_the_band_is_that_of_numpy() -> None:
    curves = np.random.default_rng(2).random((25, 4))

    found = fan_points(curves.tolist())

    expected = np.quantile(curves, [0.1, 0.5, 0.9], axis=0).T
    assert [(one.low, one.median, one.high) for one in found] == [pytest.approx(tuple(row)) for row in expected]
    assert [(one.epoch, one.count) for one in found] == [(number, 25) for number in (1, 2, 3, 4)]


def test_the_fan_ends_where_fewer_than_three_trained_on() -> None:
    assert [one.count for one in fan_points([[1.0, 2, 3], [1.0, 2], [1.0, 2], [1.0]])] == [4, 3]


def test_the_last_training_of_each_counts_by_the_goals_metric(exercise: Exercise) -> None:
    gradings = [hand_in_graded(exercise, student, {"a": True}) for student in make_class(exercise, 3)]
    for number, grading in enumerate(gradings):
        train(grading, "val_loss", [9, 9, 9])
        train(grading, "val_loss", [0.5, 0.1 * number], first_number=4)

    found = read_fan([one.pk for one in gradings], CurveGoal(metric="val_loss", at_most=0.3))

    assert found is not None
    assert [round(one.median, 9) for one in found.points] == [0.5, 0.1]
    assert (found.metric, found.goal, found.at_least, found.trainings) == ("val_loss", 0.3, False, 3)


def test_without_a_goal_the_loss_is_shown_and_without_trainings_nothing(exercise: Exercise) -> None:
    gradings = [hand_in_graded(exercise, student, {"a": True}) for student in make_class(exercise, 3)]
    nothing = read_fan([one.pk for one in gradings], None)
    for grading in gradings:
        train(grading, "loss", [1.0])
    found = read_fan([one.pk for one in gradings], None)

    assert nothing is None
    assert found is not None
    assert (found.metric, found.goal) == ("loss", None)
