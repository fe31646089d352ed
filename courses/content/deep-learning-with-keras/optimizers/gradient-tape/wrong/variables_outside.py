# fails: test_other_points, test_loss_zero
# The variables are made once, so a second call goes on where the first ended.
import tensorflow as tf

w = tf.Variable([1.0, 1.0, 1.0])


def rmse(x, y):
    return tf.sqrt(tf.reduce_mean(tf.square(w[0] * x**2 + w[1] * x + w[2] - y)))


@tf.function(reduce_retracing=True)
def descend(x, y, learning_rate, epochs):
    for _ in tf.range(epochs):
        with tf.GradientTape() as tape:
            loss = rmse(x, y)
        if loss > 0:
            w.assign_sub(learning_rate * tape.gradient(loss, w))


def fit_quadratic(x, y, learning_rate, epochs):
    """Return w1, w2, b and the loss after descending the root mean squared error."""
    x, y = tf.constant(x, tf.float32), tf.constant(y, tf.float32)
    descend(x, y, tf.constant(learning_rate), tf.constant(epochs))
    return *tf.unstack(w), rmse(x, y)
