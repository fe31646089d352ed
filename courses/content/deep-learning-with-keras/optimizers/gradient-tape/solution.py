import tensorflow as tf


def fit_quadratic(x, y, learning_rate, epochs):
    """Return w1, w2, b and the loss after descending the root mean squared error."""
    features, y = tf.stack([x**2, x, x**0], axis=1), tf.constant(y)
    w = tf.Variable(tf.ones(3, tf.float64))

    def rmse():
        return tf.sqrt(tf.reduce_mean(tf.square(tf.linalg.matvec(features, w) - y)))

    for _ in range(epochs):
        with tf.GradientTape() as tape:
            loss = rmse()
        if loss > 0:
            w.assign_sub(learning_rate * tape.gradient(loss, w))
    return *w.numpy(), rmse()
