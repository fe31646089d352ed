"""What code in a jail finds, may do and may not do. Each test is one piece of code in a real jail."""

import time
from concurrent.futures import ThreadPoolExecutor

import pytest

from sandbox import Ending
from tests.sandbox.conftest import RunCode

HIDDEN_PATHS = ("/root/.bashrc", "/etc/shadow", "/etc/hostname", "/usr/bin/env", "/var/log", "/sys/kernel", "/run/lock")


def test_the_code_runs_as_nobody_in_particular_in_its_own_folder(run_code: RunCode):
    ran = run_code("import os; print(os.getpid(), os.getuid(), os.getgid(), os.getcwd(), os.listdir('.'))")

    assert ran.printed == "1 1000 1000 /box ['main.py']\n"
    assert ran.end.submission.ending is Ending.FINISHED


def test_capabilities_privileges_and_filter_are_as_promised(run_code: RunCode):
    ran = run_code("print(open('/proc/self/status').read())")

    lines = dict(line.split(":\t") for line in ran.printed.splitlines() if ":\t" in line)
    assert {lines[name] for name in ("CapInh", "CapPrm", "CapEff", "CapBnd", "CapAmb")} == {"0" * 16}
    assert (lines["NoNewPrivs"], lines["Seccomp"]) == ("1", "2")


@pytest.mark.parametrize("path", HIDDEN_PATHS)
def test_paths_of_the_host_do_not_exist(run_code: RunCode, path: str):
    ran = run_code(f"import os; print(os.path.exists({path!r}))")

    assert ran.printed == "False\n"


def test_the_repository_shows_only_the_two_open_packages(run_code: RunCode, repository_root):
    ran = run_code(f"import os; print(sorted(os.listdir({str(repository_root)!r})))")

    assert set(eval(ran.printed)) <= {"grader", "sandbox", ".venv"}


def test_the_environment_holds_nothing_of_the_server(run_code: RunCode):
    ran = run_code("import os; print(sorted(os.environ))")

    assert ran.printed == "['HOME', 'LANG', 'PATH', 'TMPDIR']\n"


def test_no_descriptor_but_the_jails_own_is_open(run_code: RunCode):
    ran = run_code(
        "import os\n"
        "for fd in range(3, 512):\n"
        "    try: print(fd, os.readlink(f'/proc/self/fd/{fd}').split(':')[0])\n"
        "    except OSError: pass\n"
    )

    assert [line.split()[1] for line in ran.printed.splitlines()] == ["socket"]


LIBC = """
import ctypes, os
def libc(name, *arguments):
    if getattr(ctypes.CDLL(None, use_errno=True), name)(*arguments) < 0:
        raise OSError(ctypes.get_errno(), name)
"""


@pytest.mark.parametrize(
    "attempt",
    [
        "open('/usr/evil', 'w')",
        "open(__import__('sandbox').__file__, 'a')",
        "__import__('subprocess').run(['/bin/true'])",
        "__import__('socket').socket(__import__('socket').AF_INET)",
        "__import__('socket').socket(__import__('socket').AF_NETLINK, __import__('socket').SOCK_RAW)",
        "__import__('os').setuid(0)",
        "__import__('os').chroot('/tmp')",
        "__import__('os').mknod('/box/x', 0o60666, 2049)",
        "__import__('sandbox.syscalls').syscalls.unshare(0x10000000)",
        "__import__('sandbox.syscalls').syscalls.mount('x', '/tmp', 'tmpfs', 0)",
        "__import__('socket').sethostname('evil')",
        "__import__('socket').socketpair(16)",
        "__import__('socket').socketpair()[0].send(b'x', __import__('socket').MSG_OOB)",
        "open('/proc/self/oom_score_adj', 'w').write('0')",
        "libc('inotify_init1', 0)",
        "__import__('fcntl').fcntl(open(__import__('sandbox').__file__), 1024, 0)",
        "__import__('fcntl').fcntl(open('/box'), 1026, 1)",
        "__import__('fcntl').ioctl(open('/proc/self/exe'), 0x40086602, bytes(8))",
        "libc('setrlimit', 4, (ctypes.c_ulong * 2)(0, 0))",
        "__import__('sandbox.syscalls').syscalls.prctl(1, 0)",
        "__import__('sandbox.syscalls').syscalls.prctl(1 | 1 << 32, 0)",
    ],
)
def test_what_is_not_allowed_fails_with_an_error(run_code: RunCode, attempt: str):
    ran = run_code(
        LIBC
        + f"try:\n    {attempt}\nexcept OSError as error:\n    print('refused', error.errno)\nelse:\n    print('done')"
    )

    assert ran.printed.startswith("refused")


def test_clone_with_a_namespace_flag_is_refused(run_code: RunCode):
    ran = run_code(
        "import ctypes\n"
        "libc = ctypes.CDLL(None, use_errno=True)\n"
        "print(libc.syscall(56, 0x10000000 | 17, 0, 0, 0, 0), ctypes.get_errno())"
    )

    assert ran.printed == "-1 1\n"


def test_threads_and_forks_of_the_students_own_work(run_code: RunCode):
    ran = run_code(
        "import os, threading\n"
        "thread = threading.Thread(target=lambda: print('thread')); thread.start(); thread.join()\n"
        "pid = os.fork()\n"
        "if pid == 0:\n"
        "    print('child', flush=True); os._exit(0)\n"
        "os.waitpid(pid, 0)\n"
    )

    assert ran.printed == "thread\nchild\n"


def test_two_jobs_do_not_see_each_others_files(run_code: RunCode):
    run_code("open('/box/left', 'w').write('x'); open('/tmp/left', 'w').write('x')")

    ran = run_code("import os; print([os.path.exists(path) for path in ('/box/left', '/tmp/left')])")

    assert ran.printed == "[False, False]\n"


def test_no_two_jobs_draw_the_same_random_numbers(run_code: RunCode):
    source = "import random, numpy; print(random.random(), numpy.random.rand())"

    first, second = run_code(source).printed.split(), run_code(source).printed.split()

    assert first[0] != second[0]
    assert first[1] != second[1]


def test_a_jail_is_the_first_to_go_when_the_host_runs_out_of_memory(run_code: RunCode):
    assert run_code("print(open('/proc/self/oom_score_adj').read())").printed.strip() == "800"


def test_a_signal_to_its_own_process_group_reaches_nobody_else(run_code: RunCode):
    with ThreadPoolExecutor(1) as pool:
        neighbor = pool.submit(run_code, "import time; print('begun', flush=True); time.sleep(1); print('ended')")
        time.sleep(0.3)
        ran = run_code("import os, signal\nos.kill(0, signal.SIGKILL)\nprint(os.getpgrp(), os.getsid(0))")

    assert ran.printed == "1 1\n"
    assert neighbor.result().printed == "begun\nended\n"


def test_modes_and_times_of_files_stay_as_they_are(run_code: RunCode):
    ran = run_code(
        "import os, shutil\n"
        "before = os.stat('/proc/self/exe')\n"
        "os.chmod('/proc/self/exe', 0); os.utime('/proc/self/exe', (0, 0))\n"
        "print(os.stat('/proc/self/exe') == before)\n"
        "shutil.copy2('main.py', 'copy.py')\n"
        "print(os.listdir())"
    )

    assert ran.printed == "True\n['copy.py', 'main.py']\n"
