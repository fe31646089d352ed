"""The command line: ``python -m sandbox serve | run FILE | doctor | health``."""

from __future__ import annotations

import argparse
import logging
import os
import signal
import sys
import threading
from pathlib import Path

from sandbox.client import Client
from sandbox.doctor import examine, require_isolation
from sandbox.environments import ENVIRONMENTS, installed, missing_modules
from sandbox.errors import IsolationMissing, SandboxError, SandboxUnavailable
from sandbox.job import Ending, Event, Job, JobEnd, Program
from sandbox.limits import Limits
from sandbox.log_lines import FORMATS, log_uncaught
from sandbox.nvml import gpus_of_this_host
from sandbox.private import private_server
from sandbox.server import Server

DEFAULT_SOCKET = os.environ.get("SANDBOX_SOCKET", "var/run/sandbox.sock")
_ENDING_TEXT = {
    Ending.DEADLINE: "stopped: it ran longer than {limits.seconds:g} s",
    Ending.MEMORY: "stopped: it used more than {limits.memory_mb} MB of memory",
    Ending.GPU_MEMORY: "stopped: it used more than {limits.gpu_memory_mb} MB of GPU memory",
    Ending.CPU: "stopped: it used more than {limits.all_cpu_seconds:g} s of processor time",
    Ending.PROCESSES: "stopped: it started more than {limits.processes} processes and threads",
    Ending.FILES: "stopped: it wrote more than {limits.files_mb} MB of files",
    Ending.MESSAGES: "stopped: it sent a message of more than {limits.message_mb} MB, or too many",
    Ending.BROKEN: "stopped: it sent data that cannot be read",
    Ending.CANCELED: "canceled",
}


def main(arguments: list[str] | None = None) -> int:
    """Run one command and return its exit code."""
    options = _parser().parse_args(arguments)
    code: int = options.action(options)
    return code


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="python -m sandbox", description="Runs code in isolated jails.")
    commands = parser.add_subparsers(required=True, metavar="COMMAND")
    serve = commands.add_parser("serve", help="run the sandbox server")
    serve.add_argument("--socket", type=Path, default=Path(DEFAULT_SOCKET), help="Unix socket to listen on")
    serve.add_argument(
        "--environments", nargs="+", choices=sorted(ENVIRONMENTS), help="default: those whose modules are installed"
    )
    serve.add_argument("--slots", type=int, default=max(os.cpu_count() or 1, 2), help="jobs at once")
    serve.add_argument(
        "--no-control-groups", action="store_true", help="hold memory by resource limits and the watch only"
    )
    serve.add_argument("--gpus", default="all", metavar="all|none|0,1", help="which NVIDIA GPUs jobs may lease")
    serve.add_argument(
        "--gpu-slots", type=int, default=1, help="jobs at once on one GPU, each with its share of memory"
    )
    serve.add_argument("--until-eof", action="store_true", help="stop when standard input ends, as with its owner")
    serve.add_argument("--verbose", action="store_true", help="log every job, as the format json does anyway")
    serve.add_argument("--log-format", choices=sorted(FORMATS), default=os.environ.get("SANDBOX_LOG_FORMAT") or "text")
    serve.set_defaults(action=_serve)
    run = commands.add_parser("run", help="run a .py or .ipynb file in a jail")
    run.add_argument("file", type=Path)
    run.add_argument("--environment", choices=sorted(ENVIRONMENTS), default="numpy")
    run.add_argument("--socket", type=Path, help="use the server at this socket instead of one of its own")
    run.add_argument("--seconds", type=float, default=60.0)
    run.add_argument("--memory-mb", type=int, default=2048)
    run.set_defaults(action=_run)
    doctor = commands.add_parser("doctor", help="say what this host can isolate and what is missing")
    doctor.set_defaults(action=_doctor)
    health = commands.add_parser("health", help="ask a running server whether it answers and is warm")
    health.add_argument("--socket", type=Path, default=Path(DEFAULT_SOCKET))
    health.set_defaults(action=_health)
    return parser


def _serve(options: argparse.Namespace) -> int:
    _log(options.log_format, verbose=options.verbose or options.log_format == "json")
    try:
        require_isolation()
        environments = _environments(options.environments)
        gpus = gpus_of_this_host(options.gpus, max(options.gpu_slots, 1))
    except (IsolationMissing, ValueError) as error:
        sys.stderr.write(f"The sandbox server does not start: {error}\n")
        return 1
    groups = not options.no_control_groups
    server = Server(options.socket, environments, options.slots, control_groups=groups, gpus=gpus)
    for number in (signal.SIGTERM, signal.SIGINT):
        signal.signal(number, lambda *_: server.stop())
    if options.until_eof:
        threading.Thread(target=_stop_at_end_of_input, args=(server,), daemon=True).start()
    server.serve()
    return 0


def _log(form: str, *, verbose: bool) -> None:
    handler = logging.StreamHandler()
    handler.setFormatter(FORMATS[form]("sandbox"))
    logging.basicConfig(level=logging.INFO if verbose else logging.WARNING, handlers=[handler])
    log_uncaught(logging.getLogger("sandbox"))


def _environments(wanted: list[str] | None) -> list[str]:
    """Return the environments to serve, saying which are left out; ``ValueError`` where one cannot be served."""
    gaps = {name: ", ".join(missing_modules(name)) for name in wanted or ENVIRONMENTS}
    missing = "; ".join(f"{name} ({modules})" for name, modules in gaps.items() if modules)
    served = wanted or list(installed())
    if missing and (wanted or not served):
        raise ValueError(f"modules are not installed: {missing}")
    if missing:
        sys.stderr.write(f"Serving {', '.join(served)}. Left out, since modules are not installed: {missing}\n")
    return served


def _stop_at_end_of_input(server: Server) -> None:
    os.read(sys.stdin.fileno(), 1)
    server.stop()


def _run(options: argparse.Namespace) -> int:
    if options.file.suffix not in (".py", ".ipynb") or not options.file.is_file():
        sys.stderr.write(f"{options.file} is not a .py or .ipynb file.\n")
        return 2
    name = f"main{options.file.suffix}"
    program = Program(entry="sandbox.alone:main", files={name: options.file.read_bytes()}, arguments={"main": name})
    limits = Limits(seconds=options.seconds, memory_mb=options.memory_mb, output_kb=16_384)
    job = Job(id="run", environment=options.environment, submission=program, limits=limits)
    try:
        if options.socket:
            return _report(Client(options.socket).run(job, _print_output), limits)
        with private_server([options.environment], slots=1) as path:
            return _report(Client(path).run(job, _print_output), limits)
    except SandboxError as error:
        sys.stderr.write(f"{error}\n")
        return 3


def _print_output(event: Event) -> None:
    if event.kind == "stdout":
        sys.stdout.write(event.data["text"])
        sys.stdout.flush()


def _report(end: JobEnd, limits: Limits) -> int:
    ending = end.submission.ending
    if ending in _ENDING_TEXT:
        sys.stderr.write(_ENDING_TEXT[ending].format(limits=limits) + "\n")
    return 0 if ending is Ending.FINISHED else end.submission.exit_code or 1


def _doctor(_: argparse.Namespace) -> int:
    findings = examine()
    for finding in findings:
        mark = "ok     " if finding.ok else "MISSING"
        sys.stdout.write(f"{mark}  {finding.name}: {finding.detail} {finding.remedy}".rstrip() + "\n")
    ready = all(finding.ok for finding in findings)
    sys.stdout.write("This host can isolate.\n" if ready else "This host cannot isolate: see MISSING above.\n")
    return 0 if ready else 1


def _health(options: argparse.Namespace) -> int:
    """Ping the server; that a jail opens was checked when it started, or it would not serve."""
    try:
        warm = Client(options.socket).ping()["environments"]
    except SandboxUnavailable as error:
        sys.stderr.write(f"{error}\n")
        return 1
    cold = sorted(name for name, is_warm in warm.items() if not is_warm)
    sys.stdout.write(f"not warm yet: {', '.join(cold)}\n" if cold else "warm\n")
    return 1 if cold else 0


if __name__ == "__main__":
    sys.exit(main())
