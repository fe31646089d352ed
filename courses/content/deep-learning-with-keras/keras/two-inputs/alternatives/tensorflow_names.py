import tensorflow as tf


class TwoInputs:
    sizes = (10, 20)

    def __init__(self, *widths):
        self.inputs = [tf.keras.Input(shape=(w,), name=f"input_{i}") for i, w in enumerate(widths, start=1)]

    def graph(self):
        parts = []
        for size, tensor in zip(self.sizes, self.inputs):
            dense = tf.keras.layers.Dense(size, activation=tf.nn.relu, kernel_initializer="he_normal")
            parts.append(tf.keras.layers.Dropout(0.0)(dense(tensor)))
        x = tf.keras.layers.Concatenate()(parts)
        for size, activation in ((8, tf.keras.activations.relu), (1, None)):
            x = tf.keras.layers.Dense(size, activation=activation)(x)
        return x


def build_model(n1, n2):
    net = TwoInputs(n1, n2)
    model = tf.keras.models.Model(inputs=net.inputs, outputs=net.graph())
    model.compile(optimizer=tf.keras.optimizers.Adam(learning_rate=0.01), loss=tf.keras.losses.MSE)
    return model
