# fails: test_optimizer
# Momentum by hand: no Keras optimizer.
import tensorflow as tf


def fit(x, y):
    w, velocity = tf.Variable([1.0, 1.0, 1.0]), tf.zeros(3)
    for _ in range(200):
        with tf.GradientTape() as tape:
            loss = tf.reduce_mean(tf.square(w[0] * x**2 + w[1] * x + w[2] - y))
        velocity = 0.9 * velocity - 0.005 * tape.gradient(loss, w)
        w.assign_add(velocity)
    return w
