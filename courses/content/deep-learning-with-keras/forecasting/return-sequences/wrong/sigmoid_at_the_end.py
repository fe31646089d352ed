# fails: test_computes, test_one_step, test_longer_windows
# The forecast is squeezed between 0 and 1.
import keras


def build_model(timesteps, nfeatures):
    return keras.Sequential(
        [
            keras.Input(shape=(timesteps, nfeatures)),
            keras.layers.SimpleRNN(8, return_sequences=True),
            keras.layers.SimpleRNN(8),
            keras.layers.Dense(1, activation="sigmoid"),
        ]
    )
