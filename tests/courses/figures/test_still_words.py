"""What still pictures say of what they work out: a neuron that has learned, shares, losses, best fits."""

from __future__ import annotations

import re

import pytest

from courses.figures.kinds import read_state
from courses.figures.markup import still


@pytest.mark.parametrize(
    ("kind", "state", "words"),
    [
        ("neuron", "data: or; w1: 0; w2: 0; b: 0; steps: 16", "w₁ = 0.5, w₂ = 0.5, b = 0 has 4 of 4 right"),
        ("neuron", "data: xor; w1: 0; w2: 0; b: 0; steps: 400", "b = 0.5 has 2 of 4 right"),
        ("neuron", "data: clouds; w1: 0; w2: 0; b: 0; steps: 112", "has 16 of 16 right"),
        (
            "activations",
            "fn: gelu; x: -1; compare: elu",
            "gelu: at x = −1 the value is −0.159 and the slope −0.083. elu: ",
        ),
        ("activations", "fn: tanh; x: 3", "It is saturated there."),
        ("softmax", "logits: 2,1,0; shift: -4", "The logits −2, −3, −4 give the shares 0.665, 0.245, 0.090"),
        ("softmax", "logits: 2,1,0; temperature: 2", "the shares 0.506, 0.307, 0.186"),
        ("bce", "label: 0; p: 0.69", "the cross-entropy is 1.171, its slope over z 0.69. The squared error is 0.476"),
        (
            "cce",
            "shares: 0.2,0.2,0.4; truth: 1",
            "the shares 0.25, 0.25, 0.50. Class 1 is right: the loss is −ln 0.25 = 1.3863",
        ),
        ("cce", "shares: 0,1,0; truth: 4", "Class 2 is right: the loss is −ln 0.00 = 16.1181"),
        ("outlier", "fit: line", "squared error is 5.61x + 2.86, by absolute error 2.25x + 11.75"),
    ],
)
def test_the_words_hold_what_follows_from_the_state(kind: str, state: str, words: str) -> None:
    picture = still(kind, read_state(kind, state))

    (description,) = re.findall(r'aria-label="([^"]*)"', picture)
    assert words in description


def test_a_neuron_without_weights_has_no_line() -> None:
    picture = still("neuron", read_state("neuron", "w1: 0; w2: 0"))

    assert "there is no line" in picture
    assert "curve" not in picture
    assert "handle-knob" not in picture
