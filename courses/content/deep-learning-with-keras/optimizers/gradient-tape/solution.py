import tensorflow as tf


def fit_quadratic(x, y, learning_rate, epochs):
    """Return w1, w2, b and the loss after descending the root mean squared error."""
    w = tf.Variable([1.0, 1.0, 1.0])

    def rmse():
        return tf.sqrt(tf.reduce_mean(tf.square(w[0] * x**2 + w[1] * x + w[2] - y)))

    for _ in range(epochs):
        with tf.GradientTape() as tape:
            loss = rmse()
        if loss > 0:
            w.assign_sub(learning_rate * tape.gradient(loss, w))
    return *w.numpy(), rmse()
