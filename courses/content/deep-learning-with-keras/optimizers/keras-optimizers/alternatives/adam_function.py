import keras
import tensorflow as tf
from keras.optimizers import Adam as Optimiser


def fit(x, y):
    x = tf.cast(x, tf.float32)
    y = tf.cast(y, tf.float32)
    w1, w2, b = variables = [keras.Variable(0.0) for _ in range(3)]
    opt = Optimiser(0.5)
    opt.build(variables)
    loss_function = keras.losses.MeanSquaredError()

    @tf.function
    def train(steps):
        for _ in tf.range(steps):
            with tf.GradientTape() as tape:
                loss = loss_function(y, w1 * x * x + w2 * x + b)
            opt.apply(tape.gradient(loss, [v.value for v in variables]), variables)

    train(600)
    return [v.numpy() for v in variables]
