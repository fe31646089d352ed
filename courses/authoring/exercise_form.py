"""The details of an exercise as a form: ``exercise.yaml``, field by field.

The ranges come from `courses.folders.exercise_settings` and the site's ceilings, so that they stand in one place.
"""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal
from typing import Any, get_args

from django import forms
from django.conf import settings as site
from django.http import QueryDict
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from pydantic import BaseModel, ValidationError
from pydantic.fields import FieldInfo

from courses.folders.exercise_settings import DEFAULT_LIMITS, GPU_LIMITS, ExerciseSettings, HintSettings, LimitSettings
from courses.models import Kind

MAX_WORDS = 2000
MAX_HINTS = 10
KINDS = [(kind.value, kind.label) for kind in Kind]
ENVIRONMENTS = [
    ("numpy", "NumPy"),
    ("keras", "Keras (TensorFlow)"),
    ("keras-jax", "Keras (JAX)"),
    ("keras-torch", "Keras (PyTorch)"),
]
DEVICES = [("cpu", gettext_lazy("Processor")), ("gpu", "GPU")]
OPENINGS = [
    ("after_full_marks", gettext_lazy("after full marks")),
    ("after_due_date", gettext_lazy("after the due date")),
    ("after_either", gettext_lazy("after full marks or the due date, whichever comes first")),
    ("never", gettext_lazy("never")),
]
BOUNDS = [("at_most", gettext_lazy("at most")), ("at_least", gettext_lazy("at least"))]
LIMITS: dict[str, Any] = {
    "seconds": gettext_lazy("Seconds by the clock"),
    "cpu_seconds": gettext_lazy("Seconds of the processor"),
    "memory_mb": gettext_lazy("Memory in MB"),
    "gpu_memory_mb": gettext_lazy("GPU memory in MB"),
    "processes": gettext_lazy("Processes and threads"),
    "files_mb": gettext_lazy("Files in MB"),
    "output_kb": gettext_lazy("Printed text in kB"),
    "message_mb": gettext_lazy("One value for the tests in MB"),
}
SAME_EVERYWHERE = {"processes": 256, "files_mb": 32, "output_kb": 64, "message_mb": 64}


class HintForm(forms.Form):
    """One hint. All hints of a form send the same three names, in their order."""

    hint_en = forms.CharField(max_length=MAX_WORDS)
    hint_ko = forms.CharField(max_length=MAX_WORDS)
    hint_cost = forms.DecimalField(min_value=0, max_value=1000, decimal_places=2, required=False)


class DetailsForm(forms.Form):
    """An exercise's settings. Valid, it holds them in ``settings``."""

    title_en = forms.CharField(label=gettext_lazy("Title in English"), max_length=MAX_WORDS)
    title_ko = forms.CharField(label=gettext_lazy("Title in Korean"), max_length=MAX_WORDS)
    points = forms.DecimalField(
        label=gettext_lazy("Points"), min_value=Decimal("0.01"), max_value=1000, decimal_places=2
    )
    kind = forms.ChoiceField(label=gettext_lazy("Students hand in"), choices=KINDS)
    environment = forms.ChoiceField(label=gettext_lazy("Environment"), choices=ENVIRONMENTS)
    device = forms.ChoiceField(label=gettext_lazy("Runs on"), choices=DEVICES)
    cpu_fallback = forms.BooleanField(
        label=gettext_lazy("Run on the processor while no GPU is connected"), required=False
    )
    usually_seconds = forms.FloatField(label=gettext_lazy("It usually takes, in seconds"))
    solution = forms.ChoiceField(label=gettext_lazy("Students may read the solution"), choices=OPENINGS)
    curve_metric = forms.RegexField(
        r"^[A-Za-z0-9_]{1,60}$",
        label=gettext_lazy("Metric"),
        required=False,
        error_messages={"invalid": gettext_lazy("Write a name that fit reports, such as val_loss.")},
    )
    curve_bound = forms.ChoiceField(label=gettext_lazy("should come to"), choices=BOUNDS, required=False)
    curve_value = forms.FloatField(label=gettext_lazy("Value"), required=False)

    def __init__(self, data: QueryDict | None = None, *, current: ExerciseSettings | None = None) -> None:
        super().__init__(data, initial=initial_of(current) if current else {})
        self.settings: ExerciseSettings | None = None
        for name, label in LIMITS.items():
            self.fields[name] = _limit_field(name, label)
        self.fields["usually_seconds"].widget.attrs |= {"step": "any", "min": 0, "max": 3600}
        for field in self.fields.values():
            is_choice = isinstance(field.widget, forms.Select)
            css = "form-select" if is_choice else "form-control"
            field.widget.attrs["class"] = "form-check-input" if isinstance(field, forms.BooleanField) else css
        self.hints = _posted_hints(data) if data is not None else _hints_of(current)

    @property
    def limit_fields(self) -> list[forms.BoundField]:
        """The limits, in order."""
        return [self[name] for name in LIMITS]

    @property
    def has_limits(self) -> bool:
        """Whether any limit is given, or wrong."""
        return any(field.value() not in (None, "") or field.errors for field in self.limit_fields)

    def change_hints(self, action: str) -> None:
        """Do what a button beside the hints says: ``add``, ``remove:0``, ``up:1`` or ``down:0``."""
        name, _colon, place = action.partition(":")
        index = int(place) if place.isdecimal() else -1
        if name == "add" and len(self.hints) < MAX_HINTS:
            self.hints.append(HintForm())
        elif name == "remove" and 0 <= index < len(self.hints):
            del self.hints[index]
        elif name in ("up", "down") and 0 <= index < len(self.hints):
            other = min(max(index + (1 if name == "down" else -1), 0), len(self.hints) - 1)
            self.hints[index], self.hints[other] = self.hints[other], self.hints[index]

    def clean(self) -> dict[str, Any]:
        """Put everything together as the file's own rules want it."""
        given = dict(self.cleaned_data)
        broken_hints = [hint for hint in self.hints if not hint.is_valid()]
        self._check_device(given)
        self._check_curve(given)
        self._check_costs(given)
        if not broken_hints and not self.errors:
            self._validate(given)
        elif broken_hints:
            self.add_error(None, _("A hint needs its text in both languages."))
        return given

    def _check_device(self, given: dict[str, Any]) -> None:
        if given.get("device") != "cpu":
            return
        for name in ("cpu_fallback", "gpu_memory_mb"):
            if given.get(name):
                self.add_error(name, _("This is for exercises that run on a GPU."))

    def _check_curve(self, given: dict[str, Any]) -> None:
        metric, value = given.get("curve_metric"), given.get("curve_value")
        if bool(metric) != (value is not None) and not {"curve_metric", "curve_value"} & set(self.errors):
            self.add_error("curve_value" if metric else "curve_metric", _("A goal needs a metric and a value."))
        elif metric and given.get("environment") == "numpy":
            self.add_error("curve_metric", _("Only exercises with Keras have a curve."))

    def _check_costs(self, given: dict[str, Any]) -> None:
        costs = sum(hint.cleaned_data.get("hint_cost") or 0 for hint in self.hints if hint.is_valid())
        if given.get("points") and costs >= given["points"]:
            text = _("The hints cost {costs} points together; that must be less than the exercise's points.")
            self.add_error("points", text.format(costs=costs))

    def _validate(self, given: dict[str, Any]) -> None:
        try:
            self.settings = ExerciseSettings.model_validate(_values(given, self.hints))
        except ValidationError as error:
            for one in error.errors():
                name = str(one["loc"][-1]) if one["loc"] else ""
                self.add_error(name if name in self.fields else None, f"{name}: {one['msg']}")


def initial_of(settings: ExerciseSettings) -> dict[str, Any]:
    """Return what the form's fields show for settings."""
    curve = settings.curve
    at_least = curve is not None and curve.at_least is not None
    plain = ("kind", "environment", "device", "cpu_fallback", "solution")
    return {
        **{name: getattr(settings, name) for name in plain},
        **{name: _exact(value) for name, value in settings.limits.model_dump(exclude_none=True).items()},
        "points": _short(settings.points),
        "usually_seconds": _exact(settings.usually_seconds),
        "title_en": settings.title.en,
        "title_ko": settings.title.ko,
        "curve_metric": curve.metric if curve else "",
        "curve_bound": "at_least" if at_least else "at_most",
        "curve_value": (curve.at_least if at_least else curve.at_most) if curve else None,
    }


def _values(given: dict[str, Any], hints: Sequence[forms.Form]) -> dict[str, Any]:
    plain = ("points", "kind", "environment", "device", "cpu_fallback", "usually_seconds", "solution")
    metric = given["curve_metric"]
    return {
        **{name: given[name] for name in plain},
        "title": {"en": given["title_en"], "ko": given["title_ko"]},
        "limits": {name: given[name] for name in LIMITS if given[name] is not None},
        "curve": {"metric": metric, given["curve_bound"]: given["curve_value"]} if metric else None,
        "hints": [_hint(hint.cleaned_data) for hint in hints],
    }


def _hint(given: dict[str, Any]) -> dict[str, Any]:
    return {"en": given["hint_en"], "ko": given["hint_ko"], "cost": given["hint_cost"] or Decimal(0)}


def _hints_of(settings: ExerciseSettings | None) -> list[HintForm]:
    return [HintForm(initial=_hint_initial(hint)) for hint in settings.hints] if settings else []


def _hint_initial(hint: HintSettings) -> dict[str, str]:
    return {"hint_en": hint.en, "hint_ko": hint.ko, "hint_cost": _short(hint.cost)}


def _posted_hints(data: QueryDict) -> list[HintForm]:
    names = ("hint_en", "hint_ko", "hint_cost")
    columns = ([text.replace("\r\n", "\n") for text in data.getlist(name)[:MAX_HINTS]] for name in names)
    rows = zip(*columns, strict=False)
    return [HintForm(dict(zip(names, row, strict=True))) for row in rows if any(text.strip() for text in row)]


def _limit_field(name: str, label: Any) -> forms.Field:
    least, most = bounds_of(LimitSettings, name)
    most = min(most, site.LIMIT_CEILINGS.get(name, most))
    kind: Any = forms.FloatField if name.endswith("seconds") else forms.IntegerField
    widget = forms.NumberInput(attrs={"step": "any" if kind is forms.FloatField else 1})
    field: forms.Field = kind(label=label, required=False, min_value=least, max_value=most, widget=widget)
    field.help_text = " ".join(
        filter(None, (_default_text(name), _("At most {most} here.").format(most=f"{most:,.10g}")))
    )
    return field


def _default_text(name: str) -> str:
    if name in SAME_EVERYWHERE:
        return _("Usually {number}.").format(number=SAME_EVERYWHERE[name])
    if name not in GPU_LIMITS:
        return ""
    values = {"numpy": DEFAULT_LIMITS["numpy"][name], "keras": DEFAULT_LIMITS["keras"][name], "gpu": GPU_LIMITS[name]}
    text = _("Usually {numpy}, with Keras {keras}, on a GPU {gpu}.")
    return text.format(**{key: f"{value:g}" for key, value in values.items()})


def bounds_of(model: type[BaseModel], name: str) -> tuple[float, float]:
    """Return the least and the largest value that a model allows in an optional number."""
    inner = get_args(model.model_fields[name].annotation)[0]
    info = next(part for part in get_args(inner) if isinstance(part, FieldInfo))
    least = next(one.ge for one in info.metadata if hasattr(one, "ge"))
    most = next(one.le for one in info.metadata if hasattr(one, "le"))
    return least, most


def _short(number: Decimal) -> str:
    return f"{number.normalize():f}"


def _exact(number: float) -> str:
    return str(int(number)) if number == int(number) else repr(number)
