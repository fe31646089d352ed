"""Hidden tests: other sizes, training on labels of each kind, bad input."""

from __future__ import annotations

from typing import Any

import numpy as np
import pytest
from tasks import BINARY, INTEGER, ONE_HOT, TASKS, Task, check_layer, check_loss, classes_of, labeled, mean_loss

from grader.testkit import check_close, check_refuses, for_each, say
from grader.testkit.failures import CodeRaised

pytestmark = pytest.mark.hidden


@for_each(
    "task",
    TASKS,
    points=0.5,
    en="{name}: other numbers of classes and features",
    ko="{name}: 클래스와 특성의 수가 다를 때",
)
def test_other_sizes(submission: Any, task: Task) -> None:
    for classes, features in ((2, 1), (5, 6), (37, 3)):
        try:
            check_layer(submission, task, classes_of(task, classes), features)
            check_loss(submission, task, classes_of(task, classes), features)
        except CodeRaised:
            pytest.fail(
                say(
                    en="With other sizes `head` or `build_model` stops with an error. Does every call of `head` make a new "
                    "layer, and is `build_model` as in the prompt?",
                    ko="크기가 달라지면 `head`나 `build_model`이 오류를 내며 멈춥니다. `head`를 부를 때마다 새 층을 만드나요? "
                    "`build_model`은 문제에 나온 그대로인가요?",
                )
            )


@for_each("task", TASKS, points=0.5, en="{name}: training on such labels", ko="{name}: 그런 정답으로 학습하기")
def test_training(submission: Any, task: Task) -> None:
    classes, features = (2 if task is BINARY else 4), 5
    loss, model = check_loss(submission, task, classes_of(task, classes), features)
    x, y = labeled(task, classes, features)
    try:
        trained, history = submission.fit(model, x, y, epochs=1, batch_size=len(x))
    except CodeRaised:
        pytest.fail(
            say(
                en="`fit` stops with an error on labels of this kind. Do units, loss and labels fit together? If the layer has a "
                "name, is it in Latin letters?",
                ko="이런 정답으로는 `fit`이 오류를 내며 멈춥니다. 유닛 수와 손실 함수와 정답이 서로 맞나요? 층에 이름을 붙였다면 영문자로 된 "
                "이름인가요?",
            )
        )
    check_close(
        history["loss"][-1],
        mean_loss(loss, y, np.asarray(trained(x), dtype=np.float64)),
        rtol=0.05,
        atol=0.01,
        message=say(
            en="The loss that the training reports is not the mean loss of the layer's outputs. Does the layer give what the "
            "task needs, and has the loss its default settings?",
            ko="학습할 때 나오는 손실이 층의 출력에 대한 평균 손실과 다릅니다. 층이 과제에 맞는 값을 내고, 손실 함수가 기본 "
            "설정인지 확인해 보세요.",
        ),
    )


@pytest.mark.points(1)
@pytest.mark.title(en="An unknown task raises ValueError", ko="모르는 과제에는 ValueError가 발생합니다")
def test_unknown_task(submission: Any) -> None:
    head = submission.function("head")
    for task in ("ranking", "multiclass", "binary_one_hot", ""):
        check_refuses(
            head,
            task,
            3,
            types=(ValueError,),
            message=say(
                en="A task that is not in the table should raise ValueError: no other error, such as KeyError, and not the pair of "
                "another task.",
                ko="표에 없는 과제에는 ValueError를 일으켜야 합니다. KeyError와 같은 다른 오류도, 다른 과제의 쌍을 돌려주는 것도 "
                "안 됩니다.",
            ),
        )


@pytest.mark.points(1)
@pytest.mark.title(
    en="A multi-class task with fewer than 2 classes raises ValueError",
    ko="클래스가 2개보다 적은 다중 분류에는 ValueError가 발생합니다",
)
def test_too_few_classes(submission: Any) -> None:
    head = submission.function("head")
    for task in (ONE_HOT, INTEGER):
        for classes in (1, 0):
            check_refuses(
                head,
                task.name,
                classes,
                types=(ValueError,),
                message=say(
                    en="With a single class the softmax is always 1 and there is nothing to learn: raise ValueError for fewer "
                    "than 2 classes.",
                    ko="클래스가 하나면 소프트맥스는 늘 1이고 배울 것이 없습니다. 클래스가 2개보다 적으면 ValueError를 "
                    "일으키세요.",
                ),
            )
