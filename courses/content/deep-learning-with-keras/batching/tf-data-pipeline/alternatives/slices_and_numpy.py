import numpy as np
import tensorflow as tf


def make_dataset(features, labels, batch_size):
    n_train = int(0.8 * len(features))
    one_hot = np.zeros((len(labels), 3), dtype="float32")
    one_hot[np.arange(len(labels)), labels] = 1
    x = features.astype("float32")
    train = tf.data.Dataset.from_tensor_slices((x[:n_train], one_hot[:n_train]))
    validation = tf.data.Dataset.from_tensor_slices((x[n_train:], one_hot[n_train:]))
    train = train.cache().shuffle(buffer_size=10_000, seed=3).batch(batch_size).prefetch(tf.data.AUTOTUNE)
    return train, validation.batch(batch_size).prefetch(tf.data.AUTOTUNE)
