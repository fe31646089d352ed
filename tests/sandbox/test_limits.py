"""Every limit: what goes over it ends with its name, soon, and the next job runs."""

import pytest

from sandbox import Ending, Limits
from tests.sandbox.conftest import RunCode


def test_endless_code_ends_at_its_deadline(run_code: RunCode):
    ran = run_code("while True: pass", seconds=0.5)

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


def test_memory_of_many_processes_counts_together(run_code: RunCode):
    ran = run_code(
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
import ctypes, mmap
libc = ctypes.CDLL(None)
libc.mmap.restype = ctypes.c_void_p
libc.mmap.argtypes = [ctypes.c_void_p, ctypes.c_size_t, *[ctypes.c_int] * 3, ctypes.c_long]
libc.madvise.argtypes = [ctypes.c_void_p, ctypes.c_size_t, ctypes.c_int]
size, no_reserve, no_huge_page = 2**40, 0x4000, 15
place = libc.mmap(None, size, mmap.PROT_READ, mmap.MAP_PRIVATE | mmap.MAP_ANONYMOUS | no_reserve, -1, 0)
libc.madvise(place, size, no_huge_page)
for start in range(0, size, 2**21): ctypes.string_at(place + start, 1)
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
def test_memory_counts_wherever_it_is(run_code: RunCode, where: str):
    ran = run_code(HIDDEN_MEMORY[where], memory_mb=128)

    assert ran.end.submission.ending is Ending.MEMORY
    assert ran.end.submission.seconds < 5


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
def test_the_private_folders_are_bounded(run_code: RunCode, folder: str):
    ran = run_code(
        "import os\n"
        "try:\n"
        f"    for n in range(20): open(f'{folder}/{{n}}', 'wb').write(b'x' * 2**20)\n"
        "except OSError as error: print(error.strerror)",
        files_mb=4,
    )

    assert ran.printed == "No space left on device\n"


def test_files_by_number_are_bounded(run_code: RunCode):
    ran = run_code(
        "try:\n"
        "    for n in range(100_000): open(f'/tmp/{n}', 'w').close()\n"
        "except OSError as error: print(error.strerror)"
    )

    assert ran.printed == "No space left on device\n"


def test_a_fork_bomb_runs_into_its_limit(run_code: RunCode):
    ran = run_code("import os\nwhile True: os.fork()", seconds=5, processes=32)

    assert ran.end.submission.ending in (Ending.EXITED, Ending.DEADLINE)
    assert run_code("print('next')").printed == "next\n"


def test_threads_are_bounded(run_code: RunCode):
    ran = run_code(
        "import threading, time\n"
        "try:\n"
        "    for n in range(1000): threading.Thread(target=time.sleep, args=(5,), daemon=True).start()\n"
        "except RuntimeError as error: print(error)",
        processes=32,
    )

    assert ran.printed == "can't start new thread\n"


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


@pytest.mark.parametrize("field", ["seconds", "memory_mb", "output_kb", "files_mb", "processes"])
@pytest.mark.parametrize("value", [0, -1, 10**9, "many", True])
def test_impossible_limits_are_refused(field: str, value: object):
    with pytest.raises(ValueError, match=field):
        Limits(**{field: value})  # type: ignore[arg-type]


def test_limits_travel():
    limits = Limits(seconds=3, memory_mb=64)

    assert Limits.from_dict(limits.to_dict()) == limits
