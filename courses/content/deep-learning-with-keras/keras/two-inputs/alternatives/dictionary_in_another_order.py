import keras
from keras import layers


def build_model(n1, n2):
    ends = {name: keras.Input((width,), name=name) for name, width in (("input_2", n2), ("input_1", n1))}
    units = {"input_1": 10, "input_2": 20}
    branches = [layers.Dense(units[name], activation="relu")(end) for name, end in ends.items()]
    hidden = layers.Dense(8, activation="relu")(layers.concatenate(branches))
    model = keras.Model(ends, [layers.Dense(1)(hidden)])
    model.compile(optimizer=keras.optimizers.Adam(0.01), loss=keras.losses.MeanSquaredError())
    return model
