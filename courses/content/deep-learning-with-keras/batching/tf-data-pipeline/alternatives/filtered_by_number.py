import numpy as np
import tensorflow as tf


def make_dataset(features, labels, batch_size):
    """Number the rows, keep those of each part; the training rows are shuffled once, with NumPy."""
    n = len(features)
    first = n - n // 5
    order = np.concatenate([np.random.default_rng().permutation(first), np.arange(first, n)])
    x = tf.data.Dataset.from_tensor_slices(tf.constant(features[order], dtype=tf.float32))
    y = tf.data.Dataset.from_tensor_slices(tf.keras.utils.to_categorical(labels[order], 3))
    pairs = tf.data.Dataset.zip((x, y)).enumerate()
    train = pairs.filter(lambda i, _: i < first).map(lambda _, pair: pair)
    validation = pairs.filter(lambda i, _: i >= first).map(lambda _, pair: pair)
    return tuple(part.batch(batch_size) for part in (train, validation))
