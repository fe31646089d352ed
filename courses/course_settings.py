"""A course's settings: its texts where it is written on this site, whether it is listed, and how people join."""

from __future__ import annotations

from typing import Any

import yaml
from django import forms
from django.db import transaction
from django.utils.translation import gettext_lazy as _

from accounts.models import User
from courses.audit import record
from courses.authoring.working_copy import find, save
from courses.folders.course_folder import COURSE_FILE
from courses.folders.yaml_reading import load_plain
from courses.folders.yaml_writing import rewritten
from courses.models import Action, Course, Joining, Origin
from courses.people.joining import change_code, new_code
from courses.seen_forms import SeenForm
from courses.text import LANGUAGES

TEXT = {"class": "form-control"}
TEXTS = ("title", "description")


class CourseSettingsForm(SeenForm):
    """What of a course its teachers set; texts only of a course that is written on this site."""

    title_en = forms.CharField(label=_("Title in English"), max_length=200, widget=forms.TextInput(attrs=TEXT))
    title_ko = forms.CharField(
        label=_("Title in Korean"), max_length=200, widget=forms.TextInput(attrs={**TEXT, "lang": "ko"})
    )
    description_en = forms.CharField(
        label=_("Description in English"), max_length=2000, widget=forms.Textarea(attrs={**TEXT, "rows": 3})
    )
    description_ko = forms.CharField(
        label=_("Description in Korean"),
        max_length=2000,
        widget=forms.Textarea(attrs={**TEXT, "rows": 3, "lang": "ko"}),
    )
    is_listed = forms.BooleanField(
        label=_("Shown to everyone"),
        required=False,
        widget=forms.CheckboxInput(attrs={"class": "form-check-input"}),
        help_text=_(
            "Otherwise only the people of the course find it. Others get there by the join code or an invitation."
        ),
    )
    joining = forms.ChoiceField(label=_("Joining"), choices=Joining.choices, widget=forms.RadioSelect)

    def __init__(self, course: Course, *args: Any, **kwargs: Any) -> None:
        texts = {f"{name}_{language}": getattr(course, name).get(language, "") for name, language in _texts()}
        kwargs["initial"] = {"is_listed": course.is_listed, "joining": course.joining, **texts}
        super().__init__(*args, **kwargs)
        self.course = course
        if course.origin != Origin.SITE:
            for name in texts:
                del self.fields[name]

    def save(self, actor: User) -> list[str]:
        """Store what changed, record it, and return its names; `Conflict` when ``course.yaml`` changed meanwhile."""
        changed = [name for name in self.fields if self.cleaned_data[name] != self.initial[name]]
        with transaction.atomic():
            for name in changed:
                before, after = self.initial[name], self.cleaned_data[name]
                record(self.course, actor, Action.SETTINGS, _NAMES.get(name, name), before=before, after=after)
            self._store(changed, actor)
        return changed

    def _store(self, changed: list[str], actor: User) -> None:
        course, values = self.course, self.cleaned_data
        course.is_listed, course.joining = values["is_listed"], values["joining"]
        if course.origin == Origin.SITE:
            for name, language in _texts():
                getattr(course, name)[language] = values[f"{name}_{language}"]
        course.save(update_fields=["is_listed", "joining", *TEXTS])
        if any(name.startswith(TEXTS) for name in changed):
            _write_texts(course, actor, [name for name in changed if name.startswith(TEXTS)])
        if course.joining == Joining.CODE and not course.join_code and "joining" in changed:
            change_code(course, actor, new_code())


_NAMES = {
    "is_listed": "shown to everyone",
    "joining": "joining",
    **{f"{name}_{language}": f"{name} ({language})" for name in TEXTS for language in LANGUAGES},
}
"""What the audit calls the settings."""


def _texts() -> list[tuple[str, str]]:
    return [(name, language) for name in TEXTS for language in LANGUAGES]


def _write_texts(course: Course, actor: User, changed: list[str]) -> None:
    """Write a course's changed texts into its working copy, too, so that publishing it brings no older ones back."""
    file = find(course, COURSE_FILE)
    if file is None:
        return
    try:
        text = bytes(file.content).decode()
        stored = load_plain(text)
        there = stored if isinstance(stored, dict) else {}
        values = {name: _with_own(there.get(name), course, name, changed) for name in TEXTS}
        text = rewritten(text, {name: value for name, value in values.items() if value != there.get(name)})
    except (ValueError, yaml.YAMLError):
        return
    save(course, actor, COURSE_FILE, text.encode(), file.revision)


def _with_own(there: object, course: Course, name: str, changed: list[str]) -> object:
    """Return what stands under a name, with the texts of the languages that changed."""
    own = {language: getattr(course, name)[language] for language in LANGUAGES if f"{name}_{language}" in changed}
    return {**(there if isinstance(there, dict) else {}), **own} if own else there
