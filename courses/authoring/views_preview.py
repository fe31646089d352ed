"""How a text that is being written will look: the same Markdown as students see, through the same sanitizer."""

from __future__ import annotations

from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, JsonResponse
from django.utils import translation
from django.views.decorators.http import require_POST

from courses.access import signed_in
from courses.authoring.working_problems import text_problems
from courses.authoring.writable import find_writable
from courses.folders.course_folder import lesson_file
from courses.folders.exercise_checks import MAX_PROMPT_BYTES
from courses.markup.markdown import drafted
from courses.markup.places import place_in_working_copy
from courses.text import LANGUAGES


@require_POST
@login_required
def preview(request: HttpRequest, course: str, unit: str) -> JsonResponse:
    """Return ``content`` as safe HTML, its number of words, and what is wrong with it where it is a lesson's.

    ``exercise`` names the folder of a prompt; without it the text is a lesson's. ``language`` is the text's own.
    """
    found = find_writable(course, signed_in(request))
    content = request.POST.get("content", "").replace("\r\n", "\n")
    exercise, language = request.POST.get("exercise", ""), request.POST.get("language", "")
    if len(content) > MAX_PROMPT_BYTES:
        return JsonResponse({"html": "", "words": 0, "problems": []}, status=422)
    place = place_in_working_copy(found, unit, exercise)
    with translation.override(language if language in LANGUAGES else translation.get_language()):
        html = drafted(content, place, lesson=not exercise).html
    name = lesson_file("lesson", language)
    problems = [] if exercise else text_problems(found, unit, name, content)
    data = [{"line": problem.line, "reason": problem.reason} for problem in problems]
    return JsonResponse({"html": html, "words": len(content.split()), "problems": data})
