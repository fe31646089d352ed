# tries: end the process with code 0 in the middle
# ends: error
import os

import pytest

pytestmark = pytest.mark.hidden


def test_exit():
    os._exit(0)
