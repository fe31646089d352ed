"""Where code runs: a warm server that forks a fresh, isolated jail for each job. Usable alone.

``Client`` talks to a server; ``python -m sandbox serve | run FILE | doctor`` is the command line.
"""

from sandbox.client import Client
from sandbox.errors import IsolationMissing, JobRefused, SandboxAbsent, SandboxError, SandboxUnavailable
from sandbox.job import Ending, Event, JailEnd, Job, JobEnd, Program
from sandbox.limits import Limits
from sandbox.private import private_server

__all__ = (
    "Client",
    "Ending",
    "Event",
    "IsolationMissing",
    "JailEnd",
    "Job",
    "JobEnd",
    "JobRefused",
    "Limits",
    "Program",
    "SandboxAbsent",
    "SandboxError",
    "SandboxUnavailable",
    "private_server",
)
