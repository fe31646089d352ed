"""The health check of a sandbox container: exit code 0 when its server answers and all its environments are warm."""

from __future__ import annotations

import os
import sys

from sandbox import Client, SandboxUnavailable


def main() -> int:
    """Ping the server at ``SANDBOX_SOCKET``; that a jail opens was checked when it started, or it would not serve."""
    try:
        warm = Client(os.environ["SANDBOX_SOCKET"]).ping()["environments"]
    except SandboxUnavailable as error:
        sys.stderr.write(f"{error}\n")
        return 1
    cold = sorted(name for name, is_warm in warm.items() if not is_warm)
    if cold:
        sys.stderr.write(f"not warm yet: {', '.join(cold)}\n")
    return 1 if cold else 0


if __name__ == "__main__":
    sys.exit(main())
