"""The health check of the web container: exit code 0 when it can serve pages."""

from __future__ import annotations

import sys
import urllib.error
import urllib.request

ADDRESS = "http://127.0.0.1:8000/readyz?of=web"


def main() -> int:
    """Ask for ``/readyz``, which asks database, migrations and Redis, and answers under any host name."""
    try:
        with urllib.request.urlopen(ADDRESS, timeout=8) as answer:
            return 0 if answer.status == 200 else 1
    except urllib.error.HTTPError as error:
        sys.stderr.write(f"{error.read().decode()}\n")
        return 1
    except OSError as error:
        sys.stderr.write(f"{error}\n")
        return 1


if __name__ == "__main__":
    sys.exit(main())
