"""Looks entries of the audit up: by what was done, by whom or to whom, and when."""

from __future__ import annotations

from datetime import date, datetime, time, timedelta
from typing import Any

from django import forms
from django.core.validators import MaxValueValidator, MinValueValidator
from django.db.models import Q, QuerySet
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from courses.models import Action, AuditEntry, Course

DATE = {"type": "date", "class": "form-control"}
NO_DAY = _("This is not a day, such as 2026-12-01.")
DAYS = (MinValueValidator(date(2000, 1, 1), NO_DAY), MaxValueValidator(date(2999, 12, 31), NO_DAY))


class AuditFilter(forms.Form):
    """Which entries are shown. Days are those of the site's zone, both included."""

    action = forms.ChoiceField(
        label=_("What"),
        required=False,
        choices=[("", _("Any change")), *Action.choices],
        widget=forms.Select(attrs={"class": "form-select"}),
    )
    person = forms.CharField(
        label=_("Person"),
        required=False,
        max_length=100,
        widget=forms.TextInput(attrs={"class": "form-control", "type": "search"}),
    )
    since = forms.DateField(
        label=_("From"),
        required=False,
        widget=forms.DateInput(attrs=DATE, format="%Y-%m-%d"),
        validators=DAYS,
        error_messages={"invalid": NO_DAY},
    )
    until = forms.DateField(
        label=_("Until"),
        required=False,
        widget=forms.DateInput(attrs=DATE, format="%Y-%m-%d"),
        validators=DAYS,
        error_messages={"invalid": NO_DAY},
    )

    def entries_of(self, course: Course) -> QuerySet[AuditEntry]:
        """Return the entries of a course that are asked for, the latest first; what cannot be read is not asked for."""
        self.is_valid()
        asked: dict[str, Any] = self.cleaned_data
        found = AuditEntry.objects.filter(course=course).select_related("actor", "person")
        if asked.get("action"):
            found = found.filter(action=asked["action"])
        if asked.get("person"):
            found = found.filter(_about(asked["person"]))
        if asked.get("since"):
            found = found.filter(at__gte=_start(asked["since"]))
        if asked.get("until"):
            found = found.filter(at__lt=_start(asked["until"] + timedelta(days=1)))
        return found


def _about(words: str) -> Q:
    """Whoever did it, whom it is about, and what it names: an invitation tells of an address only."""
    fields = ("actor__name", "actor__email", "person__name", "person__email", "subject")
    return Q(*((f"{field}__icontains", words) for field in fields), _connector=Q.OR)


def _start(day: date) -> datetime:
    return timezone.make_aware(datetime.combine(day, time.min))
