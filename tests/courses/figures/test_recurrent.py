"""Recurrent cells in Python, for the still pictures: the lesson's numbers, and gradients held to small differences."""

from __future__ import annotations

import pytest

from courses.figures.recurrent import START, Weights, lstm, lstm_shares, lstm_step, rnn_shares, simple_rnn

SERIES = [0.3, -0.5, 1.2, 0.1, -2.0]
SMALL = 1e-6


def slopes_of_last_hidden(weights: Weights) -> list[float]:
    """Return how the last hidden state answers to a small change of each input."""

    def last(series: list[float]) -> float:
        return lstm(series, weights)[-1].hidden

    changed = [[x + SMALL * (at == step) for at, x in enumerate(SERIES)] for step in range(len(SERIES))]
    return [(last(series) - last(SERIES)) / SMALL for series in changed]


def test_the_states_are_those_of_the_lesson() -> None:
    states = simple_rnn([1, 0, 0], Weights([0.5], [[0.8]], [0]))

    assert [round(state, 4) for (state,) in states] == [0.4621, 0.3537, 0.2757]


def test_the_step_of_an_lstm_is_that_of_the_lesson() -> None:
    step = lstm_step(
        1, START._replace(cell=0.8, hidden=0.5), Weights([1, -1, 2, 0.5], [[0.4, 1, -1, 1]], [0, 1, 0, -1])
    )

    assert [round(value, 4) for value in step] == [0.7685, 0.6225, 0.9051, 0.5, 1.1936, 0.4158]


def test_without_input_a_tanh_passes_on_a_power_of_its_weight() -> None:
    shares = rnn_shares([0] * 31, 0.8, "tanh")

    assert shares[0] == pytest.approx(0.8**30)


def test_a_relu_that_is_off_has_no_gradient() -> None:
    assert rnn_shares([-1, -1, -1], 1, "relu") == [0, 0, 0]


def test_the_gradient_of_an_lstm_is_its_slope() -> None:
    shares = lstm_shares(SERIES, 2)

    slopes = slopes_of_last_hidden(Weights([0.5] * 4, [[0.1] * 4], [0, 2, 0, 0]))
    assert shares == pytest.approx([abs(slope / slopes[-1]) for slope in slopes], rel=1e-4)
