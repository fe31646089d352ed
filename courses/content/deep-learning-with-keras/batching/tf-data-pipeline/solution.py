import tensorflow as tf


def make_dataset(features, labels, batch_size):
    """Return (train, validation), two tf.data.Dataset objects of batches (x, y)."""
    cut = len(features) * 4 // 5
    data = tf.data.Dataset.from_tensor_slices((features, tf.one_hot(labels, 3)))
    train = data.take(cut).shuffle(cut).batch(batch_size)
    validation = data.skip(cut).batch(batch_size)
    return train, validation
