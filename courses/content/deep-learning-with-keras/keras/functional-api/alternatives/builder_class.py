from tensorflow import keras
from tensorflow.keras import layers, optimizers


class Builder:
    def __init__(self, nfeatures):
        self.ends = [layers.Input(shape=(nfeatures,))]

    def dense(self, units, activation=None):
        self.ends.append(layers.Dense(units, activation=activation, kernel_initializer="he_normal")(self.ends[-1]))
        return self

    def model(self):
        return keras.Model(inputs=[self.ends[0]], outputs=[self.ends[-1]])


def build_model(nfeatures: int) -> keras.Model:
    """18, 4, 1."""
    net = Builder(nfeatures).dense(18, keras.activations.relu).dense(4, "relu").dense(1).model()
    net.compile(loss="mean_squared_error", optimizer=optimizers.Adam(learning_rate=1e-2), run_eagerly=False)
    net.summary()
    return net
