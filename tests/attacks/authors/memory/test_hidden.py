# tries: use all memory
# ends: error graded failed
import pytest

pytestmark = pytest.mark.hidden


def test_memory():
    kept = []
    while True:
        kept.append(b"x" * 2**24)
