# fails: test_new_series, test_other_series, test_cross_entropy, test_turned_around
# Compiled, but never fitted.
import keras

model = keras.Sequential(
    [keras.Input(shape=(40, 2)), keras.layers.LSTM(32), keras.layers.Dense(1, activation="sigmoid")]
)
model.compile(optimizer="adam", loss="binary_crossentropy")
