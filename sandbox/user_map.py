"""Who the code in a jail is: inside its user namespace, and for the host."""

from __future__ import annotations

import contextlib
import os
import socket
from dataclasses import dataclass
from pathlib import Path

INSIDE_UID = 1000
ROOT_MODE_UID = 64_000
"""Host uid of the code in a jail when the server is root."""


@dataclass(frozen=True, kw_only=True)
class UserMap:
    """How the keeper's user namespace gets its user map: from its parent when that is root, else by itself.

    Either way the inmate is ``INSIDE_UID`` inside and nobody of importance outside.
    """

    uid: int
    gid: int
    parent: socket.socket
    keeper: socket.socket

    @classmethod
    def prepare(cls) -> UserMap:
        """Return one for the next keeper, which inherits it."""
        parent, keeper = socket.socketpair()
        return cls(uid=os.geteuid(), gid=os.getegid(), parent=parent, keeper=keeper)

    def serve(self, keeper: int) -> None:
        """Called by the parent: write the maps when the keeper asks, where that takes root."""
        self.keeper.close()
        if self.uid == 0 and self.parent.recv(1):
            lines = f"0 0 1\n{INSIDE_UID} {ROOT_MODE_UID} 1\n"
            with contextlib.suppress(OSError):
                Path(f"/proc/{keeper}/uid_map").write_text(lines)
                Path(f"/proc/{keeper}/gid_map").write_text(lines)
                self.parent.send(b"1")
        self.parent.close()

    def make(self) -> None:
        """Called by the keeper right after it entered its user namespace."""
        if self.uid == 0:
            self.keeper.send(b"1")
            if self.keeper.recv(1) != b"1":
                raise OSError("the server could not map the jail's users")
        else:
            Path("/proc/self/setgroups").write_text("deny")
            Path("/proc/self/uid_map").write_text(f"{INSIDE_UID} {self.uid} 1\n")
            Path("/proc/self/gid_map").write_text(f"{INSIDE_UID} {self.gid} 1\n")
        self.keeper.close()
