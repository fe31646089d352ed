# fails: test_running_problem, test_unknown_parabola
# The model has no b.
import keras
import tensorflow as tf


def fit(x, y):
    """Return w1, w2, b of the parabola through the points, trained by a Keras optimizer."""
    w = tf.Variable([1.0, 1.0, 1.0])
    optimizer = keras.optimizers.SGD(learning_rate=0.005, momentum=0.9)
    for _ in range(200):
        with tf.GradientTape() as tape:
            loss = tf.reduce_mean(tf.square(w[0] * x**2 + w[1] * x - y))
        optimizer.apply_gradients([(tape.gradient(loss, w), w)])
    return w
