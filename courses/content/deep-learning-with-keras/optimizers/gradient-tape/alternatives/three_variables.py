import tensorflow as tf


def fit_quadratic(x, y, learning_rate, epochs):
    x = tf.constant(x, dtype=tf.float32)
    y = tf.constant(y, dtype=tf.float32)
    w1, w2, b = tf.Variable(1.0), tf.Variable(1.0), tf.Variable(1.0)

    def rmse():
        return tf.sqrt(tf.reduce_mean(tf.square(w1 * x**2 + w2 * x + b - y)))

    for _ in range(epochs):
        with tf.GradientTape() as tape:
            loss = rmse()
        if loss == 0:
            break
        slopes = tape.gradient(loss, {"w1": w1, "w2": w2, "b": b})
        w1.assign_sub(learning_rate * slopes["w1"])
        w2.assign_sub(learning_rate * slopes["w2"])
        b.assign_sub(learning_rate * slopes["b"])
    return w1, w2, b, rmse()
