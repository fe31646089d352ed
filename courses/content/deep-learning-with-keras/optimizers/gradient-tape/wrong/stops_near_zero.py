# fails: test_other_points[5]
# Stops where the loss is small, though not 0.
import numpy as np
import tensorflow as tf


def fit_quadratic(x, y, learning_rate, epochs):
    x = tf.constant(x, tf.float64)
    y = tf.constant(y, tf.float64)
    w1 = tf.Variable(1.0, dtype=tf.float64)
    w2 = tf.Variable(1.0, dtype=tf.float64)
    b = tf.Variable(1.0, dtype=tf.float64)

    def loss():
        return tf.sqrt(tf.reduce_mean((w1 * x**2 + w2 * x + b - y) ** 2))

    for _ in range(epochs):
        with tf.GradientTape() as tape:
            value = loss()
        if value < 0.05:
            break
        d1, d2, db = tape.gradient(value, [w1, w2, b])
        w1.assign_sub(learning_rate * d1)
        w2.assign_sub(learning_rate * d2)
        b.assign_sub(learning_rate * db)
    return w1, w2, b, loss()
