import tensorflow as tf


@tf.function
def step(w, features, y, rate):
    with tf.GradientTape() as t:
        t.watch(w)
        error = tf.linalg.matvec(features, w) - y
        loss = tf.math.sqrt(tf.math.reduce_mean(error**2))
    if loss == 0.0:
        return w
    return w - rate * t.gradient(loss, w)


def fit_quadratic(x, y, learning_rate, epochs):
    x = tf.convert_to_tensor(x)
    features = tf.stack([x**2, x, tf.ones_like(x)], axis=1)
    w = tf.ones(3, tf.float64)
    rate = tf.constant(learning_rate, tf.float64)
    for epoch in tf.range(epochs):
        w = step(w, features, y, rate)
    loss = tf.sqrt(tf.reduce_mean((tf.linalg.matvec(features, w) - y) ** 2))
    return tf.concat([w, [loss]], axis=0)
