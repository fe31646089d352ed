# fails: test_unknown_parabola
# w1 and w2 are there, b is still on its way.
import keras
import tensorflow as tf


def fit(x, y):
    """Return w1, w2, b of the parabola through the points, trained by a Keras optimizer."""
    features, y = tf.constant([x**2, x, x**0], tf.float32), tf.constant(y, tf.float32)
    w = tf.Variable([1.0, 1.0, 1.0])
    optimizer = keras.optimizers.SGD(learning_rate=0.005, momentum=0.9)
    for _ in range(60):
        with tf.GradientTape() as tape:
            loss = tf.reduce_mean(tf.square(tf.linalg.matvec(features, w, transpose_a=True) - y))
        optimizer.apply_gradients([(tape.gradient(loss, w), w)])
    return w
