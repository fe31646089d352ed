# fails: test_optimizer
# Momentum by hand: no Keras optimizer.
import tensorflow as tf


def fit(x, y):
    features, y = tf.constant([x**2, x, x**0], tf.float32), tf.constant(y, tf.float32)
    w = tf.Variable([1.0, 1.0, 1.0])
    velocity = tf.zeros(3)
    for _ in range(100):
        with tf.GradientTape() as tape:
            loss = tf.reduce_mean(tf.square(tf.linalg.matvec(features, w, transpose_a=True) - y))
        velocity = 0.85 * velocity - 0.01 * tape.gradient(loss, w)
        w.assign_add(velocity)
    return w
