"""Reporting each epoch of every ``fit`` in the student's program, whoever calls it."""

from __future__ import annotations

import sys
import time
from collections.abc import Callable, Mapping
from typing import Any

Send = Callable[[str, dict[str, Any]], None]
FREE_EVENTS = 300
SECONDS_BETWEEN = 0.1
MAX_LOGS = 20
MAX_NAME_CHARACTERS = 60


class EpochReporter:
    """Sends "epoch" events: the first ``FREE_EVENTS`` at once, later ones at most ten a second.

    The last epoch of a training is always sent.
    """

    def __init__(self, send: Send) -> None:
        self._send = send
        self._sent = 0
        self._last_time = 0.0

    def report(self, epoch: int, epochs: int, logs: Mapping[str, Any]) -> None:
        """Report ``epoch`` (from 1) of ``epochs`` with its losses and metrics."""
        now = time.monotonic()
        if self._sent >= FREE_EVENTS and epoch != epochs and now - self._last_time < SECONDS_BETWEEN:
            return
        self._sent += 1
        self._last_time = now
        self._send("epoch", {"epoch": epoch, "epochs": epochs, "logs": numbers_in(logs)})


def numbers_in(logs: Mapping[str, Any]) -> dict[str, float]:
    """Return the numbers in ``logs``, at most ``MAX_LOGS``."""
    numbers: dict[str, float] = {}
    for name, value in list(logs.items())[:MAX_LOGS]:
        try:
            numbers[str(name)[:MAX_NAME_CHARACTERS]] = float(value)
        except (TypeError, ValueError):
            continue
    return numbers


def watch_training(reporter: EpochReporter) -> None:
    """Make every ``fit`` of Keras from here on report its epochs; nothing when Keras is not imported."""
    if "keras" not in sys.modules:
        return
    import keras

    class Epochs(keras.callbacks.Callback):  # type: ignore[misc]
        def on_epoch_end(self, epoch: int, logs: Mapping[str, Any] | None = None) -> None:
            reporter.report(epoch + 1, int(self.params.get("epochs") or 0), logs or {})

    original = keras.callbacks.CallbackList.__init__

    def init(self: Any, callbacks: Any = None, add_history: bool = False, *args: Any, **params: Any) -> None:
        original(self, callbacks, add_history, *args, **params)
        if add_history:
            epochs = Epochs()
            epochs.set_params(self.params)
            self.callbacks.append(epochs)

    keras.callbacks.CallbackList.__init__ = init
