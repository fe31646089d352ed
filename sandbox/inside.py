"""What a jail is for: taking a program from the channel, and calling it."""

from __future__ import annotations

import gc
import importlib
import os
import random
import signal
import sys
from pathlib import Path

from sandbox import filesystem
from sandbox.gpu import GpuView
from sandbox.wire import Channel

COLLECT = (50_000, 20, 20)
"""How often the garbage collector runs in a jail.

TensorFlow allocates hundreds of thousands of objects while it traces; collecting less often saves some 5 %.
"""


def run_program(channel: Channel, gpu: GpuView | None = None) -> None:
    """The usual entry: receive a program, write its files into the working folder, and call its entry function."""
    program = channel.start()
    _restore_defaults()
    if gpu is not None:
        from sandbox import gpu_start

        gpu_start.use(gpu)
    for name, content in program["files"].items():
        target = Path(filesystem.BOX, name)
        target.parent.mkdir(parents=True, exist_ok=True)
        target.write_bytes(content)
    sys.path.append(filesystem.BOX)
    module, _, function = program["entry"].partition(":")
    getattr(importlib.import_module(module), function)(channel, program["arguments"])


def _restore_defaults() -> None:
    os.environ.clear()
    os.environ.update({"HOME": "/tmp", "LANG": "C.UTF-8", "TMPDIR": "/tmp", "PATH": ""})
    signal.signal(signal.SIGINT, signal.default_int_handler)
    signal.signal(signal.SIGTERM, signal.SIG_DFL)
    gc.set_threshold(*COLLECT)
    # All jails are forks of one process, so they would all draw the same "random" numbers.
    random.seed()
    if "numpy" in sys.modules:
        sys.modules["numpy"].random.seed()
