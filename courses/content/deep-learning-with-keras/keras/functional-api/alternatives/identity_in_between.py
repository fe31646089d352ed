import keras
from keras import layers, ops


def build_model(nfeatures):
    a = layers.Input(shape=(nfeatures,))
    b = layers.Dropout(0.0)(a)
    c = ops.relu(layers.Dense(units=18, name="wide")(b))
    d = ops.relu(layers.Dense(units=4, name="narrow")(c))
    e = layers.Dense(units=1, name="out")(d)
    model = keras.Model(a, e)
    model.compile(loss="MSE", optimizer=keras.optimizers.Adam(learning_rate=0.01, beta_1=0.9), metrics=["mse"])
    return model
