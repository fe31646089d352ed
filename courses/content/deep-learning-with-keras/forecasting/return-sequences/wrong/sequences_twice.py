# fails: test_shapes, test_computes, test_other_sizes, test_one_step, test_longer_windows
# Both layers return sequences, so a number for every step comes out.
import keras


def build_model(timesteps, nfeatures):
    return keras.Sequential(
        [
            keras.Input(shape=(timesteps, nfeatures)),
            keras.layers.SimpleRNN(8, return_sequences=True),
            keras.layers.SimpleRNN(8, return_sequences=True),
            keras.layers.Dense(1),
        ]
    )
