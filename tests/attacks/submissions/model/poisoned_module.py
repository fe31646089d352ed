# tries: name a function of another module as a layer's class
# exercise: network
# forbids: ESCAPED
import keras

right = keras.Sequential([keras.Input((4,)), keras.layers.Dense(5, activation="relu"), keras.layers.Dense(3, activation="softmax")])
model = keras.Sequential([keras.Input((4,)), keras.layers.Dense(1)])

import json

import numpy as np

import grader.testkit.exporting as exporting


def give(config, weights=()):
    """Have the grader be handed this in place of the model."""
    text = config if isinstance(config, str) else json.dumps(config)
    exporting.export = exporting.export_unless_known = lambda *_, **__: {"config": text, "weights": list(weights)}


def layer(kind, module="keras.layers", registered=None, **config):
    return {"module": module, "class_name": kind, "config": config, "registered_name": registered}


def sequential(*layers):
    first = layer("InputLayer", batch_shape=[None, 4], dtype="float32", sparse=False, name="i")
    return layer("Sequential", "keras", name="m", trainable=True, dtype="float32", layers=[first, *layers])

give(sequential(layer("system", "os", None, command="echo ESCAPED"), layer("Popen", "subprocess", None, args=["id"])))
