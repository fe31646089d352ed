# fails: test_other_sizes
# Drops the last, smaller batches.
import tensorflow as tf


def make_dataset(features, labels, batch_size):
    cut = len(features) * 4 // 5
    data = tf.data.Dataset.from_tensor_slices((features, tf.one_hot(labels, 3)))
    train = data.take(cut).shuffle(cut).batch(batch_size, drop_remainder=True)
    validation = data.skip(cut).batch(batch_size, drop_remainder=True)
    return train, validation
