"""The server: two jails that talk through it, cancel, refusals, and what happens when parts of it die."""

import contextlib
import os
import signal
import socket
import subprocess
import sys
import threading
import time
from pathlib import Path

import psutil
import pytest

from sandbox import Client, Ending, Event, Job, JobRefused, Limits, Program, SandboxUnavailable, private_server
from sandbox.wire import FrameKind, FrameSocket
from tests.sandbox.processes import busy_keepers

ASKER = """
import sys
from sandbox.errors import PeerEnded, AnswerTimeout
def main(channel, arguments):
    for question in arguments["questions"]:
        try:
            channel.event("answer", channel.ask({"question": question}, timeout=arguments.get("timeout", 10)))
        except (PeerEnded, AnswerTimeout) as error:
            channel.event("problem", {"text": str(error)})
    print("asked everything")
"""
ANSWERER = """
def main(channel, arguments):
    while (question := channel.next_question()) is not None:
        answer = eval(arguments["answer"], {"question": question["question"], "channel": channel})
        channel.answer({"value": answer})
"""


def programs(answer: str, questions: list[object], answerer: str = ANSWERER, **arguments: object) -> dict[str, Program]:
    """Two programs whose code travels as files and is run by the entry below."""
    entry = "tests_entry:main"
    return {
        "submission": Program(entry=entry, files={"tests_entry.py": answerer.encode()}, arguments={"answer": answer}),
        "tests": Program(
            entry=entry, files={"tests_entry.py": ASKER.encode()}, arguments={"questions": questions, **arguments}
        ),
    }


def run(client: Client, jails: dict[str, Program], **options: object):
    events: list[Event] = []
    limits = options.pop("limits", Limits())
    job = Job(id="test", environment="numpy", limits=limits, **jails)  # type: ignore[arg-type]
    return client.run(job, events.append, **options), events  # type: ignore[arg-type]


@pytest.fixture
def client(sandbox_socket: Path) -> Client:
    return Client(sandbox_socket)


def test_questions_and_answers_pass_between_the_jails(client: Client):
    end, events = run(client, programs("question * 2", [1, "ab"]))

    assert [event.data for event in events if event.kind == "answer"] == [{"value": 2}, {"value": "abab"}]
    assert {event.source for event in events if event.kind == "answer"} == {"tests"}
    assert end.tests is not None
    assert end.tests.ending is Ending.FINISHED
    assert end.submission.ending is Ending.KILLED
    assert end.tests_output == "asked everything\n"


def test_a_dead_submission_is_told_to_the_tests_with_its_reason(client: Client):
    end, events = run(client, programs("__import__('os')._exit(7)", [1, 2]))

    assert [event.data["text"] for event in events if event.kind == "problem"] == ["the other jail ended: exited"] * 2
    assert end.submission.exit_code == 7


def test_the_deadline_of_the_submission_leaves_the_tests_time_to_report(client: Client):
    end, events = run(client, programs("__import__('time').sleep(60)", [1]), limits=Limits(seconds=0.5))

    assert [event.data["text"] for event in events if event.kind == "problem"] == ["the other jail ended: deadline"]
    assert end.submission.ending is Ending.DEADLINE
    assert end.tests is not None
    assert end.tests.ending is Ending.FINISHED


def test_garbage_on_the_channel_ends_only_its_sender(client: Client):
    garbage = "__import__('os').write(channel.fileno(), b'\\\\0\\\\0\\\\0\\\\1\\\\xff' * 20)"
    end, events = run(client, programs(garbage.replace("\\\\", "\\"), [1]))

    assert end.submission.ending is Ending.BROKEN
    assert [event.data["text"] for event in events if event.kind == "problem"] == ["the other jail ended: broken"]


def test_forged_answers_cost_only_the_forger(client: Client):
    flood = """
def main(channel, arguments):
    from sandbox.wire import FrameKind
    for n in range(2000):
        channel._frames.send(FrameKind.ANSWER, {"id": n, "body": {"value": "forged"}})
    while (question := channel.next_question()) is not None:
        channel.answer({"value": "honest"})
"""
    end, events = run(client, programs("", [1], answerer=flood, timeout=1))

    assert "forged" not in [event.data.get("value") for event in events]
    assert end.tests is not None
    assert end.tests.ending is Ending.FINISHED


def test_the_submission_cannot_speak_as_the_tests(client: Client):
    forger = """
def main(channel, arguments):
    channel.event("finished", {"status": "graded", "source": "tests"})
    while (question := channel.next_question()) is not None:
        channel.answer({"value": 1})
"""
    _, events = run(client, programs("", [1], answerer=forger))

    assert [event.source for event in events if event.kind == "finished"] == ["submission"]


def test_a_flood_of_events_is_cut(client: Client):
    flood = "[channel.event('epoch', {'epoch': n}) for n in range(100_000)] and 1"
    end, events = run(client, programs(flood, [1]), limits=Limits(seconds=30))

    assert sum(event.kind == "epoch" for event in events) == 5_000
    assert end.tests is not None
    assert end.tests.ending is Ending.FINISHED


def test_an_endless_flood_of_messages_ends_its_sender(client: Client):
    flood = "[channel._frames._socket.sendall(b'\\x00\\x00\\x00\\x00\\x04' * 10_000) for _ in range(10_000)]"
    end, events = run(client, programs(flood, [1]), limits=Limits(seconds=30))

    assert end.submission.ending is Ending.MESSAGES
    assert [event.data["text"] for event in events if event.kind == "problem"] == ["the other jail ended: messages"]


def test_an_event_over_the_limit_is_dropped(client: Client):
    forger = """
def main(channel, arguments):
    from sandbox.wire import MAX_EVENT_BYTES, FrameKind
    for text in ("x" * MAX_EVENT_BYTES, "small"):
        channel._frames.send(FrameKind.EVENT, {"kind": "forged", "data": {"text": text}})
    while (question := channel.next_question()) is not None:
        channel.answer({"value": 1})
"""
    _, events = run(client, programs("", [1], answerer=forger))

    assert [event.data["text"] for event in events if event.kind == "forged"] == ["small"]


def test_cancel_ends_both_jails(client: Client):
    began = time.monotonic()
    end, _ = run(
        client, programs("__import__('time').sleep(60)", [1]), should_stop=lambda: time.monotonic() > began + 0.3
    )

    assert end.canceled
    assert end.submission.ending is Ending.CANCELED


def test_a_client_that_leaves_takes_its_jails_with_it(sandbox_socket: Path):
    connection = socket.socket(socket.AF_UNIX)
    connection.connect(str(sandbox_socket))
    jails = programs("__import__('time').sleep(60)", [1])
    job = Job(id="left", environment="numpy", submission=jails["submission"], tests=jails["tests"])
    frames = FrameSocket(connection)
    frames.send(FrameKind.JOB, job.to_dict())
    frames.receive(10)
    keepers = busy_keepers(sandbox_socket)

    frames.close()

    assert keepers
    assert _wait_until(lambda: not any(keeper.is_running() for keeper in keepers))


def _wait_until(condition, seconds: float = 5.0) -> bool:
    deadline = time.monotonic() + seconds
    while time.monotonic() < deadline:
        if condition():
            return True
        time.sleep(0.02)
    return False


def test_an_unknown_environment_is_refused(client: Client):
    job = Job(id="x", environment="fortran", submission=Program(entry="a:b"))

    with pytest.raises(JobRefused, match="fortran"):
        client.run(job)


def test_what_is_no_job_is_refused(sandbox_socket: Path):
    connection = socket.socket(socket.AF_UNIX)
    connection.connect(str(sandbox_socket))
    frames = FrameSocket(connection)
    frames.send(FrameKind.JOB, {"id": 1})

    frame = frames.receive(10)

    frames.close()
    assert frame is not None
    assert frame.kind is FrameKind.REFUSED


@pytest.mark.parametrize("name", ["../evil", "/etc/passwd", "a/../../b", ""])
def test_files_outside_the_working_folder_are_refused(name: str):
    with pytest.raises(ValueError, match="leaves"):
        Program(entry="a:b", files={name: b""})


def test_no_server_is_unavailable(tmp_path: Path):
    with pytest.raises(SandboxUnavailable, match="no sandbox server"):
        Client(tmp_path / "none.sock").ping()


def test_many_jobs_wait_for_their_slots(client: Client):
    ends: list[Ending] = []

    def one() -> None:
        ends.append(run(client, programs("question", [1]))[0].submission.ending)

    threads = [threading.Thread(target=one) for _ in range(12)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()

    assert ends == [Ending.KILLED] * 12


def test_a_killed_warm_process_is_replaced_and_a_stopped_server_leaves_nothing():
    with private_server(["numpy"], slots=1) as path:
        client = Client(path)
        server = next(
            process
            for process in psutil.process_iter(["cmdline"])
            if {"serve", str(path)} <= set(process.info["cmdline"] or [])
        )
        (warm,) = server.children()
        os.kill(warm.pid, signal.SIGKILL)
        assert _wait_until(lambda: not client.ping()["environments"]["numpy"])

        end, _ = run(client, programs("question", [1]))

        assert end.tests is not None
        assert end.tests.ending is Ending.FINISHED
        counts = client.ping()["counts"]
        assert counts["restarts"] == [["numpy", 1]]
        assert ["numpy", "tests", "finished", 1] in counts["jails"]
        family = [server, *server.children(recursive=True)]
    assert not psutil.wait_procs(family, timeout=5)[1]
    assert not path.exists()


def test_a_killed_keeper_takes_its_jail_with_it():
    stubborn = """
def main(channel, arguments):
    from sandbox import syscalls
    try: syscalls.prctl(syscalls.PR_SET_PDEATHSIG, 0)
    except OSError: pass
    while True: pass
"""
    with private_server(["numpy"], slots=1) as path:
        jails = programs("", [1], answerer=stubborn)
        job = Job(id="test", environment="numpy", submission=jails["submission"])

        def spin_in_a_jail() -> None:
            with pytest.raises(JobRefused):
                Client(path).run(job)

        thread = threading.Thread(target=spin_in_a_jail)
        thread.start()
        assert _wait_until(lambda: any(keeper.children() for keeper in busy_keepers(path)))
        (keeper,) = busy_keepers(path)
        (inmate,) = keeper.children()
        assert _wait_until(lambda: inmate.cpu_times().user > 0.2)

        keeper.kill()

        thread.join(5)
        assert not psutil.wait_procs([inmate], timeout=5)[1]


def test_the_server_killed_outright_takes_its_jails_with_it():
    with private_server(["numpy"], slots=1) as path:
        client = Client(path)
        problems: list[Exception] = []

        def sleep_in_a_jail() -> None:
            try:
                run(client, programs("__import__('time').sleep(60)", [1]))
            except SandboxUnavailable as error:
                problems.append(error)

        thread = threading.Thread(target=sleep_in_a_jail)
        thread.start()
        assert _wait_until(lambda: len(busy_keepers(path)) == 2)
        server = next(
            process
            for process in psutil.process_iter(["cmdline"])
            if {"serve", str(path)} <= set(process.info["cmdline"] or [])
        )
        family = server.children(recursive=True)

        server.kill()

        assert not psutil.wait_procs(family, timeout=5)[1]
        thread.join(5)
        assert len(problems) == 1


def test_a_private_server_ends_with_the_process_that_started_it(repository_root: Path):
    code = (
        "import sys, time\n"
        "from sandbox import private_server\n"
        "with private_server(['numpy']) as path:\n"
        "    print(path, flush=True)\n"
        "    time.sleep(60)\n"
    )
    owner = subprocess.Popen([sys.executable, "-c", code], cwd=repository_root, stdout=subprocess.PIPE, text=True)
    assert owner.stdout is not None
    path = owner.stdout.readline().strip()
    family = psutil.Process(owner.pid).children(recursive=True)

    owner.kill()

    owner.wait()
    assert path
    assert family
    assert not psutil.wait_procs(family, timeout=5)[1]


def test_a_jail_killed_from_outside_within_its_limits_is_no_fault_of_its_code(client: Client, sandbox_socket: Path):
    def kill_the_inmate(event: Event) -> None:
        if event.kind == "stdout":
            for keeper in busy_keepers(sandbox_socket):
                # Jails of earlier jobs may still be on their way out.
                with contextlib.suppress(psutil.NoSuchProcess):
                    for inmate in keeper.children():
                        inmate.kill()

    program = Program(
        entry="sandbox.alone:main",
        files={"main.py": b"import time\nprint('here', flush=True)\ntime.sleep(5)"},
        arguments={"main": "main.py"},
    )

    with pytest.raises(JobRefused, match="killed from outside"):
        client.run(Job(id="1", environment="numpy", submission=program), kill_the_inmate)
