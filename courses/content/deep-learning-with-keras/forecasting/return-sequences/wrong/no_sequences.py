# fails: test_parameters, test_shapes, test_computes, test_other_sizes, test_one_step, test_longer_windows, test_no_dropout, test_trainable, test_new_model
# The first layer gives its last state only: Keras cannot put the second one behind it.
import keras


def build_model(timesteps, nfeatures):
    return keras.Sequential(
        [
            keras.Input(shape=(timesteps, nfeatures)),
            keras.layers.SimpleRNN(8),
            keras.layers.SimpleRNN(8),
            keras.layers.Dense(1),
        ]
    )
