import keras


def build_model(timesteps, nfeatures):
    """Return a new model: SimpleRNN 8, SimpleRNN 8, Dense 1."""
    return keras.Sequential(
        [
            keras.Input(shape=(timesteps, nfeatures)),
            keras.layers.SimpleRNN(8, return_sequences=True),
            keras.layers.SimpleRNN(8),
            keras.layers.Dense(1),
        ]
    )
