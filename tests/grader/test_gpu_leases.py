"""GPU slots: who gets one, that nobody shares one, that each comes back, and what waits without one."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import AbstractContextManager
from datetime import timedelta
from typing import Any

import pytest
from django.conf import settings
from django.db import IntegrityError, transaction
from django.test import Client as Browser
from django.utils import timezone

from accounts.models import User
from courses.folders.archive import pack
from courses.folders.exercise_folder import read_exercise
from courses.models import Course, Enrollment, Exercise, ExerciseVersion, Role, Unit
from grader.errors import LostClaim
from grader.live.expecting import places_of
from grader.models import GpuDevice, GpuLease, Grading, Needs, Priority, State
from grader.queueing import gpu, queue
from sandbox import Ending, JailEnd, SandboxUnavailable
from tests.courses.examples import exercise_files
from tests.grader.cast import TITLE, RememberingBroker, ScriptedClient, job_end, make_student, passing
from tests.grader.grading import claim_at_once, grade_one

Submit = Callable[..., Grading]
Capture = Callable[..., AbstractContextManager[list[Any]]]
GPU_PAGE = "/teach/demo/gpus/"
DEVICE = {"index": 0, "uuid": "GPU-0", "name": "Test GPU", "memory_mb": 16_000, "slots": 1}


class PingedClient(ScriptedClient):
    """A sandbox server with the given GPUs."""

    def __init__(self, *gpus: dict[str, object], environments: tuple[str, ...] = ("numpy",)) -> None:
        super().__init__(passing())
        self.answer = {"environments": dict.fromkeys(environments, True), "slots": 2, "gpus": list(gpus)}

    def ping(self, environment: str = "") -> dict[str, object]:
        return self.answer


def version_with(exercise: Exercise, setting: str) -> ExerciseVersion:
    files = exercise_files()
    files["exercise.yaml"] += setting.encode()
    return ExerciseVersion.objects.create(
        exercise=exercise, content_hash=read_exercise(files).content_hash, archive=pack(files)
    )


@pytest.fixture
def on_gpu(exercise: Exercise) -> Exercise:
    """The exercise, asking for a GPU now."""
    exercise.current = version_with(exercise, "\ndevice: gpu\n")
    exercise.save()
    return exercise


@pytest.fixture
def with_fallback(exercise: Exercise) -> Exercise:
    """The exercise, preferring a GPU now."""
    exercise.current = version_with(exercise, "\ndevice: gpu\ncpu_fallback: true\n")
    exercise.save()
    return exercise


@pytest.fixture
def device(db: None) -> GpuDevice:
    return connect()


def connect(uuid: str = "GPU-0", slots: int = 1, **values: object) -> GpuDevice:
    given = {"host": settings.GPU_HOST, "index": 0, "name": "Test GPU", "memory_mb": 16_000, "environments": ["numpy"]}
    return GpuDevice.objects.create(uuid=uuid, slots=slots, **{**given, **values})


def open_leases() -> list[tuple[str, int, int]]:
    return list(GpuLease.objects.filter(released_at=None).values_list("device__uuid", "slot", "grading"))


@pytest.mark.usefixtures("on_gpu")
class TestLeasing:
    """A slot is taken with the claim and given back with the end."""

    def test_a_job_holds_one_slot_while_it_runs_and_none_after(self, device: GpuDevice, submit: Submit) -> None:
        grading, client = submit(), ScriptedClient(passing())
        seen: list[list[tuple[str, int, int]]] = []
        client.before_end = lambda: seen.append(open_leases())

        grade_one(grading.pk, client)

        assert (seen, open_leases()) == ([[("GPU-0", 0, grading.pk)]], [])
        lease = client.jobs[0].gpu
        assert lease is not None
        assert (lease.device, lease.slot, lease.memory_mb) == ("GPU-0", 0, 16_000)
        assert client.jobs[0].limits.gpu_memory_mb == 16_000

    def test_one_slot_has_one_holder(self, device: GpuDevice, submit: Submit) -> None:
        first, second = submit(), submit()

        claimed, refused = queue.claim(first.pk), queue.claim(second.pk)

        assert claimed is not None
        assert refused is None
        second.refresh_from_db()
        assert (second.state, second.attempt) == (State.QUEUED, 0)

    def test_the_database_refuses_a_second_holder(self, device: GpuDevice, submit: Submit) -> None:
        first, second = submit(), submit()
        GpuLease.objects.create(device=device, slot=0, grading=first, attempt=1)

        with pytest.raises(IntegrityError), transaction.atomic():
            GpuLease.objects.create(device=device, slot=0, grading=second, attempt=1)

    def test_jobs_spread_over_devices_before_they_share_one(self, submit: Submit) -> None:
        connect("GPU-0", slots=2)
        connect("GPU-1", slots=2, index=1)

        for grading in (submit(), submit()):
            queue.claim(grading.pk)

        assert {uuid for uuid, _, _ in open_leases()} == {"GPU-0", "GPU-1"}

    def test_a_slot_has_its_share_of_the_memory(self, submit: Submit) -> None:
        connect(slots=4)
        grading, client = submit(), ScriptedClient(passing())

        grade_one(grading.pk, client)

        assert client.jobs[0].gpu is not None
        assert client.jobs[0].gpu.memory_mb == 4_000

    @pytest.mark.parametrize("elsewhere", [{"host": "another"}, {"environments": ["keras-jax"]}])
    def test_takes_only_devices_of_this_host_that_have_the_environment(
        self, submit: Submit, elsewhere: dict[str, Any]
    ) -> None:
        connect(**elsewhere)

        assert queue.claim(submit().pk) is None

    def test_an_error_of_ours_gives_the_slot_back(self, device: GpuDevice, submit: Submit) -> None:
        grading = submit()

        grade_one(grading.pk, ScriptedClient(end=SandboxUnavailable("gone")))

        grading.refresh_from_db()
        assert (grading.state, open_leases()) == (State.QUEUED, [])

    def test_the_sweep_gives_back_the_slot_of_a_dead_worker(self, device: GpuDevice, submit: Submit) -> None:
        grading = submit()
        queue.claim(grading.pk)

        queue.sweep(timezone.now() + timedelta(minutes=5))

        assert open_leases() == []

    def test_the_sweep_gives_back_a_slot_that_was_forgotten(self, device: GpuDevice, submit: Submit) -> None:
        grading = submit()
        GpuLease.objects.create(device=device, slot=0, grading=grading, attempt=1)

        queue.sweep()

        assert open_leases() == []

    def test_the_sweep_leaves_the_slot_of_a_living_job_alone(self, device: GpuDevice, submit: Submit) -> None:
        queue.claim(submit().pk)

        queue.sweep()

        assert len(open_leases()) == 1

    def test_a_late_result_does_not_free_the_slot_of_the_next_attempt(self, device: GpuDevice, submit: Submit) -> None:
        grading = submit()
        late = queue.claim(grading.pk)
        assert late is not None
        queue.give_back(late, "taken away")
        queue.claim(grading.pk)

        with pytest.raises(LostClaim):
            queue.give_back(late, "again")

        assert len(open_leases()) == 1

    def test_stopping_for_gpu_memory_says_so(self, device: GpuDevice, submit: Submit) -> None:
        grading = submit()
        over = JailEnd(ending=Ending.GPU_MEMORY)
        client = ScriptedClient(passing()[:-1], end=job_end(over, JailEnd(ending=Ending.DEADLINE)))

        grade_one(grading.pk, client)

        grading.refresh_from_db()
        assert grading.message is not None
        assert "16,000 MB of GPU memory" in grading.message["en"]
        assert "GPU 메모리" in grading.message["ko"]


@pytest.mark.django_db(transaction=True)
def test_workers_at_once_never_share_a_slot(on_gpu: Exercise, broker: RememberingBroker) -> None:
    connect(slots=2)
    students = [make_student(on_gpu, f"s{number}@example.org") for number in range(8)]
    assert on_gpu.current is not None
    gradings = [
        Grading.objects.create(
            submission=on_gpu.submissions.create(student=student, format="code", content="x = 1"),
            student=student,
            version=on_gpu.current,
            priority=Priority.SUBMISSION,
            device=Needs.GPU,
        )
        for student in students
    ]

    claimed = claim_at_once([grading.pk for grading in gradings])

    assert len(claimed) == 2
    assert sorted(slot for _, slot, _ in open_leases()) == [0, 1]


class TestWaiting:
    """Without a free slot a grading waits, and is sent when there is one."""

    def test_without_a_device_the_page_says_why(
        self, on_gpu: Exercise, submit: Submit, client: Browser, student: User
    ) -> None:
        grading = submit()
        client.force_login(student)

        english = client.get(grading.get_absolute_url()).content.decode()
        korean = client.get(grading.get_absolute_url(), headers={"accept-language": "ko"}).content.decode()

        assert "This exercise needs a GPU; none is connected now. It is graded as soon as one is." in english
        assert "GPU가 필요한 연습문제" in korean
        assert "Next in the queue" in english

    def test_without_a_device_nothing_is_sent_and_days_change_nothing(
        self, on_gpu: Exercise, submit: Submit, broker: RememberingBroker, django_capture_on_commit_callbacks: Capture
    ) -> None:
        with django_capture_on_commit_callbacks(execute=True):
            grading = submit()

        queue.sweep(timezone.now() + timedelta(days=3))

        grading.refresh_from_db()
        assert (grading.state, broker.sent) == (State.QUEUED, [])

    def test_a_device_that_appears_is_registered_and_the_next_in_turn_is_sent(
        self, on_gpu: Exercise, submit: Submit, broker: RememberingBroker
    ) -> None:
        submit()
        run = submit(run=True)

        queue.meet_devices(PingedClient(DEVICE))

        assert GpuDevice.objects.get().share_mb == 16_000
        assert broker.sent == [(run.pk, "gpu")]

    def test_the_end_of_a_job_sends_the_next(
        self, on_gpu: Exercise, device: GpuDevice, submit: Submit, broker: RememberingBroker,
        django_capture_on_commit_callbacks: Capture,
    ) -> None:  # fmt: skip
        first, second = submit(), submit(make_student(on_gpu, "other@example.org"))
        broker.sent.clear()

        with django_capture_on_commit_callbacks(execute=True):
            grade_one(first.pk, ScriptedClient(passing()))

        assert broker.sent == [(second.pk, "gpu")]

    def test_a_device_that_was_not_seen_for_long_is_not_connected(self, on_gpu: Exercise, submit: Submit) -> None:
        connect(seen_at=timezone.now() - gpu.CONNECTED)

        assert gpu.waits_for_device(submit())

    def test_a_device_that_its_server_no_longer_has_is_not_connected(
        self, device: GpuDevice, broker: RememberingBroker
    ) -> None:
        queue.meet_devices(PingedClient())

        assert gpu.connected() == []

    def test_the_lines_for_processors_and_gpus_do_not_count_each_other(
        self, exercise: Exercise, submit: Submit
    ) -> None:
        on_cpu = submit()
        exercise.current = version_with(exercise, "\ndevice: gpu\n")
        exercise.save()
        first, second = submit(), submit()

        places = places_of([on_cpu.pk, first.pk, second.pk])
        assert [places[one.pk].position for one in (on_cpu, first, second)] == [1, 1, 2]


@pytest.mark.usefixtures("with_fallback")
class TestFallback:
    """An exercise whose author allows the processor."""

    def test_without_a_gpu_it_runs_on_the_processor(
        self, submit: Submit, broker: RememberingBroker, django_capture_on_commit_callbacks: Capture
    ) -> None:
        with django_capture_on_commit_callbacks(execute=True):
            grading = submit()
        client = ScriptedClient(passing())

        grade_one(grading.pk, client)

        assert broker.sent == [(grading.pk, "submissions")]
        assert client.jobs[0].gpu is None
        grading.refresh_from_db()
        assert grading.state == State.GRADED

    def test_with_a_gpu_it_runs_there_and_waits_for_a_slot(self, device: GpuDevice, submit: Submit) -> None:
        first, second = submit(), submit()

        assert queue.claim(first.pk) is not None
        assert queue.claim(second.pk) is None


class TestAccount:
    """What instructors are shown."""

    @pytest.fixture
    def used(self, on_gpu: Exercise, device: GpuDevice, submit: Submit) -> Grading:
        grading = submit()
        began = timezone.now() - timedelta(seconds=90)
        ended = began + timedelta(seconds=42.5)
        GpuLease.objects.create(device=device, slot=0, grading=grading, attempt=1, leased_at=began, released_at=ended)
        return grading

    def test_instructors_see_seconds_by_exercise_and_student(
        self, used: Grading, client: Browser, instructor: User
    ) -> None:
        client.force_login(instructor)

        page = client.get(GPU_PAGE).content.decode()

        assert page.count("42.5 s") == 2
        assert "student@example.org" in page
        assert "Test GPU" in page

    def test_instructors_see_who_holds_what(
        self, used: Grading, submit: Submit, client: Browser, instructor: User
    ) -> None:
        queue.claim(submit().pk)
        client.force_login(instructor)

        page = client.get(GPU_PAGE).content.decode()

        assert "free" not in page.split("<tbody>")[1].split("</tbody>")[0]
        assert Grading.objects.get(state=State.RUNNING).get_absolute_url() in page

    def test_other_courses_stay_unnamed(self, used: Grading, submit: Submit, client: Browser) -> None:
        queue.claim(submit().pk)
        course = Course.objects.create(slug="other", title=TITLE)
        Unit.objects.create(course=course, slug="basics", title=TITLE)
        teacher = User.objects.create_user("teacher@example.org")
        Enrollment.objects.create(course=course, user=teacher, role=Role.INSTRUCTOR)
        client.force_login(teacher)

        page = client.get("/teach/other/gpus/").content.decode()

        assert "another course" in page
        assert "student@example.org" not in page
        assert "42.5" not in page

    def test_students_do_not_see_the_page(self, used: Grading, client: Browser, student: User) -> None:
        client.force_login(student)

        assert client.get(GPU_PAGE).status_code == 403
