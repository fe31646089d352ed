"""Every limit: what goes over it ends with its name, soon, and the next job runs."""

import dataclasses
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from sandbox import Client, Ending, Limits, private_server
from sandbox.cgroup import Groups
from tests.sandbox.conftest import RunCode, runner


@pytest.fixture(scope="module")
def socket_without_groups() -> Iterator[Path]:
    """A server that holds its jails by resource limits and the watch only, as where control groups are read-only."""
    with private_server(["numpy"], 2, "--no-control-groups") as path:
        yield path


@pytest.fixture(params=["as the host allows", "without control groups"])
def run_either_way(request: pytest.FixtureRequest, client: Client, socket_without_groups: Path) -> RunCode:
    return runner(client if request.param == "as the host allows" else Client(socket_without_groups))


def test_endless_code_ends_at_its_deadline(run_either_way: RunCode):
    ran = run_either_way("while True: pass", seconds=0.5)

    assert ran.end.submission.ending is Ending.DEADLINE
    assert ran.end.submission.seconds < 2


def test_a_process_that_ignores_signals_and_forks_daemons_ends_too(run_code: RunCode):
    ran = run_code(
        "import os, signal, time\n"
        "for number in range(1, 32):\n"
        "    try: signal.signal(number, signal.SIG_IGN)\n"
        "    except OSError: pass\n"
        "for _ in range(3):\n"
        "    if os.fork() == 0: os.setsid(); time.sleep(100)\n"
        "time.sleep(100)",
        seconds=0.5,
    )

    assert ran.end.submission.ending is Ending.DEADLINE


def test_ten_gigabytes_are_a_memory_error_of_the_students(run_code: RunCode):
    ran = run_code("import numpy\nnumpy.ones(10 * 2**30)")

    assert "Unable to allocate" in ran.printed
    assert ran.end.submission.ending is Ending.EXITED


def test_memory_of_many_processes_counts_together(run_either_way: RunCode):
    ran = run_either_way(
        "import os, time\n"
        "for _ in range(8):\n"
        "    if os.fork() == 0:\n"
        "        block = b'x' * (60 * 2**20); time.sleep(20)\n"
        "time.sleep(20)",
        memory_mb=128,
    )

    assert ran.end.submission.ending is Ending.MEMORY


HIDDEN_MEMORY = {
    "threads of a process whose main thread has ended": """
import ctypes, os, threading, time
def hog():
    time.sleep(0.5)
    block = b"x" * (60 * 2**20)
    time.sleep(20)
for _ in range(8):
    if os.fork() == 0:
        threading.Thread(target=hog).start()
        ctypes.CDLL(None).pthread_exit(None)
time.sleep(20)
""",
    "page tables": """
import ctypes, mmap, time
libc = ctypes.CDLL(None)
libc.mmap.restype = ctypes.c_void_p
libc.mmap.argtypes = [ctypes.c_void_p, ctypes.c_size_t, *[ctypes.c_int] * 3, ctypes.c_long]
libc.madvise.argtypes = [ctypes.c_void_p, ctypes.c_size_t, ctypes.c_int]
size, no_reserve, no_huge_page = 2**40, 0x4000, 15
place = libc.mmap(None, size, mmap.PROT_READ, mmap.MAP_PRIVATE | mmap.MAP_ANONYMOUS | no_reserve, -1, 0)
libc.madvise(place, size, no_huge_page)
for start in range(0, size, 2**21): ctypes.string_at(place + start, 1)
time.sleep(20)
""",
    "locks of files": """
import fcntl, os, time
for child in range(4):
    if os.fork() == 0:
        files = [open(f"/tmp/{child}-{number}", "w") for number in range(400)]
        for file in files:
            for start in range(2000, 0, -2): fcntl.lockf(file, fcntl.LOCK_EX, 1, start)
        time.sleep(20)
time.sleep(20)
""",
    "sockets": """
import os, socket, time
for _ in range(20):
    if os.fork() == 0:
        kept = []
        try:
            while True:
                kept += socket.socketpair()
                kept[-1].setblocking(False)
                try:
                    while True: kept[-1].send(b"x" * 2**16)
                except BlockingIOError: pass
        except OSError: time.sleep(20)
time.sleep(20)
""",
}


@pytest.mark.parametrize("where", HIDDEN_MEMORY)
def test_memory_counts_wherever_it_is(run_either_way: RunCode, where: str):
    ran = run_either_way(HIDDEN_MEMORY[where], memory_mb=64)

    assert ran.end.submission.ending is Ending.MEMORY


@pytest.mark.parametrize("opening", ["mmap.mmap(-1, 4096)", "mmap.mmap(open('/dev/zero', 'r+b').fileno(), 4096)"])
def test_memory_that_belongs_to_no_process_is_not_to_be_had(run_code: RunCode, opening: str):
    ran = run_code(f"import mmap\ntry: {opening}\nexcept OSError: print('refused')")

    assert ran.printed == "refused\n"


def test_processes_share_memory_through_files(run_code: RunCode):
    ran = run_code("import multiprocessing\nprint(multiprocessing.RawArray('d', 1000)[0])")

    assert ran.printed == "0.0\n"


def test_a_gigabyte_of_output_is_cut_and_harmless(run_code: RunCode):
    ran = run_code("for _ in range(1024): print('x' * 2**20)", output_kb=8, seconds=30)

    assert ran.end.submission.ending is Ending.FINISHED
    assert len(ran.printed) == 8 * 1024
    assert [event.data["cut"] for event in ran.events if event.kind == "stdout"][-1] is True


@pytest.mark.parametrize("folder", ["/box", "/tmp", "/dev/shm"])
def test_the_private_folders_are_bounded(run_either_way: RunCode, folder: str):
    ran = run_either_way(
        "import os\n"
        "try:\n"
        f"    for n in range(20): open(f'{folder}/{{n}}', 'wb').write(b'x' * 2**20)\n"
        "except OSError as error: print(error.strerror)",
        files_mb=4,
    )

    assert ran.printed == "No space left on device\n"
    assert ran.end.submission.ending is Ending.FILES


def test_as_many_files_as_allowed_are_no_harm(run_code: RunCode):
    ran = run_code("open('/box/a', 'wb').write(b'x' * 4_000_000)", files_mb=4)

    assert ran.end.submission.ending is Ending.FINISHED


def test_files_by_number_are_bounded(run_either_way: RunCode):
    ran = run_either_way(
        "try:\n"
        "    for n in range(100_000): open(f'/tmp/{n}', 'w').close()\n"
        "except OSError as error: print(error.strerror)"
    )

    assert ran.printed == "No space left on device\n"
    assert ran.end.submission.ending is Ending.FILES


def test_a_fork_bomb_runs_into_its_limit(run_either_way: RunCode):
    ran = run_either_way(
        "import os\nwhile True:\n    try: os.fork()\n    except OSError: pass", seconds=5, processes=32
    )

    assert ran.end.submission.ending is Ending.PROCESSES
    assert run_either_way("print('next')").printed == "next\n"


def test_threads_are_bounded(run_either_way: RunCode):
    ran = run_either_way(
        "import threading, time\n"
        "try:\n"
        "    for n in range(1000): threading.Thread(target=time.sleep, args=(5,), daemon=True).start()\n"
        "except RuntimeError as error: print(error); time.sleep(5)",
        processes=32,
    )

    assert ran.printed == "can't start new thread\n"
    assert ran.end.submission.ending is Ending.PROCESSES


CHILDREN_ON_ALL_PROCESSORS = """
import os, signal, time
for _ in range(4):
    if os.fork() == 0:
        while True: pass
time.sleep(20)
"""


@pytest.mark.parametrize("source", ["while True: pass", CHILDREN_ON_ALL_PROCESSORS])
def test_processor_time_is_bounded(run_either_way: RunCode, source: str):
    ran = run_either_way(source, seconds=10, cpu_seconds=0.5)

    assert ran.end.submission.ending is Ending.CPU


def test_processor_time_of_ended_processes_counts_where_groups_can_be_made(run_code: RunCode):
    if not Groups.of_this_process().hierarchies:
        pytest.skip("control groups can be made by root only, or where they are delegated")
    ran = run_code(
        "import os, signal, time\n"
        "signal.signal(signal.SIGCHLD, signal.SIG_IGN)\n"
        "while True:\n"
        "    if os.fork() == 0:\n"
        "        end = time.process_time() + 0.05\n"
        "        while time.process_time() < end: pass\n"
        "        os._exit(0)\n"
        "    time.sleep(0.06)",
        seconds=10,
        cpu_seconds=1,
    )

    assert ran.end.submission.ending is Ending.CPU


def test_a_message_over_its_limit_ends_the_job_by_name(run_code: RunCode):
    ran = run_code(
        "import os, struct, time\n"
        "for number in range(3, 64):\n"
        "    try: os.write(number, struct.pack('>IB', 3 * 2**20, 3))\n"
        "    except OSError: pass\n"
        "time.sleep(5)",
        message_mb=2,
    )

    assert ran.end.submission.ending is Ending.MESSAGES


@pytest.mark.parametrize(
    ("source", "code", "signal"),
    [
        ("import os; os._exit(3)", 3, None),
        ("import ctypes; ctypes.string_at(0)", None, 11),
        ("raise SystemExit(0)", 1, None),
    ],
)
def test_ending_oneself_is_told_with_code_or_signal(
    run_code: RunCode, source: str, code: int | None, signal: int | None
):
    end = run_code(source).end.submission

    assert (end.ending, end.exit_code, end.signal) == (Ending.EXITED, code, signal)


@pytest.mark.parametrize("field", [field.name for field in dataclasses.fields(Limits)])
@pytest.mark.parametrize("value", [0, -1, 10**9, "many", True])
def test_impossible_limits_are_refused(field: str, value: object):
    with pytest.raises(ValueError, match=field):
        Limits(**{field: value})  # type: ignore[arg-type]


def test_limits_travel():
    limits = Limits(seconds=3, memory_mb=64)

    assert Limits.from_dict(limits.to_dict()) == limits


@pytest.mark.slow
def test_two_large_jobs_at_the_edge_of_their_limits_are_judged_each_alone(client: Client):
    source = "import numpy, time\nblock = numpy.ones({megabytes} * 2**17)\ntime.sleep(1)\nprint(int(block[-1]))\n"
    run = runner(client)
    with ThreadPoolExecutor(2) as pool:
        within = pool.submit(run, source.format(megabytes=1900), memory_mb=2048, seconds=30)
        beyond = pool.submit(run, source.format(megabytes=2040), memory_mb=2000, seconds=30)

    assert (within.result().end.submission.ending, within.result().printed) == (Ending.FINISHED, "1\n")
    assert "MemoryError" in beyond.result().printed or beyond.result().end.submission.ending is Ending.MEMORY
