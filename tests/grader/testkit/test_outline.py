"""The Dense layers of a model, however they were written."""

from __future__ import annotations

from collections.abc import Callable
from types import SimpleNamespace
from typing import Any

import pytest

from grader.testkit import check_dense_layers, dense_layers
from grader.testkit.failures import Mismatch
from grader.testkit.outline import DenseLayer


def layer(kind: str, **fields: Any) -> Any:
    return type(kind, (), fields)()


def function(name: str) -> Callable[[], None]:
    def activation() -> None: ...

    activation.__name__ = name
    return activation


def dense(units: int, activation: str = "linear", use_bias: bool = True) -> Any:
    return layer("Dense", units=units, activation=function(activation), use_bias=use_bias)


def model(*layers: Any) -> Any:
    return SimpleNamespace(layers=layers)


def test_activations_in_layers_of_their_own_and_nested_models_count() -> None:
    inner = model(dense(4), layer("Activation", activation=function("tanh")))
    whole = model(layer("Flatten"), dense(8), layer("ReLU"), layer("Dropout"), inner, dense(3, "softmax", False))
    assert dense_layers(whole) == [DenseLayer(8, "relu"), DenseLayer(4, "tanh"), DenseLayer(3, "softmax", False)]


def test_a_second_activation_is_told_with_the_first() -> None:
    assert dense_layers(model(layer("ReLU"), dense(2, "relu"), layer("Softmax"))) == [DenseLayer(2, "relu + softmax")]
    assert dense_layers(model(dense(2, "relu"), layer("ReLU"))) == [DenseLayer(2, "relu")]


@pytest.mark.parametrize(
    ("activation", "name"),
    [
        (layer("ReLU", max_value=6.0), "relu(max_value=6.0)"),
        (layer("ReLU", max_value=None, negative_slope=0.3, threshold=0.0), "relu(negative_slope=0.3)"),
        (layer("Softmax", axis=0), "softmax(axis=0)"),
        (layer("Softmax", axis=-1), "softmax"),
    ],
)
def test_an_activation_with_other_settings_is_another(activation: Any, name: str) -> None:
    assert dense_layers(model(dense(4), activation)) == [DenseLayer(4, name)]


def test_a_layer_that_is_applied_to_each_step_is_found() -> None:
    assert dense_layers(model(layer("TimeDistributed", layer=dense(3, "relu")))) == [DenseLayer(3, "relu")]


@pytest.mark.slow
def test_an_activation_belongs_to_the_layer_that_feeds_it() -> None:
    import keras

    layers = keras.layers
    inputs, relu = keras.Input((4,)), layers.ReLU()
    left, right = layers.Dense(8)(inputs), layers.Dense(6)(inputs)
    normalized = layers.BatchNormalization()(left)
    merged = layers.Concatenate()([relu(normalized), right])
    bent = layers.ReLU()(layers.Add()([layers.Dense(5)(merged), layers.Dense(5)(merged)]))
    whole = keras.Model(inputs, relu(layers.Dense(14)(bent)))
    units = {str(one) for one in dense_layers(whole)}
    assert units == {"8 relu", "6 linear", "5 linear", "14 relu"}


WANTED = [(8, "relu"), (3, "softmax")]


def test_the_right_layers_pass() -> None:
    check_dense_layers(model(dense(8, "relu"), dense(3), layer("Softmax")), WANTED)


@pytest.mark.parametrize(
    ("layers", "words"),
    [
        ([dense(8, "relu")], "Your model has 1 Dense layers; 2 are wanted."),
        ([dense(9, "relu"), dense(3, "softmax")], "Dense layer 1 has 9 units; 8 are wanted."),
        ([dense(8, "relu"), dense(3)], "The activation of Dense layer 2 is linear; softmax is wanted."),
        ([], "Your Dense layers: –. Wanted: 8 relu, 3 softmax."),
    ],
)
def test_the_first_difference_is_told(layers: list[Any], words: str) -> None:
    with pytest.raises(Mismatch) as caught:
        check_dense_layers(model(*layers), WANTED)
    assert words in caught.value.public["en"]
    assert "Dense" in caught.value.public["ko"]
    assert "wanted" not in caught.value.hidden["en"]


def test_a_missing_bias_is_seen() -> None:
    assert str(dense_layers(model(dense(8, "relu", False)))[0]) == "8 relu (no bias)"
    with pytest.raises(Mismatch, match="no bias"):
        check_dense_layers(model(dense(8, "relu", False)), [(8, "relu")])


def test_the_authors_words_stand_first() -> None:
    with pytest.raises(Mismatch) as caught:
        check_dense_layers(model(), WANTED, message="Look at the table.")
    assert caught.value.hidden["en"] == "Look at the table."
