# fails: test_loss_zero
# The slope of the root at 0 is infinite.
import tensorflow as tf


def fit_quadratic(x, y, learning_rate, epochs):
    """Return w1, w2, b and the loss after descending the root mean squared error."""
    x = tf.constant(x, tf.float32)
    y = tf.constant(y, tf.float32)
    w1, w2, b = parameters = [tf.Variable(1.0) for _ in range(3)]

    def rmse():
        return tf.sqrt(tf.reduce_mean(tf.square(w1 * x**2 + w2 * x + b - y)))

    for _ in range(epochs):
        with tf.GradientTape() as tape:
            loss = rmse()
        for parameter, slope in zip(parameters, tape.gradient(loss, parameters)):
            parameter.assign_sub(learning_rate * slope)
    return w1, w2, b, rmse()
