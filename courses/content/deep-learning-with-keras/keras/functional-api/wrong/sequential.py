# fails: test_functional
# The right layers in a Sequential.
import keras


def build_model(nfeatures):
    """Return a compiled functional model: nfeatures -> 18 -> 4 -> 1."""
    model = keras.Sequential(
        [
            keras.Input(shape=(nfeatures,)),
            keras.layers.Dense(18, activation="relu"),
            keras.layers.Dense(4, activation="relu"),
            keras.layers.Dense(1),
        ]
    )
    model.compile(loss="mse", optimizer=keras.optimizers.Adam(learning_rate=0.01))
    return model
