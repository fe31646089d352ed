# fails: test_one_step, test_running_problem, test_other_points, test_loss_after_the_last_step, test_noisy_points
# The root of the sum of the squares.
import tensorflow as tf


def fit_quadratic(x, y, learning_rate, epochs):
    """Return w1, w2, b and the loss after descending the root mean squared error."""
    x = tf.constant(x, tf.float32)
    y = tf.constant(y, tf.float32)
    w1, w2, b = parameters = [tf.Variable(1.0) for _ in range(3)]

    def rmse():
        return tf.sqrt(tf.reduce_sum(tf.square(w1 * x**2 + w2 * x + b - y)))

    for _ in range(epochs):
        with tf.GradientTape() as tape:
            loss = rmse()
        if loss > 0:
            for parameter, slope in zip(parameters, tape.gradient(loss, parameters)):
                parameter.assign_sub(learning_rate * slope)
    return w1, w2, b, rmse()
