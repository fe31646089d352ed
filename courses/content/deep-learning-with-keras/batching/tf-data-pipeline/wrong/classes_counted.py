# fails: test_missing_classes
# As many columns as the largest label says.
import keras
import tensorflow as tf


def make_dataset(features, labels, batch_size):
    cut = len(features) * 4 // 5
    data = tf.data.Dataset.from_tensor_slices((features, keras.utils.to_categorical(labels)))
    train = data.take(cut).shuffle(cut).batch(batch_size)
    validation = data.skip(cut).batch(batch_size)
    return train, validation
