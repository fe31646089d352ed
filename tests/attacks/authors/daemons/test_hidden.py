# tries: leave processes behind, forked twice
# ends: graded
import os
import time

import pytest

pytestmark = pytest.mark.hidden


def test_daemons(submission):
    if os.fork() == 0:
        os.setsid()
        if os.fork() == 0:
            time.sleep(60)
        os._exit(0)
    os.wait()
    assert submission.function("double")(1) == 2
