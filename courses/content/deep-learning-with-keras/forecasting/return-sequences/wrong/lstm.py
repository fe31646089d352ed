# fails: test_parameters, test_computes, test_other_sizes, test_one_step, test_longer_windows
# LSTM layers: four times the weights.
import keras


def build_model(timesteps, nfeatures):
    return keras.Sequential(
        [
            keras.Input(shape=(timesteps, nfeatures)),
            keras.layers.LSTM(8, return_sequences=True),
            keras.layers.LSTM(8),
            keras.layers.Dense(1),
        ]
    )
