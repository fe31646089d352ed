import keras
import numpy as np


def encoder(timesteps, nfeatures):
    return keras.Sequential(
        [
            keras.Input(shape=(timesteps, nfeatures)),
            keras.layers.SimpleRNN(8, return_sequences=True),
            keras.layers.SimpleRNN(8, return_sequences=False),
        ]
    )


def build_model(timesteps, nfeatures):
    """An encoder and a head with an activation layer of its own, tried out once."""
    head = keras.Sequential([keras.Input(shape=(8,)), keras.layers.Dense(1), keras.layers.Activation("linear")])
    model = keras.Sequential([keras.Input(shape=(timesteps, nfeatures)), encoder(timesteps, nfeatures), head])
    model(np.zeros((1, timesteps, nfeatures), dtype="float32"))
    return model
