import keras
from keras import layers


def build_model(n1, n2):
    inputs = {name: keras.Input((width,), name=name) for name, width in {"input_1": n1, "input_2": n2}.items()}
    units = {"input_1": 10, "input_2": 20}
    branches = [layers.Dense(units[name], "relu")(tensor) for name, tensor in inputs.items()]
    x = layers.concatenate(branches)
    x = layers.Dense(8, "relu")(x)
    model = keras.Model(inputs=inputs, outputs=layers.Dense(1)(x))
    model.compile("adam", "mean_squared_error", metrics=["mae"])
    model.optimizer.learning_rate = 0.01
    return model
