import keras
from keras import layers


def build_model(timesteps, nfeatures):
    """A functional model, compiled already."""
    window = keras.Input((timesteps, nfeatures), name="window")
    states = layers.SimpleRNN(units=8, activation="tanh", return_sequences=True, name="every_step")(window)
    last = layers.SimpleRNN(units=8, name="last_step")(states)
    forecast = layers.Dense(units=1, activation="linear", name="forecast")(last)
    model = keras.Model(inputs=window, outputs=forecast)
    model.compile(optimizer="adam", loss="mse", metrics=["mae"])
    return model
