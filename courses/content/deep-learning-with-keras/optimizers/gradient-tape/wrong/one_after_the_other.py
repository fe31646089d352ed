# fails: test_one_step, test_running_problem, test_other_points[7], test_other_points[60]
# A tape for each parameter, after those before it have moved.
import tensorflow as tf


def fit_quadratic(x, y, learning_rate, epochs):
    """Return w1, w2, b and the loss after descending the root mean squared error."""
    x = tf.constant(x, tf.float32)
    y = tf.constant(y, tf.float32)
    w1, w2, b = parameters = [tf.Variable(1.0) for _ in range(3)]

    def rmse():
        return tf.sqrt(tf.reduce_mean(tf.square(w1 * x**2 + w2 * x + b - y)))

    for _ in range(epochs):
        for parameter in parameters:
            with tf.GradientTape() as tape:
                loss = rmse()
            if loss > 0:
                parameter.assign_sub(learning_rate * tape.gradient(loss, parameter))
    return w1, w2, b, rmse()
