# fails: test_other_sizes
# Makes batches first and gives 80 % of them to training.
import tensorflow as tf


def make_dataset(features, labels, batch_size):
    cut = -(-len(features) // batch_size) * 4 // 5
    data = tf.data.Dataset.from_tensor_slices((features, tf.one_hot(labels, 3))).batch(batch_size)
    train = data.take(cut).unbatch().shuffle(len(features)).batch(batch_size)
    validation = data.skip(cut)
    return train, validation
