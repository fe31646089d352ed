"""What relative links mean in lessons and in prompts."""

from __future__ import annotations

import pytest

from courses.markup.markdown import rendered
from courses.markup.places import place_of, place_of_prompt
from courses.models import Course, Exercise, Unit, UnitFile
from tests.grader.cast import TITLE, make_exercise

UNIT_FILE = "/courses/demo/basics/files/figures/a.svg?v=0123456789ab"
OWN_FILE = "/courses/demo/basics/exercises/double/files/plots/b.png"


@pytest.fixture
def exercise(db: None) -> Exercise:
    course = Course.objects.create(slug="demo", title=TITLE)
    unit = Unit.objects.create(course=course, slug="basics", title=TITLE)
    UnitFile.objects.create(unit=unit, path="figures/a.svg", content=b"<svg/>", content_hash="0123456789ab" * 5)
    return make_exercise(unit, "double")


def test_a_lesson_shows_its_units_figures(exercise: Exercise) -> None:
    assert f'src="{UNIT_FILE}"' in rendered("![a](figures/a.svg)", place_of(exercise.unit)).html


@pytest.mark.parametrize(
    ("path", "address"),
    [("../figures/a.svg", UNIT_FILE), ("files/plots/b.png", OWN_FILE), ("./files/plots/b.png", OWN_FILE)],
)
def test_a_prompt_shows_its_units_figures_and_its_own_files(exercise: Exercise, path: str, address: str) -> None:
    place = place_of_prompt(exercise, ["plots/b.png", "numbers.csv"])
    assert f'src="{address}"' in rendered(f"![a]({path})", place).html


def test_a_prompt_links_to_exercises_as_a_lesson_does(exercise: Exercise) -> None:
    assert exercise.get_absolute_url() in rendered("[it](exercise:double)", place_of_prompt(exercise, [])).html
