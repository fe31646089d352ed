# fails: test_training_is_shuffled
# A buffer that is too small for many rows.
import keras, tensorflow as tf
def make_dataset(features, labels, batch_size):
    n = len(features) * 4 // 5
    y = keras.utils.to_categorical(labels, 3)
    train = tf.data.Dataset.from_tensor_slices((features[:n], y[:n])).shuffle(2000).batch(batch_size)
    validation = tf.data.Dataset.from_tensor_slices((features[n:], y[n:])).batch(batch_size)
    return train, validation
