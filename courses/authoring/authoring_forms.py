"""What authors fill in on the pages of a course's outline."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import PurePosixPath
from typing import Any, get_args

from django import forms
from django.core.files.uploadedfile import UploadedFile
from django.utils.text import slugify
from django.utils.translation import gettext_lazy as _

from courses.authoring.creating import new_slug_problem
from courses.authoring.importing import MAX_ZIP_BYTES, course_in, exercise_in
from courses.authoring.new_exercise import KINDS
from courses.authoring.outline_edits import Details
from courses.authoring.outline_items import MAX_SLUG, slug_problem
from courses.folders.archive import Files
from courses.folders.content_errors import ContentError
from courses.folders.exercise_settings import Environment
from courses.text import LANGUAGES, Text

MAX_TITLE = 200
MAX_ABOUT = 2000
FROM_ZIP = "zip"
KIND_NAMES = {"code": _("Python code"), "notebook": _("Jupyter notebook")}


def zip_content(upload: UploadedFile[bytes]) -> bytes:
    """Return an uploaded zip; ``ValidationError`` for one that is too large."""
    if (upload.size or 0) > MAX_ZIP_BYTES:
        text = _("This file is too large: at most {most} MB.").format(most=MAX_ZIP_BYTES // 2**20)
        raise forms.ValidationError(text)
    return bytes(upload.read())


class _Styled(forms.Form):
    """Fields that look as those of other pages."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for field in self.fields.values():
            is_choice = isinstance(field, forms.ChoiceField)
            field.widget.attrs["class"] = "form-select" if is_choice else "form-control"


class ZipForm(_Styled):
    """A zip to bring in."""

    archive = forms.FileField(label=_("Zip file"), widget=forms.ClearableFileInput(attrs={"accept": ".zip"}))

    def clean_archive(self) -> bytes:
        """Return the zip's content."""
        return zip_content(self.cleaned_data["archive"])


class TitleForm(_Styled):
    """A title in one or both languages; a missing one is the other's until it is translated."""

    title_en = forms.CharField(label=_("Title in English"), max_length=MAX_TITLE, required=False)
    title_ko = forms.CharField(label=_("Title in Korean"), max_length=MAX_TITLE, required=False)
    needs_title = True

    @classmethod
    def filled_with(cls, details: Details) -> dict[str, str]:
        """Return initial values."""
        titles = {f"title_{language}": details.title.get(language, "") for language in LANGUAGES}
        return titles | {f"about_{language}": details.about.get(language, "") for language in LANGUAGES}

    def clean(self) -> dict[str, Any]:
        """Ask for a title in at least one language."""
        super().clean()
        has_error = any(f"title_{language}" in self.errors for language in LANGUAGES)
        if self.needs_title and not has_error and not self.text("title"):
            self.add_error("title_en", _("A title in one language at least is needed."))
        return self.cleaned_data

    def text(self, name: str) -> Text:
        """Return what was written under a name in both languages as one line, or nothing where nothing was written."""
        given = {one: " ".join(self.cleaned_data.get(f"{name}_{one}", "").split()) for one in LANGUAGES}
        either = next((text for text in given.values() if text), "")
        return {language: text or either for language, text in given.items()} if either else {}

    @property
    def details(self) -> Details:
        """The valid values; a text about it that is missing is the title."""
        title = self.text("title")
        return Details(title=title, about=self.text("about") or title)


class AboutForm(TitleForm):
    """A title and the text about it."""

    about_en = forms.CharField(
        label=_("Description in English"), max_length=MAX_ABOUT, required=False, widget=forms.Textarea({"rows": 3})
    )
    about_ko = forms.CharField(
        label=_("Description in Korean"), max_length=MAX_ABOUT, required=False, widget=forms.Textarea({"rows": 3})
    )


class _Named(_Styled):
    slug = forms.CharField(
        label=_("Name in addresses"),
        max_length=MAX_SLUG,
        required=False,
        help_text=_("Small letters, digits and hyphens. Left empty, it is made of the English title. It stays."),
    )
    part = ""

    def clean_slug(self) -> str:
        """Make a name of the title where none is given."""
        given: str = self.cleaned_data["slug"].strip()
        slug = given or slugify(self._fallback())[:MAX_SLUG].strip("-")
        if not slug:
            raise forms.ValidationError(
                _("Give it a name of small letters, digits and hyphens, such as “first-steps”.")
            )
        if problem := self._problem(slug):
            raise forms.ValidationError(problem)
        return slug

    def _fallback(self) -> str:
        return str(self.data.get("title_en", ""))

    def _problem(self, slug: str) -> str:
        return slug_problem(slug, self.part)


class NewUnitForm(_Named, AboutForm):
    """A new unit."""

    field_order = ("title_en", "title_ko", "slug", "about_en", "about_ko")
    part = "unit"


class NewLessonForm(_Named, TitleForm):
    """A new lesson."""

    field_order = ("title_en", "title_ko", "slug")
    part = "lesson"


class NewCourseForm(_Named, AboutForm):
    """A new course, empty or from a zip."""

    field_order = ("title_en", "title_ko", "slug", "about_en", "about_ko", "archive")
    archive = forms.FileField(
        label=_("Begin with a zip file of a course"),
        required=False,
        help_text=_("Titles and descriptions may then be left empty: those of the zip are taken."),
        widget=forms.ClearableFileInput(attrs={"accept": ".zip"}),
    )
    part = "course"

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.needs_title = not self.files
        self.problems: tuple[object, ...] = ()

    def _problem(self, slug: str) -> str:
        return new_slug_problem(slug)

    def _fallback(self) -> str:
        return super()._fallback() or _stem(self.files.get("archive"))

    def clean_archive(self) -> Files | None:
        """Return the files of the zip, if one was sent."""
        return _files_in(self, course_in)


class CopyForm(_Named, TitleForm):
    """What a copy of a course is called."""

    field_order = ("title_en", "title_ko", "slug")
    part = "course"

    def _problem(self, slug: str) -> str:
        return new_slug_problem(slug)


class NewExerciseForm(_Named, TitleForm):
    """A new exercise: a small whole one to rewrite, or one from a zip."""

    field_order = ("kind", "title_en", "title_ko", "slug", "environment", "archive")
    kind = forms.ChoiceField(
        label=_("Begin with"),
        choices=[*((kind, KIND_NAMES[kind]) for kind in KINDS), (FROM_ZIP, _("a zip file of an exercise"))],
        initial="code",
        help_text=_("A small whole exercise whose tests already prove themselves, to rewrite step by step."),
    )
    environment = forms.ChoiceField(
        label=_("What its code imports"),
        choices=[(name, name) for name in get_args(Environment)],
        help_text=_("For what begins as code or notebook; a zip says it itself."),
    )
    archive = forms.FileField(
        label=_("Zip file"), required=False, widget=forms.ClearableFileInput(attrs={"accept": ".zip"})
    )
    part = "exercise"

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.is_zip = self.data.get("kind") == FROM_ZIP
        self.needs_title = not self.is_zip
        self.problems: tuple[object, ...] = ()

    def _fallback(self) -> str:
        return super()._fallback() or _stem(self.files.get("archive"))

    def clean_archive(self) -> Files | None:
        """Return the files of the zip, which only who begins with one has to send."""
        if not self.is_zip:
            return None
        if not self.cleaned_data.get("archive"):
            raise forms.ValidationError(_("Choose the zip file of the exercise."))
        return _files_in(self, exercise_in)


class ShownForm(forms.Form):
    """What somebody saw before they changed it, as a hidden field, to tell whether another has changed it since."""

    shown = forms.CharField(widget=forms.HiddenInput)

    @staticmethod
    def of(details: Details) -> str:
        """Return the field's value."""
        return json.dumps([details.title, details.about], ensure_ascii=False)


def _files_in(form: NewCourseForm | NewExerciseForm, read: Callable[[bytes], Files]) -> Files | None:
    upload = form.cleaned_data.get("archive")
    if not upload:
        return None
    try:
        return read(zip_content(upload))
    except ContentError as error:
        form.problems = error.problems
        raise forms.ValidationError(_("This zip cannot be taken. What is wrong with it stands above.")) from error


def _stem(upload: UploadedFile[bytes] | None) -> str:
    return PurePosixPath(upload.name or "").stem if upload else ""
