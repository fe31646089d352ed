# tries: write where others read
# ends: graded
# forbids: ESCAPED
import os

import numpy
import pytest

import grader.testkit

pytestmark = pytest.mark.hidden


@pytest.mark.parametrize("module", [numpy, grader.testkit, os])
def test_modules(module):
    with pytest.raises(OSError):
        open(module.__file__, "a")


@pytest.mark.parametrize("folder", ["/", "/usr", "/etc", "/proc/sys/kernel"])
def test_folders(folder):
    with pytest.raises(OSError):
        open(f"{folder}/left-behind", "w")
