import pytest

from grader.testkit import check_dense_layers, say


@pytest.mark.points(1)
@pytest.mark.title(en="Dense layers: 8 with relu, 3 with softmax", ko="Dense 층: relu 8개, softmax 3개")
def test_layers(submission):
    check_dense_layers(
        submission.model("network"),
        [(8, "relu"), (3, "softmax")],
        message=say(en="The layers are not those of the task.", ko="층이 문제에서 요구한 것과 다릅니다."),
    )
