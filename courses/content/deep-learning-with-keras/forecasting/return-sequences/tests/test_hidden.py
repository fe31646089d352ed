"""Hidden tests: other sizes, and what else should and should not be in the model."""

from __future__ import annotations

from typing import Any

import numpy as np
import pytest
from network import built, check_computes, check_in_and_out, check_size, returned

from grader.testkit import check_close, say

pytestmark = pytest.mark.hidden


@pytest.mark.points(1)
@pytest.mark.title(en="Parameters and shapes for other sizes", ko="다른 크기에서의 매개변수와 형상")
def test_other_sizes(submission: Any) -> None:
    for timesteps, nfeatures in ((7, 3), (3, 7)):
        model = built(submission, timesteps=timesteps, nfeatures=nfeatures)
        check_in_and_out(model, timesteps, nfeatures)
        check_size(model, timesteps, nfeatures)


@pytest.mark.points(0.5)
@pytest.mark.title(en="What it computes for a single step", ko="한 단계뿐일 때 계산하는 것")
def test_one_step(submission: Any) -> None:
    check_computes(built(submission, 1, 2), 1, 2, seed=11)


@pytest.mark.points(2)
@pytest.mark.title(en="What it computes for longer windows", ko="더 긴 창에서 계산하는 것")
def test_longer_windows(submission: Any) -> None:
    check_computes(built(submission, 12, 3), 12, 3, seed=21)


@pytest.mark.points(0.5)
@pytest.mark.title(en="The same in training: no dropout", ko="학습할 때도 같은 계산: 드롭아웃 없음")
def test_no_dropout(submission: Any) -> None:
    model = built(submission, 6, 2)
    own_shape = [length or 6 for length in model.input_shape[1:]]
    x = np.random.default_rng(31).normal(size=(20, *own_shape)).astype(np.float32)
    check_close(
        np.asarray(model(x, training=True)),
        np.asarray(model(x, training=False)),
        rtol=1e-3,
        atol=1e-4,
        message=say(
            en="In training the model computes something else than afterwards. Leave out dropout and noise.",
            ko="학습할 때의 계산이 그 밖의 때와 다릅니다. 드롭아웃과 노이즈를 빼세요.",
        ),
    )


@pytest.mark.points(0.5)
@pytest.mark.title(en="All parameters are trainable", ko="모든 매개변수를 학습할 수 있습니다")
def test_trainable(submission: Any) -> None:
    model = built(submission, 4, 1)
    assert model.weights and len(model.trainable_weights) == len(model.weights), say(
        en="Some weights are frozen (`trainable=False`), or there are none. All of them should be trained.",
        ko="일부 가중치가 고정되어 있거나(`trainable=False`) 가중치가 없습니다. 모두 학습할 수 있어야 합니다.",
    )


@pytest.mark.points(0.5)
@pytest.mark.title(en="Every call returns a new model", ko="부를 때마다 새 모델을 돌려줍니다")
def test_new_model(submission: Any) -> None:
    handles = {returned(submission, 4, 1).handle for _ in range(2)}
    assert len(handles) == 2, say(
        en="Two calls return the very same model, so training one would train the other. Build it inside the function.",
        ko="두 번 불렀는데 똑같은 모델이 돌아옵니다. 하나를 학습시키면 다른 하나도 학습됩니다. 함수 안에서 모델을 만드세요.",
    )
