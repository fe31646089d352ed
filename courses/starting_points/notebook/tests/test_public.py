"""Public tests: the numbers of the file, and the figure."""

from __future__ import annotations

from typing import Any

import pytest
from reference import scaled

from grader.testkit import check_close, say


@pytest.mark.points(2)
@pytest.mark.title(en="The scaled numbers of the file", ko="파일의 수를 스케일링한 값")
def test_file(submission: Any) -> None:
    check_close(
        submission.array("scaled"),
        scaled([2, 4, 6, 9]),
        atol=1e-6,
        message=say(en="The smallest number should become 0 and the largest 1.", ko="최솟값은 0, 최댓값은 1이 되어야 합니다."),
        what="`scaled`",
    )


@pytest.mark.points(2)
@pytest.mark.title(en="A figure in the notebook", ko="노트북의 그림")
def test_figure(submission: Any) -> None:
    assert any(cell.images for cell in submission.notebook.cells), say(
        en="The executed notebook holds no figure. End the cell that draws with `plt.show()`.",
        ko="실행된 노트북에 그림이 없습니다. 그리는 셀을 `plt.show()`로 끝내 보세요.",
    )
