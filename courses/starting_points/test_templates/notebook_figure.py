import pytest

from grader.testkit import say


@pytest.mark.points(1)
@pytest.mark.title(en="A cell draws a figure", ko="셀이 그림을 그립니다")
def test_figure(submission):
    assert any(cell.images for cell in submission.notebook.code), say(
        en="No cell shows a figure. End the cell with `plt.show()`.",
        ko="그림이 나오는 셀이 없습니다. 셀을 `plt.show()`로 끝내세요.",
    )
