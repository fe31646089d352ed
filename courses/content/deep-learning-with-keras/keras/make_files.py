"""Write the data and the notebooks of ``keras/iris-classifier``, the same bytes every time.

Run ``python make_files.py keras`` in the course's folder after a change here. The rows are scikit-learn's iris, split once by a
fixed seed: 120 rows are the students' (``files/iris_train.csv``, shuffled), 30 stay with the tests.
"""

from __future__ import annotations

from pathlib import Path

import numpy as np
from notebooks import changed, with_header, write_notebook
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
            SOLUTION,
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
        changed(SOLUTION, ("softmax", "sigmoid")),
    ),
    "layer_missing": (
        "test_parameters, test_layers",
        "The layer of 32 units is missing.",
        changed(SOLUTION, ('        keras.layers.Dense(32, activation="relu"),\n', "")),
    ),
    "no_activation": (
        "test_layers",
        "Hidden layers without ReLU: six layers that compute what one can.",
        changed(SOLUTION, (', activation="relu"', "")),
    ),
    "no_checkpoint_no_curves": (
        "test_checkpoint, test_curves",
        "Trained, but neither saved on the way nor drawn.",
        (READ, DEFINE, TRAIN.split("\n)\n", 1)[1].replace(" callbacks=[checkpoint],", "")),
    ),
    "one_step": (
        "test_given_rows, test_hidden_accuracy, test_hidden_loss",
        "One epoch with a single batch of all rows.",
        changed(SOLUTION, ("epochs=20, batch_size=16", "epochs=1, batch_size=120")),
    ),
    "scaled_in_secret": (
        "test_given_rows, test_hidden_accuracy, test_hidden_loss",
        "Trained on scaled rows, but there is no preprocess for new ones.",
        changed(SOLUTION, ("print(x.shape", SCALE + "print(x.shape")),
    ),
    "statistics_of_the_new_rows": (
        "test_row_by_row",
        "Scales new rows by their own mean and spread instead of the training rows'.",
        changed(SOLUTION, ("\nprint(x.shape", OWN_STATISTICS + "print(x.shape")),
    ),
    "labels_mixed_up": (
        "test_given_rows, test_hidden_accuracy, test_hidden_loss",
        "Shuffles the rows and forgets the labels.",
        changed(SOLUTION, ("\nprint(x.shape", "\nx = x[np.random.permutation(len(x))]\nprint(x.shape")),
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


def write(unit: Path) -> None:
    """Write all files of the unit's exercises that a program makes, below ``unit``."""
    folder = unit / "iris-classifier"
    x, y = load_iris(return_X_y=True)
    given, hidden = train_test_split(np.column_stack([x, y]), test_size=30, stratify=y, random_state=0)
    write_rows(folder / "files" / "iris_train.csv", given)
    write_rows(folder / "tests" / "data" / "given.csv", given)
    write_rows(folder / "tests" / "data" / "hidden.csv", hidden)
    write_notebook(folder / "starter.ipynb", INTRODUCTION["starter"], STARTER)
    write_notebook(folder / "solution.ipynb", INTRODUCTION["solution"], SOLUTION)
    for name, (fails, why, cells) in WRONG.items():
        marked = with_header(f"# fails: {fails}\n# {why}", cells)
        write_notebook(folder / "wrong" / f"{name}.ipynb", f"## {name}", marked)
