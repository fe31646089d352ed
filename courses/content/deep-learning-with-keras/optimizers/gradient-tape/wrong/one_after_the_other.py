# fails: test_one_step, test_running_problem, test_other_points
# A tape for each parameter, after those before it have moved.
import tensorflow as tf


def rmse(w, x, y):
    return tf.sqrt(tf.reduce_mean(tf.square(w[0] * x**2 + w[1] * x + w[2] - y)))


@tf.function(reduce_retracing=True)
def descend(x, y, learning_rate, epochs):
    w = tf.ones(3)
    for _ in tf.range(epochs):
        for one in tf.eye(3):
            with tf.GradientTape() as tape:
                tape.watch(w)
                loss = rmse(w, x, y)
            if loss > 0:
                w -= learning_rate * tape.gradient(loss, w) * one
    return w


def fit_quadratic(x, y, learning_rate, epochs):
    """Return w1, w2, b and the loss after descending the root mean squared error."""
    x, y = tf.constant(x, tf.float32), tf.constant(y, tf.float32)
    w = descend(x, y, tf.constant(learning_rate), tf.constant(epochs))
    return *tf.unstack(w), rmse(w, x, y)
