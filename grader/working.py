"""What a worker does with one grading: claim, judge, finish; or give it back when the fault is ours."""

from __future__ import annotations

from functools import partial

from courses.content_errors import ContentError
from courses.exercise_folder import folder_of
from courses.models import ExerciseVersion
from grader import gpu, stopping
from grader.claims import carry_out
from grader.judging import judge
from grader.models import Grading, State
from grader.patience import patiently
from grader.queue import claim, enqueue, finish, give_back, put_off
from grader.recording import Recorder
from sandbox import Client


def grade_one(grading_id: int, client: Client) -> bool:
    """Grade one queued grading; return whether it was there to be had.

    It is left to others while no sandbox for it is there, and by a worker that was asked to end.
    """
    if not patiently(partial(_can_begin, grading_id, client)):
        return False
    claimed = patiently(partial(claim, grading_id))
    if claimed is None:
        return False
    carry_out(claimed, partial(_judge_and_finish, client), give_back)
    return True


def _can_begin(grading_id: int, client: Client) -> bool:
    grading = Grading.objects.select_related("version").filter(pk=grading_id, state=State.QUEUED).first()
    if grading is None:
        return False
    if stopping.was_asked():
        enqueue(grading)
        return False
    if not has_sandbox(client, grading.version):
        put_off(grading)
        return False
    return True


def has_sandbox(client: Client, version: ExerciseVersion) -> bool:
    """Whether a sandbox server is there for a version. One that cannot be read is no matter of the sandbox."""
    try:
        return client.is_there(folder_of(version).environment)
    except ContentError:
        return True


def _judge_and_finish(client: Client, claimed: Grading) -> None:
    work, recorder = claimed.work, Recorder(claimed)
    verdict = judge(
        client,
        folder_of(claimed.version),
        work.format,
        work.content,
        select="all" if claimed.by_all_tests else "public",
        on_steps=recorder.take,
        should_stop=recorder.should_stop,
        gpu=gpu.sandbox_lease(claimed),
    )
    patiently(partial(finish, claimed, verdict, recorder.unwritten()))
