# fails: test_validation_in_order
# Shuffles the validation rows, too.
import tensorflow as tf


def make_dataset(features, labels, batch_size):
    cut = len(features) * 4 // 5
    data = tf.data.Dataset.from_tensor_slices((features, tf.one_hot(labels, 3)))
    train = data.take(cut).shuffle(cut).batch(batch_size)
    validation = data.skip(cut).shuffle(cut).batch(batch_size)
    return train, validation
