# fails: test_parameters, test_shapes, test_computes, test_other_sizes, test_one_step, test_longer_windows
# The input's two axes are exchanged.
import keras


def build_model(timesteps, nfeatures):
    return keras.Sequential(
        [
            keras.Input(shape=(nfeatures, timesteps)),
            keras.layers.SimpleRNN(8, return_sequences=True),
            keras.layers.SimpleRNN(8),
            keras.layers.Dense(1),
        ]
    )
