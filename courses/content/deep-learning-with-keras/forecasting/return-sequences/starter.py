import keras


def build_model(timesteps, nfeatures):
    """Return a new model: SimpleRNN 8, SimpleRNN 8, Dense 1."""
    return keras.Sequential(
        [
            keras.Input(shape=(timesteps, nfeatures)),
            # two recurrent layers, and a Dense layer for the forecast
        ]
    )


if __name__ == "__main__":
    model = build_model(4, 1)
    model.summary()  # wanted: 80 + 136 + 9 = 225 parameters
