"""The rows and notebooks of ``iris-classifier``.

scikit-learn's iris, split once by a fixed seed: 120 rows are the students' (``files/iris_train.csv``, shuffled), 30 stay
with the tests.
"""

from __future__ import annotations

from pathlib import Path

import numpy as np
from notebooks import changed, write_notebooks
from numpy.typing import NDArray
from sklearn.datasets import load_iris
from sklearn.model_selection import train_test_split

HEADER = "sepal_length,sepal_width,petal_length,petal_width,species"

READ = """
import keras
import matplotlib.pyplot as plt
import numpy as np

keras.utils.set_random_seed(1)

data = np.loadtxt("iris_train.csv", delimiter=",", skiprows=1)
x = data[:, :4].astype("float32")  # four measurements in cm
y = data[:, 4].astype("int32")     # 0 setosa, 1 versicolor, 2 virginica
print(x.shape, y.shape, np.bincount(y))
"""
DEFINE = """
model = keras.Sequential(
    [
        keras.Input(shape=(4,)),
        keras.layers.Dense(512, activation="relu"),
        keras.layers.Dense(256, activation="relu"),
        keras.layers.Dense(128, activation="relu"),
        keras.layers.Dense(64, activation="relu"),
        keras.layers.Dense(32, activation="relu"),
        keras.layers.Dense(3, activation="softmax"),
    ]
)
model.summary()
"""
TRAIN = """
checkpoint = keras.callbacks.ModelCheckpoint(
    "best.weights.h5", monitor="val_loss", save_best_only=True, save_weights_only=True
)
model.compile(optimizer="adam", loss="sparse_categorical_crossentropy", metrics=["accuracy"])
history = model.fit(
    x, y, epochs=20, batch_size=16, validation_split=0.2, callbacks=[checkpoint], verbose=0
)
"""
DRAW = """
fig, axes = plt.subplots(1, 2, figsize=(9, 3))
for ax, name in zip(axes, ["loss", "accuracy"]):
    ax.plot(history.history[name], label="training")
    ax.plot(history.history[f"val_{name}"], label="validation")
    ax.set_xlabel("epoch")
    ax.set_title(name)
    ax.legend()
plt.show()
"""
BEST = """
model.load_weights("best.weights.h5")
print("best epoch:", 1 + int(np.argmin(history.history["val_loss"])))
"""
SOLUTION = (READ, DEFINE, TRAIN, DRAW, BEST)

STARTER = (
    READ,
    """
    # 1. define: 4 measurements, then Dense layers of 512, 256, 128, 64, 32 and 3 units
    model = keras.Sequential([keras.Input(shape=(4,))])
    """,
    """
    # 2. compile, and 3. fit for 20 epochs with a ModelCheckpoint
    """,
    """
    # 4. draw loss and accuracy, for training and validation
    """,
    """
    # 5. load the best weights
    """,
)

SCALE = "\nmean, spread = x.mean(axis=0), x.std(axis=0)\nx = (x - mean) / spread\n"
OWN_STATISTICS = """

def preprocess(rows):
    return (rows - rows.mean(axis=0)) / rows.std(axis=0)


x = preprocess(x)
"""


QUICK = changed(SOLUTION, ("epochs=20, batch_size=16", "epochs=10, batch_size=8"))
"""The solution with as many steps in fewer epochs, for attempts that are wrong in another way."""
WRONG: dict[str, tuple[str, str, tuple[str, ...]]] = {
    "not_trained": (
        "test_checkpoint, test_curves, test_given_rows, test_hidden_accuracy, test_hidden_loss",
        "Defined and compiled, but never fitted.",
        (READ, DEFINE, 'model.compile(optimizer="adam", loss="sparse_categorical_crossentropy")'),
    ),
    "logits": (
        "test_layers, test_softmax, test_hidden_loss",
        "No softmax: the model gives logits, not probabilities.",
        changed(
            QUICK,
            (', activation="softmax"', ""),
            (
                'loss="sparse_categorical_crossentropy"',
                "loss=keras.losses.SparseCategoricalCrossentropy(from_logits=True)",
            ),
        ),
    ),
    "sigmoid_output": (
        "test_layers, test_softmax, test_hidden_loss",
        "Three separate yes-or-no answers: they do not sum to 1.",
        changed(QUICK, ("softmax", "sigmoid")),
    ),
    "layer_missing": (
        "test_parameters, test_layers",
        "The layer of 32 units is missing.",
        changed(QUICK, ('        keras.layers.Dense(32, activation="relu"),\n', "")),
    ),
    "no_activation": (
        "test_layers",
        "Hidden layers without ReLU: six layers that compute what one can.",
        changed(QUICK, (', activation="relu"', "")),
    ),
    "no_checkpoint_no_curves": (
        "test_checkpoint, test_curves",
        "Trained, but neither saved on the way nor drawn.",
        (READ, DEFINE, TRAIN.split("\n)\n", 1)[1].replace(" callbacks=[checkpoint],", "")),
    ),
    "checkpoint_forgotten": (
        "test_checkpoint",
        "The checkpoint is made, but another callback is given to fit.",
        (
            *changed((READ, DEFINE, TRAIN), ("[checkpoint]", "[keras.callbacks.EarlyStopping(patience=15)]")),
            DRAW,
            'print("best epoch:", 1 + int(np.argmin(history.history["val_loss"])))',
        ),
    ),
    "one_step": (
        "test_given_rows, test_hidden_accuracy, test_hidden_loss",
        "One epoch with a single batch of all rows.",
        changed(SOLUTION, ("epochs=20, batch_size=16", "epochs=1, batch_size=120")),
    ),
    "scaled_in_secret": (
        "test_given_rows, test_hidden_accuracy, test_hidden_loss",
        "Trained on scaled rows, but there is no preprocess for new ones.",
        changed(QUICK, ("print(x.shape", SCALE + "print(x.shape")),
    ),
    "statistics_of_the_new_rows": (
        "test_row_by_row",
        "Scales new rows by their own mean and spread instead of the training rows'.",
        changed(QUICK, ("\nprint(x.shape", OWN_STATISTICS + "print(x.shape")),
    ),
    "labels_mixed_up": (
        "test_given_rows, test_hidden_accuracy, test_hidden_loss",
        "Shuffles the rows and forgets the labels.",
        changed(QUICK, ("\nprint(x.shape", "\nx = x[np.random.permutation(len(x))]\nprint(x.shape")),
    ),
}

ALTERNATIVES: dict[str, tuple[str, ...]] = {
    "functional_one_hot": (
        """
        import keras
        import matplotlib.pyplot as plt
        import numpy as np
        from keras import layers

        table = np.genfromtxt("iris_train.csv", delimiter=",", names=True)
        columns = list(table.dtype.names)
        X = np.stack([table[c] for c in columns[:-1]], axis=1)
        Y = keras.utils.to_categorical(table["species"], 3)
        center, width = X.mean(0), X.std(0)

        def preprocess(rows):
            return [[(v - c) / w for v, c, w in zip(row, center, width)] for row in rows]
        """,
        """
        inputs = keras.Input(shape=(4,), name="flower")
        h = inputs
        for units in [512, 256, 128, 64, 32]:
            h = layers.Dense(units, activation=keras.activations.relu)(h)
        model = keras.Model(inputs, layers.Dense(3, activation="softmax")(h))
        model.compile(
            loss=keras.losses.CategoricalCrossentropy(),
            optimizer=keras.optimizers.Adam(0.0005),
            metrics=["acc"],
        )
        saver = keras.callbacks.ModelCheckpoint("flowers.keras", monitor="val_acc", mode="max", save_best_only=True)
        log = model.fit(np.array(preprocess(X)), Y, 16, 20, 0, [saver], 0.15)
        """,
        """
        plt.plot(log.history["loss"])
        plt.plot(log.history["val_loss"])
        plt.show()
        plt.plot(log.history["acc"])
        plt.plot(log.history["val_acc"])
        plt.show()
        """,
    ),
    "activations_in_layers": (
        """
        import csv
        import numpy
        from matplotlib import pyplot
        from keras.models import Sequential
        from keras.layers import Activation, Dense, Input
        from keras.callbacks import ModelCheckpoint as Saver
        from keras.optimizers import Adamax

        with open("iris_train.csv") as file:
            rows = list(csv.DictReader(file))
        names = ["sepal_length", "sepal_width", "petal_length", "petal_width"]
        x = numpy.array([[float(row[name]) for name in names] for row in rows])
        y = numpy.array([int(row["species"]) for row in rows])
        """,
        """
        model = Sequential()
        model.add(Input((4,)))
        for n in (512, 256, 128, 64, 32):
            model.add(Dense(n))
            model.add(Activation("relu"))
        model.add(Dense(3))
        model.add(Activation("softmax"))
        model.compile(Adamax(0.001), "sparse_categorical_crossentropy", metrics=["accuracy"])
        """,
        """
        options = {"callbacks": [Saver("weights-{epoch:02d}.weights.h5", save_weights_only=True, save_freq=100)]}
        history = model.fit(x[:100], y[:100], batch_size=10, epochs=25, validation_data=(x[100:], y[100:]), verbose=0, **options)
        """,
        """
        figure, axes = pyplot.subplots(2, 1)
        for axis, key in zip(axes, ("loss", "accuracy")):
            axis.plot(range(1, 26), history.history[key], range(1, 26), history.history["val_" + key])
        figure
        """,
    ),
    "nested_and_rescaled": (
        """
        import keras
        import matplotlib.pyplot as plt
        import pandas as pd
        from sklearn.model_selection import train_test_split

        frame = pd.read_csv("iris_train.csv")
        x = frame.drop(columns="species").to_numpy("float32")
        y = frame["species"].to_numpy()
        x_train, x_test, y_train, y_test = train_test_split(x, y, test_size=0.2, stratify=y, random_state=3)
        """,
        """
        def block(units):
            return keras.Sequential([keras.layers.Dense(units), keras.layers.ReLU()])


        body = keras.Sequential([block(512), block(256), block(128), block(64), block(32)])
        model = keras.Sequential(
            [keras.Input((4,)), keras.layers.Rescaling(0.25), body, keras.layers.Dense(3), keras.layers.Softmax()]
        )
        """,
        """
        class Saver(keras.callbacks.ModelCheckpoint):
            pass


        calls = [Saver("best.keras", save_best_only=True), keras.callbacks.EarlyStopping(patience=8)]
        loss = keras.losses.SparseCategoricalCrossentropy()
        model.compile(optimizer=keras.optimizers.Nadam(), loss=loss, metrics=["sparse_categorical_accuracy"])
        history = model.fit(
            x_train, y_train, batch_size=8, epochs=16, validation_data=(x_test, y_test), callbacks=calls, verbose=0
        )
        pd.DataFrame(history.history).plot(xlabel="epoch", subplots=True);
        """,
        """
        model = keras.models.load_model("best.keras", custom_objects={"Saver": Saver})
        model.evaluate(x_test, y_test, verbose=0)
        """,
    ),
    "scaler_and_batches_by_hand": (
        """
        import numpy as np
        import keras
        import tensorflow as tf
        import matplotlib.pyplot as plt
        from sklearn.preprocessing import StandardScaler

        data = np.loadtxt("iris_train.csv", delimiter=",", skiprows=1)
        np.random.default_rng(11).shuffle(data)
        scaler = StandardScaler().fit(data[:, :4])
        preprocess = scaler.transform
        train = tf.data.Dataset.from_tensor_slices((preprocess(data[:96, :4]), data[:96, 4].astype(int)))
        test = tf.data.Dataset.from_tensor_slices((preprocess(data[96:, :4]), data[96:, 4].astype(int)))
        train, test = train.shuffle(96).batch(6), test.batch(24)
        """,
        """
        dense = [keras.layers.Dense(2**k, activation="relu", kernel_initializer="he_normal") for k in range(9, 4, -1)]
        model = keras.Sequential([*dense, keras.layers.Dense(3, "softmax")])
        model.build((None, 4))
        slower = keras.optimizers.schedules.CosineDecay(0.005, decay_steps=16 * 25)
        optimizer = keras.optimizers.SGD(slower, momentum=0.9, nesterov=True)
        model.compile(optimizer, "sparse_categorical_crossentropy", metrics=["accuracy"])
        """,
        """
        losses, shares = [], []
        for epoch in range(25):
            path = f"epoch{epoch}.weights.h5"
            step = model.fit(
                train,
                validation_data=test,
                callbacks=[keras.callbacks.ModelCheckpoint(path, save_weights_only=True)],
                verbose=0,
            ).history
            losses.append((step["loss"][0], step["val_loss"][0]))
            shares.append((step["accuracy"][0], step["val_accuracy"][0]))
        model.load_weights(f"epoch{np.argmin(losses, axis=0)[0]}.weights.h5")
        plt.plot(losses)
        plt.figure()
        plt.plot(shares)
        plt.show()
        """,
    ),
}

INTRODUCTION = {
    "starter": """
        ## Iris classifier · 붓꽃 분류기

        Fill in the cells. The prompt says what `model` must be. · 셀을 채우세요. `model`의 조건은 문제 설명에 있습니다.
        """,
    "solution": """
        ## Iris classifier · 붓꽃 분류기
        """,
}


def write_rows(path: Path, rows: NDArray[np.float64]) -> None:
    """Write ``rows`` (n, 5), four measurements in cm and the species' number, as a CSV file with a header."""
    path.parent.mkdir(parents=True, exist_ok=True)
    np.savetxt(path, rows, fmt=["%.1f"] * 4 + ["%d"], delimiter=",", header=HEADER, comments="")


def write(folder: Path) -> None:
    """Write the rows and the notebooks of ``iris-classifier``."""
    x, y = load_iris(return_X_y=True)
    given, hidden = train_test_split(np.column_stack([x, y]), test_size=30, stratify=y, random_state=0)
    write_rows(folder / "files" / "iris_train.csv", given)
    write_rows(folder / "tests" / "data" / "given.csv", given)
    write_rows(folder / "tests" / "data" / "hidden.csv", hidden)
    write_notebooks(folder, INTRODUCTION, STARTER, SOLUTION, ALTERNATIVES, WRONG)
