"""Everything that can go wrong with the sandbox itself, as one family.

::

    SandboxError
    ├── SandboxUnavailable     no server at the socket, or the connection broke: ours, worth a retry
    │   └── SandboxAbsent      nobody began the job, so it cannot be what took the server down
    ├── JobRefused             the server will not run this job: wrong environment, too many bytes
    │   └── NotWarm            in the server: no warm process took the job; its client sees a SandboxAbsent
    ├── IsolationMissing       this host cannot isolate; the server refuses to serve
    └── WireError
        ├── MalformedMessage   bytes that are no message of ours
        ├── TooLarge           a message over its limit
        ├── PeerEnded          the other jail is gone; says how
        ├── AnswerTimeout      the other jail did not answer in time
        └── ChannelClosed      this side's own connection is gone

What goes wrong inside student code is no ``SandboxError``: it is a ``JobEnd`` or a ``ProgramError``.
"""


class SandboxError(Exception):
    """Base of the sandbox's own errors."""


class SandboxUnavailable(SandboxError):
    """No server answers at the socket, or it went away in the middle of a job."""


class SandboxAbsent(SandboxUnavailable):
    """No server answers at the socket, or it went away before it began the job."""


class JobRefused(SandboxError):
    """The server read the job and will not run it."""


class NotWarm(JobRefused):
    """No warm process is there for the job, so nothing of it was begun."""


class IsolationMissing(SandboxError):
    """This host lacks something that a jail needs."""


class WireError(SandboxError):
    """Base of what goes wrong between two ends of a channel."""


class MalformedMessage(WireError):
    """The bytes that came are not a message."""


class TooLarge(WireError):
    """A message is larger than its kind may be."""


class PeerEnded(WireError):
    """The other jail is gone. ``ending`` is the value of its ``Ending``."""

    def __init__(self, ending: str) -> None:
        super().__init__(f"the other jail ended: {ending}")
        self.ending = ending


class AnswerTimeout(WireError):
    """The other jail did not answer in time."""


class ChannelClosed(WireError):
    """The connection of this end is closed."""
