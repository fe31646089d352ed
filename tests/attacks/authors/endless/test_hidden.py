# tries: never end
# ends: error graded failed
# limits: seconds=1
import pytest

pytestmark = pytest.mark.hidden


def test_forever():
    while True:
        pass
