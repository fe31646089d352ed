# tries: read secrets, settings and other exercises beside the test kit
# ends: graded
# forbids: ESCAPED
import os
from pathlib import Path

import pytest

import grader

pytestmark = pytest.mark.hidden
ROOT = Path(grader.__file__).resolve().parent.parent


@pytest.mark.parametrize("name", ["var", "config", "courses", ".env", ".git", "manage.py", "grader/models.py", "tests"])
def test_what_is_not_there(name):
    assert not (ROOT / name).exists(), "ESCAPED"


def test_the_environment():
    assert not [name for name in os.environ if "SECRET" in name or "URL" in name], "ESCAPED"
