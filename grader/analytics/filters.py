"""Which part of an exercise's work the analytics page looks at."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, datetime, time, timedelta
from typing import Any

from django import forms
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from courses.models import Section

NO_DATE = gettext_lazy("This is not a date, such as 2026-12-01.")


def _day(label: Any) -> forms.DateField:
    widget = forms.DateInput(attrs={"type": "date", "class": "form-control"}, format="%Y-%m-%d")
    return forms.DateField(label=label, required=False, widget=widget, error_messages={"invalid": NO_DATE})


class AnalyticsFilters(forms.Form):
    """A section, and the first and the last day of what is looked at, all as one wants."""

    section = forms.TypedChoiceField(
        label=gettext_lazy("Section"),
        required=False,
        coerce=int,
        empty_value=None,
        widget=forms.Select(attrs={"class": "form-select"}),
        error_messages={"invalid_choice": gettext_lazy("There is no such section in this course.")},
    )
    since = _day(gettext_lazy("From"))
    until = _day(gettext_lazy("To"))

    def __init__(self, sections: Iterable[Section], data: Any = None) -> None:
        super().__init__(data, label_suffix="")
        section = self.fields["section"]
        assert isinstance(section, forms.TypedChoiceField)  # noqa: S101
        section.choices = [("", _("All sections")), *((str(one.pk), one.name) for one in sections)]

    def clean(self) -> dict[str, Any]:
        """Refuse days in the wrong order."""
        found = super().clean() or {}
        since, until = found.get("since"), found.get("until")
        if since and until and until < since:
            self.add_error("until", _("The last day lies before the first one."))
        return found

    @property
    def chosen_section(self) -> int | None:
        """The id of the section, or ``None`` for all."""
        section: int | None = self._valid("section")
        return section

    @property
    def begin(self) -> datetime | None:
        """The beginning of the first day, in the site's zone."""
        return _midnight(self._valid("since"))

    @property
    def end(self) -> datetime | None:
        """The end of the last day, in the site's zone."""
        until = self._valid("until")
        return _midnight(until + timedelta(days=1)) if until else None

    def _valid(self, name: str) -> Any:
        return self.cleaned_data.get(name) if self.is_valid() else None


def _midnight(day: date | None) -> datetime | None:
    return timezone.make_aware(datetime.combine(day, time())) if day else None
