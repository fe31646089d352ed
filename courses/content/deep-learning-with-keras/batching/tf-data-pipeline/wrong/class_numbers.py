# fails: test_one_hot, test_other_labels, test_missing_classes
# Leaves the labels as numbers.
import tensorflow as tf


def make_dataset(features, labels, batch_size):
    cut = len(features) * 4 // 5
    data = tf.data.Dataset.from_tensor_slices((features, labels))
    train = data.take(cut).shuffle(cut).batch(batch_size)
    validation = data.skip(cut).batch(batch_size)
    return train, validation
