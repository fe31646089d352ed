"""Settings of a site whose clock can be moved: by the seconds that stand in the file ``FAULTS_CLOCK``."""

import contextlib
import datetime as dt
import os
import time
from pathlib import Path

from django.utils import timezone

_file = Path(os.environ["FAULTS_CLOCK"])
_real_time = time.time


def _offset() -> float:
    with contextlib.suppress(OSError, ValueError):
        return float(_file.read_text())
    return 0.0


def _now() -> dt.datetime:
    return dt.datetime.now(tz=dt.UTC) + dt.timedelta(seconds=_offset())


def _time() -> float:
    return _real_time() + _offset()


timezone.now = _now
time.time = _time

from config.settings import *  # noqa: F403
from config.settings import STORAGES

STORAGES["staticfiles"] = {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"}
