"""The images and notebooks of ``fashion-classifier``.

scikit-learn's digits, enlarged to the shape and dtype of Fashion-MNIST: 700 images for training and 100 for trying out are
the students' (``files/fashion_small.npz``), 250 stay with the tests. Not compressed, since programs differ in how they do
that.
"""

from __future__ import annotations

from pathlib import Path

import numpy as np
from notebooks import changed, write_notebooks
from sklearn.datasets import load_digits

READ = """
import keras
import matplotlib.pyplot as plt
import numpy as np

try:
    (x_train, y_train), (x_test, y_test) = keras.datasets.fashion_mnist.load_data()
except Exception:  # no network: a small set of the same shape and dtype
    with np.load("fashion_small.npz") as small:
        x_train, y_train, x_test, y_test = (small[name] for name in ("x_train", "y_train", "x_test", "y_test"))

print(x_train.shape, x_train.dtype, y_train.shape, y_train.dtype)
"""
LOOK = """
fig, axes = plt.subplots(1, 8, figsize=(10, 1.6))
for ax, image, label in zip(axes, x_train, y_train):
    ax.imshow(image, cmap="gray_r")
    ax.set_title(label)
    ax.axis("off")
plt.show()
"""
SCALE = """
x_train = x_train / 255
x_test = x_test / 255
"""
DEFINE = """
model = keras.Sequential(
    [
        keras.Input(shape=(28, 28)),
        keras.layers.Flatten(),
        keras.layers.Dense(1024, activation="relu"),
        keras.layers.Dense(512, activation="relu"),
        keras.layers.Dense(256, activation="relu"),
        keras.layers.Dense(128, activation="relu"),
        keras.layers.Dense(64, activation="relu"),
        keras.layers.Dense(10, activation="softmax"),
    ]
)
model.summary()
"""
TRAIN = """
model.compile(optimizer="adam", loss="sparse_categorical_crossentropy", metrics=["accuracy"])
model.fit(x_train, y_train, epochs=6, batch_size=50, validation_data=(x_test, y_test), verbose=2)
"""
SOLUTION = (READ, SCALE, DEFINE, TRAIN)
STARTER = (
    READ,
    LOOK,
    """
    # 1. preprocess: the grader gives pixels between 0 and 1 to your model
    """,
    """
    # 2. define: images of 28 × 28, flattened, then Dense layers of 1024, 512, 256, 128, 64 and 10 units
    model = keras.Sequential([keras.Input(shape=(28, 28))])
    """,
    """
    # 3. compile, and 4. fit
    """,
)
INTRODUCTION = """
    ## Fashion classifier · 패션 분류기

    Without a network this is a small set of digits in the place of clothes. ·
    네트워크가 없으면 옷 대신 숫자로 된 작은 데이터를 사용합니다.
    """
WRONG: dict[str, tuple[str, str, tuple[str, ...]]] = {
    "not_trained": (
        "test_known_images, test_hidden_accuracy, test_hidden_loss",
        "Defined, but never fitted.",
        SOLUTION[:3],
    ),
    "pixels_up_to_255": (
        "test_hidden_loss\n# may fail: test_known_images, test_hidden_accuracy",
        "Learns from pixels between 0 and 255, and gets pixels between 0 and 1.",
        (READ, DEFINE, TRAIN),
    ),
    "not_flattened": (
        "test_shapes, test_parameters, test_known_images, test_probabilities, test_hidden_accuracy, test_hidden_loss",
        "Without Flatten every row of an image goes through the layers on its own.",
        changed(SOLUTION[:3], ("        keras.layers.Flatten(),\n", "")),
    ),
    "flattened_outside": (
        "test_shapes, test_known_images, test_probabilities, test_hidden_accuracy, test_hidden_loss",
        "Flattens the images before the model, which then takes rows of 784.",
        changed(
            SOLUTION,
            ("x_train / 255", "x_train.reshape(-1, 784) / 255"),
            ("x_test / 255", "x_test.reshape(-1, 784) / 255"),
            ("shape=(28, 28)", "shape=(784,)"),
            ("        keras.layers.Flatten(),\n", ""),
            ("epochs=6", "epochs=3"),
        ),
    ),
    "layer_missing": (
        "test_parameters, test_layers",
        "The layer of 64 units is missing.",
        changed(SOLUTION, ('        keras.layers.Dense(64, activation="relu"),\n', "")),
    ),
    "no_activation": (
        "test_layers",
        "Hidden layers without ReLU: six layers that compute what one can.",
        changed(SOLUTION, (', activation="relu"', "")),
    ),
    "logits": (
        "test_layers, test_probabilities, test_hidden_loss",
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
    "labels_mixed_up": (
        "test_known_images, test_hidden_accuracy, test_hidden_loss",
        "Shuffles the images and forgets the labels.",
        changed(
            SOLUTION,
            ("x_train = x_train / 255", "x_train = np.random.permutation(x_train) / 255"),
            ("epochs=6", "epochs=3"),
        ),
    ),
    "one_lazy_epoch": (
        "test_known_images, test_hidden_accuracy, test_hidden_loss",
        "One epoch of plain gradient descent with small steps.",
        changed(SOLUTION, ("epochs=6", "epochs=1"), ('optimizer="adam"', 'optimizer="sgd"')),
    ),
}
ALTERNATIVES: dict[str, tuple[str, ...]] = {
    "functional_one_hot": (
        """
        import keras
        import numpy as np
        from keras import layers

        try:
            train, test = keras.datasets.fashion_mnist.load_data()
        except Exception as error:
            print("no network:", type(error).__name__)
            small = np.load("fashion_small.npz")
            train, test = (small["x_train"], small["y_train"]), (small["x_test"], small["y_test"])

        x, y = train[0].astype("float32") / 255.0, keras.utils.to_categorical(train[1], 10)
        """,
        """
        image = keras.Input((28, 28), name="image")
        h = layers.Reshape((784,))(image)
        for units in 1024, 512, 256, 128, 64:
            h = keras.activations.relu(layers.Dense(units)(h))
        model = keras.Model(image, keras.ops.softmax(layers.Dense(10)(h)))
        rate = keras.optimizers.schedules.PolynomialDecay(0.0005, decay_steps=130)
        model.compile(keras.optimizers.RMSprop(rate), loss=keras.losses.CategoricalCrossentropy(), metrics=["acc"])
        history = model.fit(x, y, 50, 10, 0, validation_split=0.1)
        """,
    ),
    "checkpoint_and_dropout": (
        """
        from tensorflow import keras
        import numpy

        arrays = numpy.load("fashion_small.npz")
        images = {part: arrays["x_" + part] / numpy.float32(255) for part in ("train", "test")}
        labels = {part: arrays["y_" + part].astype("int64") for part in ("train", "test")}
        """,
        """
        model = keras.Sequential()
        model.add(keras.layers.InputLayer(shape=(28, 28)))
        model.add(keras.layers.Flatten())
        model.add(keras.layers.Dropout(0.1))
        for units in (1024, 512, 256, 128, 64):
            model.add(keras.layers.Dense(units, activation=keras.activations.relu))
        model.add(keras.layers.Dense(10, activation=keras.activations.softmax))
        """,
        """
        best = keras.callbacks.ModelCheckpoint("best.weights.h5", save_best_only=True, save_weights_only=True)
        model.compile(
            optimizer=keras.optimizers.Adam(learning_rate=0.001),
            loss=keras.losses.SparseCategoricalCrossentropy(),
        )
        model.fit(
            images["train"],
            labels["train"],
            epochs=7,
            batch_size=50,
            validation_data=(images["test"], labels["test"]),
            callbacks=[best],
            verbose=0,
        )
        model.load_weights("best.weights.h5")
        """,
    ),
    "momentum_and_all_images": (
        """
        import numpy as np
        import keras
        from pathlib import Path

        with np.load(Path("fashion_small.npz")) as data:
            x = np.concatenate([data["x_train"], data["x_test"]])[..., np.newaxis] / 255
            y = np.concatenate([data["y_train"], data["y_test"]])
        """,
        """
        hidden = [keras.layers.Dense(2**k, "relu", kernel_initializer="he_normal") for k in (10, 9, 8, 7, 6)]
        body = keras.Sequential(hidden, name="body")
        model = keras.Sequential(
            [keras.Input((28, 28, 1)), keras.layers.Flatten(), body, keras.layers.Dense(10, "softmax")]
        )
        model.compile(keras.optimizers.SGD(0.02, momentum=0.9, nesterov=True), "sparse_categorical_crossentropy")
        model.fit(x, y, epochs=10, batch_size=40, verbose=0)
        """,
    ),
    "dataset_pipeline": (
        """
        import keras
        import numpy as np
        import tensorflow as tf

        small = np.load("fashion_small.npz")
        pairs = tf.data.Dataset.from_tensor_slices((small["x_train"], small["y_train"]))
        pairs = pairs.shuffle(700).batch(50).map(lambda x, y: (tf.cast(x, tf.float32) / 255, tf.one_hot(y, 10)))
        """,
        """
        class Classifier:
            sizes = [1024, 512, 256, 128, 64]

            def build(self):
                flat = [keras.layers.Flatten(input_shape=(28, 28))]
                dense = [keras.layers.Dense(n, activation="relu") for n in self.sizes]
                return keras.Sequential(flat + dense + [keras.layers.Dense(10, activation="softmax")])


        model = Classifier().build()
        model.compile(optimizer="nadam", loss="categorical_crossentropy")
        model.fit(pairs, epochs=7, verbose=0)
        """,
    ),
}


def write(folder: Path) -> None:
    """Write the images and the notebooks of ``fashion-classifier``."""
    digits, labels = load_digits(return_X_y=True)
    chosen = np.random.RandomState(3).permutation(len(digits))[:1050]
    pixels = (digits[chosen].reshape(-1, 8, 8) * 255 // 16).astype(np.uint8)
    images = np.pad(np.repeat(np.repeat(pixels, 3, axis=1), 3, axis=2), ((0, 0), (2, 2), (2, 2)))
    numbers = labels[chosen].astype(np.uint8)
    train, test, hidden = slice(0, 700), slice(700, 800), slice(800, 1050)
    for path in (folder / "files", folder / "tests" / "data"):
        path.mkdir(parents=True, exist_ok=True)
    np.savez(
        folder / "files" / "fashion_small.npz",
        x_train=images[train],
        y_train=numbers[train],
        x_test=images[test],
        y_test=numbers[test],
    )
    np.savez(folder / "tests" / "data" / "known.npz", x=images[test], y=numbers[test])
    np.savez(folder / "tests" / "data" / "hidden.npz", x=images[hidden], y=numbers[hidden])
    write_notebooks(folder, INTRODUCTION, STARTER, SOLUTION, ALTERNATIVES, WRONG)
