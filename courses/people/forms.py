"""The forms of the pages about a course's people."""

from __future__ import annotations

from typing import Any, cast

from django import forms
from django.utils.translation import gettext_lazy as _

from accounts.models import User
from courses.models import Course, Enrollment, Role, Section
from courses.people.roles import NO_SECTION, roles_to_give
from courses.people.roster_reading import MAX_BYTES, RosterError, decoded
from courses.seen_forms import SeenForm

TEXT = {"class": "form-control"}
CHOICE = {"class": "form-select"}


class PeopleFilter(forms.Form):
    """What of a course's people is shown."""

    q = forms.CharField(
        label=_("Find a person"),
        required=False,
        max_length=100,
        widget=forms.TextInput(attrs={**TEXT, "type": "search"}),
    )
    role = forms.ChoiceField(label=_("Role"), required=False, widget=forms.Select(attrs=CHOICE))
    section = forms.ChoiceField(label=_("Section"), required=False, widget=forms.Select(attrs=CHOICE))

    def __init__(self, course: Course, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        _choice_of(self, "role").choices = [("", _("Any role")), *Role.choices]
        sections = [(str(one.pk), one.name) for one in course.sections.all()]
        choices = [("", _("Any section")), *sections, (NO_SECTION, _("Without a section"))]
        _choice_of(self, "section").choices = choices

    def chosen(self) -> dict[str, str]:
        """Return what is asked for, without what makes no sense."""
        self.is_valid()
        return {name: self.cleaned_data.get(name, "") for name in ("q", "role", "section")}


class _PlaceForm(SeenForm):
    """A role that somebody may give, and a section of the course."""

    role = forms.ChoiceField(label=_("Role"), widget=forms.Select(attrs=CHOICE))
    section = forms.ModelChoiceField(
        label=_("Section"),
        queryset=Section.objects.none(),
        required=False,
        empty_label=_("Without a section"),
        widget=forms.Select(attrs=CHOICE),
    )

    def __init__(self, course: Course, user: User, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        _choice_of(self, "role").choices = [(one.value, one.label) for one in roles_to_give(user, course)]
        cast("forms.ModelChoiceField[Section]", self.fields["section"]).queryset = course.sections.all()


class MemberForm(_PlaceForm):
    """What a person is in a course."""

    unseen = ("reason",)

    reason = forms.CharField(
        label=_("Reason"),
        required=False,
        max_length=500,
        widget=forms.TextInput(attrs=TEXT),
        help_text=_("Optional. The audit keeps it."),
    )

    def __init__(self, enrollment: Enrollment, user: User, *args: Any, **kwargs: Any) -> None:
        kwargs["initial"] = {"role": enrollment.role, "section": enrollment.section_id}
        super().__init__(enrollment.course, user, *args, **kwargs)


class InvitationForm(_PlaceForm):
    """Whom to invite, and as what."""

    email = forms.EmailField(label=_("E-mail address"), widget=forms.EmailInput(attrs=TEXT))
    name = forms.CharField(
        label=_("Name"), required=False, max_length=150, widget=forms.TextInput(attrs=TEXT), help_text=_("Optional.")
    )
    field_order = ("email", "name", "role", "section")


class SectionForm(forms.Form):
    """A section's name."""

    name = forms.CharField(label=_("Name"), max_length=100, widget=forms.TextInput(attrs=TEXT))


class RosterForm(forms.Form):
    """A roster as a file or as pasted text."""

    file = forms.FileField(
        label=_("CSV file"),
        required=False,
        allow_empty_file=True,
        widget=forms.FileInput(attrs={**TEXT, "accept": ".csv,.tsv,.txt,text/csv"}),
    )
    text = forms.CharField(
        label=_("Or paste the rows here"),
        required=False,
        strip=False,
        widget=forms.Textarea(attrs={**TEXT, "rows": 6, "spellcheck": "false", "class": "form-control roster-text"}),
    )

    def clean(self) -> dict[str, Any]:
        """Put the roster's text, wherever it comes from, into ``text``."""
        cleaned = super().clean() or {}
        upload = cleaned.get("file")
        if upload and upload.size > MAX_BYTES:
            raise forms.ValidationError(_("The roster is larger than 1 MB. Split it into several."))
        try:
            text = decoded(upload.read()) if upload else cleaned.get("text", "")
        except RosterError as error:
            raise forms.ValidationError(str(error)) from error
        if not text.strip():
            raise forms.ValidationError(_("Choose a file, or paste the rows."))
        return {**cleaned, "text": text}


def _choice_of(form: forms.Form, name: str) -> forms.ChoiceField:
    return cast("forms.ChoiceField", form.fields[name])
