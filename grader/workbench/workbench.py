"""What the exercise page's scripts need to know, in the reader's language."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from django.urls import reverse

from accounts.models import User
from courses.authoring.editor_words import editor_phrases
from courses.folders.exercise_folder import ExerciseFolder
from courses.models import Exercise
from grader.judging.checking import MAX_UPLOAD_BYTES
from grader.workbench.opening import Opened, starter_in
from grader.workbench.workbench_text import workbench_text

ADDRESSES = ("run", "submit", "draft", "cells")


def exercise_address(name: str, exercise: Exercise) -> str:
    """Return the address of one of an exercise's pages, such as ``grader:run``."""
    return reverse(name, args=[exercise.unit.course.slug, exercise.unit.slug, exercise.slug])


def workbench_settings(
    exercise: Exercise, folder: ExerciseFolder, user: User, opened: Mapping[str, Opened]
) -> dict[str, Any]:
    """Return what the exercise page's script is told: addresses, texts to open, limits and words."""
    return {
        "urls": {name: exercise_address(f"grader:{name}", exercise) for name in ADDRESSES},
        "draftKey": f"backpass-draft-{user.pk}-{exercise.pk}",
        **_shared_settings(exercise, folder, opened),
    }


def preview_settings(
    exercise: Exercise, folder: ExerciseFolder, user: User, opened: Mapping[str, Opened]
) -> dict[str, Any]:
    """Return the same for a preview, whose drafts stay in the browser, apart for each content of the exercise."""
    addresses = {"run": "grader:preview_run", "submit": "grader:preview_submit", "cells": "grader:cells"}
    return {
        "urls": {**{key: exercise_address(name, exercise) for key, name in addresses.items()}, "draft": ""},
        "draftKey": f"backpass-preview-{user.pk}-{exercise.pk}-{folder.content_hash[:12]}",
        **_shared_settings(exercise, folder, opened),
    }


def _shared_settings(exercise: Exercise, folder: ExerciseFolder, opened: Mapping[str, Opened]) -> dict[str, Any]:
    return {
        "name": exercise.slug,
        "maxBytes": MAX_UPLOAD_BYTES,
        "starters": {written_as: starter_in(folder, written_as) for written_as in opened},
        "opened": {written_as: _opened_data(one) for written_as, one in opened.items()},
        "phrases": editor_phrases(),
        "text": workbench_text(),
    }


def _opened_data(opened: Opened) -> dict[str, Any]:
    draft = opened.draft
    is_shown = opened.origin == "draft"
    return {
        "content": opened.content,
        "origin": opened.origin,
        "at": milliseconds(opened.at) if opened.at else 0,
        "revision": draft.revision if draft else 0,
        "draft": {"content": draft.content, "at": milliseconds(draft.saved_at)} if draft and not is_shown else None,
    }


def milliseconds(at: datetime) -> int:
    """Return a time as scripts have it, in milliseconds since 1970."""
    return round(at.timestamp() * 1000)
