"""A student of the composed site: signs up on the real pages, hands work in, and reads the score off the result."""

from __future__ import annotations

import http.cookiejar
import json
import re
import secrets
import time
import urllib.parse
import urllib.request
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from containers.trial.shell import REPOSITORY, TrialFailedError

COURSE = "deep-learning-with-keras"
CONTENT = REPOSITORY / "courses" / "content" / COURSE
FIRST_EXERCISES = ("activations/activation-functions", "keras/first-dense-model", "keras/iris-classifier")
_SECONDS_TO_GRADE = 180.0


@dataclass(frozen=True)
class Work:
    """Something to hand in: the path of the exercise, the file, and whether it earns all points."""

    exercise: str
    file: Path
    is_right: bool


@dataclass(frozen=True)
class Result:
    """What the result's page says: the final state, the points, and the points that there are."""

    state: str
    score: float
    max_score: float
    seconds: float


def first_works() -> Iterator[Work]:
    """Yield the solution and one wrong attempt of each of the first exercises."""
    for exercise in FIRST_EXERCISES:
        folder = CONTENT / exercise
        yield Work(exercise, next(folder.glob("solution.*")), is_right=True)
        yield Work(exercise, min((folder / "wrong").glob("*.*")), is_right=False)


class Student:
    """A signed-up student with a browser's cookies."""

    def __init__(self, address: str) -> None:
        self._address = address
        self._cookies = http.cookiejar.CookieJar()
        self._opener = urllib.request.build_opener(urllib.request.HTTPCookieProcessor(self._cookies))

    def sign_up_and_join(self) -> None:
        """Make an account and join the course."""
        self._get("/accounts/signup/")
        person = {"name": "Nia New", "email": f"{secrets.token_hex(6)}@example.org", "password1": secrets.token_hex(12)}
        self._post("/accounts/signup/", person)
        self._post(f"/courses/{COURSE}/enroll/", {})

    def hand_in(self, work: Work) -> Result:
        """Submit the work and wait for its result."""
        began = time.monotonic()
        unit, _, exercise = work.exercise.partition("/")
        written_as = "notebook" if work.file.suffix == ".ipynb" else "code"
        answer = self._post(
            f"/courses/{COURSE}/{unit}/exercises/{exercise}/submit/",
            {"format": written_as, "content": work.file.read_text()},
            accept="application/json",
        )
        page = f"/gradings/{json.loads(answer)['id']}/result/"
        while time.monotonic() - began < _SECONDS_TO_GRADE:
            result = _read_result(self._get(page), time.monotonic() - began)
            if result is not None:
                return result
            time.sleep(0.2)
        raise TrialFailedError(f"{work.file.name} of {work.exercise} was not graded in {_SECONDS_TO_GRADE:.0f} s")

    def _get(self, path: str) -> str:
        return self._open(urllib.request.Request(self._address + path))  # noqa: S310  (http, by Site.address)

    def _post(self, path: str, fields: dict[str, str], accept: str = "text/html") -> str:
        token = next((cookie.value for cookie in self._cookies if cookie.name.endswith("csrftoken")), None) or ""
        data = urllib.parse.urlencode({**fields, "csrfmiddlewaretoken": token}).encode()
        headers = {"Accept": accept, "Referer": self._address + path}
        return self._open(urllib.request.Request(self._address + path, data, headers))  # noqa: S310

    def _open(self, request: urllib.request.Request) -> str:
        try:
            with self._opener.open(request, timeout=30) as answer:
                text: str = answer.read().decode()
                return text
        except OSError as error:
            raise TrialFailedError(f"{request.get_method()} {request.full_url}: {error}") from error


def _read_result(page: str, seconds: float) -> Result | None:
    """Return the result that the page shows; ``None`` while it is not final."""
    if 'data-final="true"' not in page:
        return None
    state = re.search(r'data-state="(\w+)"', page)
    score = re.search(r'data-score="([\d.]+)">[^<]*<small>/ ([\d.]+)', page)
    if state is None or score is None:
        return Result(state[1] if state else "unknown", 0.0, 0.0, seconds)
    return Result(state[1], float(score[1]), float(score[2]), seconds)
