# fails: test_parameters, test_shapes, test_computes, test_other_sizes, test_one_step, test_longer_windows, test_no_dropout, test_trainable
# Without an input the model has no weights yet.
import keras


def build_model(timesteps, nfeatures):
    return keras.Sequential(
        [
            keras.layers.SimpleRNN(8, return_sequences=True),
            keras.layers.SimpleRNN(8),
            keras.layers.Dense(1),
        ]
    )
