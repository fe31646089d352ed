"""The right counts, and a check of a student's that names the usual mistakes."""

from __future__ import annotations

from typing import Any

import numpy as np
import pytest

from grader.testkit import check_close, check_shape, say


def expected(n: int, batch_size: int, drop_remainder: bool = False) -> int:
    """Return the number of iterations in one epoch."""
    return n // batch_size if drop_remainder else -(-n // batch_size)


def check_count(got: Any, n: int, batch_size: int, drop_remainder: bool = False) -> None:
    """Fail unless ``got`` is the right count as a whole number; ``n`` is small enough for floats."""
    check_whole(got)
    right, full = expected(n, batch_size, drop_remainder), n // batch_size
    check_close(
        int(np.asarray(got)),
        right,
        rtol=0,
        atol=0,
        what="`iterations(…)`",
        message=say(
            en="The number of iterations is the number of batches that one epoch has.",
            ko="반복 횟수는 한 에포크에 들어 있는 배치의 수입니다.",
        ),
        mistakes=[
            (
                full,
                say(
                    en="One batch too few: the rows that are left over make a last, smaller batch, and it is an "
                    "iteration, too (unless `drop_remainder` is true).",
                    ko="배치가 하나 모자랍니다. 남은 행도 더 작은 마지막 배치가 되어 반복 횟수에 들어갑니다"
                    "(`drop_remainder`가 참일 때는 제외).",
                ),
            ),
            (
                right + 1,
                say(
                    en="One batch too many: where nothing is left over there is no further batch, and with "
                    "`drop_remainder=True` only full batches count.",
                    ko="배치가 하나 많습니다. 나머지가 없으면 배치가 더 생기지 않고, `drop_remainder=True`이면 꽉 찬 배치만 "
                    "셉니다.",
                ),
            ),
            (
                n,
                say(
                    en="That is the number of rows. Each update uses `batch_size` rows.",
                    ko="그것은 행의 수입니다. 갱신 한 번에 행을 `batch_size`개씩 씁니다.",
                ),
            ),
        ],
    )


def check_whole(got: Any) -> None:
    """Fail unless ``got`` is one whole number: an int or a NumPy integer."""
    if got is None:
        pytest.fail(
            say(en="`iterations` returns nothing (`None`).", ko="`iterations`가 아무것도 반환하지 않습니다(`None`).")
        )
    check_shape(got, (), what="`iterations(…)`")
    assert np.asarray(got).dtype.kind in "iu", say(
        en="`iterations` should return a whole number (`int`). `/`, `np.ceil` and `np.floor` give floats; `//` and "
        "`math.ceil` give whole numbers.",
        ko="`iterations`는 정수(`int`)를 돌려주어야 합니다. `/`, `np.ceil`, `np.floor`는 실수를 내고, `//`와 `math.ceil`은 "
        "정수를 냅니다.",
    )
