"""From settings to exercise.yaml and back, by the form and without it."""

from __future__ import annotations

from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
from django.http import QueryDict
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from courses.authoring.exercise_form import LIMITS, DetailsForm, bounds_of
from courses.authoring.exercise_yaml import rewritten, written
from courses.folders.exercise_folder import SETTINGS_FILE
from courses.folders.exercise_settings import ExerciseSettings, LimitSettings
from courses.folders.yaml_reading import read_yaml
from courses.loading import BUNDLED_CONTENT

WRITTEN = """\
# What this is about
title: {en: Double, ko: 두 배}   # short
points: 10
kind: code

# Nobody needs more
limits: {seconds: 5}
hints:
  - {en: One, ko: 하나}
# the end
"""
CENTS = st.decimals(min_value="0.01", max_value=500, places=2)
TEXTS = st.text(st.characters(exclude_categories=["Cs"], exclude_characters="\0"), min_size=1, max_size=120).filter(
    lambda text: text.strip()
)
BOTH = st.fixed_dictionaries({"en": TEXTS, "ko": TEXTS})


def limit(name: str) -> st.SearchStrategy[float | int | None]:
    least, most = bounds_of(LimitSettings, name)
    ceiling = {"seconds": 300, "memory_mb": 8192, "files_mb": 1024, "output_kb": 1024, "processes": 1024}
    most = min(most, ceiling.get(name, most))
    number = st.floats(least, most) if name.endswith("seconds") else st.integers(int(least), int(most))
    return st.none() | number


@st.composite
def any_settings(draw: st.DrawFn) -> ExerciseSettings:
    on_gpu = draw(st.booleans())
    environment = draw(st.sampled_from(["numpy", "keras", "keras-jax", "keras-torch"]))
    limits = {name: draw(limit(name)) for name in LIMITS if on_gpu or name != "gpu_memory_mb"}
    bound = draw(st.sampled_from(["at_most", "at_least"]))
    curve = {"metric": "val_loss", bound: draw(st.floats(-1e6, 1e6))} if draw(st.booleans()) else None
    values: dict[str, Any] = {
        "title": draw(BOTH),
        "points": draw(CENTS) + 500,
        "kind": draw(st.sampled_from(["code", "notebook", "either"])),
        "environment": environment,
        "device": "gpu" if on_gpu else "cpu",
        "cpu_fallback": on_gpu and draw(st.booleans()),
        "limits": {name: value for name, value in limits.items() if value is not None},
        "usually_seconds": draw(st.floats(0.1, 3600)),
        "hints": [draw(BOTH) | {"cost": draw(CENTS) / 20} for _ in range(draw(st.integers(0, 3)))],
        "solution": draw(st.sampled_from(["after_full_marks", "after_due_date", "after_either", "never"])),
        "curve": None if environment == "numpy" else curve,
    }
    values["hints"] = [hint | {"cost": round(hint["cost"], 2)} for hint in values["hints"]]
    return ExerciseSettings.model_validate(values)


def read(text: str) -> ExerciseSettings:
    return read_yaml(SETTINGS_FILE, text.encode(), ExerciseSettings)


def posted(form: DetailsForm) -> DetailsForm:
    """Send a form back as a browser does."""
    data = QueryDict(mutable=True)
    for name in form.fields:
        value = form[name].value()
        if value is not None and value is not False:
            data[name] = str(value)
    for name in ("hint_en", "hint_ko", "hint_cost"):
        data.setlist(name, [str(hint[name].value()) for hint in form.hints])
    return DetailsForm(data)


QUICK = settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.too_slow])


@QUICK
@given(any_settings())
def test_what_is_written_reads_the_same(chosen: ExerciseSettings) -> None:
    assert read(written(chosen)) == chosen


@QUICK
@given(any_settings())
def test_a_file_that_is_rewritten_says_the_new_settings(chosen: ExerciseSettings) -> None:
    text = rewritten(WRITTEN, chosen)

    assert read(text) == chosen
    assert text.startswith("# What this is about\n")


@QUICK
@given(any_settings())
def test_a_form_that_is_sent_back_unchanged_changes_nothing(chosen: ExerciseSettings) -> None:
    # A browser's fields cannot hold every character: what they leave out is left out of both.
    plain = chosen.model_copy(update={"title": chosen.title.model_copy(update={"en": "A", "ko": "B"}), "hints": ()})

    form = posted(DetailsForm(current=plain))

    assert form.is_valid(), form.errors
    assert form.settings is not None
    assert _rounded(form.settings) == _rounded(plain)


def _rounded(chosen: ExerciseSettings) -> dict[str, Any]:
    return chosen.model_dump() | {"usually_seconds": pytest.approx(chosen.usually_seconds)}


@pytest.mark.parametrize("path", sorted(BUNDLED_CONTENT.glob("*/*/*/exercise.yaml")), ids=lambda path: path.parent.name)
def test_each_exercise_of_the_bundled_course_goes_through_the_form(path: Path) -> None:
    current = read(path.read_text())

    form = posted(DetailsForm(current=current))

    assert form.is_valid(), form.errors
    assert form.settings == current
    assert rewritten(path.read_text(), current) == path.read_text()


def test_only_what_changes_is_written_anew() -> None:
    chosen = read(WRITTEN).model_copy(update={"points": Decimal("12.50"), "usually_seconds": 3.0, "hints": ()})

    text = rewritten(WRITTEN, chosen)

    assert text == (
        "# What this is about\ntitle: {en: Double, ko: 두 배}   # short\npoints: 12.5\nkind: code\n\n"
        "# Nobody needs more\nlimits: {seconds: 5}\n# the end\nusually_seconds: 3\n"
    )


def test_a_file_in_braces_is_written_whole() -> None:
    text = rewritten("{title: {en: A, ko: B}, points: 1, kind: code}", read(WRITTEN))

    assert read(text) == read(WRITTEN)
    assert "points: 10\n" in text


# What the form turns down


def filled(**changes: str) -> DetailsForm:
    form = posted(DetailsForm(current=read(WRITTEN)))
    data = QueryDict(mutable=True)
    data.update(form.data)
    for name, value in changes.items():
        data[name] = value
    return DetailsForm(data)


@pytest.mark.parametrize(
    ("changes", "field"),
    [
        ({"title_ko": ""}, "title_ko"),
        ({"points": "0"}, "points"),
        ({"points": "1.234"}, "points"),
        ({"seconds": "301"}, "seconds"),
        ({"memory_mb": "5"}, "memory_mb"),
        ({"cpu_fallback": "on"}, "cpu_fallback"),
        ({"gpu_memory_mb": "1024"}, "gpu_memory_mb"),
        ({"curve_metric": "val_loss", "curve_value": "1"}, "curve_metric"),
        ({"curve_metric": "val_loss", "environment": "keras"}, "curve_value"),
        ({"curve_value": "1", "environment": "keras"}, "curve_metric"),
        ({"curve_metric": "a b", "curve_value": "1", "environment": "keras"}, "curve_metric"),
        ({"hint_cost": "10"}, "points"),
        ({"usually_seconds": "0"}, "usually_seconds"),
        ({"usually_seconds": "nan"}, "usually_seconds"),
    ],
)
def test_what_is_wrong_is_said_at_its_field(changes: dict[str, str], field: str) -> None:
    form = filled(**changes)

    assert not form.is_valid()
    assert field in form.errors


def test_a_hint_needs_both_languages() -> None:
    form = filled(hint_ko="")

    assert not form.is_valid()
    assert form.hints[0].errors == {"hint_ko": ["This field is required."]}


@pytest.mark.parametrize(
    ("action", "left"),
    [
        ("add", ["a", "b", ""]),
        ("remove:0", ["b"]),
        ("up:1", ["b", "a"]),
        ("down:0", ["b", "a"]),
        ("up:0", ["a", "b"]),
        ("down:9", ["a", "b"]),
        ("remove:x", ["a", "b"]),
        ("nonsense", ["a", "b"]),
    ],
)
def test_hints_are_added_removed_and_ordered(action: str, left: list[str]) -> None:
    data = QueryDict("hint_en=a&hint_en=b&hint_ko=a&hint_ko=b&hint_cost=&hint_cost=1")
    form = DetailsForm(data)

    form.change_hints(action)

    assert [hint["hint_en"].value() or "" for hint in form.hints] == left
