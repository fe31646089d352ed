import keras
import numpy as np
from signals import make_series


def attempt(rng):
    """Train one network until it is right on series that it has not seen, or until its time is over."""
    steps = keras.Input(shape=(40, 2))
    state = keras.layers.LSTM(32, unit_forget_bias=True)(steps)
    net = keras.Model(inputs=steps, outputs=keras.layers.Dense(1, activation="sigmoid")(state))
    net.compile(optimizer=keras.optimizers.Nadam(0.004), loss="mse")
    x, y = make_series(3000, rng)
    stop = keras.callbacks.EarlyStopping(monitor="val_loss", patience=2, restore_best_weights=True)
    net.fit(x, y, epochs=5, batch_size=64, validation_split=0.1, callbacks=[stop], verbose=0)
    return net, net.evaluate(*make_series(500, rng), verbose=0)


rng = np.random.default_rng()
for _ in range(8):
    model, loss = attempt(rng)
    if loss < 0.01:
        break
