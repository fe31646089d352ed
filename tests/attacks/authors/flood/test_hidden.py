# tries: print gigabytes
# ends: graded
import os

import pytest

pytestmark = pytest.mark.hidden


def test_flood(submission):
    for _ in range(2000):
        os.write(1, b"x" * 2**20)
    assert submission.function("double")(1) == 2
