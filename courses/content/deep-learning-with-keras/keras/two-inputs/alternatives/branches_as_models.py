import keras
from keras.layers import Activation, Concatenate, Dense, Input


def branch(units):
    return keras.Sequential([Dense(units), Activation("relu")])


def build_model(n1, n2):
    a, b = Input(shape=[n1], name="input_1"), Input(shape=[n2], name="input_2")
    joined = Concatenate(axis=1)([branch(20)(b), branch(10)(a)])
    head = keras.Sequential([Dense(8), keras.layers.ReLU(), Dense(1, activation="linear")], name="head")
    model = keras.Model(inputs=(a, b), outputs=head(joined), name="two_inputs")
    model.compile(loss=keras.losses.MeanSquaredError(), optimizer=keras.optimizers.Adam(0.01))
    return model
