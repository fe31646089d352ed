"""Write the prices and the notebooks of ``forecasting/forecast-prices``, the same bytes every time.

Run ``python make_files.py forecasting`` in the course's folder after a change here. The series is made up, with a fixed
seed: a slow rise, a year's wave, a rhythm of the week and noise that fades slowly. Its first 1,095 days are the students'
(``files/prices.csv``); the 28 days that follow stay with the tests.
"""

from __future__ import annotations

from pathlib import Path

import numpy as np
from notebooks import changed, write_notebooks
from numpy.typing import NDArray

GIVEN_DAYS = 1_095
HIDDEN_DAYS = 28
WEEK = np.array([6.0, 9.0, 8.0, 7.0, 3.0, -14.0, -19.0])
SEED = 7

READ = """
import keras
import numpy as np

prices = np.loadtxt("prices.csv", delimiter=",", skiprows=1)[:, 1]
print(len(prices), "days, from", prices.min(), "to", prices.max())
"""
WINDOWS = """
TIMESTEPS = 14
mean, spread = prices.mean(), prices.std()
scaled = (prices - mean) / spread

x = np.array([scaled[day - TIMESTEPS : day] for day in range(TIMESTEPS, len(scaled))])[..., np.newaxis]
y = scaled[TIMESTEPS:]
print(x.shape, y.shape)
"""
MODEL = """
model = keras.Sequential(
    [
        keras.Input(shape=(TIMESTEPS, 1)),
        keras.layers.GRU(32),
        keras.layers.Dense(1),
    ]
)
model.compile(optimizer=keras.optimizers.Adam(learning_rate=0.015), loss="mse")
model.fit(x, y, batch_size=128, epochs=20, verbose=0)
"""
FORECAST = """
def forecast(history):
    window = (history[-TIMESTEPS:] - mean) / spread
    output = model.predict_on_batch(window.reshape(1, TIMESTEPS, 1))
    return output[0, 0] * spread + mean
"""
SOLUTION = (READ, WINDOWS, MODEL, FORECAST)

STARTER = (
    READ,
    """
    # 1. scale the prices, and cut them into windows: x of shape (n, timesteps, 1), y the day after each window
    """,
    """
    # 2. define, compile and fit a recurrent model
    model = keras.Sequential([keras.Input(shape=(14, 1))])
    """,
    """
    # 3. the next price after the prices in history, in the units of the file
    def forecast(history):
        return history[-1]  # persistence: tomorrow is like today
    """,
    """
    # 4. try it on days that you know: how large is your error beside that of persistence?
    days = range(len(prices) - 14, len(prices))
    errors = np.array([forecast(prices[:day]) - prices[day] for day in days])
    steps = np.array([prices[day - 1] - prices[day] for day in days])
    print("ratio:", np.sqrt(np.mean(errors**2)) / np.sqrt(np.mean(steps**2)))  # at most 0.5 is wanted
    """,
)

LINE = """
weeks = np.array([prices[day - 28 : day] for day in range(28, len(prices))])
line = np.linalg.lstsq(np.column_stack([weeks, np.ones(len(weeks))]), prices[28:])[0]

def forecast(history):
    window = (history[-TIMESTEPS:] - mean) / spread
    output = model.predict_on_batch(window.reshape(1, TIMESTEPS, 1))
    return history[-28:] @ line[:28] + line[28] + 0 * output[0, 0]
"""
UNTRAINED = ("model.fit(x, y, batch_size=128, epochs=20, verbose=0)\n", "")
HARDLY = ("epochs=20", "epochs=2")
POOR = "test_given_days, test_hidden_stretch, test_short_histories"

WRONG: dict[str, tuple[str, str, tuple[str, ...]]] = {
    "persistence": (
        f"test_uses_model, {POOR}",
        "Tomorrow is like today; the model is trained and never asked.",
        (*changed(SOLUTION[:3], HARDLY), "\ndef forecast(history):\n    return float(history[-1])\n"),
    ),
    "price_of_a_week_ago": (
        "test_uses_model, test_hidden_stretch, test_short_histories",
        "The rhythm of the week alone, without a model.",
        (*changed(SOLUTION[:3], HARDLY), "\ndef forecast(history):\n    return history[-7]\n"),
    ),
    "network_left_out": (
        "test_uses_model",
        "A line is fitted to four weeks; the model is trained and asked, and its output counts for nothing.",
        (*changed(SOLUTION[:3], HARDLY), LINE),
    ),
    "not_trained": (
        f"test_trained, {POOR}",
        "Defined and compiled, but never fitted.",
        changed(SOLUTION, UNTRAINED),
    ),
    "not_inverted": (
        POOR,
        "Gives the scaled number that comes out of the model.",
        changed(SOLUTION, HARDLY, ("output[0, 0] * spread + mean", "output[0, 0]")),
    ),
    "raw_prices": (
        POOR,
        "Neither scales nor inverts: the model is fitted to prices near 90.",
        changed(
            SOLUTION,
            ("mean, spread = prices.mean(), prices.std()", "mean, spread = 0.0, 1.0"),
            ("learning_rate=0.015", "learning_rate=0.001"),
            ("epochs=20", "epochs=4"),
        ),
    ),
    "today_among_the_inputs": (
        POOR,
        "The day to be forecast is the last one of its own window: the model learns to repeat it.",
        changed(SOLUTION, ("y = scaled[TIMESTEPS:]", "y = x[:, -1]")),
    ),
    "history_ignored": (
        POOR,
        "Always begins at the end of the file, whatever history it is given.",
        changed(
            SOLUTION,
            ("(history[-TIMESTEPS:] - mean)", "(prices[-TIMESTEPS:] - mean)"),
            ("predict_on_batch(window.reshape(1, TIMESTEPS, 1))", "predict(window.reshape(1, TIMESTEPS, 1), verbose=0)"),
        ),
    ),
    "no_recurrent_layer": (
        "test_recurrent",
        "Dense layers on the flattened window.",
        changed(
            SOLUTION,
            (
                "        keras.layers.GRU(32),\n",
                '        keras.layers.Flatten(),\n        keras.layers.Dense(32, activation="relu"),\n',
            ),
        ),
    ),
    "a_forecast_for_every_step": (
        "test_recurrent",
        "return_sequences=True leaves one output for each step of the window.",
        changed(
            SOLUTION,
            ("GRU(32)", "LSTM(32, return_sequences=True)"),
            ("y = scaled[TIMESTEPS:]", "y = np.array([scaled[day - TIMESTEPS + 1 : day + 1] for day in range(TIMESTEPS, len(scaled))])"),
            ("output[0, 0]", "output[0, -1, 0]"),
        ),
    ),
    "window_longer_than_the_history": (
        "test_short_histories",
        "Needs 91 days, but a history may have 60.",
        changed(
            SOLUTION,
            ("TIMESTEPS = 14", "TIMESTEPS = 91"),
            ("x = np.array([scaled[day - TIMESTEPS : day] for day in range(TIMESTEPS, len(scaled))])[..., np.newaxis]",
             "x = np.array([scaled[day - TIMESTEPS : day].reshape(13, 7) for day in range(TIMESTEPS, len(scaled))])"),
            ("shape=(TIMESTEPS, 1)", "shape=(13, 7)"),
            ("reshape(1, TIMESTEPS, 1)", "reshape(1, 13, 7)"),
        ),
    ),
    "dropout_while_forecasting": (
        "test_same_again",
        "Calls the model as in training, so that dropout draws anew each time.",
        changed(
            SOLUTION,
            ("scaled[day - TIMESTEPS : day] for day in range(TIMESTEPS, len(scaled))])[..., np.newaxis]",
             "scaled[day - TIMESTEPS : day].reshape(2, 7) for day in range(TIMESTEPS, len(scaled))])"),
            ("shape=(TIMESTEPS, 1)", "shape=(2, 7)"),
            ("        keras.layers.GRU(32),\n", "        keras.layers.GRU(32),\n        keras.layers.Dropout(0.2),\n"),
            ("model.predict_on_batch(window.reshape(1, TIMESTEPS, 1))", "model(window.reshape(1, 2, 7), training=True).numpy()"),
        ),
    ),
    "history_scaled_in_place": (
        "test_history_unchanged",
        "Scales the caller's array in place.",
        changed(
            SOLUTION,
            (
                "    window = (history[-TIMESTEPS:] - mean) / spread\n",
                "    window = history[-TIMESTEPS:]\n    window -= mean\n    window /= spread\n",
            ),
        ),
    ),
}

ALTERNATIVES: dict[str, tuple[str, ...]] = {
    "gru_functional_four_weeks": (
        """
        import csv

        import numpy as np
        import tensorflow as tf
        from keras import Input, Model
        from keras.layers import GRU, Dense
        from keras.optimizers import Adam

        with open("prices.csv") as file:
            series = np.array([float(row["price"]) for row in csv.DictReader(file)], dtype="float32")
        low, high = series.min(), series.max()
        """,
        """
        def to_unit(values):
            return 2 * (np.asarray(values, dtype="float32") - low) / (high - low) - 1


        def windows(values, length=28):
            rows = np.lib.stride_tricks.sliding_window_view(values, length + 1)
            return rows[:, :-1, None], rows[:, -1:]


        inputs = Input(shape=(None, 1), name="prices")
        state = GRU(24, name="memory")(inputs)
        model = Model(inputs, Dense(1, name="tomorrow")(state))
        model.compile(loss="mean_squared_error", optimizer=Adam(1e-2))
        history = model.fit(*windows(to_unit(series)), epochs=15, batch_size=64, verbose=2)
        """,
        """
        @tf.function
        def ask(window):
            return model(window[None, :, None], training=False)[0, 0]


        def forecast(history):
            tomorrow = float(ask(tf.constant(to_unit(history)[-28:])))
            return low + (tomorrow + 1) / 2 * (high - low)
        """,
    ),
    "change_from_today": (
        """
        import keras
        import numpy as np

        keras.utils.set_random_seed(5)
        table = np.genfromtxt("prices.csv", delimiter=",", names=True)
        changes = np.diff(table["price"])
        size = changes.std()
        """,
        """
        X, Y = [], []
        for end in range(21, len(changes)):
            X.append((changes[end - 21 : end] / size).reshape(-1, 1))
            Y.append(changes[end] / size)
        net = keras.models.Sequential()
        net.add(keras.Input((21, 1)))
        net.add(keras.layers.SimpleRNN(32))
        net.add(keras.layers.Dense(16, activation="relu"))
        net.add(keras.layers.Dense(1))
        net.compile("adam", keras.losses.Huber())
        net.fit(np.array(X), np.array(Y), epochs=12, batch_size=64, validation_split=0.1, verbose=0)
        model = net
        """,
        """
        class Forecaster:
            # Adds the change that the network expects to today's price.

            def __init__(self, network):
                self.network = network

            def __call__(self, history):
                recent = np.diff(history[-22:])[np.newaxis, :, np.newaxis] / size
                return history[-1] + self.network.predict_on_batch(recent) * size


        forecast = Forecaster(net)
        """,
    ),
    "weeks_as_steps": (
        """
        import keras
        import numpy as np
        import tensorflow as tf

        prices = np.loadtxt("prices.csv", delimiter=",", skiprows=1, usecols=1)
        WEEKS = 4
        log_prices = np.log(prices)
        center, width = log_prices[:900].mean(), log_prices[:900].std()
        """,
        """
        def windows_of(values):
            scaled = (np.log(values) - center) / width
            return scaled[-7 * WEEKS :].reshape(1, WEEKS, 7)


        x = np.concatenate([windows_of(prices[:day]) for day in range(7 * WEEKS, len(prices))])
        y = (log_prices[7 * WEEKS :] - center) / width
        train = tf.data.Dataset.from_tensor_slices((x[:-100], y[:-100])).shuffle(1000).batch(64)
        validation = (x[-100:], y[-100:])

        model = keras.Sequential([
            keras.layers.Input((WEEKS, 7)),
            keras.layers.GRU(24, return_sequences=True),
            keras.layers.GRU(24),
            keras.layers.Dense(1, activation="linear"),
        ])
        model.compile(optimizer=keras.optimizers.Adam(0.01), loss=keras.losses.MeanAbsoluteError(), metrics=["mse"])
        stop = keras.callbacks.EarlyStopping(monitor="val_loss", patience=5, restore_best_weights=True)
        model.fit(train, validation_data=validation, epochs=15, callbacks=[stop], verbose=0)
        """,
        """
        forecast = lambda history: np.exp(model.predict_on_batch(windows_of(history)).item() * width + center)
        """,
    ),
    "own_mean_of_each_window": (
        """
        import keras
        import numpy as np
        from keras import layers, ops

        prices = np.loadtxt("prices.csv", delimiter=",", skiprows=1)[:, 1].tolist()
        T = 21
        SPREAD = 10.0


        def prepare(values):
            window = np.array(values[-T:])
            level = window.mean()
            return (window - level) / SPREAD, level
        """,
        """
        rows, targets = [], []
        for k in range(T, len(prices)):
            window, level = prepare(prices[k - T : k])
            rows.append(window)
            targets.append((prices[k] - level) / SPREAD)
        rows = np.stack(rows)[:, :, np.newaxis]
        targets = np.array(targets)[:, np.newaxis]


        def build():
            steps = keras.Input((T, 1))
            both_ways = layers.Bidirectional(layers.LSTM(12))(steps)
            return keras.Model(steps, layers.Dense(1)(both_ways))


        model = build()
        model.compile(optimizer=keras.optimizers.Adam(0.02), loss=keras.losses.MeanSquaredError())
        cut = len(rows) - 60
        model.fit(rows[:cut], targets[:cut], validation_data=(rows[cut:], targets[cut:]), batch_size=128, epochs=15, verbose=0)
        print("validation:", model.evaluate(rows[cut:], targets[cut:], verbose=0))
        """,
        """
        def ask(network, history):
            window, level = prepare(history)
            answer = network.predict_on_batch(ops.expand_dims(window, (0, 2)))
            return answer * SPREAD + level


        def forecast(history):
            return ask(model, history)[0]
        """,
    ),
}

INTRODUCTION = {
    "starter": """
        ## Forecast prices · 가격 예측

        Fill in the cells. The prompt says what `model` and `forecast` must be. · 셀을 채우세요. `model`과 `forecast`의 조건은
        문제 설명에 있습니다.
        """,
    "solution": """
        ## Forecast prices · 가격 예측
        """,
}


def made_prices() -> NDArray[np.float64]:
    """Return the whole series, given and hidden days, with one decimal."""
    rng = np.random.default_rng(SEED)
    days = np.arange(GIVEN_DAYS + HIDDEN_DAYS)
    shocks = rng.normal(0, 2.3, len(days))
    noise = np.zeros(len(days))
    for day in days[1:]:
        noise[day] = 0.9 * noise[day - 1] + shocks[day]
    year = 8 * np.sin(2 * np.pi * (days - 40) / 365)
    return np.round(90 + 0.012 * days + year + WEEK[days % 7] + noise, 1)


def write_days(path: Path, first_day: int, prices: NDArray[np.float64]) -> None:
    """Write ``prices`` as a CSV file with the columns day, counted from ``first_day``, and price."""
    path.parent.mkdir(parents=True, exist_ok=True)
    rows = np.column_stack([np.arange(first_day, first_day + len(prices)), prices])
    np.savetxt(path, rows, fmt=["%d", "%.1f"], delimiter=",", header="day,price", comments="")


def write(unit: Path) -> None:
    """Write all files of the unit's exercises that a program makes, below ``unit``."""
    folder = unit / "forecast-prices"
    prices = made_prices()
    write_days(folder / "files" / "prices.csv", 0, prices[:GIVEN_DAYS])
    write_days(folder / "tests" / "data" / "given.csv", 0, prices[:GIVEN_DAYS])
    write_days(folder / "tests" / "data" / "hidden.csv", GIVEN_DAYS, prices[GIVEN_DAYS:])
    write_notebooks(folder, INTRODUCTION, STARTER, SOLUTION, ALTERNATIVES, WRONG)
