"""What the scripts of the pages compute without a page, run by Node."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.frontend.node import files_in, run

TESTS = files_in("shared") | files_in("authoring") | files_in("gradebook")


@pytest.mark.parametrize("test", TESTS.values(), ids=TESTS)
def test_a_part_of_the_pages_scripts(test: Path) -> None:
    ended = run("--test", str(test))

    assert ended.returncode == 0, ended.stdout + ended.stderr
