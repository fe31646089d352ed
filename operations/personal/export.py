"""All that the site holds about one person, as a zip of files that people and programs can read."""

from __future__ import annotations

import json
import zipfile
from collections.abc import Iterable, Iterator
from typing import IO, Any

from allauth.mfa.models import Authenticator
from django.core.serializers.json import DjangoJSONEncoder
from django.utils import timezone

from accounts.models import User
from courses.models import AuditEntry, Publication
from grader.models import Draft
from operations.personal.addresses import addresses_of
from operations.personal.work_files import File, run_files, submission_files, work_folder

README = """What Backpass keeps about you / Backpass에 보관된 내 데이터

account.json      your account                      계정
courses.json      courses, roles, sections          과정, 역할, 분반
scores.json       scores, extensions, overrides     점수, 기한 연장, 직접 정한 점수
learning.json     lessons read, hints opened        읽은 수업, 연 힌트
audit.json        changes that concern you          나에 관한 변경 기록
teaching.json     what you published                내가 게시한 것
drafts/           what stands in your editors       편집기의 초안
submissions/      what you handed in, each with its result (.json), and what it printed and showed
                  제출물과 그 결과(.json), 출력과 그림
runs/             what you ran, likewise            실행한 코드, 같은 방식

Times are in UTC. Not in here: hidden tests and solutions, which are not about you; your password, of which only a
fingerprint is stored; who changed something that concerns you, which is another person's data.
시각은 UTC입니다. 숨은 테스트와 풀이(나에 관한 정보가 아님), 비밀번호(지문만 저장됨), 나에 관한 변경을 한 사람
(다른 사람의 정보)은 들어 있지 않습니다.
"""


def write_export(person: User, target: IO[bytes]) -> int:
    """Write the zip to ``target``, a file at a time so that memory stays small; return how many files it has."""
    count = 0
    with zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as archive:
        for path, content in _files(person):
            archive.writestr(path, content)
            count += 1
    return count


def _files(person: User) -> Iterator[File]:
    yield "README.txt", README
    yield "account.json", in_json(_account(person))
    yield "courses.json", in_json(_courses(person))
    yield "scores.json", in_json(_scores(person))
    yield "learning.json", in_json(_learning(person))
    yield "audit.json", in_json(_audit(person))
    yield "teaching.json", in_json(_teaching(person))
    yield from _drafts(person)
    yield from submission_files(person)
    yield from run_files(person)


def in_json(value: object) -> str:
    """Return a value as JSON that people can read, too."""
    return json.dumps(value, cls=DjangoJSONEncoder, ensure_ascii=False, indent=2) + "\n"


def _account(person: User) -> dict[str, Any]:
    return {
        "exported_at": timezone.now(),
        "email": person.email,
        "addresses": addresses_of(person),
        "name": person.name,
        "language": person.language,
        "joined": person.date_joined,
        "last_signed_in": person.last_login,
        "is_administrator": person.is_superuser,
        "to_be_deleted_at": person.deletion_due_at,
        "two_step_sign_in": _two_step(person),
    }


def _two_step(person: User) -> list[dict[str, Any]]:
    """Say which second steps there are, and nothing that opens a door."""
    return list(Authenticator.objects.filter(user=person).values("type", "created_at", "last_used_at"))


def _courses(person: User) -> list[dict[str, Any]]:
    rows = person.enrollments.select_related("course", "section").order_by("created_at")
    return [
        {"course": one.course.title, "address": one.course.slug, "role": one.role, "since": one.created_at}
        | {"section": one.section.name if one.section else None}
        for one in rows
    ]


def _scores(person: User) -> dict[str, Any]:
    place = ("exercise__unit__course__slug", "exercise__unit__slug", "exercise__slug")
    kept: dict[str, tuple[Any, tuple[str, ...]]] = {
        "scores": (person.scores, ("score", "earned", "is_late", "is_override", "attempts", "last_at")),
        "extensions": (person.extensions, ("due_at", "reason", "granted_at")),
        "overrides": (person.overrides, ("score", "reason", "set_at")),
    }
    return {
        name: [_placed(row) for row in rows.order_by("pk").values(*place, *fields)]
        for name, (rows, fields) in kept.items()
    }


def _learning(person: User) -> dict[str, Any]:
    place = ("exercise__unit__course__slug", "exercise__unit__slug", "exercise__slug")
    hints = person.hint_openings.order_by("pk").values(*place, "number", "cost", "at")
    lesson = ("lesson__unit__course__slug", "lesson__unit__slug", "lesson__slug")
    return {
        "hints_opened": [_placed(row) for row in hints],
        "lessons_read": [_placed(row) for row in person.readings.order_by("pk").values(*lesson, "read_at")],
    }


def _placed(row: dict[str, Any]) -> dict[str, Any]:
    """Return a row with its address in a course as one text."""
    place = "/".join(str(value) for name, value in row.items() if name.endswith("slug"))
    return {"where": place} | {name: value for name, value in row.items() if not name.endswith("slug")}


def _audit(person: User) -> list[dict[str, Any]]:
    rows = AuditEntry.objects.filter(person=person).order_by("at", "pk")
    return [dict(row) for row in rows.values("at", "course__slug", "action", "subject", "before", "after", "reason")]


def _teaching(person: User) -> dict[str, Iterable[Any]]:
    place = ("exercise__unit__course__slug", "exercise__unit__slug", "exercise__slug")
    rows = Publication.objects.filter(published_by=person).order_by("pk")
    return {"publications": [_placed(row) for row in rows.values(*place, "published_at", "note", "reason")]}


def _drafts(person: User) -> Iterator[File]:
    rows = Draft.objects.filter(student=person).select_related("exercise__unit__course").order_by("pk")
    for one in rows.iterator(chunk_size=10):
        ending = "ipynb" if one.format == "notebook" else "py"
        yield f"drafts/{work_folder(one.exercise)}.{ending}", one.content
