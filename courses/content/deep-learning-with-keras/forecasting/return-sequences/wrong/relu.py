# fails: test_computes, test_one_step, test_longer_windows
# ReLU in the place of tanh, as one would do in Dense layers.
import keras


def build_model(timesteps, nfeatures):
    return keras.Sequential(
        [
            keras.Input(shape=(timesteps, nfeatures)),
            keras.layers.SimpleRNN(8, activation="relu", return_sequences=True),
            keras.layers.SimpleRNN(8, activation="relu"),
            keras.layers.Dense(1),
        ]
    )
