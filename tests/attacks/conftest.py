"""The sandbox server of the tests, or the one that ``BACKPASS_TEST_SANDBOX`` names, and a course to attack."""

from __future__ import annotations

import os
from dataclasses import dataclass

import psutil
import pytest

from accounts.models import User
from benchmarks.jails import server_at
from courses.models import Enrollment, Exercise, Role, Unit
from grader.models import Format, Grading
from grader.workbench.handing_in import hand_in_submission
from sandbox import Client
from tests.attacks.attack import Attack
from tests.attacks.leftovers import Traces, traces_of
from tests.attacks.targets import make_unit
from tests.grader.cast import RememberingBroker
from tests.grader.conftest import broker  # noqa: F401  # A fixture here, too.
from tests.grader.grading import grade_one


@pytest.fixture(scope="session")
def attack_server(request: pytest.FixtureRequest) -> tuple[str, psutil.Process | None]:
    """The pattern of the server's socket, and its process where it is one of our own."""
    if named := os.environ.get("BACKPASS_TEST_SANDBOX"):
        return named, None
    path = request.getfixturevalue("sandbox_socket")
    return str(path), server_at(path)


collect_ignore = ["authors", "exercises", "submissions"]
"""What is attacked and what attacks: their files look like tests, and are none of ours."""


@dataclass(frozen=True, kw_only=True)
class Stage:
    """Where an attack is tried: a course's unit, its attacker, and a sandbox, with its process where it is our own."""

    unit: Unit
    attacker: User
    client: Client
    server: psutil.Process | None

    def grade(self, exercise: Exercise, written_as: Format, content: str) -> Grading:
        """Hand in and grade as web and worker do. Raises ``RejectedWork``."""
        grading = hand_in_submission(exercise, self.attacker, written_as, content)
        grade_one(grading.pk, self.client)
        grading.refresh_from_db()
        return grading

    def traces(self) -> Traces | None:
        """What the host shows of the server, where that can be seen."""
        return traces_of(self.server) if self.server else None


@pytest.fixture
def stage(
    attack_server: tuple[str, psutil.Process | None],
    broker: RememberingBroker,  # noqa: F811
    transactional_db: None,
) -> Stage:
    """A course with one student, who attacks it."""
    unit = make_unit()
    attacker = User.objects.create_user("attacker@example.org")
    Enrollment.objects.create(course=unit.course, user=attacker, role=Role.STUDENT)
    socket_path, server = attack_server
    return Stage(unit=unit, attacker=attacker, client=Client(socket_path), server=server)


def pytest_make_parametrize_id(val: object) -> str | None:
    """Name a case after its attack."""
    return val.name if isinstance(val, Attack) else None
