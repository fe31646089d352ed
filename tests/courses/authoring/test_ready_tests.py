"""Putting a template into a test file."""

from __future__ import annotations

import ast
from itertools import pairwise

import pytest

from courses.authoring.ready_tests import TEST_NAME, find_ready_test, ready_tests, with_template

FILE = '''"""Public tests."""

from __future__ import annotations

import pytest

from grader.testkit import say


def test_figure(submission):
    assert submission.defines("x"), say(en="x", ko="x")
'''


def test_an_empty_file_becomes_the_template() -> None:
    template = ready_tests()[0]

    assert with_template("\n", template.source) == template.source


@pytest.mark.parametrize("template", ready_tests(), ids=lambda template: template.name)
def test_each_template_goes_into_a_file_that_has_tests(template: object) -> None:
    source = with_template(FILE, find_ready_test(str(getattr(template, "name"))).source)  # type: ignore[union-attr]  # noqa: B009

    names = TEST_NAME.findall(source)
    ast.parse(source)
    assert source.startswith('"""Public tests."""\n\nfrom __future__ import annotations\n\nimport pytest\n')
    assert source.count("import pytest") == 1
    assert len(set(names)) == len(names) > 1


def test_a_name_that_is_taken_gets_a_number() -> None:
    template = find_ready_test("notebook_figure")
    assert template

    source = with_template(with_template(FILE, template.source), template.source)

    assert TEST_NAME.findall(source) == ["test_figure", "test_figure_2", "test_figure_3"]


def test_imports_that_are_missing_of_one_module_come_in_one_statement() -> None:
    template = find_ready_test("hidden_loss")
    assert template

    source = with_template(FILE, template.source)

    assert "import numpy as np\nfrom grader.testkit import check_at_least, check_at_most\n" in source


def test_all_templates_together_are_valid() -> None:
    source = FILE
    for template in ready_tests():
        source = with_template(source, template.source)

    ast.parse(source)
    imports = [line for line in source.splitlines() if line.startswith(("import ", "from "))]
    assert all(one != other for one, other in pairwise(sorted(imports)))


def test_a_broken_file_is_left_alone() -> None:
    with pytest.raises(SyntaxError):
        with_template("def test_(", ready_tests()[0].source)
