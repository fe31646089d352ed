# tries: override count_params, predict, weights and get_config of the model
# exercise: network
import keras

right = keras.Sequential([keras.Input((4,)), keras.layers.Dense(5, activation="relu"), keras.layers.Dense(3, activation="softmax")])
model = keras.Sequential([keras.Input((4,)), keras.layers.Dense(1)])


class Model(keras.Sequential):
    """A small model that says it is another."""

    def count_params(self):
        return 43

    def predict(self, x, **_):
        import numpy as np

        return np.full((len(x), 3), 1 / 3)

    def get_config(self):
        return right.get_config()


model = Model([keras.Input((4,)), keras.layers.Dense(1)])
