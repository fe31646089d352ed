"""Files with people's data: only their owner reads them, and none appears before it is whole."""

from __future__ import annotations

import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import IO

from django.core.management.base import CommandError


@contextmanager
def new_private_file(path: Path) -> Iterator[IO[bytes]]:
    """Open a new file for its owner alone; what does not come to its end leaves nothing.

    ``CommandError`` where there is a file already or none can be made.
    """
    if path.exists():
        raise CommandError(f"{path} exists already. Choose another name, or move it away first.")
    unfinished = path.with_name(f".{path.name}.unfinished-{os.getpid()}")
    try:
        with os.fdopen(os.open(unfinished, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "wb") as file:
            yield file
            file.flush()
            os.fsync(file.fileno())
        unfinished.rename(path)
    except OSError as error:
        raise CommandError(f"{path} cannot be written: {error.strerror}.") from error
    finally:
        unfinished.unlink(missing_ok=True)
