import pytest

from grader.testkit import check_parameters


@pytest.mark.points(1)
@pytest.mark.title(en="The network has the right number of parameters", ko="신경망의 매개변수 수가 맞습니다")
def test_parameter_count(submission):
    import keras

    expected = keras.Sequential(
        [
            keras.Input((4,)),
            keras.layers.Dense(8, activation="relu"),
            keras.layers.Dense(3, activation="softmax"),
        ]
    )
    check_parameters(submission.model("network"), expected)
