# fails: test_no_dropout
# Adds dropout between the layers.
import keras


def build_model(timesteps, nfeatures):
    return keras.Sequential(
        [
            keras.Input(shape=(timesteps, nfeatures)),
            keras.layers.SimpleRNN(8, return_sequences=True, dropout=0.2),
            keras.layers.SimpleRNN(8),
            keras.layers.Dense(1),
        ]
    )
