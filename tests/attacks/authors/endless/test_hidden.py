# tries: never end
# ends: error graded failed
import pytest

pytestmark = pytest.mark.hidden


def test_forever():
    while True:
        pass
