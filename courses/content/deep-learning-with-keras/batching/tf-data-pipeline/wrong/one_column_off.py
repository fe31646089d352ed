# fails: test_one_hot, test_other_labels, test_missing_classes
# Classes counted from 1: class 0 becomes [0, 1, 0] and class 2 nothing.
import tensorflow as tf


def make_dataset(features, labels, batch_size):
    cut = len(features) * 4 // 5
    data = tf.data.Dataset.from_tensor_slices((features, tf.one_hot(labels + 1, 3)))
    train = data.take(cut).shuffle(cut).batch(batch_size)
    validation = data.skip(cut).batch(batch_size)
    return train, validation
