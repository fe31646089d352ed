# fails: test_computes, test_longer_windows
# The shapes fit, since the last state is repeated for every step.
import keras


def build_model(timesteps, nfeatures):
    return keras.Sequential(
        [
            keras.Input(shape=(timesteps, nfeatures)),
            keras.layers.SimpleRNN(8),
            keras.layers.RepeatVector(timesteps),
            keras.layers.SimpleRNN(8),
            keras.layers.Dense(1),
        ]
    )
