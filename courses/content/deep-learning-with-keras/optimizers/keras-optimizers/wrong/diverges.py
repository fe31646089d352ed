# fails: test_running_problem, test_unknown_parabola
# A learning rate that is far too large for this ravine.
import keras
import tensorflow as tf


def fit(x, y):
    """Return w1, w2, b of the parabola through the points, trained by a Keras optimizer."""
    features, y = tf.constant([x**2, x, x**0], tf.float32), tf.constant(y, tf.float32)
    w = tf.Variable([1.0, 1.0, 1.0])
    optimizer = keras.optimizers.SGD(learning_rate=0.1, momentum=0.85)
    for _ in range(50):
        with tf.GradientTape() as tape:
            loss = tf.reduce_mean(tf.square(tf.linalg.matvec(features, w, transpose_a=True) - y))
        optimizer.apply_gradients([(tape.gradient(loss, w), w)])
    return w
