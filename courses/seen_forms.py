"""Forms that carry what their page showed, so that of two people who change the same thing none goes over the other's.

A field that the reader left alone keeps what somebody else has put there since; one that both changed is an error.
"""

from __future__ import annotations

from typing import Any

from django import forms
from django.http import QueryDict
from django.utils.html import format_html_join
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _


class SeenForm(forms.Form):
    """A form whose page holds `shown_values` beside its fields."""

    unseen: tuple[str, ...] = ()
    """Fields that show nothing stored, such as a reason."""

    @property
    def shown_values(self) -> SafeString:
        """Hidden fields with the values that the page shows."""
        return format_html_join(
            "", "{}", ((self[name].as_hidden(only_initial=True),) for name in self.fields if self._is_compared(name))
        )

    def clean(self) -> dict[str, Any]:
        """Hold each field against what is stored now."""
        cleaned = super().clean() or self.cleaned_data
        for name in list(cleaned):
            if self._is_compared(name) and self.add_initial_prefix(name) in self.data:
                self._settle(name, cleaned)
        return cleaned

    def _is_compared(self, name: str) -> bool:
        return name not in self.unseen

    def _settle(self, name: str, cleaned: dict[str, Any]) -> None:
        field, bound, key = self.fields[name], self[name], self.add_initial_prefix(name)
        hidden = field.hidden_widget()
        shown, given = hidden.value_from_datadict(self.data, self.files, key), bound.data
        if not field.has_changed(bound.initial, shown) or not field.has_changed(bound.initial, given):
            return
        stored = hidden.format_value(field.prepare_value(bound.initial))
        data = QueryDict("", mutable=True)
        data.update(self.data)
        data[key] = stored if stored is not None else ""
        self.data = data
        if not _is_other(field, shown, given):
            cleaned[name] = field.clean(data[key])
            data[self.add_prefix(name)] = str(data[key])
        else:
            text = _(
                "Somebody else has changed “{field}” meanwhile, to “{value}”. Save again to put yours in its place."
            )
            self.add_error(name, text.format(field=field.label, value=self._told(name)))

    def _told(self, name: str) -> object:
        """Return what is stored as its reader knows it."""
        field, stored = self.fields[name], self[name].initial
        choices = dict(getattr(field, "choices", ()))
        return choices.get(stored, field.prepare_value(stored)) if stored not in (None, "") else "–"


def _is_other(field: forms.Field, shown: Any, given: Any) -> bool:
    """Whether the reader has put something else into a field than its page showed."""
    try:
        return field.has_changed(field.to_python(shown), given)
    except forms.ValidationError:  # What was shown is no choice any more.
        return True
