"""One test for several cases, each with its own titles."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

import pytest

from grader.testkit.failures import Misuse


def for_each(
    argument: str, cases: Iterable[str] | Mapping[str, Any], *, points: float, en: str, ko: str
) -> pytest.MarkDecorator:
    """Run a test once for each case, each worth ``points``, with the case's name for ``{name}`` in the titles.

    ``argument`` is the test's parameter: it gets the name itself, or the value of a mapping ``{name: value}``::

        @for_each("name", ("sigmoid", "tanh"), points=1, en="{name} at 0", ko="0에서의 {name}")
        def test_zero(submission, name): ...
    """
    values = cases if isinstance(cases, Mapping) else {case: case for case in cases}
    if not values:
        raise Misuse("for_each needs at least one case")
    return pytest.mark.parametrize(
        argument,
        [
            pytest.param(
                value,
                id=name,
                marks=[
                    pytest.mark.points(points),
                    pytest.mark.title(en=en.replace("{name}", name), ko=ko.replace("{name}", name)),
                ],
            )
            for name, value in values.items()
        ],
    )
