# fails: test_trains, test_both_matter
# Layers that cannot be trained.
import keras
L = keras.layers
def build_model(n1, n2):
    a = keras.Input((n1,), name="input_1")
    b = keras.Input((n2,), name="input_2")
    h = L.Dense(10, "relu")(a)
    g = L.Dense(20, "relu", trainable=False)(b)
    z = L.Dense(8, "relu")(L.Concatenate()([h, g]))
    m = keras.Model([a, b], L.Dense(1)(z))
    m.compile(keras.optimizers.Adam(0.01), "mse")
    return m
