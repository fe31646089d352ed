"""The forms of the gradebook: overrides, extensions and the policy. Times are in the site's zone."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from courses.due_dates import date_field
from courses.models import Exercise
from courses.seen_forms import SeenForm
from grader.gradebook.extensions import Later
from grader.models import GradingPolicy
from grader.templatetags.progress import points

MAX_DAYS = 365


def reason_field() -> forms.CharField:
    """Return the field for a reason, which is required."""
    return forms.CharField(
        label=_("Reason"),
        max_length=2000,
        help_text=_("The student reads this. It is kept in the audit."),
        widget=forms.Textarea(attrs={"class": "form-control", "rows": 3}),
        error_messages={"required": _("Give a reason; the student reads it.")},
    )


class OverrideForm(forms.Form):
    """A score of 0 to an exercise's points, and why."""

    score = forms.DecimalField(
        label=_("Score"),
        min_value=0,
        decimal_places=2,
        max_digits=7,
        widget=forms.NumberInput(attrs={"class": "form-control", "step": "any", "inputmode": "decimal"}),
        error_messages={"required": _("Enter a score."), "invalid": _("This is not a number, such as 7.5.")},
    )
    reason = reason_field()

    def __init__(self, exercise: Exercise, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **{"prefix": "override", **kwargs})
        self.exercise = exercise
        self.fields["score"].widget.attrs["max"] = str(exercise.points)

    def clean_score(self) -> Decimal:
        """Refuse more points than there are."""
        score: Decimal = self.cleaned_data["score"]
        if score > self.exercise.points:
            text = _("The exercise has {points} points; a score cannot be higher.")
            raise forms.ValidationError(text.format(points=points(self.exercise.points)))
        return score


class ExtensionForm(forms.Form):
    """A later due date of one exercise for one student, and why."""

    due_at = date_field(_("New due date"))
    reason = reason_field()

    def __init__(self, exercise: Exercise, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **{"prefix": "extension", **kwargs})
        self.exercise = exercise

    def clean_due_at(self) -> Any:
        """Refuse a date that would change nothing."""
        due = self.cleaned_data["due_at"]
        if self.exercise.due_at is not None and due <= self.exercise.due_at:
            raise forms.ValidationError(_("For everyone it is due no earlier than that. Choose a later date."))
        return due


class LaterForm(forms.Form):
    """By how much later many exercises are due for many people, and why: one date, or days for each."""

    until = date_field(_("New due date"), required=False)
    days = forms.IntegerField(
        label=_("Days later"),
        required=False,
        min_value=1,
        max_value=MAX_DAYS,
        widget=forms.NumberInput(attrs={"class": "form-control"}),
    )
    reason = reason_field()

    def clean(self) -> dict[str, Any]:
        """Demand one of the two."""
        given = super().clean() or self.cleaned_data
        if "until" in given and "days" in given and (given["until"] is None) == (given["days"] is None):
            raise forms.ValidationError(_("Give either a new due date or a number of days."))
        return given

    @property
    def later(self) -> Later:
        """What a valid form says."""
        return Later(until=self.cleaned_data["until"], days=self.cleaned_data["days"] or 0)


class PolicyForm(SeenForm, forms.ModelForm[GradingPolicy]):
    """A course's policy, and the weight of each of its exercises."""

    class Meta:
        model = GradingPolicy
        fields = ("counted", "late_penalty", "grace_minutes", "dropped")
        widgets = {  # noqa: RUF012
            "counted": forms.RadioSelect(attrs={"class": "form-check-input"}),
            "late_penalty": forms.NumberInput(attrs={"class": "form-control", "step": "any"}),
            "grace_minutes": forms.NumberInput(attrs={"class": "form-control"}),
            "dropped": forms.NumberInput(attrs={"class": "form-control"}),
        }

    def __init__(self, exercises: list[Exercise], *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.exercises = exercises
        for exercise in exercises:
            self.fields[weight_field(exercise)] = forms.DecimalField(
                label=str(exercise),
                min_value=0,
                max_digits=6,
                decimal_places=2,
                initial=exercise.weight,
                widget=forms.NumberInput(attrs={"class": "form-control", "step": "any"}),
                error_messages={"required": _("Enter a weight; 0 for practice that does not count.")},
            )

    @property
    def weights(self) -> dict[int, Decimal]:
        """The weights of a valid form by exercise id."""
        return {one.pk: self.cleaned_data[weight_field(one)] for one in self.exercises}

    @property
    def weight_rows(self) -> list[tuple[Exercise, forms.BoundField]]:
        """The exercises with their fields, for the template."""
        return [(one, self[weight_field(one)]) for one in self.exercises]


def weight_field(exercise: Exercise) -> str:
    """Return the name of the field of an exercise's weight."""
    return f"weight-{exercise.pk}"
