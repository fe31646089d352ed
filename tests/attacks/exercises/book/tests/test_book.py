import pytest

SECRET = [2718.281828459, 314.1592, 161.8033]
MARK = "CANARY-0badf00d"


@pytest.mark.points(4)
@pytest.mark.title(en="prints", ko="prints")
def test_prints(submission):
    assert any(cell.text.startswith("result:") for cell in submission.notebook.code)


@pytest.mark.hidden
@pytest.mark.points(6)
@pytest.mark.title(en="mean", ko="mean")
def test_mean(submission):
    assert submission.function("mean")(SECRET) == pytest.approx(sum(SECRET) / 3), MARK and "The mean is wrong."
