"""Public tests: the layer and the loss of each task, with 3 classes."""

from __future__ import annotations

from typing import Any

from tasks import TASKS, Task, check_layer, check_loss, classes_of

from grader.testkit import for_each


@for_each("task", TASKS, points=0.5, en="{name}: the layer's outputs", ko="{name}: 층의 출력")
def test_layer(submission: Any, task: Task) -> None:
    check_layer(submission, task, classes_of(task, 3), features=4)


@for_each("task", TASKS, points=0.5, en="{name}: the loss", ko="{name}: 손실 함수")
def test_loss(submission: Any, task: Task) -> None:
    check_loss(submission, task, classes_of(task, 3), features=4)
