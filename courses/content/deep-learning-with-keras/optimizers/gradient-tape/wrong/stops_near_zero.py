# fails: test_other_points[5]
# Stops where the loss is small, though not 0.
import tensorflow as tf


def rmse(w, x, y):
    return tf.sqrt(tf.reduce_mean(tf.square(w[0] * x**2 + w[1] * x + w[2] - y)))


@tf.function(reduce_retracing=True)
def descend(x, y, learning_rate, epochs):
    w = tf.ones(3)
    for _ in tf.range(epochs):
        with tf.GradientTape() as tape:
            tape.watch(w)
            loss = rmse(w, x, y)
        if loss > 0.05:
            w -= learning_rate * tape.gradient(loss, w)
    return w


def fit_quadratic(x, y, learning_rate, epochs):
    """Return w1, w2, b and the loss after descending the root mean squared error."""
    x, y = tf.constant(x, tf.float32), tf.constant(y, tf.float32)
    w = descend(x, y, tf.constant(learning_rate), tf.constant(epochs))
    return *tf.unstack(w), rmse(w, x, y)
