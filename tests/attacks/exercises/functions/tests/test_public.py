import pytest


@pytest.mark.points(2)
@pytest.mark.title(en="double", ko="double")
def test_double(submission):
    assert submission.function("double")(3) == 6
