"""The permission matrix: every address of the site × GET and POST × everyone, held to what this table says.

A new address needs one line in `ROWS`; the tests name an address without one. A keyword of an address that is new,
too, needs a value in `World.values` (``permission_world.py``).
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from concurrent.futures import Executor, Future, ThreadPoolExecutor
from copy import deepcopy
from types import SimpleNamespace
from typing import Any, TypeVar

import pytest
from django.db import connections, transaction
from django.db.backends.base.base import BaseDatabaseWrapper
from django.http import HttpResponseBase
from django.test import Client
from django.urls import URLPattern, URLResolver, get_resolver, reverse

from accounts.models import User
from grader.live import views_events
from tests.config.permission_world import World, make_world

T = TypeVar("T")

EXCLUDED = ("admin/", "accounts/")
"""Django's administration and allauth's pages, by the prefix of their addresses: who may use them is theirs to test."""

ACTORS = ("guest", "outsider", "student", "assistant", "instructor", "owner", "stranger", "admin")
"""``outsider`` is in no course, ``stranger`` an instructor of another one, ``admin`` a site administrator in none."""

# An answer is `ok` (2xx, 400, 409, 422, or a redirect but to the sign-in page), `sign-in`, or the status of a refusal.
#             guest    outsider student  assistant instructor owner stranger admin
EVERYBODY = " ok       ok       ok       ok        ok         ok    ok       ok "
SIGNED_IN = " sign-in  ok       ok       ok        ok         ok    ok       ok "
MEMBERS = "   sign-in  403      ok       ok        ok         ok    403      ok "
STAFF = "     sign-in  403      403      ok        ok         ok    403      ok "
TEACHERS = "  sign-in  403      403      403       ok         ok    403      ok "
OWNERS = "    sign-in  403      403      403       403        ok    403      ok "
STAFF_ANYWHERE = "sign-in 403   403      ok        ok         ok    ok       ok "
CREATORS = "  sign-in  403      403      403       ok         ok    ok       ok "
ITS_WORK = "  sign-in  404      ok       ok        ok         ok    404      ok "
ITS_STREAM = "404      404      ok       ok        ok         ok    404      ok "
NONE_SUCH = " sign-in  403      404      404       404        404   403      404"
PROBED = "    503      503      503      503      503        503   503      503"
NOBODY = "    404      404      404      404      404        404   404      404"
NEVER = "     405      405      405      405       405        405   405      405"

ROWS = {
    # address: (who may GET, who may POST)
    "healthz": (EVERYBODY, EVERYBODY),
    "readyz": (PROBED, PROBED),
    "metrics": (NOBODY, NOBODY),  # But those with its token, or from its addresses.
    "set_language": (NEVER, EVERYBODY),
    "operations:my_data": (SIGNED_IN, NEVER),
    "operations:download_my_data": (NEVER, SIGNED_IN),
    "operations:delete_account": (SIGNED_IN, SIGNED_IN),
    "operations:keep_account": (NEVER, SIGNED_IN),
    "account:security": (SIGNED_IN, NEVER),
    "account:sign_out_everywhere": (NEVER, SIGNED_IN),
    "courses:home": (EVERYBODY, NEVER),
    "courses:playground": (EVERYBODY, NEVER),
    "courses:course": (EVERYBODY, NEVER),
    "courses:enroll": (NEVER, SIGNED_IN),
    "courses:lesson": (EVERYBODY, NEVER),
    "courses:read": (NEVER, SIGNED_IN),
    "courses:file": (EVERYBODY, NEVER),
    "courses:dates": (TEACHERS, TEACHERS),
    "courses:enter_code": (SIGNED_IN, SIGNED_IN),
    "courses:join": (SIGNED_IN, SIGNED_IN),
    "courses:invitation": (SIGNED_IN, SIGNED_IN),
    "courses:people": (STAFF, NEVER),
    "courses:person": (TEACHERS, TEACHERS),
    "courses:remove_person": (NEVER, TEACHERS),
    "courses:roster": (TEACHERS, TEACHERS),
    "courses:sections": (TEACHERS, TEACHERS),
    "courses:rename_section": (NEVER, TEACHERS),
    "courses:remove_section": (NEVER, TEACHERS),
    "courses:invitations": (TEACHERS, TEACHERS),
    "courses:withdraw": (NEVER, TEACHERS),
    "courses:settings": (TEACHERS, TEACHERS),
    "courses:join_code": (NEVER, TEACHERS),
    "courses:audit": (OWNERS, NEVER),
    "courses:authoring": (SIGNED_IN, NEVER),
    "courses:new_course": (CREATORS, CREATORS),
    "courses:copy_course": (TEACHERS, TEACHERS),
    "courses:outline": (STAFF, NEVER),
    "courses:move": (NEVER, STAFF),
    "courses:export_course": (STAFF, NEVER),
    "courses:import_course": (STAFF, STAFF),
    "courses:publish_texts": (TEACHERS, TEACHERS),
    "courses:course_details": (STAFF, STAFF),
    "courses:new_unit": (STAFF, STAFF),
    "courses:unit_details": (STAFF, STAFF),
    "courses:remove_unit": (STAFF, STAFF),
    "courses:new_lesson": (STAFF, STAFF),
    "courses:lesson_title": (STAFF, STAFF),
    "courses:remove_lesson": (STAFF, STAFF),
    "courses:new_exercise": (STAFF, STAFF),
    "courses:exercise_title": (STAFF, STAFF),
    "courses:remove_exercise": (STAFF, STAFF),
    "courses:import_exercise": (STAFF, STAFF),
    "courses:export_exercise": (STAFF, NEVER),
    "grader:progress": (SIGNED_IN, NEVER),
    "grader:exercise": (SIGNED_IN, NEVER),
    "grader:run": (NEVER, MEMBERS),
    "grader:submit": (NEVER, MEMBERS),
    "grader:attempts": (MEMBERS, NEVER),
    "grader:compare": (MEMBERS, NEVER),
    "grader:draft": (NEVER, MEMBERS),
    "grader:cells": (NEVER, MEMBERS),
    "grader:hint": (NEVER, MEMBERS),
    "grader:solution": (STAFF, NEVER),  # To students it opens by a rule of its own.
    "grader:download": (MEMBERS, NEVER),
    "grader:submissions": (STAFF, NEVER),
    "grader:grading": (ITS_WORK, NEVER),
    "grader:events": (ITS_STREAM, NEVER),
    "grader:news": (ITS_WORK, NEVER),
    "grader:epochs": (ITS_WORK, NEVER),
    "grader:figure": (ITS_WORK, NEVER),
    "grader:result": (ITS_WORK, NEVER),
    "grader:cancel": (NEVER, ITS_WORK),
    "grader:notebook": (ITS_WORK, NEVER),
    "grader:executed_cells": (ITS_WORK, NEVER),
    "grader:work": (ITS_WORK, NEVER),
    "grader:gradebook": (STAFF, NEVER),
    "grader:gradebook_csv": (STAFF, NEVER),
    "grader:gradebook_cell": (STAFF, NEVER),
    "grader:override": (NEVER, STAFF),
    "grader:extension": (NEVER, STAFF),
    "grader:extensions": (STAFF, STAFF),
    "grader:extend": (STAFF, STAFF),
    "grader:policy": (TEACHERS, TEACHERS),
    "grader:student": (STAFF, NEVER),
    "grader:gpus": (STAFF, NEVER),
    "courses:working_file": (STAFF, STAFF),
    "courses:preview": (NEVER, STAFF),
    "courses:add_image": (NEVER, STAFF),
    "courses:edit_exercise": (STAFF, STAFF),
    "courses:change_exercise": (NEVER, STAFF),
    "courses:insert_test": (NEVER, STAFF),
    "courses:exercise_problems": (STAFF, NEVER),
    "courses:edit_lesson": (STAFF, NEVER),
    "courses:lesson_problems": (STAFF, NEVER),
    "grader:working_cells": (NEVER, STAFF),
    "grader:testkit": (SIGNED_IN, NEVER),
    "grader:preview": (STAFF, NEVER),
    "grader:preview_file": (STAFF, NEVER),
    "grader:preview_run": (NEVER, STAFF),
    "grader:preview_submit": (NEVER, STAFF),
    "grader:validation": (STAFF, STAFF),
    "grader:cancel_validation": (NEVER, STAFF),
    "grader:mark_equivalent": (NEVER, STAFF),
    "grader:versions": (STAFF, NEVER),
    "grader:restore_version": (NEVER, STAFF),
    "grader:publish": (TEACHERS, TEACHERS),
    "grader:status": (STAFF_ANYWHERE, NEVER),
    "grader:overview": (STAFF, NEVER),
    "grader:analytics": (STAFF, NEVER),
    "grader:regrades": (STAFF, NEVER),
    "grader:regrade": (STAFF, NEVER),
    "grader:regrade_step": (NEVER, TEACHERS),
    "grader:start_regrade": (TEACHERS, TEACHERS),
}


def addresses() -> dict[str, tuple[str, ...]]:
    """Return every address that the site has, but the excluded, with the keywords that it takes."""
    return dict(_walk(get_resolver(), ""))


def _walk(resolver: URLResolver, namespace: str) -> Iterator[tuple[str, tuple[str, ...]]]:
    for entry in resolver.url_patterns:
        if str(entry.pattern) in EXCLUDED:
            continue
        if isinstance(entry, URLResolver):
            yield from _walk(entry, f"{namespace}{entry.namespace}:" if entry.namespace else namespace)
        elif isinstance(entry, URLPattern):
            yield f"{namespace}{entry.name}", tuple(entry.pattern.regex.groupindex)


def test_every_address_has_a_row() -> None:
    found = set(addresses())
    assert found - set(ROWS) == set(), "add a line for each to ROWS in tests/config/test_permissions.py"
    assert set(ROWS) - found == set(), "these lines of ROWS are of no address"


@pytest.mark.parametrize("actor", ACTORS)
def test_what_everyone_may_open_and_send(actor: str, client: Client, people: dict[str, User]) -> None:
    world = make_world("demo", people)
    found = deviations(client, actor, world, set(addresses()))
    assert not found, "\n".join(found)


@pytest.mark.parametrize("actor", ["guest", "outsider", "student", "stranger"])
def test_only_its_people_find_a_course_that_is_not_listed(actor: str, client: Client, people: dict[str, User]) -> None:
    world = make_world("hidden", people, is_listed=False)
    of_a_course = {name for name, keywords in addresses().items() if "course" in keywords}
    found = deviations(client, actor, world, of_a_course)
    assert not found, "\n".join(found)


@pytest.fixture(autouse=True)
def _shared_connection(db: None, monkeypatch: pytest.MonkeyPatch) -> None:
    """The stream of events asks who may see it in threads of its own, which would not see what a test has stored."""
    monkeypatch.setattr(views_events, "_doors", Doors(connections["default"]))
    monkeypatch.setattr(views_events, "connection", SimpleNamespace(close=lambda: None))


class Doors(Executor):
    """Does what it is given in a thread of its own that shares a connection, and waits for it."""

    def __init__(self, shared: BaseDatabaseWrapper) -> None:
        self._shared = shared

    def submit(self, function: Callable[..., T], /, *args: Any, **kwargs: Any) -> Future[T]:
        """Do it."""

        def work() -> T:
            connections["default"] = self._shared
            return function(*args, **kwargs)

        self._shared.inc_thread_sharing()
        try:
            with ThreadPoolExecutor(1) as thread:
                done = thread.submit(work)
        finally:
            self._shared.dec_thread_sharing()
        return done


@pytest.fixture
def people(db: None, client: Client) -> dict[str, User]:
    """Everyone but the guest, by what they are."""
    return {name: User.objects.create_user(f"{name}@example.org", is_superuser=name == "admin") for name in ACTORS[1:]}


def deviations(client: Client, actor: str, world: World, names: set[str]) -> list[str]:
    """Ask for addresses as somebody, and return what is answered otherwise than the table says; nothing is kept.

    In a thread of its own, since an earlier browser test leaves an event loop running in the tests' thread, where the
    client could not open an asynchronous page.
    """
    doors = Doors(connections["default"])
    return doors.submit(lambda: list(_deviations(client, actor, world, names))).result()


def _deviations(client: Client, actor: str, world: World, names: set[str]) -> Iterator[str]:
    if actor != "guest":
        client.force_login(User.objects.get(email=f"{actor}@example.org"))
    for name in sorted(names & set(ROWS)):
        values = world.values(name)
        address = reverse(name, kwargs={keyword: values[keyword] for keyword in addresses()[name]})
        address += world.query(name)
        for method, row in zip(("get", "post"), ROWS[name], strict=True):
            expected = dict(zip(ACTORS, row.split(), strict=True))[actor]
            if not world.course.is_listed and "course" in addresses()[name]:
                expected = unlisted(expected, actor)
            answer = ask(client, method, address)
            if answer != expected:
                yield f"{actor}: {method.upper()} {address} ({name}) answers {answer}, not {expected}"


def unlisted(expected: str, actor: str) -> str:
    """Return the answer for a course that only its people can see, given that of a listed one."""
    if actor in ("guest", "outsider", "stranger") and expected in ("ok", "403"):
        return "404"
    return expected


def ask(client: Client, method: str, address: str) -> str:
    """Send a request with an empty form, take back all that it changed, and return the answer in a word."""
    cookies = deepcopy(client.cookies)  # A new session's key would lead to one that was taken back.
    with transaction.atomic():
        response = getattr(client, method)(address)
        transaction.set_rollback(True)
    client.cookies = cookies
    return in_a_word(response)


def in_a_word(response: HttpResponseBase) -> str:
    """Return ``ok``, ``sign-in``, or the status of a refusal."""
    status = response.status_code
    if 300 <= status < 400:
        return "sign-in" if response.headers.get("Location", "").startswith(reverse("account_login")) else "ok"
    return "ok" if status < 300 or status in (400, 409, 422) else str(status)
