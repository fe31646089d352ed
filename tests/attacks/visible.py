"""Everything that a student can see or keep of a grading."""

from __future__ import annotations

import json
from collections.abc import AsyncIterator
from typing import cast

from django.http import StreamingHttpResponse
from django.test import AsyncClient
from django.test import Client as Visit
from django.urls import reverse

from accounts.models import User
from grader.models import Grading
from tests import asynchronous


def rows_of(grading: Grading) -> str:
    """Return the grading's rows in the database, as text."""
    parts = [grading.output, grading.detail, grading.executed_notebook]
    parts += [json.dumps(value, ensure_ascii=False) for value in (grading.message, grading.seconds)]
    parts += [json.dumps(data, ensure_ascii=False) for data in grading.events.values_list("data", flat=True)]
    for result in grading.results.all():
        parts += [json.dumps(result.message, ensure_ascii=False), result.expected, result.actual]
        parts += [bytes(figure.content).decode("latin-1") for figure in result.attachments.all()]
    return "\n".join(parts)


def pages_of(grading: Grading, student: User) -> str:
    """Return the pages and the event stream that the student can fetch, as text."""
    visit = Visit()
    visit.force_login(student)
    exercise = grading.version.exercise
    place = [exercise.unit.course.slug, exercise.unit.slug, exercise.slug]
    addresses = [grading.get_absolute_url(), reverse("grader:exercise", args=place)]
    if grading.executed_notebook:
        addresses += [reverse(f"grader:{page}", args=[grading.pk]) for page in ("notebook", "executed_cells")]
    return "\n".join(visit.get(address).content.decode() for address in addresses)


def stream_of(grading: Grading, student: User) -> str:
    """Return the whole stream of events, as the student's browser reads it."""

    async def read() -> str:
        client = AsyncClient()
        await client.aforce_login(student)
        response = cast("StreamingHttpResponse", await client.get(reverse("grader:events", args=[grading.pk])))
        return "".join([chunk.decode() async for chunk in cast("AsyncIterator[bytes]", response.streaming_content)])

    return asynchronous.run(read())
