# fails: test_trains
# The first layer cannot be trained.
import keras
L = keras.layers
def build_model(nfeatures):
    i = keras.Input((nfeatures,))
    h = L.Dense(18, "relu", trainable=False)(i)
    h = L.Dense(4, "relu")(h)
    m = keras.Model(i, L.Dense(1)(h))
    m.compile(keras.optimizers.Adam(0.01), "mse")
    return m
