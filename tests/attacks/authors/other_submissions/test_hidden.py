# tries: see the student's process and other jobs
# ends: graded
# forbids: ESCAPED
import os

import pytest

pytestmark = pytest.mark.hidden


def test_processes():
    assert [name for name in os.listdir("/proc") if name.isdigit()] == ["1"], "ESCAPED"


def test_signals():
    for number in range(2, 3000):
        with pytest.raises(ProcessLookupError):
            os.kill(number, 0)
