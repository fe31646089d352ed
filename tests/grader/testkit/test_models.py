"""Models from a student's process: rebuilt, predicted with, trained, refused."""

from __future__ import annotations

import pytest

from tests.grader.testkit.conftest import Grade

HEAD = """
import keras
import numpy as np
from keras import layers as L
"""
ONE_DENSE = "model = keras.Sequential([keras.Input((1,)), Dense(1)])\n"
LINE = (
    HEAD
    + """
x = np.arange(-1.0, 5.0).reshape(-1, 1)
y = x + 6
model = keras.Sequential([keras.Input((1,)), L.Dense(1)])
model.compile(optimizer=keras.optimizers.SGD(learning_rate=0.05), loss="mse", metrics=["mae"])
model.set_weights([np.array([[1.0]]), np.array([6.0])])
"""
)


def passes(grade: Grade, program: str, body: str) -> None:
    tests = f"import numpy as np\nimport keras\ndef test_x(submission):\n    {body}"
    graded = grade(HEAD + program, tests)
    assert graded.finished["status"] == "graded", graded.finished
    assert graded.outcomes == {"test_x": "passed"}, (graded.said, graded.finished["detail"])


def fails(grade: Grade, program: str, body: str = "submission.model('model')") -> str:
    graded = grade(HEAD + program, f"import numpy as np\nimport keras\ndef test_x(submission):\n    {body}")
    assert graded.finished["status"] == "graded", graded.finished
    assert graded.outcomes == {"test_x": "failed"}, graded.finished["detail"]
    assert graded.message("test_x", "ko")
    return graded.message("test_x")


def test_a_rebuilt_model_predicts_as_the_students(grade_keras: Grade) -> None:
    tests = """
    import numpy as np
    from grader.testkit import check_close
    def test_x(submission):
        x = np.array([[10.0], [20.0]], dtype="float32")
        model = submission.model("model")
        check_close(model.predict(x), submission.predict("model", x), rtol=1e-4)
        check_close(model(x), submission.predict("model", x), rtol=1e-4)
        assert abs(float(model.predict(x)[0, 0]) - 16) < 1
        model.compile(loss="mse")
        assert model.evaluate(x, x + 6, verbose=0) < 1
        assert submission.model("model") is not model
    """
    graded = grade_keras(LINE, tests)
    assert graded.outcomes == {"test_x": "passed"}, graded.said


def test_the_same_model_is_rebuilt_once(grade_keras: Grade) -> None:
    passes(
        grade_keras,
        "model = keras.Sequential([keras.Input((1,)), L.Dense(1)])",
        "assert submission.model('model') is submission.model('model')",
    )


def test_a_model_that_the_test_changed_is_rebuilt(grade_keras: Grade) -> None:
    passes(
        grade_keras,
        "model = keras.Sequential([keras.Input((1,)), L.Dense(1)])",
        "m = submission.model('model'); m.set_weights([np.ones((1, 1)), np.ones(1)])\n"
        "    assert submission.model('model').get_weights()[1][0] == 0",
    )


@pytest.mark.parametrize(
    "model",
    [
        "keras.Sequential([keras.Input((3,)), L.Dense(4, 'relu', kernel_regularizer='l2'), L.Dropout(0.2)])",
        "keras.Sequential([keras.Input((8, 8, 1)), L.Conv2D(2, 3), L.MaxPooling2D(), L.Flatten(), L.Dense(2)])",
        "keras.Sequential([keras.Input((4, 1)), L.SimpleRNN(8, return_sequences=True), L.Bidirectional(L.LSTM(2))])",
        "keras.Sequential([keras.Input((3,)), L.BatchNormalization(), L.Dense(2, activation=L.LeakyReLU(0.1))])",
        "keras.Sequential([keras.Input((3,)), keras.Sequential([L.Dense(2)]), L.Dense(1, keras.activations.tanh)])",
        "(lambda i: keras.Model(i, [L.Concatenate()([i, L.Dense(2)(i) * 2]), keras.ops.relu(i)]))(keras.Input((3,)))",
        "(lambda a, b: keras.Model([a, b], L.Dense(1)(L.concatenate([a, b]))))(keras.Input((5,)), keras.Input((3,)))",
        "(lambda i, d: keras.Model(i, d(d(i))))(keras.Input((3,)), L.Dense(3))",
    ],
)
def test_keras_own_layers_are_rebuilt(grade_keras: Grade, model: str) -> None:
    body = """rebuilt = submission.model("model")
    x = [np.random.rand(5, *i.shape[1:]).astype("float32") for i in rebuilt.inputs]
    theirs = submission.function("outputs")(x)
    ours = [np.asarray(o) for o in keras.tree.flatten(rebuilt(x[0] if len(x) == 1 else x))]
    assert all(np.allclose(a, b, atol=1e-5) for a, b in zip(ours, theirs, strict=True))"""
    outputs = "\ndef outputs(x): return [np.asarray(o) for o in keras.tree.flatten(model(x[0] if len(x) == 1 else x))]"
    passes(grade_keras, f"model = {model}{outputs}", body)


def test_an_adapted_normalization_keeps_its_numbers(grade_keras: Grade) -> None:
    program = (
        "n = L.Normalization()\nn.adapt(np.array([[1.0], [3.0]]))\nmodel = keras.Sequential([keras.Input((1,)), n])"
    )
    passes(grade_keras, program, "assert abs(float(submission.model('model')(np.array([[3.0]]))[0, 0]) - 1) < 1e-3")


def test_a_model_built_by_a_students_function(grade_keras: Grade) -> None:
    program = "def build(n): return keras.Sequential([keras.Input((n,)), L.Dense(4), L.Dense(1)])"
    body = "m = submission.function('build')(6); assert submission.model(m).count_params() == 33"
    passes(grade_keras, program, body)


@pytest.mark.parametrize(
    ("program", "words"),
    [
        ("model = keras.Sequential([L.Dense(2)])", "is not built"),
        ("model = keras.Sequential([keras.Input((2,)), L.Lambda(lambda x: x)])", "Lambda"),
        ("model = keras.Sequential([keras.Input((2,)), L.Dense(1, activation=lambda x: x)])", "lambda"),
        (
            "def act(x): return x\nmodel = keras.Sequential([keras.Input((2,)), L.Dense(1, activation=act)])",
            "uses `act`",
        ),
        (
            "class Mine(L.Layer):\n    def call(self, x): return x\n\n" + ONE_DENSE.replace("Dense(1)", "Mine()"),
            "contains `Mine`, which is not a layer of Keras itself",
        ),
        (
            "@keras.saving.register_keras_serializable('keras')\nclass Dense(L.Dense): pass\n\n" + ONE_DENSE,
            "contains `Dense`",
        ),
        (
            "class Net(keras.Model):\n    def call(self, x): return x\nmodel = Net()\nmodel(np.zeros((1, 2)))",
            "model class of its own, `Net`",
        ),
        ("model = keras.Sequential([keras.Input((3,)), L.RepeatVector(10**8)])", "too large to be judged: 300,000,000"),
        ("model = 3", "is of type `int`"),
        ("model = L.Dense(1)", "should be a Keras model, but it is of type `keras.Dense`"),
        ("", "does not define anything named `model`"),
    ],
)
def test_models_that_are_refused(grade_keras: Grade, program: str, words: str) -> None:
    assert words in fails(grade_keras, program)


def test_a_function_that_returns_no_model(grade_keras: Grade) -> None:
    program = "def build(): pass"
    asked = "submission.model(submission.function('build')())"
    assert "should be a Keras model, but it is of type `None`" in fails(grade_keras, program, asked)


def test_predictions_with_nan(grade_keras: Grade) -> None:
    program = ONE_DENSE.replace("Dense", "L.Dense") + "model.set_weights([np.array([[np.nan]]), np.zeros(1)])"
    for asked in (
        "submission.predict('model', np.zeros((2, 1)))",
        "submission.model('model').predict(np.zeros((2, 1)))",
    ):
        assert "contain NaN" in fails(grade_keras, program, asked)


def test_named_predictions_with_nan(grade_keras: Grade) -> None:
    program = (
        "import keras, numpy as np\n"
        "steps = keras.Input((1,))\n"
        "model = keras.Model(steps, {'slope': keras.layers.Dense(1)(steps)})\n"
        "model.set_weights([np.array([[np.nan]]), np.zeros(1)])\n"
    )
    asked = "submission.model('model').predict(np.zeros((2, 1)))"
    assert "contain NaN" in fails(grade_keras, program, asked)


@pytest.mark.parametrize(
    ("body", "words"),
    [
        ("return np.zeros((3, 1))", "its predictions have shape (3, 1)"),
        ("return 'yes'", "should be an array of numbers"),
        ("return [[1], [2, 3]]", "rows have different lengths"),
        ("raise ValueError('no')", "raised ValueError"),
        ("\n        while True: pass", "did not return within"),
    ],
)
def test_odd_predictions(grade_keras: Grade, body: str, words: str) -> None:
    program = f"class Model:\n    def predict(self, x): {body}\nmodel = Model()"
    assert words in fails(grade_keras, program, "submission.predict('model', np.zeros((2, 1)), timeout=0.3)")


def test_a_model_that_changed_since_is_rebuilt_anew(grade_keras: Grade) -> None:
    program = LINE + "def shift(): model.set_weights([np.array([[1.0]]), np.array([7.0])])\n"
    tests = """
    def test_x(submission):
        before = submission.model("model")
        submission.function("shift")()
        after = submission.model("model")
        assert after is not before
        assert after.get_weights()[1].tolist() == [7.0]
        assert before.get_weights()[1].tolist() == [6.0]
    """
    graded = grade_keras(program, tests)
    assert graded.outcomes == {"test_x": "passed"}, graded.said


def test_fit_trains_a_fresh_copy(grade_keras: Grade) -> None:
    body = """x = np.arange(-1.0, 5.0).reshape(-1, 1)
    trained, history = submission.fit("model", x, 2 * x, epochs=5)
    again, same = submission.fit("model", x, 2 * x, epochs=5)
    assert len(history["loss"]) == 5 and history["loss"][-1] < history["loss"][0]
    assert np.allclose(trained.get_weights()[0], again.get_weights()[0]) and history == same
    assert submission.model("model").get_weights()[1].tolist() == [6.0]"""
    passes(grade_keras, LINE, body)


def test_fit_of_a_few_steps_goes_the_way_of_many(grade_keras: Grade) -> None:
    body = """x = np.arange(-1.0, 5.0).reshape(-1, 1)
    _, few = submission.fit("model", x, 2 * x, epochs=4)
    _, many = submission.fit("model", x, 2 * x, epochs=8)
    assert np.allclose(few["loss"], many["loss"][:4], rtol=1e-5) and len(many["loss"]) == 8"""
    passes(grade_keras, LINE, body)


def test_fit_of_a_few_steps_with_a_loss_of_ones_own_goes_by_graph(grade_keras: Grade) -> None:
    loss = """
@keras.saving.register_keras_serializable()
def only_in_a_graph(y, p):
    import tensorflow as tf
    return tf.gradients(p, p)[0] * (y - p) ** 2
model = """
    program = LINE.replace('"mse"', "only_in_a_graph").replace("\nmodel = ", loss, 1)
    passes(grade_keras, program, 'submission.fit("model", [[1.0]], [[2.0]], epochs=1)')


def test_fit_of_a_model_that_is_not_compiled(grade_keras: Grade) -> None:
    program = "model = keras.Sequential([keras.Input((1,)), L.Dense(1)])"
    assert "is not compiled" in fails(grade_keras, program, "submission.fit('model', [[1.0]], [[1.0]], epochs=1)")


@pytest.mark.parametrize(
    ("settings", "loss", "optimizer", "metrics"),
    [
        ("'adam', 'mse', metrics=['acc']", "mean_squared_error", "adam", ["accuracy"]),
        ("keras.optimizers.SGD(0.5), keras.losses.MeanSquaredError()", "mean_squared_error", "sgd", []),
        (
            "'rmsprop', keras.losses.binary_crossentropy, metrics=[keras.metrics.BinaryAccuracy()]",
            "binary_crossentropy",
            "rmsprop",
            ["accuracy"],
        ),
        ("'adam', 'sparse_categorical_crossentropy'", "sparse_categorical_crossentropy", "adam", []),
    ],
)
def test_compile_settings(grade_keras: Grade, settings: str, loss: str, optimizer: str, metrics: list[str]) -> None:
    program = f"model = keras.Sequential([keras.Input((1,)), L.Dense(1)])\nmodel.compile({settings})"
    body = f"""got = submission.compiled("model")
    assert (got["loss"], got["optimizer"]["name"], got["metrics"]) == ({loss!r}, {optimizer!r}, {metrics!r})
    assert got["optimizer"]["learning_rate"] > 0"""
    passes(grade_keras, program, body)


def test_tensors_and_variables_arrive_as_arrays(grade_keras: Grade) -> None:
    program = """
import tensorflow as tf
tensor, variable = tf.constant([[1.0, 2.0]]), tf.Variable(3.0)
weight = keras.Variable(np.ones(2))
dataset = tf.data.Dataset.from_tensor_slices(np.arange(4)).batch(2)
history = keras.Sequential([keras.Input((1,)), L.Dense(1)])
history.compile("sgd", "mse")
history = history.fit(np.ones((2, 1)), np.ones((2, 1)), epochs=2, verbose=0)
"""
    body = """v = submission.value
    assert v("tensor").tolist() == [[1, 2]] and v("variable") == 3 and v("weight").tolist() == [1, 1]
    assert [batch.tolist() for batch in v("dataset")] == [[0, 1], [2, 3]]
    assert len(v("history")["loss"]) == 2"""
    passes(grade_keras, program, body)


@pytest.mark.parametrize(
    "relu", ["keras.ops.relu", "keras.activations.relu", "keras.layers.ReLU()", "L.Activation('relu')"]
)
@pytest.mark.parametrize("softmax", ["keras.ops.softmax", "keras.activations.softmax", "keras.layers.Softmax()"])
def test_activations_called_on_a_layers_output_count_to_the_layer(grade_keras: Grade, relu: str, softmax: str) -> None:
    program = f"i = keras.Input((4,))\nmodel = keras.Model(i, {softmax}(L.Dense(3)({relu}(L.Dense(8)(i)))))\n"
    passes(
        grade_keras,
        program,
        "from grader.testkit import check_dense_layers\n"
        "    check_dense_layers(submission.model('model'), [(8, 'relu'), (3, 'softmax')])",
    )


@pytest.mark.parametrize(
    ("relu", "softmax"), [("tf.nn.relu", "tf.nn.softmax"), ("keras.layers.ReLU()", "keras.layers.Softmax()")]
)
def test_activations_of_other_homes_are_keras_own(grade_keras: Grade, relu: str, softmax: str) -> None:
    layers = f"keras.Input((4,)), L.Dense(8, activation={relu}), L.Dense(3, activation={softmax})"
    passes(
        grade_keras,
        f"import tensorflow as tf\nmodel = keras.Sequential([{layers}])\n",
        "from grader.testkit import check_dense_layers, check_probabilities\n"
        "    check_dense_layers(submission.model('model'), [(8, 'relu'), (3, 'softmax')])\n"
        "    check_probabilities(submission.model('model')(np.ones((2, 4))))",
    )
