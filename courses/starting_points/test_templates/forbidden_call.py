import ast

import pytest

from grader.testkit import say


def called_names(tree):
    """The last names of everything that is called: "softmax" for np.softmax(x), scipy.special.softmax(x), softmax(x)."""
    calls = [node.func for node in ast.walk(tree) if isinstance(node, ast.Call)]
    return {call.attr if isinstance(call, ast.Attribute) else getattr(call, "id", "") for call in calls}


@pytest.mark.points(1)
@pytest.mark.title(en="Written without a ready-made softmax", ko="이미 만들어진 softmax를 쓰지 않았습니다")
def test_forbidden_call(submission):
    assert "softmax" not in called_names(submission.tree), say(
        en="Write the formula yourself: a ready-made `softmax` is called.",
        ko="공식을 직접 쓰세요. 이미 만들어진 `softmax`를 호출하고 있습니다.",
    )


@pytest.mark.points(1)
@pytest.mark.title(en="Calls `np.exp`", ko="`np.exp`를 호출합니다")
def test_required_call(submission):
    assert "exp" in called_names(submission.tree), say(
        en="The task asks for `np.exp`; it is not called.", ko="`np.exp`를 써야 하는데 호출하지 않았습니다."
    )
