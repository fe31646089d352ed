"""What the still pictures of figures on series draw: the browser must make the same of the same state."""

from __future__ import annotations

from typing import Any

from courses.figures.kinds import read_state
from courses.figures.recurrent import lstm_shares, rnn_shares
from courses.figures.stills import lstm, rnn, windows

SERIES = [0.3, -0.5, 1.2, 0.1, -2.0]


def reference() -> dict[str, Any]:
    """Return the stills' series, weights, states and shares."""
    return {
        "prices": {str(seed): windows.prices(20, seed) for seed in (1, 7, 999)},
        "presets": lstm.PRESETS,
        "gate_series": lstm.SERIES,
        "rnn_series": rnn.SERIES,
        "states": {str(units): rnn.read_run(read_state("rnn", f"units: {units}")).states[-1] for units in (1, 2, 3)},
        "rnn_shares": {name: rnn_shares(SERIES, 0.8, name) for name in ("tanh", "relu", "linear")},
        "lstm_shares": lstm_shares(SERIES, 2),
    }
